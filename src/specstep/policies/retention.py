"""How long rows are kept: a closed set of small values, each of which answers when a row is due.

A time is compared with one column, so that SQL needs no arithmetic on dates. Windows that vary (an owner's
setting, a tier) are written into a column `expires_at` beforehand. Durations are days of 24 hours, never calendar
months.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar

import attrs

LONGEST_DAYS = 36_525
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAYS = (attrs.validators.instance_of(int), attrs.validators.ge(0), attrs.validators.le(LONGEST_DAYS))


class Stored(StrEnum):
    """How a column holds a time: as a time, or as a whole number since 1970 in UTC."""

    TIME = "time"
    EPOCH_S = "epoch-seconds"
    EPOCH_MS = "epoch-milliseconds"


@attrs.frozen(kw_only=True)
class Where:
    """Which rows a rule is about: those whose column holds one of the values, or (`unless`) none of them.

    A row with NULL there holds none of them. `says` is how a notice calls these rows; by default it lists the values.
    """

    column: str
    values: tuple[str | int | bool, ...] = attrs.field(validator=attrs.validators.min_len(1))
    unless: bool = False
    says: str = attrs.field(default="", eq=False)

    def holds(self, row: Mapping[str, Any]) -> bool:
        """Whether a row is one of those meant."""
        return (row[self.column] in self.values) is not self.unless


def only(column: str, *values: str | int | bool, says: str = "") -> Where:
    """The rows whose column holds one of the values."""
    return Where(column=column, values=values, says=says)


def unless(column: str, *values: str | int | bool, says: str = "") -> Where:
    """The rows whose column holds none of the values."""
    return Where(column=column, values=values, unless=True, says=says)


@attrs.frozen(kw_only=True)
class WithOwner:
    """Kept until its owner deletes it or goes."""


@attrs.frozen(kw_only=True)
class WithParent:
    """Kept as long as the row that it is inside of.

    It holds for every reference that must not be empty; a nullable one binds only where `of` names its dataset.
    """

    of: str = ""


@attrs.frozen(kw_only=True)
class Machinery:
    """Holds nothing of people and stays."""

    because: str


@attrs.frozen(kw_only=True)
class Timed:
    """Due a number of days after the time in a column; never, while there is no time in it.

    Args:
        column: the time from which days are counted.
        days: how many of them, of 24 hours each.
        where: which rows the rule is about; all, by default.
        after_rule: the name of what must have run before, over all that lies before the row's time.
        name: how reports call the rule; the dataset and the column, by default.
        stored: how the column holds its time.
    """

    BINS: ClassVar[bool] = False

    column: str
    days: int = attrs.field(default=0, validator=[*DAYS])
    where: Where | None = None
    after_rule: str = ""
    name: str = ""
    stored: Stored = Stored.TIME

    def due(self, row: Mapping[str, Any]) -> datetime | None:
        """The moment from which the row must go, in UTC; None: this rule never asks for it.

        Raises:
            ValueError: the time has no zone.
            KeyError: the row lacks a column that the rule reads.
        """
        since = self.since(row)
        if since is None or not self.concerns(row):
            return None
        try:
            return since + timedelta(days=self.days)
        except OverflowError:  # beyond the year 9999
            return None

    def since(self, row: Mapping[str, Any]) -> datetime | None:
        """The time in the row from which days are counted, in UTC."""
        return read_time(row[self.column], self.stored)

    def concerns(self, row: Mapping[str, Any]) -> bool:
        """Whether the rule is about this row at all."""
        return self.where is None or self.where.holds(row)

    def threshold(self, now: datetime) -> datetime:
        """The time up to which the column's rows are due: `due(row) <= now` where the column is at most this."""
        return in_utc(now) - timedelta(days=self.days)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the rule reads or writes."""
        return (self.column,) if self.where is None else (self.column, self.where.column)


@attrs.frozen(kw_only=True)
class DaysAfter(Timed):
    """Gone a number of days after the time in a column; a row without that time stays."""

    days: int = attrs.field(validator=[*DAYS])


@attrs.frozen(kw_only=True)
class At(Timed):
    """Gone at the time in a column; a row without that time stays."""

    days: int = attrs.field(default=0, init=False)


@attrs.frozen(kw_only=True)
class WhenMarked(Timed):
    """Gone a number of days after it was put into the recycle bin; a row outside the bin stays."""

    column: str = "deleted_at"
    days: int = attrs.field(
        default=30,
        validator=[*DAYS, attrs.validators.ge(1)],
    )


@attrs.frozen(kw_only=True)
class UntilResolved(Timed):
    """Gone a number of days after it was resolved; an open one is never deleted by schedule."""

    column: str = "resolved_at"


@attrs.frozen(kw_only=True)
class IntoBin(Timed):
    """Put into the recycle bin at the time in a column: the present is written into `mark`."""

    BINS: ClassVar[bool] = True

    days: int = attrs.field(default=0, init=False)
    mark: str = "deleted_at"

    def concerns(self, row: Mapping[str, Any]) -> bool:
        """Whether the rule is about this row: one that lies in the bin already keeps its time."""
        return row[self.mark] is None and super().concerns(row)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the rule reads or writes."""
        return (*super().columns, self.mark)


Retention = WithOwner | WithParent | Timed | Machinery


def in_utc(time: datetime) -> datetime:
    """The same moment in UTC.

    Raises:
        ValueError: the time has no zone.
    """
    if time.utcoffset() is None:
        raise ValueError(f"{time.isoformat()}: a time without a zone says no moment")
    return time.astimezone(UTC)


def read_time(value: object, stored: Stored = Stored.TIME) -> datetime | None:
    """The moment that a column's value says, in UTC; None where it says none.

    Raises:
        ValueError: the value is no time, or one without a zone.
    """
    if value is None:
        return None
    if stored is Stored.TIME:
        if not isinstance(value, datetime):
            raise ValueError(f"{value!r} is no time")
        return in_utc(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{value!r} is no whole number of {stored.value}")
    try:
        return EPOCH + value * (timedelta(seconds=1) if stored is Stored.EPOCH_S else timedelta(milliseconds=1))
    except OverflowError:
        return None if value > 0 else datetime.min.replace(tzinfo=UTC)


def write_time(time: datetime, stored: Stored) -> datetime | int:
    """What a column holds for a moment; whole numbers are rounded down, so that nothing is due early."""
    if stored is Stored.TIME:
        return in_utc(time)
    return epoch_ms(time) // (1000 if stored is Stored.EPOCH_S else 1)


def epoch_ms(time: datetime) -> int:
    """The whole milliseconds since 1970."""
    return (in_utc(time) - EPOCH) // timedelta(milliseconds=1)
