from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specstep.domain.interviews.figures import figures_in, people_in


def test_times_come_as_seconds() -> None:
    (figure,) = figures_in("within 2 minutes")
    assert (figure.unit, figure.value, figure.low, figure.high) == ("second", Decimal(120), None, Decimal(120))


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ("at most 20 places", "30 places", True),
        ("at most 30 places", "20 places", False),
        ("at least 5 days", "at most 3 days", True),
        ("up to 20 places", "up to 30 places", True),
        ("20 places", "20 chairs", False),
        ("1 hour", "60 minutes", False),
        ("1.000 EUR", "1,000 euros", False),
    ],
)
def test_figures_clash_when_no_value_satisfies_both_or_one_bound_is_drawn_twice(
    first: str, second: str, clash: bool
) -> None:
    (one,), (other,) = figures_in(first), figures_in(second)
    assert one.clashes_with(other) is clash
    assert other.clashes_with(one) is clash


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("We have 120 volunteers.", 120),
        ("There are 20,000 active merchants and customers", 20000),
        ("2k users", 2000),
        ("Wir haben 1.200 Mitglieder", 1200),
        ("It costs 5000 EUR, users pay it", 0),
        ("300 shifts", 0),
        ("Data is deleted 12 months after a person left.", 0),
    ],
)
def test_people_are_told_from_other_things_that_are_counted(text: str, number: int) -> None:
    assert people_in(text) == number


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading_of_figures(text: str) -> None:
    figures_in(text)
    assert people_in(text) >= 0
