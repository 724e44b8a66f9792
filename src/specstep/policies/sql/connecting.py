"""Opens a running database for looking only: nothing can be written, and no statement runs for long."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from specstep.policies.errors import PolicyError
from specstep.policies.sql.units import first_line

STATEMENT_TIMEOUT_MS = 30_000
SQLITE_STEPS = 200_000_000  # of its virtual machine, a few seconds' worth: a bound that needs no clock
SQLITE_CALL_EVERY = 1_000_000


class CannotOpen(PolicyError):
    """A database that can't be looked at: a wrong address, a missing file or driver, or no answer."""


@contextmanager
def looking_at(url: str) -> Iterator[Connection]:
    """A connection that only reads: SQLite opened read-only, PostgreSQL in a read-only transaction.

    Args:
        url: `sqlite:///path` or `postgresql://…`.

    Raises:
        CannotOpen: the address is none of these, or nothing answers there. The message holds no password.
    """
    with _connected(_engine(url), url) as connection:
        yield connection


def _connected(engine: sa.Engine, url: str) -> Connection:
    try:
        connection = engine.connect()
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("SET TRANSACTION READ ONLY"))
            connection.execute(sa.text(f"SET LOCAL statement_timeout = {STATEMENT_TIMEOUT_MS}"))
        else:
            connection.execute(sa.text("SELECT count(*) FROM sqlite_master"))
    except SQLAlchemyError as error:
        shown = make_url(url).render_as_string(hide_password=True)
        raise CannotOpen(f"{shown} can't be opened: {first_line(error)}.") from error
    return connection


def _engine(url: str) -> sa.Engine:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise CannotOpen("This is no address of a database; sqlite:///path or postgresql://… is.") from error
    match parsed.get_backend_name():
        case "sqlite":
            return _sqlite(parsed)
        case "postgresql" | "postgres":
            try:
                return sa.create_engine(parsed.set(drivername="postgresql+psycopg"), poolclass=sa.pool.NullPool)
            except (ModuleNotFoundError, NoSuchModuleError) as error:
                raise CannotOpen("PostgreSQL needs the driver psycopg, which is not installed.") from error
        case other:
            raise CannotOpen(f"{other} is no kind of database that can be looked at; SQLite and PostgreSQL are.")


def _sqlite(parsed: URL) -> sa.Engine:
    path = Path(parsed.database or "")
    if not path.is_file():
        raise CannotOpen(f"There is no file {parsed.database or '(none named)'}.")

    def opened() -> sqlite3.Connection:
        raw = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        raw.execute("PRAGMA query_only=ON")
        return raw

    return sa.create_engine("sqlite://", creator=opened, poolclass=sa.pool.NullPool)


@contextmanager
def bounded(connection: Connection) -> Iterator[None]:
    """One look: it is cut short when it takes too long, and leaves the connection usable when it fails.

    Raises:
        SQLAlchemyError: it was cut short, or the database refused.
    """
    if connection.dialect.name == "postgresql":
        with connection.begin_nested():
            yield
        return
    raw: Any = connection.connection.driver_connection
    calls = iter(range(SQLITE_STEPS // SQLITE_CALL_EVERY))
    raw.set_progress_handler(lambda: next(calls, None) is None, SQLITE_CALL_EVERY)
    try:
        yield
    finally:
        raw.set_progress_handler(None, SQLITE_CALL_EVERY)
