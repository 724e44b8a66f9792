"""Random worlds are right by construction, and reach what is hard."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings

from specstep.policies import cover
from specstep.policies.model import (
    Dataset,
    DaysAfter,
    Edge,
    EdgeKind,
    Store,
    WithParent,
)
from specstep.policies.retention import read_time
from specstep.policies.sql.reflection import schema_of
from specstep.policies.testing.worlds import ACCOUNTS, NOW, World, worlds

MANY = settings(
    max_examples=80,
    derandomize=True,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


def _edges(world: World) -> Iterator[tuple[Dataset, Edge]]:
    return ((dataset, edge) for dataset in world.inventory.of(Store.APPLICATION) for edge in dataset.edges)


def shapes(world: World) -> Iterator[str]:
    """What is hard about an inventory."""
    owned = world.inventory.owned
    if world.inventory.order.cut:
        yield "a circle"
    for dataset, edge in _edges(world):
        optional = "may be empty" if edge.optional else "must be there"
        if edge.kind is not EdgeKind.MENTIONS:
            yield f"{edge.kind}, {optional}"
        if edge.to == dataset.name:
            yield f"{edge.kind} itself"
        if edge.kind is EdgeKind.OWNS:
            yield "owned by an account" if edge.to == ACCOUNTS else "owned by what an account owns"
        if len(edge.columns) > 1:
            yield "a reference of two columns"
        if edge.kind is EdgeKind.MENTIONS:
            yield "mentions an account" if edge.to == ACCOUNTS else "mentions something else"
        if edge.kind is EdgeKind.INSIDE and dataset.name not in owned:
            yield "nobody's, inside of something"
    for dataset in world.inventory.of(Store.APPLICATION):
        ways = [edge for edge in dataset.edges if edge.kind is not EdgeKind.MENTIONS and edge.to in owned]
        if len(ways) > 1:
            yield "several ways to an account"
        if dataset.name not in owned and dataset.owner is None:
            yield "survives whom it mentions" if dataset.edges_of(EdgeKind.MENTIONS) else "nobody's"
        if dataset.name in owned and dataset.edges_of(EdgeKind.MENTIONS):
            yield "somebody's, and mentions another"
        if dataset.name in owned and dataset.owner is None and dataset.name != ACCOUNTS:
            yield "somebody's by what it lies in"
        if dataset.name == ACCOUNTS and dataset.edges:
            yield "an account that refers to something"
    for dataset in world.inventory.of(Store.BLOBS):
        yield "files of several tables" if len(dataset.edges) > 1 else "files of one table"
        yield "nobody's files" if dataset.unowned else "somebody's files"


def rules(world: World) -> Iterator[str]:
    """How things go by time."""
    rules = {world.inventory.rule_name(each, rule) for each in world.inventory.datasets for rule in each.timed}
    for dataset in world.inventory.datasets:
        for rule in dataset.retention:
            if isinstance(rule, WithParent):
                yield "with a named parent" if rule.of else "with its parent"
        for rule in dataset.timed:
            yield type(rule).__name__
            yield f"stored as {rule.stored}"
            if isinstance(rule, DaysAfter):
                yield f"after {rule.days} days"
            if rule.where:
                yield "unless" if rule.where.unless else "only"
            if rule.after_rule:
                yield "waits for a rule" if rule.after_rule in rules else "waits for a duty"


def moments(world: World) -> Iterator[str]:
    """When the rows are from, and what they hold."""
    for name, rows in world.rows.items():
        yield f"{min(len(rows), 3)} rows" if name != ACCOUNTS else f"{min(len(rows), 3)} accounts"
        for row in rows:
            time = row["expires_at"]
            if time is None or time.year == 9999:
                yield "no time" if time is None else "a time as far as there is one"
            else:
                away = time - NOW
                yield f"{away.days} days" if away.microseconds == 0 and not away.seconds else "beside a day"
                if abs(away.microseconds) in (1, 999_999):
                    yield "a microsecond early" if away.microseconds == 999_999 else "a microsecond late"
            yield f"at: {type(row['at']).__name__}"
            yield f"kind {row['kind']}"
            yield "a note" if row["note"] else "an empty note"
            yield "a file" if row["file"] else "no file"
    for dataset, edge in _edges(world):
        for row in world.rows[dataset.name]:
            yield "refers to nothing" if row[edge.columns[0]] is None else f"{edge.kind} something"


HARD = {
    *("a circle", "owns, may be empty", "owns, must be there", "inside, may be empty", "inside, must be there"),
    *("inside itself", "mentions itself", "owned by an account", "owned by what an account owns"),
    *("a reference of two columns", "mentions an account", "mentions something else"),
    *("several ways to an account", "survives whom it mentions", "nobody's", "nobody's, inside of something"),
    *("somebody's, and mentions another", "somebody's by what it lies in", "an account that refers to something"),
    *("files of several tables", "files of one table", "nobody's files", "somebody's files"),
    *("with a named parent", "with its parent", "DaysAfter", "At", "WhenMarked", "IntoBin"),
    *("stored as time", "stored as epoch-seconds", "stored as epoch-milliseconds"),
    *("after 0 days", "after 1 days", "after 30 days", "after 90 days", "only", "unless"),
    *("waits for a rule", "waits for a duty"),
    *("0 rows", "1 rows", "2 rows", "3 rows", "2 accounts", "3 accounts"),
    *(
        "no time",
        "a time as far as there is one",
        "0 days",
        "-1 days",
        "-30 days",
        "-31 days",
        "1 days",
        "-400 days",
    ),
    *("a microsecond early", "a microsecond late", "beside a day"),
    *("at: datetime", "at: int", "at: NoneType"),
    *("kind None", "kind a", "kind b", "kind c", "a note", "an empty note", "a file", "no file"),
    *("refers to nothing", "owns something", "inside something", "mentions something"),
}


def test_random_worlds_reach_what_is_hard() -> None:
    seen: set[str] = set()

    @MANY
    @given(worlds(rows=0))
    def look(world: World) -> None:
        seen.update(shapes(world), rules(world))

    @MANY
    @given(worlds(tables=1))
    def look_at_rows(world: World) -> None:
        seen.update(moments(world))

    look()
    look_at_rows()
    assert HARD - seen == set()


def is_interesting(time: datetime | None) -> bool:
    """Whether it lies about a whole number of days before the present at which a rule may change its mind."""
    if time is None or time.year == 9999:
        return True
    return any(abs(NOW - timedelta(days=days) - time) <= timedelta(hours=1) for days in (-1, 0, 1, 30, 31, 400))


def _times(table: sa.Table) -> Iterator[Any]:
    return (column for column in table.c if isinstance(column.type, sa.DateTime))


def _key(row: dict[str, Any], names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


@settings(MANY, max_examples=15)
@given(worlds(tables=3, rows=4))
def test_a_world_is_what_its_inventory_says_and_its_rows_keep_every_reference(world: World) -> None:
    found = cover(world.inventory, schema_of(world.metadata)).findings
    assert found == ()
    for dataset in world.inventory.datasets:
        for rule in dataset.timed:
            for row in world.rows[dataset.name]:
                assert row[rule.column] is None or is_interesting(read_time(row[rule.column], rule.stored))
    assert {column.type.timezone for table in world.metadata.tables.values() for column in _times(table)} == {
        True,
        False,
    }
    assert len(world.inventory.of(Store.APPLICATION)) <= 4
    for name, rows in world.rows.items():
        table = world.metadata.tables[name]
        assert len(rows) <= 4
        keys = [_key(row, tuple(each.name for each in table.primary_key)) for row in rows]
        assert len(set(keys)) == len(keys)
        for row in rows:
            assert set(row) == set(table.c.keys())
            assert all(row[column.name] is not None for column in table.c if not column.nullable)
    for dataset, edge in _edges(world):
        there = {_key(row, edge.to_columns) for row in world.rows[edge.to]}
        for row in world.rows[dataset.name]:
            key = _key(row, edge.columns)
            assert key in there or set(key) == {None}
