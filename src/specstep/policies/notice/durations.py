"""Says in words how long something is kept, and how long that is at most."""

import math
from collections.abc import Iterable

from specstep.policies.model import At, DaysAfter, Machinery, Retention, WithOwner, WithParent

# What the time in a column is the time of, for columns whose names everybody uses.
MOMENTS = {
    "created_at": "after it was made",
    "added_at": "after it was added",
    "updated_at": "after its last change",
    "deleted_at": "after it was deleted, in the recycle bin",
    "completed_at": "after the work finished",
    "finished_at": "after the work finished",
    "resolved_at": "after it was resolved",
    "expires_at": "after it expired",
    "at": "after the event",
    "last_used_at": "after its last use",
}


def says_how_long(rules: Iterable[Retention]) -> str:
    """All rules of a dataset in one phrase: whichever comes first ends it."""
    phrases = [describe(rule) for rule in rules]
    head, *rest = phrases
    return head if not rest else f"{head}; at the latest {' or '.join(rest)}"


def describe(rule: Retention) -> str:
    """One rule in words."""
    match rule:
        case WithOwner():
            return "until you delete it, or your account goes"
        case WithParent():
            return "as long as what it belongs to"
        case DaysAfter(column=column, days=days):
            return f"{_days(days)} {_moment(column)}"
        case At(column=column):
            return f"until the time that is set for it ({column.replace('_', ' ')})"
        case Machinery():
            return "as long as the service runs; it holds nothing about people"


def longest_days(rules: Iterable[Retention]) -> float:
    """How many days something may be kept at most; infinity where no rule sets an end by itself."""
    limits = [float(rule.days) for rule in rules if isinstance(rule, DaysAfter) and not _only_when_marked(rule)]
    return min(limits, default=math.inf)


def _only_when_marked(rule: DaysAfter) -> bool:
    """A row that nobody marks as deleted isn't ended by such a rule."""
    return rule.column.startswith("deleted")


def _days(days: int) -> str:
    if days and days % 365 == 0:
        years = days // 365
        return f"{years} year" + ("s" if years > 1 else "")
    return "1 day" if days == 1 else f"{days} days"


def _moment(column: str) -> str:
    return MOMENTS.get(column, f"after {column.replace('_', ' ')}")
