"""Primary keys as text, as marks hold them, as lists that one statement is about, and as ranges."""

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.elements import ColumnElement

from specstep.policies.sql.schema import KEY_COLUMNS

Key = tuple[Any, ...]
Texts = tuple[str, ...]
"""A key as the columns of a mark hold it, the spare ones empty."""


def as_text(columns: Sequence[ColumnElement[Any]]) -> list[ColumnElement[str]]:
    """The values of a key as the columns of a mark, the spare ones empty."""
    texts: list[ColumnElement[str]] = [sa.cast(column, sa.Text) for column in columns]
    return texts + [sa.literal("", sa.Text) for _ in KEY_COLUMNS[len(columns) :]]


def among(
    columns: Sequence[ColumnElement[Any]], keys: Sequence[Texts] | None, dialect: str
) -> ColumnElement[bool]:
    """Whether columns are one of these keys; None: of those that are `given` when the statement is executed.

    The keys travel as one value: PostgreSQL plans for a list by its own statistics of the table, and never for
    marks that it has no statistics of; SQLite needs no variable for each of them.
    """
    if dialect == "postgresql" and len(columns) == 1:
        kind = columns[0].type
        return columns[0] == sa.any_(sa.cast(_part(keys, 0), sa.ARRAY(kind)))
    return row(columns).in_(_listed(columns, keys, dialect))


def given(columns: Sequence[ColumnElement[Any]], keys: Sequence[Texts], dialect: str) -> dict[str, object]:
    """Keys for a statement that was made without."""
    if dialect == "postgresql":
        return {f"keys_{place}": [key[place] for key in keys] for place in range(len(columns))}
    return {"keys": json.dumps([key[: len(columns)] for key in keys])}


def these_marks(marks: sa.Table, dialect: str, *, wide: bool) -> ColumnElement[bool]:
    """Whether a mark is one of those `given` later, asked so that no plan compares each mark with each key.

    PostgreSQL often has no statistics of marks, takes them for few, and would join them row by row; a list of
    values is looked up in an index or hashed, whatever it believes.

    Args:
        marks: the table of marks.
        dialect: the kind of database.
        wide: whether keys have more than one column.
    """
    if dialect != "postgresql":
        return among([marks.c[name] for name in KEY_COLUMNS], None, dialect)
    first, *rest = (marks.c[name] for name in KEY_COLUMNS)
    tests = [first == sa.any_(_part(None, 0))]
    if wide:
        lengths = [sa.cast(sa.func.length(column), sa.Text) for column in (first, *rest[:-1])]
        whole = sa.func.concat_ws(",", *lengths, sa.func.concat(first, *rest))
        tests.append(whole == sa.any_(sa.cast(sa.bindparam("wholes", type_=sa.ARRAY(sa.Text)), sa.ARRAY(sa.Text))))
    else:
        tests += [column == sa.literal("", sa.Text) for column in rest]
    return sa.and_(*tests)


def given_of_marks(keys: Sequence[Texts], dialect: str, *, wide: bool) -> dict[str, object]:
    """Keys of marks for such a statement."""
    if dialect != "postgresql":
        return {"keys": json.dumps(list(keys))}
    values: dict[str, object] = {"keys_0": [key[0] for key in keys]}
    return values | {"wholes": [_whole(key) for key in keys]} if wide else values


def are_wide(keys: Sequence[Texts]) -> bool:
    """Whether keys have more than one column."""
    return any(part for key in keys for part in key[1:])


def _whole(key: Texts) -> str:
    """A key as one text that no other key has."""
    return ",".join([*(str(len(part)) for part in key[:-1]), "".join(key)])


def unnested_marks(width: int) -> sa.Select[*tuple[Any, ...]]:
    """Rows for the table of marks as PostgreSQL takes them, in one value for each column that is used.

    Their values are `of_run`, `of_dataset`, and `keys_0` and so on.
    """
    names = KEY_COLUMNS[:width]
    unnested = sa.func.unnest(*(_part(None, place) for place in range(width)))
    listed = unnested.table_valued(*(sa.column(name, sa.Text) for name in names)).render_derived()
    keys = [listed.c[name] if name in names else sa.literal("", sa.Text) for name in KEY_COLUMNS]
    of = (sa.bindparam(name, type_=sa.Text) for name in ("of_run", "of_dataset"))
    return sa.select(*of, *keys)


def _part(keys: Sequence[Texts] | None, place: int) -> ColumnElement[Any]:
    if keys is not None:
        return _array([key[place] for key in keys])
    return sa.cast(sa.bindparam(f"keys_{place}", type_=sa.ARRAY(sa.Text)), sa.ARRAY(sa.Text))


def _array(texts: Sequence[str]) -> ColumnElement[Any]:
    return sa.cast(sa.bindparam(None, list(texts), type_=sa.ARRAY(sa.Text)), sa.ARRAY(sa.Text))


def _listed(columns: Sequence[ColumnElement[Any]], keys: Sequence[Texts] | None, dialect: str) -> sa.Select[Any]:
    if dialect == "postgresql":
        parts = [_part(keys, place) for place in range(len(columns))]
        names = KEY_COLUMNS[: len(columns)]
        each = sa.func.unnest(*parts).table_valued(*(sa.column(name, sa.Text) for name in names)).render_derived()
        return sa.select(*(sa.cast(each.c[name], c.type) for name, c in zip(names, columns, strict=True)))
    listed: ColumnElement[Any] = sa.bindparam("keys", type_=sa.Text)
    if keys is not None:
        listed = sa.bindparam(None, json.dumps([key[: len(columns)] for key in keys]), type_=sa.Text)
    each = sa.func.json_each(listed).table_valued("value")
    texts = [sa.func.json_extract(each.c.value, f"$[{place}]", type_=sa.Text) for place in range(len(columns))]
    return sa.select(*(_read(text, column) for text, column in zip(texts, columns, strict=True)))


def _read(text: ColumnElement[str], column: ColumnElement[Any]) -> ColumnElement[Any]:
    """On SQLite, whose own types decide how values compare."""
    kind = column.type
    while isinstance(kind, sa.types.TypeDecorator):
        kind = kind.impl_instance
    return sa.cast(text, sa.Integer) if isinstance(kind, sa.Integer | sa.Boolean) else text


def row(columns: Sequence[ColumnElement[Any]]) -> ColumnElement[Any]:
    """Columns as one value that can be compared."""
    first, *rest = columns
    return sa.tuple_(*columns) if rest else first


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
