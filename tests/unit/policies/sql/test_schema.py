"""A schema that plans can't be carried out on is refused, and says why; times come out of it in UTC."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from specstep.policies.errors import NotCompilable
from specstep.policies.model import DaysAfter, IntoBin, Stored
from specstep.policies.plans import SweepRule
from specstep.policies.sql import Schema, bookkeeping, read_row
from specstep.policies.sql.auditing.times import value_of
from specstep.policies.sql.due import binned, moment

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def schema(*columns: sa.Column[object]) -> Schema:
    metadata = sa.MetaData()
    sa.Table("shop", metadata, *columns)
    return Schema.of(metadata)


def test_what_is_not_there_is_named() -> None:
    shop = schema(sa.Column("id", sa.Integer, primary_key=True))
    assert shop.column("shop", "id") is shop.table("shop").c.id
    with pytest.raises(NotCompilable, match="dataset shops: the schema has no such table"):
        shop.table("shops")
    with pytest.raises(NotCompilable, match="dataset shop: the table has no column name"):
        shop.column("shop", "name")


def test_rows_must_be_told_apart_by_a_key_that_marks_can_hold() -> None:
    four = [sa.Column(f"k{number}", sa.Text, primary_key=True) for number in range(4)]
    assert [each.name for each in schema(*four).key("shop")] == ["k0", "k1", "k2", "k3"]
    five = [sa.Column(f"k{number}", sa.Text, primary_key=True) for number in range(5)]
    for columns, why in (
        ([sa.Column("name", sa.Text)], "no primary key"),
        (five, "more than 4 columns"),
        ([sa.Column("id", sa.LargeBinary, primary_key=True)], "holds id, whose type has no exact text"),
        ([sa.Column("id", sa.Float, primary_key=True)], "holds id, whose type has no exact text"),
    ):
        with pytest.raises(NotCompilable, match=why):
            schema(*columns).key("shop")


def test_the_books_are_declared_once_with_keys_and_nothing_that_may_be_empty() -> None:
    metadata = sa.MetaData()
    books = bookkeeping(metadata)
    assert bookkeeping(metadata) == books
    keys = {table.name: [each.name for each in table.primary_key] for table in metadata.tables.values()}
    assert keys == {
        "policy_marks": ["run", "dataset", "key_1", "key_2", "key_3", "key_4"],
        "policy_tallies": ["run", "dataset", "act"],
        "policy_rule_runs": ["rule"],
    }
    assert not any(column.nullable for table in metadata.tables.values() for column in table.c)


def test_times_of_a_row_are_in_utc_and_the_rest_is_as_it_is() -> None:
    east = NOW.astimezone(timezone(timedelta(hours=5)))
    read = read_row({"naive": NOW.replace(tzinfo=None), "east": east, "name": "x", "none": None})
    assert read == {"naive": NOW, "east": NOW, "name": "x", "none": None}
    assert {read["naive"].tzinfo, read["east"].tzinfo} == {UTC}


def test_only_a_rule_about_the_bin_writes_anything() -> None:
    shop = schema(
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime),
        sa.Column("deleted_at", sa.DateTime),
    )
    into = SweepRule(name="shop.at", dataset="shop", rule=IntoBin(column="at"))
    (column,) = binned(shop, into, NOW)
    assert column.name == "deleted_at"
    away = SweepRule(name="shop.at", dataset="shop", rule=DaysAfter(column="at", days=3))
    with pytest.raises(TypeError, match=r"shop\.at puts nothing into a bin"):
        binned(shop, away, NOW)


def test_a_moment_is_held_with_a_zone_or_in_utc_without_one() -> None:
    east = NOW.astimezone(timezone(timedelta(hours=5)))
    plain, aware = sa.Column("at", sa.DateTime), sa.Column("at", sa.DateTime(timezone=True))
    assert moment(plain, east, Stored.TIME).value == NOW.replace(tzinfo=None)
    assert moment(aware, east, Stored.TIME).value == NOW
    assert moment(sa.Column("at", sa.Text), east, Stored.TIME).value == NOW.replace(tzinfo=None)  # knows no zones
    assert moment(sa.Column("at", sa.BigInteger), east, Stored.EPOCH_S) == NOW.timestamp()


def test_an_audit_compares_with_a_moment_as_a_sweep_does() -> None:
    east = NOW.astimezone(timezone(timedelta(hours=5)))
    for kind, held in ((sa.DateTime(), NOW.replace(tzinfo=None)), (sa.Text(), NOW.replace(tzinfo=None))):
        assert value_of(sa.Column("at", kind), east, Stored.TIME) == held
    aware = value_of(sa.Column("at", sa.DateTime(timezone=True)), east, Stored.TIME)
    assert (aware, getattr(aware, "tzinfo", None)) == (NOW, UTC)
    assert value_of(sa.Column("at", sa.BigInteger), east, Stored.EPOCH_S) == NOW.timestamp()
