"""Values that can be told apart: each text bears the tag of the person whose it is, and a number of its own."""

import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from specstep.policies.model import Dataset, IntoBin, Stored
from specstep.policies.retention import write_time
from specstep.policies.testing.faults import Unproven

Choose = Callable[[Sequence[Any]], Any]
"""Picks one of several; the first is the plainest."""

Supplied = Mapping[str | type[Any], Callable[[int], Any]]
"""Values for what can't be guessed, by "table.column" or by the column's type: a number in, a value out."""

NOBODY = 0
FIRST_TAG = 0x7A5E0000
LISTED = re.compile(
    r"^\(?\s*\"?(?P<column>\w+)\"?\s+IN\s*\((?P<values>'[^']*'(?:\s*,\s*'[^']*')*)\)\s*\)?$", re.IGNORECASE
)


def tag_of(person: int) -> str:
    """Eight characters that stand in every text of a person's, and in nothing else."""
    return f"{FIRST_TAG + person:08x}"


def value_for(column: sa.Column[Any], person: int, number: int, supplied: Supplied, choose: Choose) -> Any:
    """A value that fits a column and leads back to a person where its type can hold that.

    Raises:
        Unproven: nobody said what fits.
    """
    name = f"{column.table.fullname}.{column.name}"
    for key in (name, type(column.type)):
        if key in supplied:
            return supplied[key](number)
    if options := _listed(column):
        return choose(options)
    return _of_kind(_plain(column.type), tag_of(person), number, name)


def _plain(kind: sa.types.TypeEngine[Any]) -> sa.types.TypeEngine[Any]:
    """The type that a database is asked for. An interval stays one, though SQLAlchemy keeps some as times."""
    while isinstance(kind, sa.types.TypeDecorator) and not isinstance(kind, sa.Interval):
        kind = kind.impl_instance
    return kind


def _of_kind(kind: sa.types.TypeEngine[Any], tag: str, number: int, name: str) -> Any:
    match kind:
        case sa.Boolean():
            return bool(number % 2)
        case sa.Integer():
            return number
        case sa.Float():
            return float(number)
        case sa.Numeric():
            return Decimal(number)
        case sa.Uuid():
            value = uuid.UUID(f"{tag}{number:024x}")
            return value if kind.as_uuid else str(value)
        case sa.JSON():
            return {"planted": f"{tag}{number:08x}"}
        case sa.LargeBinary():
            return f"{tag}{number:08x}".encode()
        case sa.Date():
            return datetime(2026, 1, 1, tzinfo=UTC).date()
        case sa.Interval():
            return timedelta(seconds=number)
        case sa.String():
            text = f"{tag}{number:08x}"
            return text if kind.length is None or kind.length >= len(text) else _short(number, kind.length)
        case _:
            raise Unproven(f"{name}: no value is known for its type {kind!r}; supply one under {name!r}")


def _short(number: int, length: int) -> str:
    letters = ""
    for _ in range(length):
        number, letter = divmod(number, 26)
        letters += chr(ord("a") + letter)
    return letters


def _listed(column: sa.Column[Any]) -> list[Any]:
    """The values that an enumeration or a check of the table allows."""
    if isinstance(column.type, sa.Enum):
        return list(column.type.enum_class or column.type.enums)
    for check in column.table.constraints:
        if isinstance(check, sa.CheckConstraint):
            found = LISTED.match(str(check.sqltext).strip())
            if found and found["column"] == column.name:
                return re.findall(r"'([^']*)'", found["values"])
    return []


def is_time(dataset: Dataset | None, column: sa.Column[Any]) -> Stored | None:
    """How a column holds a time; None: it holds none."""
    for rule in dataset.timed if dataset else ():
        if rule.column == column.name or (isinstance(rule, IntoBin) and rule.mark == column.name):
            return rule.stored
    return Stored.TIME if isinstance(_plain(column.type), sa.DateTime) else None


def as_held(column: sa.Column[Any], time: datetime, stored: Stored) -> Any:
    """A time as the column takes it."""
    value = write_time(time, stored)
    aware = isinstance(column.type, sa.types.TypeDecorator) or getattr(column.type, "timezone", False)
    return value.replace(tzinfo=None) if isinstance(value, datetime) and not aware else value


def interesting_times(dataset: Dataset | None, column: str, now: datetime) -> list[datetime]:
    """Times around which a rule changes its mind, to the smallest step that the column can hold."""
    times = [now]
    for rule in dataset.timed if dataset else ():
        if column in (rule.column, getattr(rule, "mark", None)):
            edge = rule.threshold(now)
            step = STEP[rule.stored]
            times += [
                edge,
                edge + step,
                edge - step,
                edge - timedelta(days=1),
                now + timedelta(days=rule.days + 1),
            ]
    return times


STEP = {
    Stored.TIME: timedelta(microseconds=1),
    Stored.EPOCH_MS: timedelta(milliseconds=1),
    Stored.EPOCH_S: timedelta(seconds=1),
}
