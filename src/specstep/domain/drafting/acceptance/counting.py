"""Scenarios for how many there may be: the last that fits, one too many, just enough, one too few."""

import re

from specstep.domain.documents.acceptance import Scenario
from specstep.domain.documents.requirements import Requirement
from specstep.domain.drafting.acceptance.examples import number_of
from specstep.domain.drafting.english.nouns import bare, plural, singular, with_article

RANGED = re.compile(
    r"^(?:require|allow) at least (?P<low>\S+) and at most (?P<high>\S+) (?P<what>.+?)(?: (?:for each|per|for|in each) (?P<per>.+))?$",
    re.IGNORECASE,
)


def counted(requirement: Requirement, match: re.Match[str]) -> tuple[Scenario, ...] | None:
    """Both sides of a bound on a number; None where the number is none that one can count to."""
    number = number_of(match["number"])
    what = match["what"].strip()
    per = (match["per"] or "").strip()
    if number is None or number != int(number) or number < 1:
        return None
    if match["bound"].lower() == "at most":
        return _at_most(requirement, int(number), what, per)
    return _at_least(requirement, int(number), what, per)


def ranged(requirement: Requirement, match: re.Match[str]) -> tuple[Scenario, ...] | None:
    """Both sides of both ends of a range."""
    low, high = number_of(match["low"]), number_of(match["high"])
    if low is None or high is None or low != int(low) or high != int(high) or not 1 <= low <= high:
        return None
    what, per = match["what"].strip(), (match["per"] or "").strip()
    return (*_at_least(requirement, int(low), what, per), *_at_most(requirement, int(high), what, per))


def _at_most(requirement: Requirement, count: int, what: str, per: str) -> tuple[Scenario, ...]:
    one, the, place = singular(what), _the(per), _place(per)
    title = requirement.title
    return (
        _scenario(requirement, f"{title}: the last that fits", f"{place} has {_so_many(count - 1, what)}",
                  f"one more {one} is added to {the}", (f"{the} has {_so_many(count, what)}",), "boundary"),
        _scenario(requirement, f"{title}: one too many", f"{place} has {_so_many(count, what)}",
                  f"somebody tries to add one more {one} to {the}",
                  ("the system refuses and names the limit", f"{the} still has {_so_many(count, what)}"), "refusal"),
    )  # fmt: skip


def _at_least(requirement: Requirement, count: int, what: str, per: str) -> tuple[Scenario, ...]:
    the, place = _the(per), _place(per)
    title = requirement.title
    return (
        _scenario(requirement, f"{title}: just enough", f"{place} has {_so_many(count, what)}",
                  f"somebody asks whether {the} has enough {plural(singular(what))}", (f"the system counts {the} as complete",),
                  "boundary"),
        _scenario(requirement, f"{title}: one too few", f"{place} has {_so_many(count - 1, what)}",
                  f"somebody asks whether {the} has enough {plural(singular(what))}",
                  (f"the system counts {the} as incomplete and names the number that is missing, 1",), "refusal"),
    )  # fmt: skip


def _so_many(count: int, what: str) -> str:
    return f"no {what}" if count == 0 else f"{count} {singular(what) if count == 1 else what}"


def _place(per: str) -> str:
    return with_article(singular(bare(per))) if per else "the system"


def _the(per: str) -> str:
    return f"the {singular(bare(per))}" if per else "the system"


def _scenario(
    requirement: Requirement, name: str, given: str, when: str, then: tuple[str, ...], kind: str
) -> Scenario:
    return Scenario(name=name, requirements=(requirement.id,), given=(given,), when=(when,), then=then, kind=kind)
