"""The requirements engineer: one name per thing, and obligations that can be verified."""

from specstep.application.agents.house_rules import instructions
from specstep.domain.documents.glossary import Glossary
from specstep.domain.documents.requirements import Requirements
from specstep.domain.tasks.inputs import WriteGlossary, WriteRequirements
from specstep.domain.tasks.values import AgentTask

ROLE = "requirements engineer"

GLOSSARY = instructions("""
You are the requirements engineer. List the nouns of this domain: actors, entities, systems, acronyms, concepts.
One name per thing; other names for it are aliases. Define each by what was said of it. Expand an acronym only if
its long form is known beyond doubt.
""")

REQUIREMENTS = instructions("""
You are the requirements engineer. Turn each need, rule, quality and limit into singular, verifiable requirements
in one of the EARS forms (ubiquitous, event, state, optional, unwanted, complex), active voice, with the system as
the named subject. Functional requirements are FR-001 and so on, quality requirements QR-001, constraints CR-001. A
quality requirement has a number, a unit and a condition that somebody gave; without them it becomes an open
question. No vague terms, escape clauses, open-ended lists, or pronouns as subjects. Formalise each figure as a
bound. Give every fact exactly one fate: used (where), deferred (why), or rejected (why). Ask the questions that a
builder would have to ask, the most important first.
""")


def glossary_task(inputs: WriteGlossary) -> AgentTask[Glossary]:
    """Write the glossary."""
    return AgentTask(name="write-glossary", role=ROLE, inputs=inputs, output=Glossary, instructions=GLOSSARY)


def requirements_task(inputs: WriteRequirements) -> AgentTask[Requirements]:
    """Write the requirements."""
    return AgentTask(
        name="write-requirements", role=ROLE, inputs=inputs, output=Requirements, instructions=REQUIREMENTS
    )
