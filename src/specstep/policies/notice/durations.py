"""Says in words how long something is kept, and how long that is at most."""

import math
from collections.abc import Iterable

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

YEAR = 365

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


def says_how_long(rules: Iterable[Retention]) -> str:
    """All rules of a dataset in one phrase: whichever comes first ends it."""
    return "; or ".join(describe(rule) for rule in rules)


def describe(rule: Retention) -> str:
    """One rule in words."""
    match rule:
        case WithOwner():
            return "until you delete it, or your account"
        case WithParent(of=of):
            return f"as long as its {of.replace('_', ' ')}" if of else "as long as what it belongs to"
        case Machinery():
            return "as long as the service runs; it holds nothing about people"
        case IntoBin(column=column):
            return f"until its time is up ({_words(column)}), then in the recycle bin{_rows(rule.where)}"
        case At(column=column):
            return f"until its time is up ({_words(column)}){_rows(rule.where)}"
        case UntilResolved(days=days):
            return f"until it is resolved{f', and {_days(days)} more' if days else ''}{_rows(rule.where)}"
        case WhenMarked(days=days):
            return f"{_days(days)} in the recycle bin, once it is there{_rows(rule.where)}"
        case Timed(column=column, days=days):
            return f"{_days(days)} {MOMENTS.get(column, f'after {_words(column)}')}{_rows(rule.where)}"


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
    values = listed([str(value) for value in where.values], last="or")
    return f" (where {_words(where.column)} is {'not ' if where.unless else ''}{values})"


def _days(days: int) -> str:
    if days and days % YEAR == 0:
        years = days // YEAR
        return f"{years} year" + ("s" if years > 1 else "")
    return "1 day" if days == 1 else f"{days} days"


def _words(column: str) -> str:
    return column.replace("_", " ")
