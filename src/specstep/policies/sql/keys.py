"""Primary keys as text, as marks hold them, and ranges of keys."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.elements import ColumnElement

from specstep.policies.sql.schema import KEY_COLUMNS

Key = tuple[Any, ...]


def as_text(columns: Sequence[ColumnElement[Any]]) -> list[ColumnElement[str]]:
    """The values of a key as the columns of a mark, the spare ones empty."""
    texts: list[ColumnElement[str]] = [sa.cast(column, sa.Text) for column in columns]
    return texts + [sa.literal("", sa.Text) for _ in KEY_COLUMNS[len(columns) :]]


def from_text(marks: Any, columns: Sequence[ColumnElement[Any]], dialect: str) -> list[ColumnElement[Any]]:
    """The values of a key, from the columns of a mark: so that the table's own index finds the row."""
    return [_read(marks.c[name], column, dialect) for name, column in zip(KEY_COLUMNS, columns, strict=False)]


def _read(text: ColumnElement[str], column: ColumnElement[Any], dialect: str) -> ColumnElement[Any]:
    kind = column.type
    while isinstance(kind, sa.types.TypeDecorator):
        kind = kind.impl_instance
    if isinstance(kind, sa.String) and not isinstance(kind, sa.Enum):
        return text
    if dialect == "sqlite":
        return sa.cast(text, sa.Integer) if isinstance(kind, sa.Integer | sa.Boolean) else text
    return sa.cast(text, column.type)


def row(columns: Sequence[ColumnElement[Any]]) -> ColumnElement[Any]:
    """Columns as one value that can be compared."""
    return columns[0] if len(columns) == 1 else sa.tuple_(*columns)


def equal(left: Sequence[ColumnElement[Any]], right: Sequence[ColumnElement[Any]]) -> ColumnElement[bool]:
    """Whether columns agree, one by one."""
    return sa.and_(*(one == other for one, other in zip(left, right, strict=True)))


def between(columns: Sequence[sa.Column[Any]], after: Key | None, until: Key | None) -> ColumnElement[bool]:
    """Whether a key lies after one and not beyond another; None is no bound."""
    tests: list[ColumnElement[bool]] = []
    if after is not None:
        tests.append(row(columns) > _literal(columns, after))
    if until is not None:
        tests.append(row(columns) <= _literal(columns, until))
    return sa.and_(sa.true(), *tests)


def _literal(columns: Sequence[sa.Column[Any]], key: Key) -> ColumnElement[Any]:
    values = [sa.bindparam(None, value, type_=column.type) for column, value in zip(columns, key, strict=True)]
    return row(values)
