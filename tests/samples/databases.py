"""Every database that the contract of `ports.persistence` is held against."""

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from tests.samples.records import ANNA, BELA
from tests.servers.postgresql import PostgreSQLServer

from specstep.adapters.persistence import migrations
from specstep.adapters.persistence.engines import create_engines
from specstep.adapters.persistence.memory import MemoryDatabase
from specstep.adapters.persistence.tables import metadata
from specstep.adapters.persistence.unit_of_work import SqlDatabase
from specstep.ports.persistence import Database

SQL_KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))
KINDS = ("memory", *SQL_KINDS)
FILLED = sql.SQL(" UNION ALL ").join(
    sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(sql.Literal(name), sql.Identifier(name))
    for name in metadata.tables
)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with today's schema, to copy."""
    path = tmp_path_factory.mktemp("schema") / "template.db"
    migrations.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_server: PostgreSQLServer) -> Iterator[str]:
    """The address of a PostgreSQL database with today's schema, which tests use one after the other."""
    with postgresql_server.fresh() as url:
        migrations.upgrade(url)
        yield url


@pytest.fixture
def sqlite_database_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """The address of a SQLite file with today's schema and no rows."""
    path = tmp_path / "records.db"
    shutil.copyfile(migrated_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_database_url(migrated_postgresql: str) -> str:
    """The address of a PostgreSQL database with today's schema and no rows."""
    # Much faster than a database for each test, and than TRUNCATE, which makes the files of all tables anew.
    with psycopg.connect(migrated_postgresql) as connection:
        filled = [name for (name,) in connection.execute(FILLED)]
        connection.execute(
            "SET LOCAL session_replication_role = replica"
        )  # no triggers, in whatever order they go
        for name in filled:
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
    return migrated_postgresql


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[SqlDatabase]:
    """A database, closed at the end."""
    database = SqlDatabase(create_engines(url))
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def database_of(kind: str, request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    """An empty database of a kind."""
    if kind == "memory":
        yield MemoryDatabase()
    else:
        async with opened(request.getfixturevalue(f"{kind}_database_url")) as database:
            yield database


async def settle_people(database: Database) -> None:
    """Two accounts."""
    async with database.unit() as unit:
        await unit.accounts.add(ANNA)
        await unit.accounts.add(BELA)
