"""The engine against the slow reference, on random schemas and rows, on both databases."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.samples.policy_worlds import (
    Beside,
    Crash,
    books,
    copied,
    crash_at,
    files_of,
    ordered,
    read,
    settled,
    sqlite_engine,
)

from specstep.policies.errors import Blocked
from specstep.policies.model import EdgeKind
from specstep.policies.plans import plan_erasure, plan_export, plan_sweep
from specstep.policies.sql import Erasing, Outcome, erase, export_rows, preview_erasure, preview_sweep, sweep
from specstep.policies.testing import reference
from specstep.policies.testing.worlds import ACCOUNTS, NOW, World, worlds

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))
SOME = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
RAN = st.sampled_from(({}, {"count": NOW - timedelta(days=10)}, {"count": NOW}))


@pytest.fixture(params=KINDS)
def engine(request: pytest.FixtureRequest) -> Iterator[sa.Engine]:
    """Both databases; the world is laid out anew for each example."""
    if request.param == "sqlite":
        made = sqlite_engine()
    else:
        url = sa.make_url(request.getfixturevalue("postgresql_url")).set(drivername="postgresql+psycopg")
        made = sa.create_engine(url)
    yield made
    made.dispose()


def chunks() -> st.SearchStrategy[int]:
    return st.sampled_from((1, 2, 3, 100))


@SOME
@given(world=worlds(), chunk=chunks(), ran=RAN)
def test_RET_2_a_sweep_takes_exactly_what_is_due_with_what_is_bound_to_it(
    engine: sa.Engine, world: World, chunk: int, ran: dict[str, datetime]
) -> None:
    expected = copied(world.rows)
    reference.sweep(world.inventory, expected, NOW, ran)
    beside = Beside(files=files_of(world.rows))
    with settled(engine, world) as (connection, schema):
        plan = plan_sweep(world.inventory)
        report = sweep(connection, schema, plan, NOW, run="one", files=beside, ran=ran, chunk=chunk)
        assert ordered(read(connection, world)) == ordered(expected)
        assert not books(connection, schema)
        assert beside.files == files_of(expected)
        assert {each.outcome for each in report.rules} <= {Outcome.RAN, Outcome.WAITS}
        went = sum(len(some) for some in world.rows.values()) - sum(len(some) for some in expected.values())
        counted = sum(each.rows for each in report.rules if not _bins(world, each.rule))
        counted += sum(number for each in report.rules for _, act, number in each.others if act == "deleted")
        assert counted == went


@SOME
@given(world=worlds(), ran=RAN, statement=st.integers(0, 60))
def test_RET_2_a_sweep_killed_at_any_statement_is_simply_run_again(
    engine: sa.Engine, world: World, ran: dict[str, datetime], statement: int
) -> None:
    expected = copied(world.rows)
    reference.sweep(world.inventory, expected, NOW, ran)
    beside = Beside(files=files_of(world.rows))
    with settled(engine, world) as (connection, schema):
        plan = plan_sweep(world.inventory)
        try:
            with crash_at(engine, statement):
                sweep(connection, schema, plan, NOW, run="one", files=beside, ran=ran, chunk=2)
        except Crash:
            connection.rollback()
        sweep(connection, schema, plan, NOW, run="two", files=beside, ran=ran, chunk=2)
        again = sweep(connection, schema, plan, NOW, run="three", files=beside, ran=ran, chunk=2)
        assert ordered(read(connection, world)) == ordered(expected)
        assert beside.files == files_of(expected)
        assert not books(connection, schema)
        assert sum(each.rows for each in again.rules) == 0


@SOME
@given(world=worlds(), chunk=chunks())
def test_RIG_3_an_erasure_takes_all_of_an_account_and_nothing_of_others(
    engine: sa.Engine, world: World, chunk: int
) -> None:
    account = world.rows[ACCOUNTS][0]["id"]
    expected = copied(world.rows)
    refused = False
    try:
        reference.erase(world.inventory, expected, account)
    except reference.Refused:
        refused = True
    beside = Beside(files=files_of(world.rows))
    with settled(engine, world) as (connection, schema):
        erasing = Erasing(
            connection=connection,
            schema=schema,
            plan=plan_erasure(world.inventory),
            account=account,
            run="run",
            chunk=chunk,
        )
        if refused:
            with pytest.raises(Blocked):
                erase(erasing, beside)
            assert not erasing.verify().complete
            return
        counted = preview_erasure(erasing)
        report = erase(erasing, beside)
        assert ordered(read(connection, world)) == ordered(expected)
        assert report.complete
        assert not books(connection, schema)
        went = {name: len(world.rows[name]) - len(expected[name]) for name in expected}
        assert {name: number for name, act, number in report.counts if act == "deleted"} == _positive(went)
        assert _positive(counted) == _positive(went)
        assert beside.files == files_of(expected)
        assert not erase(erasing, beside).remaining


@SOME
@given(world=worlds(), statement=st.integers(0, 80))
def test_RIG_3_an_erasure_killed_at_any_statement_completes_when_run_again(
    engine: sa.Engine, world: World, statement: int
) -> None:
    account = world.rows[ACCOUNTS][0]["id"]
    expected = copied(world.rows)
    try:
        reference.erase(world.inventory, expected, account)
    except reference.Refused:
        return
    beside = Beside(files=files_of(world.rows))
    with settled(engine, world) as (connection, schema):
        erasing = Erasing(
            connection=connection,
            schema=schema,
            plan=plan_erasure(world.inventory),
            account=account,
            run="run",
            chunk=2,
        )
        try:
            with crash_at(engine, statement):
                erase(erasing, beside)
        except Crash:
            connection.rollback()
        report = erase(erasing, beside)
        assert ordered(read(connection, world)) == ordered(expected)
        assert beside.files == files_of(expected)
        assert report.complete
        went = {name: len(world.rows[name]) - len(expected[name]) for name in expected}
        assert {name: number for name, act, number in report.counts if act == "deleted"} == _positive(went)


@SOME
@given(world=worlds(), page=chunks())
def test_RIG_1_an_export_holds_the_rows_that_an_erasure_would_take(
    engine: sa.Engine, world: World, page: int
) -> None:
    account = world.rows[ACCOUNTS][0]["id"]
    mine = [row for row in world.rows[ACCOUNTS] if row["id"] == account]
    own = {id(row) for row in reference.own(world.inventory, world.rows, mine)}
    expected = {
        name: [row for row in some if id(row) in own or _is_mentioned(world, name, row, account)]
        for name, some in world.rows.items()
    }
    with settled(engine, world) as (connection, schema):
        plan = plan_export(world.inventory)
        found: dict[str, list[dict[str, object]]] = {name: [] for name in world.rows}
        for name, document in export_rows(connection, schema, plan, account, run="export", page=page):
            found[name].append(dict(document))
        assert {name: len(some) for name, some in found.items()} == {n: len(some) for n, some in expected.items()}
        assert not books(connection, schema)
        assert ordered(read(connection, world)) == ordered(world.rows)


@SOME
@given(world=worlds(), ran=RAN)
def test_RET_2_a_dry_run_counts_and_changes_nothing(
    engine: sa.Engine, world: World, ran: dict[str, datetime]
) -> None:
    with settled(engine, world) as (connection, schema):
        report = preview_sweep(connection, schema, plan_sweep(world.inventory), NOW, ran=ran, chunk=2)
        assert ordered(read(connection, world)) == ordered(world.rows)
        assert not books(connection, schema)
        for each in report.rules:
            if each.outcome is Outcome.RAN:
                rule = next(rule for rule in plan_sweep(world.inventory).rules if rule.name == each.rule)
                horizon = ran.get(rule.rule.after_rule, NOW) if rule.rule.after_rule else None
                due = [
                    row
                    for row in world.rows[each.dataset]
                    for time in (rule.rule.due(row),)
                    for since in (rule.rule.since(row),)
                    if time is not None
                    and time <= NOW
                    and (horizon is None or (since is not None and since < horizon))
                ]
                assert each.rows == len(due)


def _bins(world: World, name: str) -> bool:
    return next(rule for rule in plan_sweep(world.inventory).rules if rule.name == name).rule.BINS


def _positive(numbers: dict[str, int]) -> dict[str, int]:
    return {name: number for name, number in numbers.items() if number}


def _is_mentioned(world: World, name: str, row: dict[str, object], account: object) -> bool:
    dataset = world.inventory.dataset(name)
    return name not in world.inventory.owned and any(
        edge.to == ACCOUNTS and row[edge.columns[0]] == account for edge in dataset.edges_of(EdgeKind.MENTIONS)
    )
