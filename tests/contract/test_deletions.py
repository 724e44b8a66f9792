"""The deletion of an account as a job, on both databases: all of it goes, nothing of others, or it is not done."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import attrs
import pytest
import pytest_asyncio
import sqlalchemy as sa
from tests.samples.databases import SQL_KINDS
from tests.samples.promises import House, house
from tests.samples.records import ANNA, BELA, NOON, answer, event, full_interview, generation, interview, package

from specstep.adapters.persistence.tables import accounts, metadata
from specstep.application.accounts import ensure_local_owner
from specstep.application.blobs import keep
from specstep.application.deletions.steps import KIND, deletion_run
from specstep.domain.accounts import LOCAL_OWNER, Account
from specstep.domain.errors import Conflict, NotFound, Unavailable
from specstep.domain.ids import AccountId, RunId
from specstep.ports.persistence import UnitOfWork
from specstep.ports.workflows import Job, JobContext, Json, RunState

STEPS = ("fence", "log", "mark", "remove", "files", "runs", "traces", "verify", "close")
DAY = timedelta(days=1)
OWNED = [name for name, table in metadata.tables.items() if "account_id" in table.c]


@pytest_asyncio.fixture(params=SQL_KINDS)
async def home(request: pytest.FixtureRequest) -> AsyncIterator[House]:
    async with house(request.getfixturevalue(f"{request.param}_database_url")) as made:
        yield made


async def settle_both(home: House) -> None:
    for number, owner in ((1, ANNA), (2, BELA), (3, ANNA)):
        await home.settle(owner, number)
    home.clock.time = NOON + DAY


def of_others(home: House, account: Account) -> dict[str, list[object]]:
    """Everything that isn't the account's, as it is stored."""
    kept = {name: [dict(row) for row in home.table(name) if row["account_id"] != account.id] for name in OWNED}
    people = [dict(row) for row in home.table("accounts") if row["id"] != account.id]
    return {**kept, "accounts": people}  # type: ignore[dict-item]


def traces(home: House, *texts: str) -> list[str]:
    """The tables that hold one of the texts anywhere."""
    return [name for name in metadata.tables if any(text in str(home.table(name)) for text in texts)]


async def test_RIG_3_an_account_goes_with_rows_files_and_runs_and_nothing_of_others(home: House) -> None:
    await settle_both(home)
    before = of_others(home, ANNA)

    run = await home.delete(ANNA)

    assert run.state == RunState.DONE, run
    assert of_others(home, ANNA) == before
    assert not traces(home, ANNA.id)
    assert home.blobs.keys == {package(2).blob}
    assert not home.table("policy_marks")
    assert not home.table("policy_tallies")
    counts = {(name, act): number for name, act, number in run.result["counts"]}  # type: ignore[index, call-overload, misc]
    assert counts[("accounts", "deleted")] == 1
    assert counts[("interviews", "deleted")] == 2
    assert counts[("files", "removed")] == 2


async def test_RET_12_only_times_and_acts_stay_of_what_mentioned_the_account(home: House) -> None:
    await settle_both(home)
    before = home.table("audit_events")
    await home.delete(ANNA)
    after = {row["id"]: row for row in home.table("audit_events")}
    for event_before in before:
        row = after[event_before["id"]]
        assert (row["at"], row["action"]) == (event_before["at"], event_before["action"])
        assert (row["actor_id"], row["subject_account_id"], row["subject_id"], row["detail"]) == (
            None,
            None,
            None,
            "",
        )
    assert {"account.deletion-requested", "account.deleted"} <= {row["action"] for row in after.values()}


async def test_the_request_is_noted_outside_before_the_first_row_goes(home: House) -> None:
    await settle_both(home)
    home.blobs.stuck = {package(1).blob}
    home.ask(sa.text("ALTER TABLE facts RENAME TO elsewhere"))
    try:
        assert (await home.delete(ANNA)).state == RunState.FAILED
    finally:
        home.ask(sa.text("ALTER TABLE elsewhere RENAME TO facts"))
    assert [(entry.account, entry.at) for entry in await home.log.entries()] == [(ANNA.id, NOON + DAY)]
    assert len(home.table("turns")) == 9


async def test_a_closing_account_takes_nothing_new(home: House) -> None:
    await settle_both(home)
    home.blobs.stuck = {package(1).blob}
    await home.delete(BELA)
    home.ask(sa.update(accounts).where(accounts.c.id == ANNA.id).values(closing_at=NOON))
    with pytest.raises(Conflict, match="being deleted"):
        async with home.database.unit() as unit:
            await unit.interviews.add(interview(9))
    with pytest.raises(NotFound):
        await home.promises.deletions.request(BELA.id)


async def test_RIG_3_a_poisoned_account_stops_no_other_and_is_not_done(home: House) -> None:
    await settle_both(home)
    home.blobs.stuck = {package(1).blob}
    keys = [await home.promises.deletions.request(id) for id in (ANNA.id, BELA.id)]
    poisoned, other = [await home.ended(key) for key in keys]

    assert other.state == RunState.DONE
    assert poisoned.state == RunState.FAILED
    assert poisoned.failed_step == "files"
    assert home.blobs.keys == {package(1).blob}, "its other file went, and Bela's"
    assert [row["dataset"] for row in home.table("policy_marks")] == ["package_archives"]

    report = await home.sweep(NOON + 3 * DAY)
    assert (await home.workflows.info(deletion_run(BELA.id))) is None, "its key leads to the account"
    again = await home.ended(keys[0])
    assert again.state == RunState.FAILED
    assert (report.closing, report.failed) == (1, 1)
    assert any("had failed" in finding for finding in report.findings)

    home.blobs.stuck = set()
    await home.sweep(NOON + 4 * DAY)
    assert (await home.ended(keys[0])).state == RunState.DONE
    assert home.blobs.keys == set()
    assert not home.table("policy_marks")
    assert not (await home.sweep(NOON + 5 * DAY)).findings


async def test_an_account_that_a_survivor_still_needs_is_not_done(home: House) -> None:
    """Somebody else's row inside of one of the account's: what no code of ours writes, and a hand in the tables can."""
    await settle_both(home)
    home.ask(sa.text("CREATE TABLE strangers (id TEXT PRIMARY KEY, account_id TEXT REFERENCES accounts (id))"))
    home.ask(sa.text(f"INSERT INTO strangers VALUES ('s', '{ANNA.id}')"))
    try:
        run = await home.delete(ANNA)
        assert (run.state, run.failed_step) == (RunState.FAILED, "remove")
        assert [row["id"] for row in home.table("accounts")] == [ANNA.id, BELA.id]
        assert home.table("accounts")[0]["closing_at"] == NOON + DAY
        report = await home.sweep(NOON + 3 * DAY)
        assert (report.closing, report.failed, report.overdue) == (1, 1, 1)
        assert "more than a day ago" in report.findings[-1]
        await home.ended(deletion_run(ANNA.id))
    finally:
        home.ask(sa.text("DROP TABLE strangers"))
    await home.sweep(NOON + 4 * DAY)
    assert (await home.ended(deletion_run(ANNA.id))).state == RunState.DONE
    assert not traces(home, ANNA.id)


async def test_RIG_3_a_deletion_while_a_generation_of_the_account_runs(home: House) -> None:
    await settle_both(home)
    begun, go = asyncio.Event(), asyncio.Event()

    async def generating(context: JobContext) -> Json:
        async def write() -> Json:
            begun.set()
            try:
                await go.wait()
            finally:
                async with home.database.unit() as unit:
                    await unit.answers.add(answer("late"))
            return None

        return await context.step("write", write)

    home.others["generation"] = generating
    await home.workflows.drain(timeout_s=1)
    await home.workflows.start(home.handlers)
    key = RunId("generation-003")
    await home.workflows.submit(Job(key=key, kind="generation", account_id=ANNA.id))
    await begun.wait()

    run = await home.delete(ANNA)

    assert run.state == RunState.DONE, run
    assert await home.workflows.info(key) is None
    assert not traces(home, ANNA.id)


async def test_GEN_7_a_file_written_while_its_account_goes_is_cleared_by_a_later_sweep(home: House) -> None:
    await settle_both(home)
    deleted = asyncio.Event()

    class Slow:
        async def put(self, key: object, content: bytes) -> None:
            await deleted.wait()
            await home.blobs.put(package(9).blob, content)

    async def add(unit: UnitOfWork) -> None:
        await unit.packages.add(package(3))

    writing = asyncio.create_task(
        keep(home.database, Slow(), home.clock, ANNA.id, package(9).blob, b"late", add)  # type: ignore[arg-type]
    )
    while not await asyncio.to_thread(home.table, "blob_intents"):  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    assert (await home.delete(ANNA)).state == RunState.DONE
    deleted.set()
    with pytest.raises(Conflict):
        await writing
    assert package(9).blob in home.blobs.keys
    await home.sweep(home.clock.time + timedelta(minutes=61))
    assert home.blobs.keys == {package(2).blob}
    assert not home.table("policy_marks")


@pytest.mark.parametrize("step", STEPS)
async def test_RIG_3_a_deletion_that_fails_at_any_step_is_carried_on(home: House, step: str) -> None:
    await settle_both(home)
    eraser = home.promises.eraser
    real = eraser.steps

    class Broken(type(eraser)):  # type: ignore[misc]
        broken = True

        def steps(self, account: AccountId, **which: Any) -> object:
            async def fails() -> Json:
                await dict(real(account, **which))[step]()
                raise ValueError("after all of it was done")

            found = dict(real(account, **which))
            return tuple((found | ({step: fails} if Broken.broken else {})).items())

    broken = Broken(**{field.name: getattr(eraser, field.name) for field in attrs.fields(type(eraser))})
    await home.workflows.drain(timeout_s=1)
    await home.workflows.start(home.handlers | {KIND: broken.handle})
    run = await home.delete(ANNA)
    assert (run.state, run.failed_step) == (RunState.FAILED, step)

    Broken.broken = False
    await home.workflows.resume(run.key)

    assert (await home.ended(run.key)).state == RunState.DONE
    assert not traces(home, ANNA.id)
    assert home.blobs.keys == {package(2).blob}
    assert [row["action"] for row in home.table("audit_events")].count("account.deleted") == 1


async def test_asking_twice_deletes_once(home: House) -> None:
    await settle_both(home)
    first, second = await asyncio.gather(*(home.promises.deletions.request(ANNA.id) for _ in range(2)))
    assert first == second
    assert (await home.ended(first)).state == RunState.DONE
    assert [row["action"] for row in home.table("audit_events")].count("account.deletion-requested") == 1
    with pytest.raises(NotFound):
        await home.promises.deletions.request(ANNA.id)


async def test_a_dry_run_counts_and_leaves_no_mark(home: House) -> None:
    await settle_both(home)
    before = home.rows()
    preview = await home.promises.deletions.preview(ANNA.id)
    assert dict(preview.rows)["interviews"] == 2
    assert (preview.files, preview.runs) == (2, 0)
    assert home.rows() == before
    with pytest.raises(NotFound):
        await home.promises.deletions.preview(AccountId("nobody"))


async def test_the_local_owner_comes_back_as_another_and_is_not_taken_for_the_first(home: House) -> None:
    owner = await ensure_local_owner(home.database, home.clock, home.promises.deletions.entropy)
    async with home.database.unit() as unit:
        await unit.interviews.add(full_interview(1, owner))
    home.clock.time = NOON + DAY
    assert (await home.delete(owner)).state == RunState.DONE
    home.clock.time = NOON + 2 * DAY
    await ensure_local_owner(home.database, home.clock, home.promises.deletions.entropy)
    async with home.database.unit() as unit:
        await unit.interviews.add(full_interview(2, owner))
    assert not await home.promises.deletions.missed()
    assert await home.promises.deletions.replay() == 0
    assert [row["id"] for row in home.table("interviews")] == [interview(2).id]
    assert (await home.delete(owner)).state == RunState.DONE
    assert LOCAL_OWNER not in {row["id"] for row in home.table("accounts")}
    assert not home.table("interviews")


async def test_RIG_3_what_a_backup_brought_back_is_deleted_again(home: House) -> None:
    await settle_both(home)
    async with home.database.unit() as unit:
        await unit.audit.add(event(8))
    await home.log.add(ANNA.id, NOON + DAY)  # it went once; this database does not know
    await home.workflows.submit(Job(key=RunId("old"), kind="unknown", account_id=ANNA.id))
    await home.ended(RunId("old"))
    assert [entry.account for entry in await home.promises.deletions.missed()] == [ANNA.id]

    assert await home.promises.deletions.replay() == 1

    assert not traces(home, ANNA.id)
    assert await home.workflows.info(RunId("old")) is None
    assert home.blobs.keys == {package(2).blob}
    assert await home.promises.deletions.replay() == 0


async def test_a_replay_that_cannot_finish_says_so(home: House) -> None:
    await settle_both(home)
    await home.log.add(ANNA.id, NOON + DAY)
    home.blobs.stuck = {package(3).blob}
    with pytest.raises(Unavailable, match="1 files of the account"):
        await home.promises.deletions.replay()


async def test_nothing_of_a_deletion_is_told_to_the_engine_but_figures(home: House) -> None:
    await settle_both(home)
    run = await home.delete(ANNA)
    told = [event.value async for event in home.workflows.progress(run.key)]
    assert "Flower" not in str((told, run.result))
    assert interview(1).id not in str((told, run.result))
    assert [each["step"] for each in told] == [*STEPS, "done"]  # type: ignore[index, call-overload]


async def test_others_go_on_working_while_an_account_goes(home: House) -> None:
    await settle_both(home)

    async def works() -> None:
        for number in range(10, 30):
            async with home.database.unit() as unit:
                await unit.interviews.add(interview(number, BELA))
                await unit.generations.add(generation(number, BELA))

    run, _ = await asyncio.gather(home.delete(ANNA), works())
    assert run.state == RunState.DONE
    assert len([row for row in home.table("generations") if row["account_id"] == BELA.id]) == 21
    assert not traces(home, ANNA.id)
