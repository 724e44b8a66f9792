"""What SQL databases promise beyond the port: schema, PRAGMAs, backups, and errors that say what to do."""

import asyncio
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory
from tests.samples.databases import SQL_KINDS, opened, settle_people
from tests.samples.records import ANNA, NOON, full_interview, interview, reference

from specstep.adapters.persistence import migrations
from specstep.adapters.persistence.backup import backup, restore
from specstep.adapters.persistence.engines import create_engines, create_sync_engine
from specstep.adapters.persistence.tables import metadata
from specstep.adapters.persistence.unit_of_work import SqlDatabase
from specstep.domain.errors import BadInput, Misconfigured, StorageFull, Unavailable


@pytest.fixture(params=SQL_KINDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without a schema."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    url: str = request.getfixturevalue("postgresql_url")
    return url


def shape(url: str) -> dict[str, object]:
    """The schema as the database itself tells it, checks included."""
    engine = create_sync_engine(url)
    inspector = sa.inspect(engine)

    def named(found: list[dict[str, object]]) -> list[object]:
        return sorted((str(sorted((key, str(value)) for key, value in each.items())) for each in found), key=str)

    tables = {
        name: (
            [(column["name"], str(column["type"]), column["nullable"]) for column in inspector.get_columns(name)],
            str(inspector.get_pk_constraint(name)),
            named(inspector.get_foreign_keys(name)),  # type: ignore[arg-type]
            named(inspector.get_unique_constraints(name)),  # type: ignore[arg-type]
            named(inspector.get_check_constraints(name)),  # type: ignore[arg-type]
            named(inspector.get_indexes(name)),  # type: ignore[arg-type]
        )
        for name in inspector.get_table_names()
        if name != "alembic_version"
    }
    engine.dispose()
    return tables


# Migrations


def test_migrations_end_where_the_tables_are_declared(empty_url: str) -> None:
    migrations.upgrade(empty_url)
    migrated = shape(empty_url)
    assert migrations.check(empty_url) == ()
    migrations.downgrade(empty_url)
    assert shape(empty_url) == {}
    engine = create_sync_engine(empty_url)
    metadata.create_all(engine)
    engine.dispose()
    assert migrated == shape(empty_url)


def test_a_new_database_is_prepared_as_the_migrations_would(empty_url: str) -> None:
    migrations.upgrade(empty_url)
    migrated = shape(empty_url)
    migrations.downgrade(empty_url)
    engine = create_sync_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE alembic_version"))
    engine.dispose()
    migrations.prepare(empty_url)
    assert shape(empty_url) == migrated
    assert migrations.is_current(empty_url)
    assert migrations.check(empty_url) == ()
    migrations.prepare(empty_url)
    assert shape(empty_url) == migrated


def test_migrating_again_changes_nothing_and_up_and_down_lead_back(empty_url: str) -> None:
    assert not migrations.is_current(empty_url)
    migrations.upgrade(empty_url)
    first = shape(empty_url)
    migrations.upgrade(empty_url)
    assert migrations.is_current(empty_url)
    migrations.downgrade(empty_url)
    assert not migrations.is_current(empty_url)
    migrations.upgrade(empty_url)
    assert shape(empty_url) == first


def test_a_schema_that_differs_is_told(empty_url: str) -> None:
    assert any("version is None" in finding for finding in migrations.check(empty_url))
    migrations.upgrade(empty_url)
    engine = create_sync_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP INDEX ix_audit_events_at"))
        connection.execute(sa.text("ALTER TABLE accounts ADD COLUMN nickname TEXT"))
        connection.execute(sa.text("CREATE TABLE streams (id TEXT)"))  # somebody else's: none of our business
    engine.dispose()
    findings = " ".join(migrations.check(empty_url))
    assert "ix_audit_events_at" in findings
    assert "nickname" in findings
    assert "streams" not in findings


def test_a_migration_that_fails_leaves_the_database_as_it_was(empty_url: str) -> None:
    engine = create_sync_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE turns (id TEXT)"))  # in the way
    before = shape(empty_url)
    with pytest.raises(Unavailable):
        migrations.upgrade(empty_url)
    engine.dispose()
    assert shape(empty_url) == before


def test_the_newest_script_is_the_one_that_a_start_looks_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    assert ScriptDirectory.from_config(config).get_current_head() == migrations.HEAD


async def test_processes_that_start_at_once_migrate_once(empty_url: str) -> None:
    program = f"from specstep.adapters.persistence import migrations; migrations.upgrade({empty_url!r})"
    source = str(Path(migrations.__file__).parents[4])
    started = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", program, env={"PYTHONPATH": source})
        for _ in range(3)
    ]
    assert [await process.wait() for process in started] == [0, 0, 0]
    assert migrations.check(empty_url) == ()


# SQLite's discipline


async def test_every_connection_to_sqlite_has_the_pragmas(sqlite_database_url: str) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 1,
        "busy_timeout": 30_000,
        "foreign_keys": 1,
        "secure_delete": 1,
    }
    engines = create_engines(sqlite_database_url)
    for engine in (engines.writer, engines.reader):
        async with engine.connect() as connection:
            for name, value in wanted.items():
                assert (await connection.execute(sa.text(f"PRAGMA {name}"))).scalar() == value
    await engines.dispose()
    sync = create_sync_engine(sqlite_database_url)
    with sync.connect() as connection:
        assert {name: connection.execute(sa.text(f"PRAGMA {name}")).scalar() for name in wanted} == wanted
    sync.dispose()


def files(folder: Path) -> list[Path]:
    """Everything in a folder."""
    return sorted(folder.iterdir())


async def test_deleted_text_is_in_no_byte_of_the_file(sqlite_database_url: str, tmp_path: Path) -> None:
    secret = "a sentence that nobody else would write " * 500
    async with opened(sqlite_database_url) as database:
        await settle_people(database)
        async with database.unit() as unit:
            await unit.interviews.add(interview(1, references=(reference(1, secret),)))
        async with database.unit() as unit:
            await unit.interviews.remove_reference(ANNA.id, interview(1).id, reference(1).id)
    with closing(sqlite3.connect(tmp_path / "records.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for path in files(tmp_path):
        assert b"nobody else would write" not in path.read_bytes()


async def test_two_databases_on_one_file_lose_no_update(sqlite_database_url: str) -> None:
    async with opened(sqlite_database_url) as first, opened(sqlite_database_url) as second:
        await settle_people(first)

        async def rename(database: SqlDatabase) -> None:
            async with database.unit() as unit:
                stored = await unit.interviews.get(ANNA.id, interview(1).id)
                assert stored is not None
                await unit.interviews.update(interview(1, title=f"{stored.title}+"))

        async with first.unit() as unit:
            await unit.interviews.add(interview(1, title=""))
        await asyncio.gather(*(rename(database) for database in (first, second) for _ in range(10)))
        async with second.reading() as unit:
            stored = await unit.interviews.get(ANNA.id, interview(1).id)
        assert stored is not None
        assert stored.title == "+" * 20


async def test_statements_of_ones_own_run_in_the_same_transaction(empty_url: str) -> None:
    migrations.upgrade(empty_url)
    async with opened(empty_url) as database:
        await settle_people(database)

        async def enqueue_and_fail() -> None:
            async with database.unit() as unit:
                await unit.transaction.run_sync(
                    lambda session: session.execute(sa.text("DELETE FROM accounts WHERE id = 'account-bela'"))
                )
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await enqueue_and_fail()
        async with database.reading() as unit:
            rows = await unit.transaction.execute(sa.text("SELECT count(*) FROM accounts"))
            assert rows.scalar() == 2


# Errors that say what to do


@pytest.mark.parametrize("url", ["", "mysql://host/name", "sqlite://", "sqlite:///:memory:", "not a url"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(Misconfigured) as caught:
        create_engines(url)
    assert "sqlite:///path" in str(caught.value)


async def test_a_driver_that_is_missing_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(Misconfigured) as caught:
        create_engines("postgresql://user@host/name")
    assert "specstep[postgresql]" in str(caught.value)


async def refused(url: str) -> Unavailable:
    """The error that a unit of work on an unusable database ends with."""
    database = SqlDatabase(create_engines(url))
    try:
        with pytest.raises(Unavailable) as caught:
            await settle_people(database)
    finally:
        await database.close()
    assert caught.value.hint
    assert caught.value.__cause__ is not None
    return caught.value


async def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert "opened" in str(await refused(f"sqlite:///{tmp_path / 'no' / 'records.db'}"))


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "records.db").write_bytes(b"Dear diary, " * 1000)
    assert "damaged" in str(await refused(f"sqlite:///{tmp_path / 'records.db'}"))


async def test_a_database_without_its_tables(empty_url: str) -> None:
    assert "db upgrade" in str(await refused(empty_url))


async def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    assert "server" in str(await refused(f"postgresql://user@/name?host={tmp_path}"))


@pytest.mark.postgresql
async def test_a_database_that_the_server_does_not_have(postgresql_url: str) -> None:
    assert "no such database" in str(await refused(postgresql_url.replace("/test_", "/another_")))


async def test_a_full_disk_keeps_what_was_there(sqlite_database_url: str) -> None:
    async with opened(sqlite_database_url) as database:
        await settle_people(database)

        async def write_too_much() -> None:
            async with database.unit() as unit:
                # The one limit of SQLite that ends in the same error as a disk without room.
                await unit.transaction.execute(sa.text("PRAGMA max_page_count=1"))
                await unit.interviews.add(interview(1, references=(reference(1, "x" * 10_000_000),)))

        with pytest.raises(StorageFull):
            await write_too_much()
        async with database.reading() as unit:
            assert await unit.accounts.get(ANNA.id) == ANNA
            assert await unit.interviews.get(ANNA.id, interview(1).id) is None


async def test_no_error_repeats_what_people_wrote(empty_url: str) -> None:
    async def fail(database: SqlDatabase) -> None:
        async with database.unit() as unit:
            await unit.transaction.execute(
                sa.text("INSERT INTO accounts (id, nickname) VALUES (:id, 'x')"), {"id": "my darkest secret"}
            )

    migrations.upgrade(empty_url)
    async with opened(empty_url) as database:
        with pytest.raises(Unavailable) as caught:
            await fail(database)
    assert "secret" not in str(caught.value)


# Backups


async def test_a_backup_made_in_the_middle_of_work_can_be_restored(
    sqlite_database_url: str, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    async with opened(sqlite_database_url) as database:
        await settle_people(database)
        async with database.unit() as unit:
            await unit.interviews.add(full_interview())
        backup(sqlite_database_url, copy)
        async with database.unit() as unit:
            await unit.interviews.update(interview(1, title="Changed", deleted_at=NOON))
    restore(sqlite_database_url, copy)
    async with opened(sqlite_database_url) as database, database.reading() as unit:
        assert await unit.interviews.get(ANNA.id, full_interview().id) == full_interview()
    assert {path.name for path in files(tmp_path)} <= {"copy.db", "records.db", "records.db-wal", "records.db-shm"}
    assert oct(copy.stat().st_mode)[-3:] == "600"


def test_a_backup_replaces_nothing(sqlite_database_url: str, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("mine")
    with pytest.raises(BadInput):
        backup(sqlite_database_url, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "mine"


def test_a_damaged_copy_is_not_restored(sqlite_database_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    backup(sqlite_database_url, copy)
    content = bytearray(copy.read_bytes())
    content[4096:12_288] = b"\xff" * 8192
    copy.write_bytes(content)
    before = (tmp_path / "records.db").read_bytes()
    with pytest.raises(Unavailable):
        restore(sqlite_database_url, copy)
    assert (tmp_path / "records.db").read_bytes() == before


async def test_a_database_in_use_is_not_replaced(sqlite_database_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    async with opened(sqlite_database_url) as database:
        await settle_people(database)
        backup(sqlite_database_url, copy)
        async with database.reading() as unit:
            assert await unit.accounts.get(ANNA.id) == ANNA
            with pytest.raises(Unavailable):
                restore(sqlite_database_url, copy)
            assert await unit.accounts.get(ANNA.id) == ANNA


@pytest.mark.parametrize("act", [backup, restore])
def test_postgresql_is_left_to_its_own_tools(act: object, tmp_path: Path) -> None:
    with pytest.raises(Misconfigured) as caught:
        act("postgresql://user@host/name", tmp_path / "copy")  # type: ignore[operator]
    assert "pg_dump" in str(caught.value)
