"""Rows that an index finds are deleted in its order, as long as that is quicker than anything else."""

from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pytest
import sqlalchemy as sa
from tests.samples.policy_worlds import sqlite_engine

from specstep.policies.sql import Schema
from specstep.policies.sql.along import deleted_along, has_index
from specstep.policies.sql.removing import Removing, at_once

METADATA = sa.MetaData()
PAIRS = sa.Table(
    "pairs",
    METADATA,
    sa.Column("of", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
)
SCHEMA = Schema.of(METADATA)
ALONG = PAIRS.c.of == "ann"


@attrs.define
class Counting:
    """Does each unit of work at once, and counts them."""

    units: int = 0

    def __call__(self, work: Callable[[], Any]) -> Any:
        self.units += 1
        return at_once(work)


@pytest.fixture
def connection() -> Iterator[sa.Connection]:
    """Seven marked pairs of Ann's, one that came late before them and one after, and one of Bob's."""
    engine = sqlite_engine()
    METADATA.create_all(engine)
    with engine.begin() as opened:
        opened.execute(sa.insert(PAIRS), [{"of": "ann", "number": n} for n in range(-1, 8)])
        opened.execute(sa.insert(PAIRS), [{"of": "bob", "number": 3}])
        removing(opened).mark_keys("pairs", [("ann", str(n), "", "") for n in range(7)])
        yield opened
    engine.dispose()


def removing(connection: sa.Connection, chunk: int = 100, unit: Callable[..., Any] = at_once) -> Removing:
    return Removing(connection=connection, schema=SCHEMA, run="run", files_run="files", chunk=chunk, unit=unit)


def left(connection: sa.Connection) -> list[tuple[str, int]]:
    return [(of, number) for of, number in connection.execute(sa.select(PAIRS).order_by(*PAIRS.c))]


@pytest.mark.parametrize("chunk", [2, 3, 7, 100])
def test_what_is_marked_goes_with_its_mark_and_what_came_late_stays(connection: sa.Connection, chunk: int) -> None:
    work = removing(connection, chunk)
    assert deleted_along(work, "pairs", ALONG) == 7
    assert left(connection) == [("ann", -1), ("ann", 7), ("bob", 3)]
    assert work.marked() == {}
    assert work.take_tallies() == (("pairs", "deleted", 7),)
    assert deleted_along(work, "pairs", ALONG) == 0


def test_it_ends_where_nothing_is_left_to_find(connection: sa.Connection) -> None:
    connection.execute(sa.delete(PAIRS).where(PAIRS.c.number.in_((-1, 7))))
    assert deleted_along(removing(connection, 3), "pairs", ALONG) == 7
    assert left(connection) == [("bob", 3)]


@pytest.mark.parametrize(
    ("dearer", "spare_s", "gone"),
    [(1e12, 1e-12, 7), (0, 1e-12, 2), (-1e12, 1e-12, 2), (0, 0, 0), (0, -1, 0)],
    ids=["looking is cheap", "looking has cost too much", "it may cost nothing", "no time", "less than none"],
)
def test_looking_in_order_is_given_up_once_it_costs_more_than_it_spares(
    connection: sa.Connection, monkeypatch: pytest.MonkeyPatch, dearer: float, spare_s: float, gone: int
) -> None:
    monkeypatch.setattr("specstep.policies.sql.along.DEARER", dearer)
    monkeypatch.setattr("specstep.policies.sql.along.SPARE_S", spare_s)
    assert deleted_along(removing(connection, 3), "pairs", ALONG) == gone


def test_a_unit_takes_on_more_once_the_last_one_was_quick(
    connection: sa.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("specstep.policies.sql.pace.FIRST", 2)
    counting = Counting()
    assert deleted_along(removing(connection, 100, counting), "pairs", ALONG) == 7
    assert counting.units == 3  # two of them, the rest, and none any more


def test_only_what_is_marked_goes_by_its_key(connection: sa.Connection) -> None:
    work = removing(connection)
    assert work.delete_keys("pairs", [("ann", str(n), "", "") for n in (-1, 0, 5)]) == 2
    assert ("ann", -1) in left(connection)
    assert work.delete_keys("pairs", [("ann", "-1", "", ""), ("bob", "3", "", "")]) == 0
    assert work.marked() == {"pairs": 5}


def test_an_index_finds_what_its_first_column_says() -> None:
    table = sa.Table(
        "table",
        sa.MetaData(),
        *(sa.Column(name, sa.Integer) for name in "abcdefg"),
        sa.PrimaryKeyConstraint("a", "b"),
        sa.UniqueConstraint("c", "d"),
        sa.Index("by_e", "e", "f"),
        sa.CheckConstraint("g > 0"),
        sa.ForeignKeyConstraint(["g"], ["table.a"]),
    )
    assert [name for name in "abcdefg" if has_index(table, name)] == ["a", "c", "e"]
