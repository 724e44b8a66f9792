"""When rows are due."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specstep.policies.model import Dataset, Field, Store
from specstep.policies.retention import (
    EPOCH,
    At,
    DaysAfter,
    IntoBin,
    Stored,
    Timed,
    UntilResolved,
    WhenMarked,
    Where,
    epoch_ms,
    only,
    unless,
    write_time,
)
from specstep.policies.verdicts import verdict

NOON = datetime(2026, 3, 28, 12, tzinfo=UTC)
TIMES = st.integers(0, 4_000_000_000_000_000).map(lambda us: EPOCH + timedelta(microseconds=us))
DAYS = st.integers(0, 4000)


def test_RET_8_days_are_counted_from_the_time_in_the_column() -> None:
    assert DaysAfter(column="at", days=90).due({"at": NOON}) == NOON + timedelta(days=90)


def test_a_day_has_24_hours_in_the_night_when_clocks_go_forward() -> None:
    local = datetime(2026, 3, 28, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    assert DaysAfter(column="at", days=1).due({"at": local}) == datetime(2026, 3, 29, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    "rule",
    [
        DaysAfter(column="at", days=1),
        At(column="at"),
        WhenMarked(column="at"),
        UntilResolved(column="at"),
        IntoBin(column="at"),
    ],
)
def test_RET_11_a_row_without_its_time_is_never_due(rule: Timed) -> None:
    assert rule.due({"at": None, "deleted_at": None}) is None


def test_RET_7_a_row_goes_at_its_own_time() -> None:
    assert At(column="expires_at").due({"expires_at": NOON}) == NOON


def test_GEN_7_the_bin_keeps_for_30_days() -> None:
    assert WhenMarked().due({"deleted_at": NOON}) == NOON + timedelta(days=30)


def test_RET_2_what_lies_in_the_bin_is_not_put_there_again() -> None:
    rule = IntoBin(column="expires_at")
    assert rule.due({"expires_at": NOON, "deleted_at": None}) == NOON
    assert rule.due({"expires_at": NOON, "deleted_at": NOON}) is None


def test_RET_2_only_the_rows_that_its_filter_names_are_put_into_the_bin() -> None:
    rule = IntoBin(column="expires_at", where=only("kind", "draft"))
    assert rule.due({"expires_at": NOON, "deleted_at": None, "kind": "draft"}) == NOON
    assert rule.due({"expires_at": NOON, "deleted_at": None, "kind": "report"}) is None


def test_a_rule_says_which_columns_it_needs() -> None:
    assert At(column="at").columns == ("at",)
    assert At(column="at", where=only("kind", "draft")).columns == ("at", "kind")
    assert IntoBin(column="at", where=only("kind", "draft")).columns == ("at", "kind", "deleted_at")


@pytest.mark.parametrize("stored", [Stored.EPOCH_S, Stored.EPOCH_MS])
def test_a_number_beyond_the_calendar_is_never_due_and_one_before_it_always(stored: Stored) -> None:
    rule = At(column="at", stored=stored)
    assert rule.due({"at": 10**30}) is None
    assert rule.due({"at": -(10**30)}) == datetime.min.replace(tzinfo=UTC)


@pytest.mark.parametrize("value", [True, "1774699200", 1774699200.0])
def test_only_a_whole_number_is_a_number_of_seconds(value: object) -> None:
    with pytest.raises(ValueError, match="no whole number of epoch-seconds"):
        At(column="at", stored=Stored.EPOCH_S).due({"at": value})


def test_a_time_beyond_the_calendar_is_never_due() -> None:
    assert DaysAfter(column="at", days=1).due({"at": datetime.max.replace(tzinfo=UTC)}) is None


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        DaysAfter(column="at", days=1).due({"at": datetime(2026, 1, 1)})  # noqa: DTZ001 - that is the point
    with pytest.raises(ValueError, match="no time"):
        At(column="at").due({"at": "2026-01-01"})


@pytest.mark.parametrize(
    ("kind", "billing", "other"), [("bill", 2557, None), ("talk", None, 90), (None, None, 90)]
)
def test_RET_12_a_rule_is_about_the_rows_that_its_filter_names(
    kind: str | None, billing: int | None, other: int | None
) -> None:
    row = {"at": NOON, "kind": kind}
    for days, rule in (
        (billing, DaysAfter(column="at", days=2557, where=only("kind", "bill"))),
        (other, DaysAfter(column="at", days=90, where=unless("kind", "bill"))),
    ):
        assert rule.due(row) == (None if days is None else NOON + timedelta(days=days))


@pytest.mark.parametrize("rule", [DaysAfter, WhenMarked, UntilResolved])
@pytest.mark.parametrize("days", [-1, 36_526, 1.5])
def test_days_are_whole_and_neither_negative_nor_endless(rule: type[Timed], days: int) -> None:
    with pytest.raises((ValueError, TypeError), match="days"):
        rule(column="at", days=days)
    assert rule(column="at", days=36_525).days == 36_525


@pytest.mark.parametrize("rule", [At, IntoBin])
def test_RET_7_what_goes_at_its_own_time_takes_no_days(rule: type[Timed]) -> None:
    with pytest.raises(TypeError, match="days"):
        rule(column="expires_at", days=1)


def test_a_bin_keeps_for_a_day_at_least() -> None:
    assert WhenMarked(days=1).days == 1
    with pytest.raises(ValueError, match="days"):
        WhenMarked(days=0)


@pytest.mark.parametrize("filter_", [only, unless])
def test_a_filter_names_at_least_one_value(filter_: Callable[..., Where]) -> None:
    with pytest.raises(ValueError, match="values"):
        filter_("kind")


@given(since=TIMES, days=DAYS, now=TIMES, minutes=st.integers(-840, 840))
def test_RET_14_the_threshold_says_what_due_says(since: datetime, days: int, now: datetime, minutes: int) -> None:
    rule = DaysAfter(column="at", days=days)
    due = rule.due({"at": since})
    local = now.astimezone(timezone(timedelta(minutes=minutes)))
    assert due is not None
    assert (due <= now) == (since <= rule.threshold(local))


@given(
    value=st.integers(0, 4_000_000_000),
    days=DAYS,
    now=TIMES,
    stored=st.sampled_from((Stored.EPOCH_S, Stored.EPOCH_MS)),
)
def test_RET_14_whole_numbers_of_time_are_due_like_times(
    value: int, days: int, now: datetime, stored: Stored
) -> None:
    rule = DaysAfter(column="at", days=days, stored=stored)
    due = rule.due({"at": value})
    assert due is not None
    assert (due <= now) == (value <= write_time(rule.threshold(now), stored))


def test_RET_14_a_whole_number_says_a_moment_and_is_written_for_it() -> None:
    moment = datetime(1970, 1, 2, 0, 0, 1, tzinfo=UTC)
    for stored, number in ((Stored.EPOCH_S, 86_401), (Stored.EPOCH_MS, 86_401_000)):
        assert At(column="at", stored=stored).due({"at": number}) == moment
        assert write_time(moment, stored) == number
    assert write_time(moment, Stored.TIME) == moment


def test_milliseconds_are_rounded_down() -> None:
    assert epoch_ms(datetime(1970, 1, 1, 0, 0, 1, 999, tzinfo=UTC)) == 1000


def test_the_verdict_names_the_rule_that_asks_first() -> None:
    field = {"category": "system", "purposes": ("essential",), "clauses": ("C-1",)}
    first, last = At(column="expires_at"), DaysAfter(column="at", days=90)
    dataset = Dataset(
        name="pets",
        store=Store.APPLICATION,
        about="Pets.",
        fields=(Field(name="at", **field), Field(name="expires_at", **field)),  # type: ignore[arg-type]
        retention=(last, first),
        clauses=("C-1",),
    )
    found = verdict(dataset, {"at": NOON, "expires_at": NOON})
    assert (found.due, found.rule) == (NOON, first)
    assert found.at(NOON)
    assert not found.at(NOON - timedelta(microseconds=1))
    nothing = verdict(dataset, {"at": None, "expires_at": None})
    assert (nothing.due, nothing.rule) == (None, None)
    assert not nothing.at(NOON)


def test_GEN_7_what_is_due_for_the_bin_is_not_due_to_go() -> None:
    field = {"category": "system", "purposes": ("essential",), "clauses": ("C-1",)}
    into, out = IntoBin(column="expires_at"), WhenMarked()
    dataset = Dataset(
        name="pets",
        store=Store.APPLICATION,
        about="Pets.",
        fields=(Field(name="deleted_at", **field), Field(name="expires_at", **field)),  # type: ignore[arg-type]
        retention=(into, out),
        clauses=("C-1",),
    )
    living, binned = {"expires_at": NOON, "deleted_at": None}, {"expires_at": NOON, "deleted_at": NOON}
    assert verdict(dataset, living).due is None
    assert verdict(dataset, living, bins=True).rule == into
    assert verdict(dataset, binned).rule == out
    assert verdict(dataset, binned, bins=True).due is None


def test_RET_11_what_is_resolved_goes_at_once_unless_days_are_given() -> None:
    assert UntilResolved().due({"resolved_at": NOON}) == NOON


def test_how_rows_are_called_does_not_change_which_they_are() -> None:
    assert only("kind", "a", says="drafts") == only("kind", "a")
