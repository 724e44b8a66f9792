"""The quality engineer: examples that can be checked, and how the whole is tested."""

from specstep.application.agents.house_rules import instructions
from specstep.domain.documents.acceptance import Acceptance
from specstep.domain.documents.testing import TestPlan
from specstep.domain.tasks.inputs import WriteAcceptance, WriteTesting
from specstep.domain.tasks.values import AgentTask

ROLE = "quality engineer"

ACCEPTANCE = instructions("""
You are the quality engineer. Write scenarios that say something: a concrete situation with example data, one act,
an outcome that can be observed. Each requirement has at least one; a figure also gets its boundary and the refusal
beyond it; an unwanted condition gets its failure. Never restate the requirement with "Given" in front.
""")

TESTING = instructions("""
You are the quality engineer. Plan the tests of this system by risk: for each requirement the level, procedure and
expected result, naming the scenarios that it covers; load only where a figure asks for it; test data from the
domain; environments from the constraints; and when testing is done.
""")


def acceptance_task(inputs: WriteAcceptance) -> AgentTask[Acceptance]:
    """Write the acceptance scenarios."""
    return AgentTask(name="write-acceptance", role=ROLE, inputs=inputs, output=Acceptance, instructions=ACCEPTANCE)


def testing_task(inputs: WriteTesting) -> AgentTask[TestPlan]:
    """Write the test plan."""
    return AgentTask(name="write-testing", role=ROLE, inputs=inputs, output=TestPlan, instructions=TESTING)
