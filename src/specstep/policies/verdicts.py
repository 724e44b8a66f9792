"""What the retention of a dataset says about one row."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs

from specstep.policies.model.datasets import Dataset
from specstep.policies.retention import Timed, in_utc


@attrs.frozen(kw_only=True)
class Verdict:
    """When a row must go, and by which rule; no time: no rule asks for it."""

    due: datetime | None
    rule: Timed | None

    def at(self, now: datetime) -> bool:
        """Whether the row is due at a moment."""
        return self.due is not None and self.due <= in_utc(now)


def verdict(dataset: Dataset, row: Mapping[str, Any], *, bins: bool = False) -> Verdict:
    """The earliest time at which a rule wants the row gone or, with `bins`, wants it in the recycle bin.

    Raises:
        ValueError: a time in the row has no zone.
    """
    asked = [
        (due, rule) for rule in dataset.timed if rule.BINS is bins for due in (rule.due(row),) if due is not None
    ]
    if not asked:
        return Verdict(due=None, rule=None)
    due, rule = min(asked, key=lambda each: each[0])
    return Verdict(due=due, rule=rule)
