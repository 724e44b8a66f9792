"""Random worlds of the policies in real databases."""

import copy
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC
from typing import Any

import attrs
import sqlalchemy as sa

from specstep.policies.sql import Schema, read_row
from specstep.policies.testing.worlds import Rows, World

Key = tuple[str, ...]


@attrs.define
class Beside:
    """Everything outside of the tables, which notes down what is asked of it."""

    files: set[str] = attrs.Factory(set)
    asked: list[object] = attrs.Factory(list)

    def fence(self, account: object) -> None:
        self.asked.append(("fence", account))

    def revoke(self, account: object, dataset: str, name: str) -> None:
        self.asked.append(("revoke", account, dataset, name))

    def delete_files(self, dataset: str, keys: Sequence[Key]) -> None:
        self.asked.append(("files", dataset))
        self.files -= {key[0] for key in keys}

    def purge_runs(self, account: object, datasets: Sequence[str]) -> int:
        self.asked.append(("runs", account, tuple(datasets)))
        return 0


def sqlite_engine(url: str = "sqlite://") -> sa.Engine:
    """SQLite with references enforced."""
    engine = sa.create_engine(url)

    @sa.event.listens_for(engine, "connect")
    def connected(connection: Any, record: object) -> None:
        connection.execute("PRAGMA foreign_keys=ON")

    return engine


@contextmanager
def settled(engine: sa.Engine, world: World) -> Iterator[tuple[sa.Connection, Schema]]:
    """A connection to a database that holds the world, and nothing else."""
    schema = Schema.of(world.metadata)
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(sa.text("DROP SCHEMA public CASCADE"))
            connection.execute(sa.text("CREATE SCHEMA public"))
    world.metadata.create_all(engine)
    with engine.connect() as connection:
        with connection.begin():
            fill(connection, world)
        yield connection, schema
    if engine.dialect.name == "sqlite":
        engine.dispose()


def fill(connection: sa.Connection, world: World) -> None:
    """Insert all rows; references that may be empty are filled in when every row is there."""
    order = [name for name in reversed(world.inventory.order.names) if name in world.rows]
    for late in (False, True):
        for name in order:
            table = world.metadata.tables[name]
            nullable = {column for edge in world.inventory.dataset(name).edges for column in edge.nullable}
            for row in world.rows[name]:
                stored = {column: _stored(value, table.c[column]) for column, value in row.items()}
                if not late:
                    connection.execute(sa.insert(table).values(stored | dict.fromkeys(nullable)))
                elif nullable:
                    key = [column == stored[column.name] for column in table.primary_key]
                    values = {column: stored[column] for column in nullable}
                    connection.execute(sa.update(table).where(*key).values(values))


def _stored(value: Any, column: sa.Column[Any]) -> Any:
    if isinstance(column.type, sa.DateTime) and value is not None and not column.type.timezone:
        return value.astimezone(UTC).replace(tzinfo=None)
    return value


def read(connection: sa.Connection, world: World) -> Rows:
    """All rows of the world's own tables."""
    with connection.begin():
        return {
            name: [
                read_row(dict(row))
                for row in connection.execute(sa.select(world.metadata.tables[name])).mappings()
            ]
            for name in world.rows
        }


def books(connection: sa.Connection, schema: Schema) -> list[Any]:
    """The marks that are left."""
    with connection.begin():
        return list(connection.execute(sa.select(schema.books.marks)))


def ordered(rows: Rows) -> Rows:
    """Rows in an order that can be compared."""
    return {
        name: sorted(some, key=lambda row: sorted((k, str(v)) for k, v in row.items()))
        for name, some in rows.items()
    }


def copied(rows: Rows) -> Rows:
    """Rows that can be changed."""
    return copy.deepcopy(rows)


def files_of(rows: Rows) -> set[str]:
    """The files that rows name."""
    return {row["file"] for some in rows.values() for row in some if row["file"] is not None}


class Crash(Exception):
    """The process died."""


@contextmanager
def crash_at(engine: sa.Engine, statement: int) -> Iterator[None]:
    """Die before the statement of that number."""
    left = [statement]

    def before(*args: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Crash

    sa.event.listen(engine, "before_cursor_execute", before)
    try:
        yield
    finally:
        sa.event.remove(engine, "before_cursor_execute", before)
