"""The sweep as a job, on both databases: what is due goes, and what did not run is told."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import attrs
import pytest
import pytest_asyncio
import sqlalchemy as sa
from tests.samples.databases import SQL_KINDS
from tests.samples.promises import MONTH, REMEMBERED, House, house
from tests.samples.records import ANNA, BELA, NOON, event, interview, package

from specstep.adapters.persistence.tables import accounts, audit_events, interviews, packages, policy_marks
from specstep.application.blobs import keep
from specstep.application.retention.steps import KIND, RUNS_RULE_NAME
from specstep.application.retention.use_cases import SERVICE
from specstep.domain.audit import Action
from specstep.domain.errors import Conflict
from specstep.domain.ids import AccountId, RunId
from specstep.domain.retention import RuleOutcome
from specstep.policies.inventory.audit import BILLING, YEARS_7
from specstep.ports.persistence import UnitOfWork
from specstep.ports.workflows import Job, JobContext, Json, RunState

NIGHT = timedelta(hours=3)


@pytest_asyncio.fixture(params=SQL_KINDS)
async def home(request: pytest.FixtureRequest) -> AsyncIterator[House]:
    async with house(request.getfixturevalue(f"{request.param}_database_url")) as made:
        yield made


def bin_interview(home: House, number: int, at: datetime) -> None:
    table = interviews
    home.ask(sa.update(table).where(table.c.id == interview(number).id).values(deleted_at=at))


async def test_RET_13_an_interview_leaves_the_bin_after_30_days_with_all_that_hangs_on_it(home: House) -> None:
    for number, owner in ((1, ANNA), (2, BELA)):
        await home.settle(owner, number)
        bin_interview(home, number, NOON + timedelta(days=number))
    before = home.rows()

    early = await home.sweep(NOON + MONTH)
    assert not early.findings
    assert {name: number for name, number in home.rows().items() if name in before} == before

    report = await home.sweep(NOON + MONTH + timedelta(days=1))
    assert not report.findings
    assert {row["id"] for row in home.table("interviews")} == {interview(2).id}
    for name in ("turns", "facts", "reference_documents", "generations", "generation_snapshots", "packages"):
        assert {row["account_id"] for row in home.table(name)} == {BELA.id}, name
    assert home.blobs.keys == {package(2).blob}
    assert report.files == 1
    assert not home.table("policy_marks")


async def test_GEN_7_a_package_leaves_the_bin_with_its_file_and_leaves_its_interview(home: House) -> None:
    await home.settle(ANNA, 1)
    home.ask(sa.update(packages).values(deleted_at=NOON))
    assert (await home.sweep(NOON + MONTH - timedelta(microseconds=1))).files == 0
    assert home.blobs.keys == {package(1).blob}
    report = await home.sweep(NOON + MONTH)
    assert {each.rule: each.rows for each in report.rules if each.rows} == {"packages.deleted_at": 1}
    assert not home.table("packages")
    assert len(home.table("interviews")) == 1
    assert home.blobs.keys == set()


async def test_RET_2_a_package_whose_window_ends_goes_into_the_bin_first(home: House) -> None:
    await home.settle(ANNA, 1)
    home.ask(sa.update(packages).values(expires_at=NOON))
    await home.sweep(NOON)
    assert home.table("packages")[0]["deleted_at"] == NOON
    await home.sweep(NOON + MONTH - timedelta(seconds=1))
    assert home.blobs.keys
    await home.sweep(NOON + MONTH)
    assert not home.blobs.keys


@pytest.mark.parametrize(
    ("action", "days"), [("account.created", 90), (BILLING[0], YEARS_7), (BILLING[3], YEARS_7)]
)
async def test_RET_12_events_go_after_90_days_and_those_about_billing_after_7_years(
    home: House, action: str, days: int
) -> None:
    async with home.database.unit() as unit:
        await unit.audit.add(event(1))
    home.ask(sa.update(audit_events).values(action=action, at=NOON))
    await home.sweep(NOON + timedelta(days=days) - timedelta(microseconds=1))
    assert len(home.table("audit_events")) == 1
    report = await home.sweep(NOON + timedelta(days=days))
    assert not home.table("audit_events")
    assert not report.findings


def test_RET_12_every_act_about_billing_is_kept_for_7_years() -> None:
    assert {action.value for action in Action if action.value.startswith("billing.")} <= set(BILLING)
    assert (datetime(2027, 3, 1) - datetime(2020, 2, 29)).days <= YEARS_7  # noqa: DTZ001  (two leap days)


async def test_RET_14_finished_runs_go_after_7_days_and_the_rule_is_noted(home: House) -> None:
    async def nothing(context: JobContext) -> Json:
        return None

    home.others["other"] = nothing
    await home.workflows.drain(timeout_s=1)
    await home.workflows.start(home.handlers)
    key = RunId("other-1")
    await home.workflows.submit(Job(key=key, kind="other", account_id=ANNA.id))
    ended_at = datetime.now(tz=NOON.tzinfo)
    await home.ended(key)
    await home.sweep(ended_at + timedelta(days=7) - timedelta(minutes=1))
    assert await home.workflows.info(key) is not None
    report = await home.sweep(ended_at + timedelta(days=7, minutes=1))
    assert await home.workflows.info(key) is None
    assert report.rules[-1].rule == RUNS_RULE_NAME
    assert RUNS_RULE_NAME in {row["rule"] for row in home.table("policy_rule_runs")}


async def test_GEN_7_a_file_that_cannot_go_is_told_and_stops_no_other(home: House) -> None:
    for number, owner in ((1, ANNA), (2, BELA), (3, ANNA)):
        await home.settle(owner, number)
    home.ask(sa.update(packages).values(deleted_at=NOON))
    home.blobs.stuck = {package(2).blob}
    report = await home.sweep(NOON + MONTH)
    assert (report.files, report.stuck) == (2, 1)
    assert "could not be removed" in report.findings[0]
    assert home.blobs.keys == {package(2).blob}
    home.blobs.stuck = set()
    report = await home.sweep(NOON + MONTH + timedelta(days=1))
    assert (report.files, report.findings) == (1, ())
    assert home.blobs.keys == set()


async def test_nobody_announces_a_file_while_its_forerunner_is_about_to_go(home: House) -> None:
    await home.settle(ANNA, 1)
    home.ask(sa.update(packages).values(deleted_at=NOON))
    home.blobs.stuck = {package(1).blob}
    await home.sweep(NOON + MONTH)

    async def add(unit: UnitOfWork) -> None:
        await unit.packages.add(package(1))

    with pytest.raises(Conflict):
        await keep(home.database, home.blobs, home.clock, ANNA.id, package(1).blob, b"new", add)
    home.blobs.stuck = set()
    await home.sweep(NOON + MONTH + timedelta(days=1))
    await keep(home.database, home.blobs, home.clock, ANNA.id, package(1).blob, b"new", add)
    await home.sweep(NOON + MONTH + timedelta(days=2))
    assert await home.blobs.get(package(1).blob) == b"new"


async def test_leftovers_older_than_an_hour_are_cleared_and_younger_ones_are_not(home: House) -> None:
    async with home.database.unit() as unit:
        await unit.blobs.intend(ANNA.id, package(1).blob, NOON)
    await home.blobs.put(package(1).blob, b"half")
    assert (await home.sweep(NOON + timedelta(minutes=59))).leftovers == 0
    assert (await home.sweep(NOON + timedelta(minutes=61))).leftovers == 1
    assert home.blobs.keys == set()
    assert not home.table("blob_intents")


async def test_a_clock_that_jumps_back_takes_nothing_early_and_loses_nothing(home: House) -> None:
    await home.settle(ANNA, 1)
    bin_interview(home, 1, NOON)
    before = home.rows()
    for days in (29, -400, 3, -20_000, 29):
        report = await home.sweep(NOON + timedelta(days=days))
        assert not report.findings
        assert {name: number for name, number in home.rows().items() if name in before} == before
    await home.sweep(NOON + MONTH)
    assert not home.table("interviews")


async def test_two_sweeps_at_once_take_what_one_would(home: House) -> None:
    for number in range(1, 9):
        await home.settle(ANNA if number % 2 else BELA, number)
        if number <= 6:
            bin_interview(home, number, NOON)
    home.clock.time = NOON + MONTH
    keys = [RunId(f"{KIND}-a"), RunId(f"{KIND}-b")]
    await asyncio.gather(*(home.workflows.submit(Job(key=key, kind=KIND, account_id=SERVICE)) for key in keys))
    assert [(await home.ended(key)).state for key in keys] == [RunState.DONE, RunState.DONE]
    assert not (await home.sweep(NOON + MONTH)).findings
    assert {row["id"] for row in home.table("interviews")} == {interview(7).id, interview(8).id}
    assert home.blobs.keys == {package(7).blob, package(8).blob}
    assert not home.table("policy_marks")


async def test_a_sweep_that_is_cut_off_at_any_step_is_carried_on(home: House) -> None:
    await home.settle(ANNA, 1)
    bin_interview(home, 1, NOON)
    home.clock.time = NOON + MONTH
    key = await home.promises.retention.start()
    await home.workflows.drain(timeout_s=0)
    for _ in range(40):
        await home.workflows.start(home.handlers)
        run = await home.workflows.info(key)
        assert run is not None
        assert run.state != RunState.FAILED, run
        if run.state == RunState.DONE:
            break
        assert await home.promises.retention.start() == key
        await asyncio.sleep(0.02)
        await home.workflows.drain(timeout_s=0)
    await home.workflows.start(home.handlers)
    assert (await home.ended(key)).state == RunState.DONE
    await home.sweep(NOON + MONTH)  # what was cut off was only let go, and may have gone on beside its successor
    assert not home.table("interviews")
    assert home.blobs.keys == set()


async def test_a_rule_that_fails_is_told_and_stops_no_other(home: House) -> None:
    await home.settle(ANNA, 1)
    bin_interview(home, 1, NOON)
    home.ask(sa.text("ALTER TABLE audit_events RENAME TO elsewhere"))
    try:
        report = await home.sweep(NOON + MONTH)
    finally:
        home.ask(sa.text("ALTER TABLE elsewhere RENAME TO audit_events"))
    assert {each.rule for each in report.rules if each.outcome == "failed"} == {
        "audit_events.at",
        "audit_events.at.billing",
    }
    assert len(report.findings) == 2
    assert not home.table("interviews")


async def test_the_nightly_sweep_starts_once_a_day_after_its_time(home: House) -> None:
    retention = home.promises.retention
    home.clock.time = NOON.replace(hour=2, minute=59)
    assert await retention.nightly(NIGHT) is None
    home.clock.time = NOON.replace(hour=3, minute=0)
    key = await retention.nightly(NIGHT)
    assert key == RunId("sweep-2026-03-01")
    assert (await home.ended(key)).state == RunState.DONE
    home.clock.time = NOON.replace(hour=23)
    assert await retention.nightly(NIGHT) == key
    assert len(await home.workflows.find(account=SERVICE)) == 1
    home.clock.time = NOON - timedelta(days=1)
    assert await retention.nightly(NIGHT) == RunId("sweep-2026-02-28")


async def test_a_dry_run_counts_and_changes_nothing(home: House) -> None:
    await home.settle(ANNA, 1)
    bin_interview(home, 1, NOON)
    before = home.rows()
    home.clock.time = NOON + MONTH
    report = await home.promises.retention.preview()
    assert report.dry
    assert {each.rule: each.rows for each in report.rules if each.rows} == {"interviews.deleted_at": 1}
    assert home.rows() == before
    assert not report.findings


async def test_marks_of_an_export_that_was_cut_off_are_forgotten_after_a_day(home: House) -> None:
    keys = dict.fromkeys(("key_1", "key_2", "key_3", "key_4"), "k")
    runs = ("export-019ca9a4-7c00-7000-8000-000000000000", "preview-019ca9a4-7c00-7000-8000-000000000001")
    for run in (*runs, "erasure-of-somebody"):
        home.ask(sa.insert(policy_marks).values(run=run, dataset="turns", **keys))
    born = datetime.fromtimestamp(int("019ca9a47c00", 16) / 1000, tz=NOON.tzinfo)
    await home.sweep(born + timedelta(hours=23))
    assert len(home.table("policy_marks")) == 3
    await home.sweep(born + timedelta(hours=25))
    assert [row["run"] for row in home.table("policy_marks")] == ["erasure-of-somebody"]


def test_what_a_rule_left_undone_is_a_finding() -> None:
    ran = RuleOutcome(rule="a.at", dataset="a", outcome="ran", rows=3)
    assert ran.finding is None
    assert "did not run: b has not run" in str(attrs.evolve(ran, outcome="waits", why="b has not run").finding)
    assert "2 records are due" in str(attrs.evolve(ran, blocked=2).finding)


async def test_the_sweep_forgets_deletions_that_no_backup_holds_but_those_that_are_not_done(home: House) -> None:
    for account in (ANNA.id, AccountId("account-gone"), AccountId("account-late")):
        await home.log.add(account, NOON)
    await home.log.add(AccountId("account-late"), NOON + REMEMBERED)
    home.ask(sa.update(accounts).where(accounts.c.id == ANNA.id).values(closing_at=NOON))
    await home.sweep(NOON + REMEMBERED)
    assert len(await home.log.entries()) >= 4
    await home.sweep(NOON + REMEMBERED + timedelta(seconds=1))
    left = {entry.account for entry in await home.log.entries()}
    assert "account-gone" not in left
    assert "account-late" in left
