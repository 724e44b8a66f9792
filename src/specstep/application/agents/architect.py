"""The architect: elements, data and views, the decisions behind them, and the interface for programs."""

from specstep.application.agents.house_rules import instructions
from specstep.domain.documents.api import Api
from specstep.domain.documents.architecture import Architecture
from specstep.domain.documents.decisions import Decisions
from specstep.domain.tasks.inputs import WriteApi, WriteArchitecture, WriteDecisions
from specstep.domain.tasks.values import AgentTask

ROLE = "architect"

ARCHITECTURE = instructions("""
You are the architect. Propose the smallest architecture that meets the requirements and stated limits: elements
(persons, the system, its neighbours, containers, stores), relations with the data that flows, entities with
attributes and relationships, a runtime view for each situation that is not obvious, and where everything runs.
Allocate every requirement to an element. Use what the person has decided; mark everything else as proposed. Name
things in diagrams exactly as the requirements and glossary do. Fill the arc42 sections, or say why one does not
apply here.
""")

DECISIONS = instructions("""
You are the architect. Record the decisions that someone might want to undo: context, drivers (requirement ids),
at least two real options with what speaks for and against them in this project, the choice and its reason, good
and bad consequences, and when to revisit it. A decision of the person is accepted; yours are proposed.
""")

API = instructions("""
You are the architect. If the system has an interface for programs, design it: resources, operations that each map
to requirements, schemas from the data model, and error responses that follow from the rules. If it has none, say
why.
""")


def architecture_task(inputs: WriteArchitecture) -> AgentTask[Architecture]:
    """Write the architecture."""
    return AgentTask(
        name="write-architecture", role=ROLE, inputs=inputs, output=Architecture, instructions=ARCHITECTURE
    )


def decisions_task(inputs: WriteDecisions) -> AgentTask[Decisions]:
    """Write the decision records."""
    return AgentTask(name="write-decisions", role=ROLE, inputs=inputs, output=Decisions, instructions=DECISIONS)


def api_task(inputs: WriteApi) -> AgentTask[Api]:
    """Write the interface for programs."""
    return AgentTask(name="write-api", role=ROLE, inputs=inputs, output=Api, instructions=API)
