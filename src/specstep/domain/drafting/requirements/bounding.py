"""Which limits and decisions bound the project or the load, rather than what the system does."""

import re

from specstep.domain.drafting.english.frames import uncontracted
from specstep.domain.drafting.requirements import constraints, limits
from specstep.domain.drafting.requirements.clauses import Known, take_apart
from specstep.domain.drafting.requirements.fidelity import lost
from specstep.domain.drafting.requirements.quoting import spoken
from specstep.domain.interviews.values import Fact, FactKind

MODAL = re.compile(r"\b(?:must|shall|may|can|cannot)\b")


def is_load(text: str, system: str, known: Known) -> bool:
    """Whether a limit becomes the least that has to be handled."""
    named = constraints.load(text, system, known) or limits.listed(uncontracted(text), system)
    return named is not None and constraints.at_the_least(named) != named


def pieces(fact: Fact, text: str) -> tuple[str, ...]:
    """The limits of a statement, one each; anything else is one piece."""
    return limits.pieces(text) if fact.kind is FactKind.LIMIT else (text,)


def bounding(fact: Fact, text: str, system: str, known: Known) -> constraints.Constraint | None:
    """The constraint that a limit or decision is; None where it says how the system behaves."""
    if fact.kind is FactKind.DECISION:
        return constraints.constraint(text, system, known)
    if fact.kind is FactKind.LIMIT:
        found = constraints.constraint(text, system, known)
        if found is not None:
            return found
        named = None if MODAL.search(text) else constraints.load(text, system, known)
        if named is not None and not lost((named.text,), text, known.system):
            return named
        if not MODAL.search(text) and (plain := limits.listed(uncontracted(text), system)):
            return plain
        return None if _behaves(text, known) else constraints.circumstance(text, spoken(fact))
    return None


def _behaves(text: str, known: Known) -> bool:
    """Whether a limit bounds what the system or somebody does, rather than the project."""
    if constraints.DEVELOPERS.search(text) and not MODAL.search(text):
        return False
    clause = take_apart(text, known)
    subject = (clause.subject or "").lower()
    if subject in {"", "there", "it", "this", "that", "i", "we"}:
        return bool(MODAL.search(text)) or (bool(clause.conditions) and subject not in {"i", "we"})
    return clause.verb not in {"", "have"} and not subject.startswith(("our ", "my "))
