"""What is promised of DBOS in particular; the private parts of it that are used are held here."""

import asyncio
import codecs
import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from tests.contract.workflow_homes import Home, ended, job

from specstep.adapters.persistence.engines import create_engines, create_sync_engine
from specstep.adapters.workflows.dbos import DbosWorkflows
from specstep.adapters.workflows.payloads import NoSeal
from specstep.domain.errors import AlreadyOpen, Unavailable
from specstep.domain.ids import RunId
from specstep.ports.workflows import JobContext, Json, RunState

SECRET = "planted-4711"


def rows(url: str) -> dict[str, list[str]]:
    """All rows of all tables of the engine, as text."""
    engine = create_sync_engine(url)
    schema = None if engine.dialect.name == "sqlite" else "dbos"
    try:
        with engine.connect() as connection:
            tables = sa.inspect(connection).get_table_names(schema=schema)
            prefix = f"{schema}." if schema else ""
            return {
                table: [str(row) for row in connection.execute(sa.text(f"SELECT * FROM {prefix}{table}"))]
                for table in tables
            }
    finally:
        engine.dispose()


def rot13(text: str) -> str:
    """A seal that a test can see through."""
    return codecs.encode(text, "rot13")


class Rot13(NoSeal):
    """The same for payloads."""

    def seal(self, text: str) -> str:
        return rot13(text)

    def unseal(self, text: str) -> str:
        return rot13(text)


def files(folder: Path) -> list[Path]:
    """All files in a folder, however deep."""
    return [path for path in folder.rglob("*") if path.is_file()]


async def eventful(context: JobContext) -> Json:
    """A run that leaves something in every table it can."""
    await context.publish(f"{SECRET} event")

    async def step() -> Json:
        await context.publish(f"{SECRET} event in step")
        return f"{SECRET} result"

    result = await context.step("step", step)
    await context.sleep(0.001)
    return [result, await context.wait_signal("topic", timeout_s=30)]


async def broken(context: JobContext) -> Json:
    """A run that fails with content in its error."""

    async def step() -> Json:
        raise ValueError(SECRET)

    return await context.step("step", step)


async def fill(host: DbosWorkflows) -> None:
    """Run both kinds to their ends."""
    await host.submit(job("full", kind="eventful", text=SECRET))
    await host.signal(RunId("full"), "topic", SECRET)
    await host.submit(job("bad", kind="broken"))
    assert (await ended(host, "full")).state == RunState.DONE
    assert (await ended(host, "bad")).state == RunState.FAILED
    await host.signal(RunId("full"), "unread", SECRET)


KINDS = {"eventful": eventful, "broken": broken}


async def test_purging_leaves_nothing_behind_in_any_table_or_byte(durable_home: Home, tmp_path: Path) -> None:
    async with durable_home.open(KINDS) as host:
        await fill(host)  # type: ignore[arg-type]
        before = rows(durable_home.url)
        assert any(SECRET in row for table in before.values() for row in table)
        assert await host.purge() == 2
    after = rows(durable_home.url)
    kept = {table for table, found in after.items() if found}
    assert kept == {"dbos_migrations", "queues", "application_versions"}
    if durable_home.url.startswith("sqlite"):
        engine = create_sync_engine(durable_home.url)
        with engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        engine.dispose()
        assert [path.name for path in files(tmp_path) if SECRET.encode() in path.read_bytes()] == []


async def test_the_engine_keeps_only_json_that_was_sealed_and_no_exception_s_text(durable_home: Home) -> None:
    host = DbosWorkflows(durable_home.url, seal=Rot13())
    await host.start(KINDS)
    try:
        await fill(host)
        values = [event.value async for event in host.progress(RunId("full"))]
        assert values == [f"{SECRET} event", f"{SECRET} event in step"]
    finally:
        await host.drain(timeout_s=10)
    found = [row for table in rows(durable_home.url).values() for row in table]
    assert not [row for row in found if SECRET in row]
    assert [row for row in found if rot13(SECRET) in row]
    assert not [row for row in found if "gASV" in row], "no pickles"


async def test_nothing_reaches_the_console_and_no_content_the_log(
    durable_home: Home, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with durable_home.open(KINDS) as host:
        await fill(host)  # type: ignore[arg-type]
    assert capfd.readouterr() == ("", "")
    assert SECRET not in caplog.text
    assert durable_home.url not in caplog.text
    assert "engine: ERROR at _core" in caplog.text, "but that something happened is told"


async def test_the_engine_s_own_connections_keep_sqlite_s_discipline(tmp_path: Path) -> None:
    host = DbosWorkflows(f"sqlite:///{tmp_path / 'specstep.db'}")
    await host.start({})
    try:
        assert host._sql is not None
        with host._sql.connect() as connection:
            found = {
                pragma: connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()
                for pragma in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
            }
    finally:
        await host.drain(timeout_s=5)
    assert found == {
        "journal_mode": "wal",
        "synchronous": 1,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 30_000,
    }


async def test_a_process_has_one_host_at_a_time(durable_home: Home, tmp_path: Path) -> None:
    async with durable_home.open():
        second = DbosWorkflows(f"sqlite:///{tmp_path / 'second.db'}")
        with pytest.raises(AlreadyOpen):
            await second.start({})
        with pytest.raises(Unavailable):
            await second.info(RunId("any"))
    await second.start({})
    await second.drain(timeout_s=5)


async def test_what_the_database_refuses_is_said_in_our_words(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'runs.db'}"
    host = DbosWorkflows(url)
    await host.connect()
    try:
        with closing(sqlite3.connect(tmp_path / "runs.db")) as database:
            database.execute("ALTER TABLE workflow_status RENAME TO elsewhere")
        for asking in (host.find(), host.purge(run_prefix="any"), anext(host.progress(RunId("any")))):
            with pytest.raises(Unavailable):
                await asking
    finally:
        await host.drain(timeout_s=5)


async def test_a_host_that_is_only_connected_submits_and_leaves_running_to_others(durable_home: Home) -> None:
    ran: list[str] = []

    async def handler(context: JobContext) -> Json:
        ran.append(context.job.key)
        return None

    host = DbosWorkflows(durable_home.url)
    await host.connect()
    await host.connect()
    await host.submit(job("run"))
    info = await host.info(RunId("run"))
    assert info is not None
    assert info.state == RunState.QUEUED
    await host.drain(timeout_s=5)
    await host.drain(timeout_s=5)
    assert ran == []
    async with durable_home.open({"job": handler}) as running:
        await ended(running, "run")
    assert ran == ["run"]


async def test_threads_can_be_used_after_draining(durable_home: Home) -> None:
    async with durable_home.open():
        pass
    assert await asyncio.to_thread(lambda: "still here") == "still here"


async def test_fifty_units_of_work_that_enqueue_lose_no_update(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'specstep.db'}"
    engines = create_engines(url)
    async with engines.writer.begin() as connection:
        await connection.execute(sa.text("CREATE TABLE counter (value INTEGER)"))
        await connection.execute(sa.text("INSERT INTO counter VALUES (0)"))

    async def handler(context: JobContext) -> Json:
        async def step() -> Json:
            async with engines.writer.begin() as connection:
                await connection.execute(sa.text("UPDATE counter SET value = value + 1"))
            return None

        return await context.step("count", step)

    host = DbosWorkflows(url)
    await host.start({"job": handler})

    async def unit(number: int) -> None:
        async with AsyncSession(engines.writer) as session, session.begin():
            value = (await session.execute(sa.text("SELECT value FROM counter"))).scalar_one()
            await host.submit_in(session, job(f"run{number}"))
            await session.execute(sa.text("UPDATE counter SET value = :value"), {"value": value + 1})

    try:
        await asyncio.gather(*(unit(number) for number in range(50)))
        for number in range(50):
            assert (await ended(host, f"run{number}")).state == RunState.DONE
        async with engines.reader.connect() as connection:
            assert (await connection.execute(sa.text("SELECT value FROM counter"))).scalar_one() == 100
    finally:
        await host.drain(timeout_s=10)
        await engines.dispose()
