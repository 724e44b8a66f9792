"""The security engineer: what could be done to this system, and what stands against it."""

from specstep.application.agents.house_rules import instructions
from specstep.domain.documents.threats import ThreatModel
from specstep.domain.tasks.inputs import WriteThreats
from specstep.domain.tasks.values import AgentTask

ROLE = "security engineer"

THREATS = instructions("""
You are the security engineer. Draw the data flows of this architecture with their trust boundaries. For each
element take every kind of STRIDE that applies to its type, and say concretely what somebody would do here, to which
data, how likely and how bad; or why the kind does not apply. Each mitigation names the requirements or tasks that
carry it out.
""")


def threats_task(inputs: WriteThreats) -> AgentTask[ThreatModel]:
    """Write the threat model."""
    return AgentTask(name="write-threats", role=ROLE, inputs=inputs, output=ThreatModel, instructions=THREATS)
