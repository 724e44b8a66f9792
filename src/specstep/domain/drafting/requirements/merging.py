"""Find requirements that say the same, and make one of them with both sources."""

# ruff: noqa: E501, SIM905 - tables of words and patterns read best with one group to a line

import re

import attrs

from specstep.domain.documents.requirements import Requirement
from specstep.domain.drafting.english.nouns import singular

STOP = frozenset(
    "the a an shall system let each to of in on at by for with their its his her that this be is are and or".split()
)
ALIKE = 0.85
NEGATIONS = frozenset("not no never without prevent only".split())


def fingerprint(text: str) -> frozenset[str]:
    """The words of a requirement that carry its meaning, in the singular."""
    words = re.findall(r"[\w€$£%.:]+", text.lower())
    return frozenset(singular(word.strip(".:")) for word in words if word.strip(".:") and word not in STOP)


def same(first: str, second: str, names: frozenset[str] = frozenset()) -> bool:
    """Whether two requirements say the same: nearly the same words, figures, negations and names."""
    one, other = fingerprint(first), fingerprint(second)
    if _figures(first) != _figures(second) or one & NEGATIONS != other & NEGATIONS:
        return False
    if any(word in names for word in one ^ other):
        return False
    return bool(one | other) and len(one & other) / len(one | other) >= ALIKE


def _figures(text: str) -> list[str]:
    return sorted(re.findall(r"\d[\d.,:]*\d|\d", text))


def merged(first: Requirement, second: Requirement) -> Requirement:
    """The first requirement, resting on the sources of both."""
    order = ("must", "should", "could", "wont")
    stronger = min(first.priority, second.priority, key=lambda priority: order.index(priority.value))
    return attrs.evolve(
        first,
        priority=stronger,
        sources=tuple(dict.fromkeys((*first.sources, *second.sources))),
        facts=tuple(dict.fromkeys((*first.facts, *second.facts))),
        actors=tuple(dict.fromkeys((*first.actors, *second.actors))),
        entities=tuple(dict.fromkeys((*first.entities, *second.entities))),
        rationale=first.rationale or second.rationale,
    )
