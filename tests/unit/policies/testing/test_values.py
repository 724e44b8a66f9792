"""The harness's values fit their columns, can be told apart, and lead back to whom they were written for."""

import enum
import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from specstep.policies.model import At, Dataset, DaysAfter, Field, IntoBin, Store, Stored, WhenMarked
from specstep.policies.testing import Unproven
from specstep.policies.testing.machine import plainest
from specstep.policies.testing.values import as_held, interesting_times, is_time, tag_of, value_for

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


class Shouted(sa.types.TypeDecorator[str]):
    impl = sa.String
    cache_ok = True


def column(kind: Any, *constraints: sa.Constraint) -> sa.Column[Any]:
    return sa.Table("shop", sa.MetaData(), sa.Column("it", kind), sa.Column("other", sa.Text), *constraints).c.it


def value(kind: Any, number: int = 7, person: int = 3, **supplied: Any) -> Any:
    return value_for(column(kind), person, number, supplied, plainest)


def last(options: Sequence[Any]) -> Any:
    return options[-1]


def test_people_have_tags_of_eight_characters_that_nobody_else_has() -> None:
    tags = [tag_of(person) for person in range(100)]
    assert len(set(tags)) == 100
    assert {len(tag) for tag in tags} == {8}


@pytest.mark.parametrize(
    "kind",
    [sa.Text(), sa.String(16), sa.Uuid(), sa.Uuid(as_uuid=False), sa.JSON(), sa.LargeBinary(), Shouted(40)],
    ids=repr,
)
def test_whatever_can_hold_a_text_holds_the_tag_and_a_number_of_its_own(kind: Any) -> None:
    texts = [str(value(kind, number)).replace("-", "") for number in range(50)]
    assert all(tag_of(3) in text for text in texts)
    assert len(set(texts)) == 50


@pytest.mark.parametrize(
    ("kind", "fits"),
    [
        (sa.Integer(), int),
        (sa.Float(), float),
        (sa.Numeric(), Decimal),
        (sa.Interval(), timedelta),
        (sa.String(2), str),
        (sa.Uuid(), uuid.UUID),
        (sa.Uuid(as_uuid=False), str),
        (sa.LargeBinary(), bytes),
        (Shouted(2), str),
    ],
    ids=repr,
)
def test_values_are_of_the_columns_type_and_differ_by_their_number(kind: Any, fits: type) -> None:
    values = [value(kind, number) for number in range(1, 100)]
    assert {type(each) for each in values} == {fits}
    assert len(set(values)) == 99


def test_a_truth_value_takes_turns_and_any_day_will_do() -> None:
    assert [value(sa.Boolean(), number) for number in range(4)] == [False, True, False, True]
    assert type(value(sa.Date())) is date


@pytest.mark.parametrize("length", [1, 2, 15])
def test_a_text_with_too_little_room_for_the_tag_is_as_long_as_it_may_be(length: int) -> None:
    texts = [value(sa.String(length), number) for number in range(26)]
    assert {len(text) for text in texts} == {length}
    assert len(set(texts)) == 26
    assert all(text.isalpha() and text.islower() for text in texts)


def test_what_somebody_supplied_comes_first_by_name_and_then_by_type() -> None:
    of: Any = column(sa.Text())
    by_type = {sa.Text: lambda number: f"typed {number}"}
    assert value_for(of, 3, 7, by_type, plainest) == "typed 7"
    assert value_for(of, 3, 7, {**by_type, "shop.it": lambda number: f"named {number}"}, plainest) == "named 7"


def test_a_type_that_nobody_knows_is_asked_for_by_its_name() -> None:
    with pytest.raises(Unproven, match=r"shop\.it: no value is known .* supply one under 'shop\.it'"):
        value(sa.types.NullType())


@pytest.mark.parametrize(
    "check", ["it IN ('new', 'paid')", "(\"it\" in ('new','paid'))", "  it  IN ('new' , 'paid')  "]
)
def test_a_check_that_lists_values_is_kept(check: str) -> None:
    of: Any = column(sa.Text(), sa.UniqueConstraint("other"), sa.CheckConstraint(check))
    assert (value_for(of, 3, 7, {}, plainest), value_for(of, 3, 7, {}, last)) == ("new", "paid")


@pytest.mark.parametrize("check", ["other IN ('new', 'paid')", "length(it) < 3", "it NOT IN ('new')"])
def test_other_checks_say_nothing_about_the_column(check: str) -> None:
    of: Any = column(sa.Text(), sa.CheckConstraint(check))
    assert tag_of(3) in value_for(of, 3, 7, {}, plainest)


def test_an_enumeration_gives_one_of_its_members() -> None:
    for kind, options in ((sa.Enum(Colour), list(Colour)), (sa.Enum("new", "paid"), ["new", "paid"])):
        assert [value_for(column(kind), 3, 7, {}, choose) for choose in (plainest, last)] == options


def dataset(*retention: Any) -> Dataset:
    names = {name for rule in retention for name in rule.columns} | {"id"}
    fields = tuple(
        Field(name=name, category="system", purposes=("essential",), clauses=("C-1",)) for name in sorted(names)
    )
    return Dataset(
        name="shop",
        store=Store.APPLICATION,
        about="It.",
        fields=fields,
        retention=retention,
        clauses=("C-1",),
        unowned="Nobody's.",
    )


def test_a_column_holds_a_time_as_its_rule_or_its_type_says() -> None:
    kept = dataset(DaysAfter(column="it", days=3, stored=Stored.EPOCH_S))
    assert is_time(kept, column(sa.BigInteger())) is Stored.EPOCH_S
    assert is_time(dataset(IntoBin(column="at", mark="it"), WhenMarked(column="it")), column(sa.DateTime()))
    for of in (None, dataset(DaysAfter(column="at", days=3, stored=Stored.EPOCH_S))):
        assert is_time(of, column(sa.BigInteger())) is None
        assert is_time(of, column(sa.DateTime())) is Stored.TIME
    wrapped = type("Wrapped", (sa.types.TypeDecorator,), {"impl": sa.DateTime, "cache_ok": True})
    assert is_time(None, column(wrapped())) is Stored.TIME
    assert is_time(None, column(sa.Interval())) is None


def test_a_column_without_zone_takes_utc_without_one() -> None:
    assert as_held(column(sa.DateTime()), NOW, Stored.TIME) == NOW.replace(tzinfo=None)
    assert as_held(column(sa.DateTime(timezone=True)), NOW, Stored.TIME) == NOW
    wrapped = type("Wrapped", (sa.types.TypeDecorator,), {"impl": sa.DateTime, "cache_ok": True})
    assert as_held(column(wrapped()), NOW, Stored.TIME) == NOW
    assert as_held(column(sa.BigInteger()), NOW, Stored.EPOCH_MS) == NOW.timestamp() * 1000


@pytest.mark.parametrize(
    ("stored", "step"),
    [
        (Stored.TIME, timedelta(microseconds=1)),
        (Stored.EPOCH_MS, timedelta(milliseconds=1)),
        (Stored.EPOCH_S, timedelta(seconds=1)),
    ],
)
def test_times_lie_at_the_edge_of_a_rule_and_the_smallest_step_beside_it(stored: Stored, step: timedelta) -> None:
    rule = DaysAfter(column="it", days=3, stored=stored)
    edge = NOW - timedelta(days=3)
    times = interesting_times(dataset(rule), "it", NOW)
    assert times[0] == NOW
    assert {edge - step, edge, edge + step} <= set(times)
    assert (min(times), max(times)) == (edge - timedelta(days=1), NOW + timedelta(days=4))
    assert interesting_times(dataset(rule), "other", NOW) == interesting_times(None, "it", NOW) == [NOW]


def test_the_bin_is_marked_at_the_times_that_matter_to_whoever_empties_it() -> None:
    binned = dataset(IntoBin(column="at", mark="it"), WhenMarked(column="it", days=30), At(column="other"))
    assert NOW - timedelta(days=30) in interesting_times(binned, "it", NOW)
    assert NOW - timedelta(microseconds=1) in interesting_times(binned, "at", NOW)
