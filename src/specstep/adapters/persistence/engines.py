"""Engines that keep SQLite's discipline, and PostgreSQL's."""

import asyncio
import importlib.util
import sqlite3
from pathlib import Path
from typing import Any

import aiosqlite
import attrs
import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from specstep.adapters.persistence.append_only import guard
from specstep.domain.errors import Misconfigured

BUSY_TIMEOUT_MS = 30_000
READERS = 4

SQLITE_PRAGMAS = (
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",  # first: the switch to WAL may have to wait, too
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",  # what is deleted is overwritten, so that erasure means bytes
)


@attrs.frozen(kw_only=True)
class Engines:
    """The engines of one database. On SQLite the writer holds one connection, and readers have theirs apart."""

    url: str
    writer: AsyncEngine
    reader: AsyncEngine

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a file on this machine."""
        return self.writer.dialect.name == "sqlite"

    async def dispose(self) -> None:
        """Close every connection."""
        await self.reader.dispose()
        if self.reader.sync_engine.pool is not self.writer.sync_engine.pool:
            await self.writer.dispose()


def create_engines(url: str) -> Engines:
    """Make the engines for a database's address; nothing is connected yet.

    Args:
        url: `sqlite:///path` or `postgresql://…`, with or without a driver's name.

    Raises:
        Misconfigured: the address can't be read, names another kind of database, or its driver is not installed.
    """
    parsed = parse(url)
    address = parsed.render_as_string(hide_password=False)
    if parsed.get_backend_name() == "sqlite":
        target = parsed.set(drivername="sqlite+aiosqlite")
        opening = {"async_creator_fn": _open_sqlite}
        wait_s = BUSY_TIMEOUT_MS / 1000
        writer = create_async_engine(
            target, pool_size=1, max_overflow=0, pool_timeout=wait_s, connect_args=opening
        )
        reader = create_async_engine(target, pool_size=READERS, max_overflow=READERS, connect_args=opening)
        _discipline(writer.sync_engine, begin="BEGIN IMMEDIATE", guarded=True)
        _discipline(reader.sync_engine, begin="BEGIN", query_only=True)
        return Engines(url=address, writer=writer, reader=reader)
    if importlib.util.find_spec("asyncpg") is None:
        raise Misconfigured(
            setting="database",
            what="PostgreSQL needs a driver that is not installed.",
            way_out="Install specstep[postgresql].",
        )
    writer = create_async_engine(parsed.set(drivername="postgresql+asyncpg"), pool_pre_ping=True)
    reader = writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Engines(url=address, writer=writer, reader=reader)


def create_sync_engine(url: str) -> Engine:
    """Make a synchronous engine under the same discipline: for the workflow engine, migrations and backups.

    Raises:
        Misconfigured: as for `create_engines`.
    """
    parsed = parse(url)
    if parsed.get_backend_name() == "sqlite":
        engine = sa.create_engine(parsed.set(drivername="sqlite+pysqlite"))
        # IMMEDIATE: a transaction that reads first and then writes would fail at once, busy_timeout or not.
        _discipline(engine, begin="BEGIN IMMEDIATE")
        return engine
    if importlib.util.find_spec("psycopg") is None:
        raise Misconfigured(
            setting="database",
            what="PostgreSQL needs a driver that is not installed.",
            way_out="Install specstep[postgresql].",
        )
    return sa.create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)


def parse(url: str) -> URL:
    """Read a database's address; the driver it may name is ours to choose.

    Raises:
        Misconfigured: not an address, not a file, or another kind of database.
    """
    known = "Give sqlite:///path/to/file or postgresql://user@host/name."
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise Misconfigured(setting="database", what="The address can't be read.", way_out=known) from error
    backend = parsed.get_backend_name()
    if backend == "postgres":
        return parsed.set(drivername="postgresql")
    if backend not in ("sqlite", "postgresql"):
        raise Misconfigured(setting="database", what=f"There is no support for {backend!r}.", way_out=known)
    if backend == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise Misconfigured(
            setting="database", what="SQLite without a file would forget everything.", way_out=known
        )
    return parsed.set(drivername=backend)


def sqlite_path(url: str) -> Path | None:
    """The file that a SQLite address names; None for another database."""
    parsed = parse(url)
    return Path(str(parsed.database)) if parsed.get_backend_name() == "sqlite" else None


async def _open_sqlite(path: str, **options: Any) -> aiosqlite.Connection:
    """Open a file; one that can't be opened is found out first, without the driver.

    A driver's thread that fails to open its file may still be running when the event loop is gone, and then writes
    a traceback to the terminal.
    """

    def probe() -> None:
        sqlite3.connect(path).close()

    await asyncio.to_thread(probe)
    connection = aiosqlite.connect(path, **options)
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does: one left open must not keep the process
    return await connection


def _discipline(engine: Engine, *, begin: str, query_only: bool = False, guarded: bool = False) -> None:
    """Set the PRAGMAs on each new connection, and open each transaction with `begin`.

    Args:
        query_only: whether the connections write nothing.
        guarded: whether they may only add to the audit log.
    """

    def connected(dbapi_connection: Any, record: object) -> None:
        del record
        try:
            dbapi_connection.isolation_level = None  # the driver begins nothing by itself
            cursor = dbapi_connection.cursor()
            for pragma in SQLITE_PRAGMAS:
                cursor.execute(pragma)
            if query_only:
                cursor.execute("PRAGMA query_only=ON")
            if guarded:
                guard(cursor)
            cursor.close()
        except BaseException:
            dbapi_connection.close()  # the pool doesn't know it yet, so nobody else would
            raise

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    sa.event.listen(engine, "connect", connected)
    sa.event.listen(engine, "begin", begun)
