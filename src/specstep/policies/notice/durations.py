"""Says in words how long something is kept, and how long that is at most."""

import math
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from specstep.policies.notice.words import listed
from specstep.policies.retention import (
    At,
    DaysAfter,
    IntoBin,
    Machinery,
    Retention,
    Timed,
    UntilResolved,
    WhenMarked,
    Where,
    WithOwner,
    WithParent,
)

NOBODY: Mapping[str, str] = MappingProxyType({})
YEAR = 365
LEAPS = 4  # a span of so many years or more has a leap day or two more than their share

# What the time in a column is the time of, for columns whose names everybody uses.
MOMENTS = {
    "created_at": "after it was made",
    "added_at": "after it was added",
    "updated_at": "after its last change",
    "completed_at": "after the work finished",
    "finished_at": "after the work finished",
    "expires_at": "after it expired",
    "at": "after it happened",
    "last_used_at": "after its last use",
    "last_activity": "after its last use",
}


def says_how_long(rules: Iterable[Retention], parents: Mapping[str, str] = NOBODY) -> str:
    """All rules of a dataset in one phrase; whichever comes first ends it.

    Where deleting leads into a recycle bin, and where rows get there by themselves, is told as one story.

    Args:
        rules: the retention rules.
        parents: the datasets that its rows belong to, by name, and what people call them.
    """
    told = list(rules)
    bins = [rule for rule in told if isinstance(rule, WhenMarked) and rule.where is None]
    if len(bins) != 1:
        return "; or ".join(describe(rule, parents) for rule in told)
    ways = [rule for rule in told if isinstance(rule, IntoBin) and rule.where is None]
    mine = [rule for rule in told if isinstance(rule, WithOwner)]
    ends = ["you delete it"] * bool(mine) + [_until(rule.column).removeprefix("until ") for rule in ways]
    first = (
        f"until {listed(ends or ['it is deleted'], last='or')}, then {_days(bins[0].days)} in the recycle bin"
        + "; or until you delete your account" * bool(mine)
    )
    rest = [rule for rule in told if rule not in (*bins, *ways, *mine)]
    return "; or ".join([first, *(describe(rule, parents) for rule in rest)])


def describe(rule: Retention, parents: Mapping[str, str] = NOBODY) -> str:
    """One rule in words."""
    match rule:
        case WithOwner():
            return "until you delete it or your account"
        case WithParent(of=of):
            named = [parents.get(of, _words(of))] if of else list(dict.fromkeys(parents.values()))
            return "as long as what it is part of" + (f" ({listed(named)})" if named else "")
        case Machinery():
            return "as long as the service runs; it holds nothing about people"
        case IntoBin(column=column):
            return f"{_until(column)}, then it goes into the recycle bin{_rows(rule.where)}"
        case At(column=column):
            return f"{_until(column)}{_rows(rule.where)}"
        case UntilResolved(days=days):
            return f"until it is resolved{f', and {_days(days)} more' if days else ''}{_rows(rule.where)}"
        case WhenMarked(days=days):
            return f"{_days(days)} after it was put into the recycle bin{_rows(rule.where)}"
        case Timed(column=column, days=days):
            return f"{_days(days)} {_after(column)}{_rows(rule.where)}"


def longest_days(rules: Iterable[Retention]) -> float:
    """How many days a row may be kept at most; infinity where no rule ends it for all.

    A recycle bin sets none: a row that nobody puts there stays.
    """
    limits = [float(rule.days) for rule in rules if isinstance(rule, DaysAfter) and rule.where is None]
    return min(limits, default=math.inf)


def limits_of(rules: Iterable[Retention]) -> dict[tuple[str, str, Where | None], float]:
    """The days of each rule that has some, by what it counts from and which rows it is about."""
    return {
        (type(rule).__name__, rule.column, rule.where): float(rule.days)
        for rule in rules
        if isinstance(rule, Timed)
    }


def _rows(where: Where | None) -> str:
    if where is None:
        return ""
    if where.says:
        return f" ({where.says})"
    values = listed([str(value) for value in where.values], last="or")
    return f" (where {_words(where.column)} is {'not ' if where.unless else ''}{values})"


def _after(column: str) -> str:
    if column in MOMENTS:
        return MOMENTS[column]
    return f"after it was {_words(column[:-3])}" if column.endswith("ed_at") else f"after {_words(column)}"


def _until(column: str) -> str:
    return "until it expires" if column == "expires_at" else f"until its time is up ({_words(column)})"


def _days(days: int) -> str:
    years, rest = divmod(days, YEAR)
    if years and (rest == 0 or (years >= LEAPS and rest in (years // LEAPS, years // LEAPS + 1))):
        return f"{years} year" + ("s" if years > 1 else "")
    return "1 day" if days == 1 else f"{days} days"


def _words(column: str) -> str:
    return column.replace("_", " ")
