"""Reads the shape of a database, from SQLAlchemy's metadata or from the database itself."""

from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Inspector

from specstep.policies.schema import Column, Kind, Reference, Schema, Table

# The order counts: JSON of PostgreSQL is a text type to some dialects, and booleans are integers to others.
KINDS: tuple[tuple[type[Any], Kind], ...] = (
    (sa.types.JSON, Kind.JSON),
    (sa.types.Boolean, Kind.BOOLEAN),
    (sa.types.DateTime, Kind.TIME),
    (sa.types.Date, Kind.DATE),
    (sa.types.Integer, Kind.INTEGER),
    (sa.types.Numeric, Kind.NUMBER),
    (sa.types.Float, Kind.NUMBER),
    (sa.types.Enum, Kind.TEXT),
    (sa.types.Uuid, Kind.OTHER),
    (sa.types.LargeBinary, Kind.BYTES),
    (sa.types.BINARY, Kind.BYTES),
    (sa.types.VARBINARY, Kind.BYTES),
    (sa.types.String, Kind.TEXT),
)


def schema_of(metadata: sa.MetaData) -> Schema:
    """The schema that SQLAlchemy's metadata declares, the tables by name."""
    found = (_declared(table) for table in metadata.tables.values())
    return Schema(tables=tuple(sorted(found, key=lambda table: table.name)))


def reflect(connection: Connection) -> Schema:
    """The schema of a live database: every table in every namespace that isn't the database's own.

    Tables of one name in two namespaces go by their qualified names. Nothing is written.
    """
    inspector = sa.inspect(connection)
    default = inspector.default_schema_name
    namespaces = [None] if connection.dialect.name == "sqlite" else _namespaces(inspector)
    places = [(space, name) for space in namespaces for name in inspector.get_table_names(schema=space)]
    twice = {name for _, name in places if sum(other == name for _, other in places) > 1}
    names = {
        (space, name): name if name not in twice or space in {None, default} else f"{space}.{name}"
        for space, name in places
    }
    readable = _readable(connection, places)
    found = (
        _reflected(inspector, space, name, names, default, readable=(space, name) in readable)
        for space, name in places
    )
    return Schema(tables=tuple(sorted(found, key=lambda table: table.name)))


def kind_of(type_: sa.types.TypeEngine[Any]) -> Kind:
    """What a column of this SQLAlchemy type holds in the database."""
    bare = _bare(type_)
    return next((kind for known, kind in KINDS if isinstance(bare, known)), Kind.OTHER)


def _bare(type_: sa.types.TypeEngine[Any]) -> sa.types.TypeEngine[Any]:
    """The type without what a program wraps around it. An interval stays one, though some are kept as times."""
    while isinstance(type_, sa.types.TypeDecorator) and not isinstance(type_, sa.Interval):
        type_ = type_.impl_instance
    return type_


def _length(type_: sa.types.TypeEngine[Any]) -> int | None:
    bare = _bare(type_)
    if isinstance(bare, sa.types.Enum):
        return None
    length = getattr(bare, "length", None)
    return length if isinstance(length, int) else None


def _declared(table: sa.Table) -> Table:
    return Table(
        name=table.name,
        columns=tuple(
            Column(
                name=column.name,
                kind=kind_of(column.type),
                nullable=bool(column.nullable),
                length=_length(column.type),
            )
            for column in table.columns
        ),
        references=tuple(
            sorted(
                (
                    Reference(
                        columns=tuple(each.parent.name for each in key.elements),
                        to=key.referred_table.name,
                        to_columns=tuple(each.column.name for each in key.elements),
                        on_delete=(key.ondelete or "").upper(),
                    )
                    for key in table.foreign_key_constraints
                ),
                key=lambda reference: (reference.columns, reference.to),
            )
        ),
        indexes=tuple(sorted(_declared_indexes(table))),
    )


def _declared_indexes(table: sa.Table) -> Iterator[tuple[str, ...]]:
    for index in table.indexes:
        yield tuple(each.name if isinstance(each, sa.Column) else "" for each in index.expressions)
    for constraint in table.constraints:
        if isinstance(constraint, sa.PrimaryKeyConstraint | sa.UniqueConstraint) and len(constraint.columns):
            yield tuple(each.name for each in constraint.columns)


def _namespaces(inspector: Inspector) -> list[str | None]:
    own = ("information_schema", "pg_catalog", "pg_toast")
    return [name for name in inspector.get_schema_names() if name not in own and not name.startswith("pg_")]


def _readable(
    connection: Connection, places: Iterable[tuple[str | None, str]]
) -> frozenset[tuple[str | None, str]]:
    places = list(places)
    if connection.dialect.name != "postgresql":
        return frozenset(places)
    asked = sa.text(
        "SELECT has_schema_privilege(:space, 'USAGE') AND has_table_privilege("
        "(SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = :space AND c.relname = :name), 'SELECT')"
    )
    allowed = ((space, name) for space, name in places if connection.scalar(asked, {"space": space, "name": name}))
    return frozenset(allowed)


def _reflected(
    inspector: Inspector,
    space: str | None,
    name: str,
    names: dict[tuple[str | None, str], str],
    default: str | None,
    *,
    readable: bool,
) -> Table:
    return Table(
        name=names[space, name],
        columns=tuple(
            Column(
                name=column["name"],
                kind=kind_of(column["type"]),
                nullable=bool(column["nullable"]),
                length=_length(column["type"]),
            )
            for column in inspector.get_columns(name, schema=space)
        ),
        references=tuple(
            sorted(
                _references(inspector, space, name, names, default),
                key=lambda reference: (reference.columns, reference.to),
            )
        ),
        readable=readable,
        indexes=tuple(sorted(_indexes(inspector, space, name))),
    )


def _indexes(inspector: Inspector, space: str | None, name: str) -> Iterator[tuple[str, ...]]:
    for index in inspector.get_indexes(name, schema=space):
        yield tuple(column or "" for column in index["column_names"])
    for unique in inspector.get_unique_constraints(name, schema=space):
        yield tuple(unique["column_names"])
    if key := inspector.get_pk_constraint(name, schema=space)["constrained_columns"]:
        yield tuple(key)


def _references(
    inspector: Inspector,
    space: str | None,
    name: str,
    names: dict[tuple[str | None, str], str],
    default: str | None,
) -> Iterator[Reference]:
    for key in inspector.get_foreign_keys(name, schema=space):
        there = key.get("referred_schema") or (space if space is None else default)
        target = key["referred_table"]
        to_columns = tuple(key["referred_columns"]) or tuple(
            inspector.get_pk_constraint(target, schema=there)["constrained_columns"]
        )
        yield Reference(
            columns=tuple(key["constrained_columns"]),
            to=names.get((there, target), target),
            to_columns=to_columns,
            on_delete=str(key.get("options", {}).get("ondelete", "") or "").upper(),
        )
