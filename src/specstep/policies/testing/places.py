"""Databases to prove things on: how each is emptied, and where traces of a value can be in it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import sqlalchemy as sa

from specstep.policies.testing.faults import Unproven

Open = Callable[[str], sa.Engine]


class Place(Protocol):
    """A database that the harness may fill and empty as it likes."""

    engine: sa.Engine

    def reset(self) -> None:
        """Leave every table there, without rows."""

    def settle(self) -> None:
        """Let the database take note of its rows, as it would by itself in time: statistics, checkpoints."""

    def traces(self, text: str) -> list[str]:
        """Where a text still is, in words."""


def open_engine(url: str) -> sa.Engine:
    """An engine that overwrites what it deletes and enforces references, on SQLite; any other as it is."""
    engine = sa.create_engine(url)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _discipline)
        sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _discipline(connection: Any, record: object) -> None:
    del record
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "busy_timeout=30000",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


class SqlitePlace:
    """A file in a folder of its own; a text is nowhere when no byte of any file there holds it."""

    def __init__(self, folder: Path, metadata: sa.MetaData, make: Open) -> None:
        self.folder = folder
        self.file = folder / "proof.db"
        self.engine = make(f"sqlite:///{self.file}")
        metadata.create_all(self.engine)
        self.settle()
        self.engine.dispose()
        self.empty = self.file.read_bytes()

    def reset(self) -> None:
        """Leave every table there, without rows."""
        self.engine.dispose()
        for leftover in self.folder.iterdir():
            leftover.unlink()
        self.file.write_bytes(self.empty)

    def settle(self) -> None:
        """Write the log into the file, and truncate it."""
        with self.engine.connect() as connection:
            raw = connection.connection.cursor()  # beside SQLAlchemy, which would open a transaction
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw.close()

    def traces(self, text: str) -> list[str]:
        """The tables whose rows hold a text, or the file in which its bytes still lie."""
        self.settle()
        found = [file for file in sorted(self.folder.iterdir()) if text.encode() in file.read_bytes()]
        if not found:
            return []
        with self.engine.connect() as connection:
            names = sa.inspect(connection).get_table_names()
            rows = [
                f"{name}.{column}"
                for name in names
                for row in connection.execute(sa.text(f'SELECT * FROM "{name}"')).mappings()  # noqa: S608 - its own names
                for column, value in row.items()
                if text in (value.decode("latin-1") if isinstance(value, bytes) else str(value))
            ]
        return [f"{name} still holds a value of theirs" for name in dict.fromkeys(rows)] or [
            f"bytes of {file.name} still hold a value of theirs, in no row: is secure_delete on?" for file in found
        ]


class PostgreSQLPlace:
    """A database on a server; a text is nowhere when no row of any table holds it, and no statistics do."""

    def __init__(self, url: str, metadata: sa.MetaData, make: Open) -> None:
        self.engine = make(url)
        if there := sa.inspect(self.engine).get_table_names():
            self.engine.dispose()
            raise Unproven(f"the database has tables already ({', '.join(there[:3])} …); give an empty one")
        metadata.create_all(self.engine)
        prepare = self.engine.dialect.identifier_preparer
        self.names = ", ".join(prepare.format_table(table) for table in metadata.tables.values())

    def reset(self) -> None:
        """Leave every table there, without rows and without statistics."""
        with self.engine.begin() as connection:
            connection.execute(sa.text(f"TRUNCATE {self.names}"))

    def settle(self) -> None:
        """Make the statistics anew."""
        with self.engine.begin() as connection:
            connection.execute(sa.text(f"ANALYZE {self.names}"))

    def traces(self, text: str) -> list[str]:
        """The tables and statistics that hold a text, as such or in bytes."""
        self.settle()
        like = {"text": f"%{text}%", "bytes": f"%{text.encode().hex()}%"}
        with self.engine.connect() as connection:
            prepare = self.engine.dialect.identifier_preparer
            inspector = sa.inspect(connection)
            rows = [
                name
                for name in inspector.get_table_names()
                if connection.execute(
                    sa.text(
                        f"SELECT EXISTS (SELECT FROM {prepare.quote(name)} AS t "  # noqa: S608 - the schema's own names
                        "WHERE t::text LIKE :text OR t::text LIKE :bytes)"
                    ),
                    like,
                ).scalar_one()
            ]
            statistics = connection.execute(
                sa.text(
                    "SELECT tablename || '.' || attname FROM pg_stats WHERE schemaname NOT IN "
                    "('pg_catalog', 'information_schema') AND concat(most_common_vals::text, histogram_bounds::text,"
                    " most_common_elems::text) SIMILAR TO :either"
                ),
                {"either": f"%({text}|{text.encode().hex()})%"},
            ).scalars()
            return [f"{name} still holds a value of theirs" for name in rows] + [
                f"the statistics of {name} in pg_stats still hold a value of theirs" for name in statistics
            ]


@contextmanager
def placed(url: str, metadata: sa.MetaData, make: Open) -> Iterator[Place]:
    """A database to prove things on: "sqlite" is a file in a temporary folder, anything else an empty database.

    Raises:
        Unproven: the database is not empty, or of another kind.
    """
    if url == "sqlite":
        with TemporaryDirectory() as folder:
            place = SqlitePlace(Path(folder), metadata, make)
            try:
                yield place
            finally:
                place.engine.dispose()
        return
    kind = sa.engine.make_url(url).get_backend_name()
    if kind != "postgresql":
        raise Unproven(f"{kind}: say 'sqlite', or give the address of an empty PostgreSQL database")
    server = PostgreSQLPlace(url, metadata, make)
    try:
        yield server
    finally:
        with server.engine.begin() as connection:
            connection.execute(sa.text(f"DROP TABLE {server.names} CASCADE"))
        server.engine.dispose()
