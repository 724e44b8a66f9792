"""What a run will still take."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from specstep.domain.generations.forecast import EARLY_PERCENT, seconds_left, whole_cost_usd

KNOWN = st.integers(EARLY_PERCENT, 100)


@given(st.integers(0, EARLY_PERCENT - 1))
def test_too_early_nothing_is_said(percent: int) -> None:
    assert seconds_left(60, percent) is None
    assert whole_cost_usd(Decimal(1), percent) is None


@given(st.floats(0, 1e6), KNOWN)
def test_at_this_pace_the_whole_takes_what_it_took_and_what_is_left(elapsed_s: float, percent: int) -> None:
    left = seconds_left(elapsed_s, percent)
    assert left is not None
    assert abs((elapsed_s + left) * percent / 100 - elapsed_s) <= 1e-6 * max(1, elapsed_s)


@given(st.decimals(0, 1000, places=4), KNOWN)
def test_the_whole_never_costs_less_than_what_was_spent(spent: Decimal, percent: int) -> None:
    whole = whole_cost_usd(spent, percent)
    assert whole is not None
    assert whole >= spent
    assert abs(whole * percent / 100 - spent) <= Decimal("0.01")


def test_at_its_end_nothing_is_left() -> None:
    assert (seconds_left(8, 100), whole_cost_usd(Decimal("0.5"), 100)) == (0, Decimal("0.5"))
    assert seconds_left(-1, 50) == 0
