"""Sweeps, an erasure and people at work, all at once and killed on the way, on both databases."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from tests.samples.albums import ALBUMS, EVENTS, INVENTORY, METADATA, PEOPLE, PHOTOS, SCHEMA
from tests.samples.policy_worlds import Beside, Crash, books, crash_at

from specstep.policies.plans import plan_erasure, plan_sweep
from specstep.policies.sql import Erasing, Outcome, SweepReport, erase, sweep
from specstep.policies.testing import open_engine

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
OLD, NEW = NOW - timedelta(days=40), NOW - timedelta(days=1)
ANN, BOB = "ann", "bob"
EACH = 40


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Ann and Bob, each with as many old albums as new ones, a photo in each, and events that mention both."""
    url = f"sqlite:///{tmp_path / 'albums.db'}"
    if request.param == "postgresql":
        url = str(request.getfixturevalue("postgresql_url")).replace("postgresql://", "postgresql+psycopg://")
    engine = open_engine(url)
    METADATA.create_all(engine)
    with engine.begin() as connection:
        connection.execute(sa.insert(PEOPLE), [{"id": who, "name": who} for who in (ANN, BOB)])
        albums = [
            {"id": number, "owner": (ANN, BOB)[number % 2], "at": OLD if number % 4 < 2 else NEW, "token": "t"}
            for number in range(4 * EACH)
        ]
        connection.execute(sa.insert(ALBUMS), albums)
        photos = [{"id": each["id"], "album": each["id"], "file": f"f{each['id']}"} for each in albums]
        connection.execute(sa.insert(PHOTOS), photos)
        events = [{"id": each, "at": NEW, "who": ANN, "whom": BOB, "detail": "d"} for each in range(EACH)]
        connection.execute(sa.insert(EVENTS), events)
    engine.dispose()
    return url


def run_sweep(url: str, beside: Beside, run: str, statement: int | None = None) -> SweepReport | None:
    engine = open_engine(url)
    try:
        with engine.connect() as connection, killed(engine, statement):
            return sweep(connection, SCHEMA, plan_sweep(INVENTORY), NOW, run=run, files=beside, chunk=7)
    except Crash:
        return None
    finally:
        engine.dispose()


def run_erasure(url: str, beside: Beside, statement: int | None = None) -> bool:
    """Whether it says that it is done."""
    engine = open_engine(url)
    try:
        with engine.connect() as connection, killed(engine, statement):
            plan = plan_erasure(INVENTORY)
            it = Erasing(connection=connection, schema=SCHEMA, plan=plan, account=ANN, run="run-ann", chunk=7)
            return erase(it, beside).complete
    except Crash:
        return False
    finally:
        engine.dispose()


def killed(engine: sa.Engine, statement: int | None) -> AbstractContextManager[None]:
    return nullcontext() if statement is None else crash_at(engine, statement)


def work(url: str) -> None:
    """Bob adds albums with a photo each."""
    engine = open_engine(url)
    for number in range(20):
        new = 1_000 + number
        with engine.begin() as connection:
            connection.execute(sa.insert(ALBUMS).values(id=new, owner=BOB, at=NEW, token="t"))
            connection.execute(sa.insert(PHOTOS).values(id=new, album=new, file=f"f{new}"))
    engine.dispose()


def together(*acts: Callable[[], object]) -> list[object]:
    """Do all at once; a failure of any is a failure."""
    results: list[object] = [None] * len(acts)
    failures: list[BaseException] = []
    gate = threading.Barrier(len(acts))

    def go(place: int) -> None:
        gate.wait()
        try:
            results[place] = acts[place]()
        except BaseException as error:  # noqa: BLE001 - told below, in the thread of the test
            failures.append(error)

    threads = [threading.Thread(target=go, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures, failures
    return results


def judge(url: str, beside: Beside) -> None:
    """Bob has his new albums and nothing else, of Ann there is nothing, and no file is without its record."""
    engine = open_engine(url)
    with engine.connect() as connection:
        with connection.begin():
            people = set(connection.execute(sa.select(PEOPLE.c.id)).scalars())
            albums = {(row.owner, row.id) for row in connection.execute(sa.select(ALBUMS))}
            photos = {row.file for row in connection.execute(sa.select(PHOTOS))}
            mentions = {(row.who, row.detail) for row in connection.execute(sa.select(EVENTS))}
        assert not books(connection, SCHEMA)
    engine.dispose()
    kept = {number for number in range(4 * EACH) if number % 2 and number % 4 >= 2} | {
        1_000 + number for number in range(20)
    }
    assert people == {BOB}
    assert albums == {(BOB, number) for number in kept}
    assert photos == {f"f{number}" for number in kept} == beside.files
    assert mentions == {(None, "")}


@pytest.fixture
def beside() -> Beside:
    return Beside(files={f"f{number}" for number in (*range(4 * EACH), *range(1_000, 1_020))})


def test_RIG_3_RET_2_two_sweeps_an_erasure_and_people_at_work_disturb_nobody(url: str, beside: Beside) -> None:
    reports = together(
        lambda: run_sweep(url, beside, "one"),
        lambda: run_sweep(url, beside, "two"),
        lambda: run_erasure(url, beside),
        lambda: work(url),
    )
    for report in reports[:2]:
        assert isinstance(report, SweepReport)
        assert {each.outcome for each in report.rules} <= {Outcome.RAN, Outcome.ELSEWHERE}
    assert reports[2] is True
    assert run_sweep(url, beside, "after") is not None  # what one left to the other, because it was just held
    judge(url, beside)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
@pytest.mark.postgresql
def test_RET_2_a_table_that_maintenance_holds_for_a_moment_is_swept_nevertheless(url: str, beside: Beside) -> None:
    engine = open_engine(url)
    waiting = sa.text("SELECT xact_start FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    reports: list[SweepReport | None] = []
    with engine.begin() as connection:
        connection.execute(sa.update(EVENTS).values(at=NOW - timedelta(days=100)))
    with engine.begin() as maintenance:
        maintenance.execute(sa.text("LOCK TABLE events IN ACCESS EXCLUSIVE MODE"))
        sweeping = threading.Thread(target=lambda: reports.append(run_sweep(url, beside, "one")))
        sweeping.start()
        tries: set[object] = set()
        while sweeping.is_alive() and len(tries) < 2:
            tries |= set(maintenance.execute(waiting).scalars())
            maintenance.execute(sa.text("SELECT pg_stat_clear_snapshot(), pg_sleep(0.001)"))
        maintenance.execute(sa.text("SELECT pg_sleep(0.05)"))
    sweeping.join()
    assert reports[0] is not None
    assert [(each.outcome, each.rows) for each in reports[0].rules if each.dataset == "events"] == [
        (Outcome.RAN, EACH)
    ]
    engine.dispose()


@pytest.mark.parametrize("statement", [3, 11, 24, 41, 77])
def test_RIG_3_RET_2_whoever_is_killed_beside_the_others_is_simply_run_again(
    url: str, beside: Beside, statement: int
) -> None:
    together(
        lambda: run_sweep(url, beside, "one", statement),
        lambda: run_sweep(url, beside, "two"),
        lambda: run_erasure(url, beside, statement + 2),
        lambda: work(url),
    )
    assert run_erasure(url, beside)
    assert run_sweep(url, beside, "again") is not None
    judge(url, beside)


def test_RIG_3_two_tries_of_one_erasure_at_once_end_as_one(url: str, beside: Beside) -> None:
    def attempt() -> bool:
        try:
            return run_erasure(url, beside)
        except Exception:  # noqa: BLE001 - one of both may find the other's marks, and must then not say done
            return False

    together(attempt, attempt)
    assert run_erasure(url, beside)
    assert run_sweep(url, beside, "after") is not None
    work(url)
    judge(url, beside)


def test_RIG_3_a_row_that_comes_after_its_account_went_is_found_where_no_foreign_key_refuses_it(
    tmp_path: Path,
) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'loose.db'}")  # which enforces no foreign key
    METADATA.create_all(engine)
    with engine.begin() as connection:
        connection.execute(sa.insert(PEOPLE).values(id=ANN, name=ANN))
    with engine.connect() as connection:
        plan = plan_erasure(INVENTORY)
        it = Erasing(connection=connection, schema=SCHEMA, plan=plan, account=ANN, run="run-ann")
        it.rows()
        with connection.begin():
            connection.execute(sa.insert(ALBUMS).values(id=1, owner=ANN, at=NEW, token="t"))
        report = it.verify()
        assert (report.complete, report.remaining) == (False, (("albums", 1),))
        assert erase(it, Beside()).complete
        with connection.begin():
            assert connection.execute(sa.select(sa.func.count()).select_from(ALBUMS)).scalar_one() == 0
    engine.dispose()
