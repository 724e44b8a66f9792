"""What settles a topic: small predicates over facts, each of which names the facts that speak for it."""

import re
from collections.abc import Callable

import attrs

from specstep.domain.ids import FactId
from specstep.domain.interviews.facts import NUMBER, mentions
from specstep.domain.interviews.figures import counts_things, people_in
from specstep.domain.interviews.stakes import Stakes
from specstep.domain.interviews.values import Fact, FactKind
from specstep.domain.interviews.verdicts import once_per_text

Facts = tuple[Fact, ...]
Settles = Callable[[Facts], tuple[FactId, ...]]
"""Takes the telling facts; names those that settle something, or none."""


@attrs.frozen(kw_only=True)
class Evidence:
    """One thing worth knowing about a topic. `weight` is how much a package suffers without it, 1 to 10;
    below `stakes` it is not worth a question; `applies` can rule it out altogether."""

    key: str
    missing: str
    weight: int
    settled_by: Settles
    stakes: Stakes = Stakes.MEDIUM
    applies: Callable[[Facts], bool] = lambda _facts: True


def on_topic(*topics: str, least: int = 1, figure: bool = False) -> Settles:
    """Settled by facts that were taken under one of these topics (with a number in them, where asked)."""

    def settles(facts: Facts) -> tuple[FactId, ...]:
        found = tuple(f.id for f in facts if f.topic in topics and (not figure or NUMBER.search(f.text)))
        return found if len(found) >= least else ()

    return settles


def of_kind(*kinds: FactKind, least: int = 1, figure: bool = False) -> Settles:
    """Settled by facts of one of these kinds."""

    def settles(facts: Facts) -> tuple[FactId, ...]:
        found = tuple(f.id for f in facts if f.kind in kinds and (not figure or NUMBER.search(f.text)))
        return found if len(found) >= least else ()

    return settles


def saying(*patterns: str) -> Settles:
    """Settled by facts with such words in them, denied or not: "no login" settles how people sign in."""
    pattern = re.compile(r"\b(?:" + "|".join(patterns) + r")", re.IGNORECASE)

    said = once_per_text(lambda text: pattern.search(text) is not None)
    return lambda facts: tuple(fact.id for fact in facts if said(fact.text))


def mentioning(pattern: re.Pattern[str]) -> Settles:
    """Settled by facts that speak of something without denying it."""
    said = once_per_text(lambda text: mentions(text, pattern))
    return lambda facts: tuple(fact.id for fact in facts if said(fact.text))


def counting_people(facts: Facts) -> tuple[FactId, ...]:
    """Settled by facts that say how many people there are."""
    return tuple(fact.id for fact in facts if people_in(fact.text))


def counting_things(facts: Facts) -> tuple[FactId, ...]:
    """Settled by facts that say how many there are of something other than people, hours or money."""
    return tuple(fact.id for fact in facts if counts_things(fact.text))


def both(first: Settles, second: Settles) -> Settles:
    """Settled by facts that settle the one and the other."""

    def settles(facts: Facts) -> tuple[FactId, ...]:
        others = set(second(facts))
        return tuple(id for id in first(facts) if id in others)

    return settles


def any_of(*ways: Settles) -> Settles:
    """Settled in any of several ways."""

    def settles(facts: Facts) -> tuple[FactId, ...]:
        found = {id for way in ways for id in way(facts)}
        return tuple(fact.id for fact in facts if fact.id in found)

    return settles
