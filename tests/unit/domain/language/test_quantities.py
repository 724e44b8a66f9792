"""Numbers keep their unit and their bound."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specstep.domain.language.quantities import find_quantities

ROWS = [
    ("about 40 volunteers", "about", 40, None, "volunteer"),
    ("at most 24 hours before", "at-most", None, 24, "hour"),
    ("within 2 seconds", "at-most", None, 2, "second"),
    ("EUR 5,000 per year", "exactly", 5000, None, "EUR/year"),
    ("under $3.50 a month", "below", None, "3.50", "USD/month"),
    ("between 8 and 10 people", "between", 8, 10, "person"),
    ("by 1 May 2027", "at-most", None, 20270501, "date"),
    ("twice a week", "exactly", 2, None, "time/week"),
    ("10 MB max", "at-most", None, 10, "MB"),
    ("99.9% uptime", "exactly", "99.9", None, "%"),
    ("every 10 minutes", "exactly", 10, None, "minute"),
    ("up to two hundred orders a day", "at-most", None, 200, "order/day"),
    ("200 requests per second", "exactly", 200, None, "request/second"),
    ("5-6 shifts", "between", 5, 6, "shift"),
    ("no later than 8 a.m.", "at-most", None, 480, "clock"),
    ("300 EUR", "exactly", 300, None, "EUR"),
    ("12 °C", "exactly", 12, None, "°C"),
    ("half an hour", "exactly", "0.5", None, "hour"),
    ("within a week", "at-most", None, 1, "week"),
    ("a dozen eggs", "exactly", 12, None, "egg"),
    ("1,200 orders or more", "at-least", 1200, None, "order"),
    ("maximum of 3 active loans", "at-most", None, 3, "loan"),
    ("5k users", "exactly", 5000, None, "user"),
    ("100 m", "exactly", 100, None, "m"),
    ("until 22:30", "at-most", None, 1350, "clock"),
]


@pytest.mark.parametrize(("text", "comparator", "low", "high", "unit"), ROWS, ids=[row[0] for row in ROWS])
def test_a_quantity_has_its_bound_and_unit(
    text: str, comparator: str, low: int | str | None, high: int | str | None, unit: str
) -> None:
    (found,) = find_quantities(text)
    assert (found.comparator.value, found.unit) == (comparator, unit)
    assert found.low == (None if low is None else Decimal(low))
    assert found.high == (None if high is None else Decimal(high))


@pytest.mark.parametrize("text", ["one of the vans", "H2O", "v1.2", "the 3rd try", "nobody", "S3"])
def test_what_is_no_quantity_is_not_taken_for_one(text: str) -> None:
    assert find_quantities(text) == ()


@given(st.text(max_size=200))
def test_a_quantity_stands_verbatim_in_its_text(text: str) -> None:
    assert all(quantity.text in text for quantity in find_quantities(text))
