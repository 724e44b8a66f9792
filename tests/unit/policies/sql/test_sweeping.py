"""A sweep's rules: how many rows a statement takes, what waits for what, and what is told of those that can't go."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import pytest
import sqlalchemy as sa
from tests.samples.albums import field, table
from tests.samples.policy_worlds import Beside, sqlite_engine

from specstep.policies.model import (
    DaysAfter,
    Edge,
    EdgeKind,
    Inventory,
    Store,
    WithOwner,
    WithParent,
)
from specstep.policies.plans import plan_sweep
from specstep.policies.sql import Outcome, Schema, SweepReport, sweep
from specstep.policies.sql.pace import Pace

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
DAY, STEP = timedelta(days=1), timedelta(microseconds=1)
OLD = (NOW - 40 * DAY).replace(tzinfo=None)

METADATA = sa.MetaData()
PEOPLE = sa.Table(
    "people", METADATA, sa.Column("id", sa.Text, primary_key=True), sa.Column("best", sa.ForeignKey("trips.id"))
)
TRIPS = sa.Table(
    "trips",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("owner", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("at", sa.DateTime),
)
STOPS = sa.Table(
    "stops",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("trip", sa.ForeignKey("trips.id"), nullable=False),
    sa.Column("file", sa.Text),
)
VISITS = sa.Table("visits", METADATA, sa.Column("id", sa.Integer, primary_key=True), sa.Column("at", sa.DateTime))
HOLDS = sa.Table(  # no inventory knows it
    "holds", METADATA, sa.Column("id", sa.Integer, primary_key=True), sa.Column("trip", sa.ForeignKey("trips.id"))
)
SCHEMA = Schema.of(METADATA)


def inventory(**visits: Any) -> Inventory:
    def edge(kind: EdgeKind, column: str, to: str, **more: Any) -> Edge:
        return Edge(kind=kind, columns=(column,), to=to, **more)

    people = table(
        "people",
        (field("id"), field("best")),
        edges=(edge(EdgeKind.INSIDE, "best", "trips", nullable=("best",)),),
        retention=(WithOwner(),),
    )
    trips = table(
        "trips",
        (field("id"), field("owner"), field("at")),
        edges=(edge(EdgeKind.OWNS, "owner", "people"),),
        retention=(WithOwner(), DaysAfter(column="at", days=30)),
    )
    stops = table(
        "stops",
        (field("id"), field("trip"), field("file")),
        edges=(edge(EdgeKind.INSIDE, "trip", "trips"),),
        retention=(WithParent(),),
    )
    files = table(
        "files",
        (field("key"),),
        store=Store.BLOBS,
        edges=(edge(EdgeKind.INSIDE, "key", "stops", to_columns=("file",)),),
        retention=(WithParent(),),
    )
    rule = DaysAfter(**{"column": "at", "days": 30, **visits})
    seen = table("visits", (field("id"), field("at")), unowned="Nobody's.", retention=(rule,))
    return Inventory(account="people", datasets=(people, trips, stops, files, seen), duties=("count",))


@pytest.fixture
def connection() -> Iterator[sa.Connection]:
    """Ann's five old trips, of which the second is her best and all have a stop, and five old visits."""
    engine = sqlite_engine()
    METADATA.create_all(engine)
    with engine.connect() as opened:
        with opened.begin():
            opened.execute(sa.insert(PEOPLE).values(id="ann"))
            opened.execute(sa.insert(TRIPS), [{"id": n, "owner": "ann", "at": OLD} for n in range(5)])
            opened.execute(sa.insert(STOPS), [{"id": n, "trip": n, "file": f"f{n}"} for n in range(5)])
            opened.execute(sa.insert(VISITS), [{"id": n, "at": OLD} for n in range(5)])
            opened.execute(sa.update(PEOPLE).values(best=1))
        yield opened
    engine.dispose()


def swept(connection: sa.Connection, known: Inventory | None = None, **more: Any) -> SweepReport:
    plan = plan_sweep(known or inventory())
    given = {"run": "s", "files": Beside(), **more}
    return sweep(connection, SCHEMA, plan, NOW, **given)


def of(report: SweepReport, rule: str) -> Any:
    return next(each for each in report.rules if each.rule == rule)


def deletions(connection: sa.Connection, name: str) -> list[int]:
    """How many rows each statement that deletes from a table will have taken."""
    found: list[int] = []

    def note(_: Any, cursor: Any, statement: str, *__: Any) -> None:
        if statement.startswith(f"DELETE FROM {name} "):
            found.append(cursor.rowcount)

    sa.event.listen(connection, "after_cursor_execute", note)
    return found


@pytest.mark.parametrize(
    ("chunk", "taken"), [(1, [1] * 5), (2, [2, 2, 1]), (4, [4, 1]), (5, [5]), (6, [5]), (100, [5])]
)
def test_rows_on_which_nothing_hangs_go_by_ranges_of_their_keys(
    connection: sa.Connection, chunk: int, taken: list[int]
) -> None:
    found = deletions(connection, "visits")
    assert of(swept(connection, chunk=chunk), "visits.at").rows == 5
    assert [each for each in found if each] == taken


def test_a_range_is_longer_once_one_went_quickly(
    connection: sa.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def beginning_with_two(*, most: int) -> Pace:
        pace = Pace(most=most)
        pace.size = 2
        return pace

    monkeypatch.setattr("specstep.policies.sql.sweeping.Pace", beginning_with_two)
    with connection.begin():  # of trips, the first two are not due
        connection.execute(sa.update(TRIPS).where(TRIPS.c.id < 2).values(at=None))
    visits, trips = deletions(connection, "visits"), deletions(connection, "trips")
    swept(connection)
    assert [[each for each in found if each] for found in (visits, trips)] == [[2, 3], [3]]


@pytest.mark.parametrize("together", [1, 2, 5, 100])
def test_rows_on_which_others_hang_go_some_at_a_time_until_none_is_left(
    connection: sa.Connection, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    monkeypatch.setattr("specstep.policies.sql.sweeping.TOGETHER", together)
    found = deletions(connection, "trips")
    report = of(swept(connection, chunk=100), "trips.at")
    assert (report.rows, report.blocked) == (5, 0)
    assert report.others == (("people", "unlinked", 1), ("stops", "deleted", 5))
    assert (sum(found), max(found)) == (5, min(together, 5))


@pytest.mark.parametrize("together", [1, 2, 3, 100])
def test_rows_that_are_held_back_are_counted_once_and_the_others_go(
    connection: sa.Connection, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    monkeypatch.setattr("specstep.policies.sql.sweeping.TOGETHER", together)
    with connection.begin():
        connection.execute(sa.insert(HOLDS), [{"id": n, "trip": n} for n in (0, 1, 3)])
    report = of(swept(connection, chunk=100), "trips.at")
    assert (report.rows, report.blocked) == (2, 3)
    assert report.others == (("stops", "deleted", 2),)
    assert report.why.startswith("rows of holds survive")
    with connection.begin():
        assert connection.execute(sa.select(TRIPS.c.id).order_by(TRIPS.c.id)).scalars().all() == [0, 1, 3]


def test_what_was_done_is_told_in_order_whatever_came_first(connection: sa.Connection) -> None:
    report = of(swept(connection, chunk=1), "trips.at")
    assert report.others == (("people", "unlinked", 1), ("stops", "deleted", 5))


def test_a_rule_waits_for_a_duty_and_takes_no_more_than_that_has_seen(connection: sa.Connection) -> None:
    known = inventory(after_rule="count")
    report = of(swept(connection, known), "visits.at")
    assert (report.outcome, report.rows, report.why) == (Outcome.WAITS, 0, "count has not run")
    assert of(swept(connection, known, ran={"count": NOW - 40 * DAY}), "visits.at").rows == 0
    assert of(swept(connection, known, ran={"count": NOW - 40 * DAY + STEP}), "visits.at").rows == 5


@pytest.mark.parametrize(("held", "outcome", "rows"), [(False, Outcome.RAN, 5), (True, Outcome.WAITS, 0)])
def test_a_rule_that_waits_for_another_goes_once_that_ran_to_its_end(
    connection: sa.Connection, held: bool, outcome: Outcome, rows: int
) -> None:
    known = inventory(after_rule="trips.at")
    if held:
        with connection.begin():
            connection.execute(sa.text("ALTER TABLE trips RENAME TO journeys"))
    report = swept(connection, known)
    assert [each.rule for each in report.rules].index("trips.at") < [each.rule for each in report.rules].index(
        "visits.at"
    )
    assert (of(report, "visits.at").outcome, of(report, "visits.at").rows) == (outcome, rows)


def test_a_transaction_that_somebody_left_open_fails_one_rule_alone(connection: sa.Connection) -> None:
    connection.begin()
    outcomes = [each.outcome for each in swept(connection).rules]
    assert outcomes == [Outcome.FAILED, Outcome.RAN]


def test_what_a_failed_rule_says_is_a_line_without_its_statement(connection: sa.Connection) -> None:
    with connection.begin():
        connection.execute(sa.text("DROP TABLE visits"))
    report = of(swept(connection), "visits.at")
    assert (report.outcome, report.why) == (Outcome.FAILED, "OperationalError: no such table: visits")


@pytest.mark.parametrize(("chunk", "asked"), [(1, 5), (2, 3), (100, 1)])
def test_files_go_by_the_page_and_those_that_stay_are_counted_once(
    connection: sa.Connection, chunk: int, asked: int
) -> None:
    @attrs.define
    class Stuck(Beside):
        """A store of files that keeps all of them."""

        def delete_files(self, dataset: str, keys: Any) -> Any:
            super().delete_files(dataset, keys)
            return keys

    stuck = Stuck()
    report = swept(connection, files=stuck, chunk=chunk)
    assert (report.files, report.stuck, len(stuck.asked)) == (0, 5, asked)


def test_a_rule_elsewhere_is_in_the_report(connection: sa.Connection) -> None:
    runs = table(
        "runs",
        (field("*"),),
        store=Store.WORKFLOW_ENGINE,
        coarse=True,
        unowned="Purged by name.",
        retention=(DaysAfter(column="done", days=7),),
    )
    known = inventory()
    report = swept(connection, attrs.evolve(known, datasets=(*known.datasets, runs)))
    assert (of(report, "runs.done").outcome, of(report, "runs.done").why) == (
        Outcome.ELSEWHERE,
        "store workflow-engine",
    )
