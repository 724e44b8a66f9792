"""A bounded figure has a value that just keeps its bound and one that just does not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specstep.domain.drafting.acceptance.edges import beside, edges, replaced


@pytest.mark.parametrize(
    ("said", "keeps", "fails"),
    [
        ("soil moisture drops below 25 %", "soil moisture drops to 24 %", "soil moisture drops to 25 %"),
        ("a shift has fewer than three people", "a shift has two people", "a shift has three people"),
        ("a sensor sends nothing for 5 minutes", "a sensor sends nothing for 5 minutes", "a sensor sends nothing for 4 minutes and 59 seconds"),
        ("take at least 4 photos", "take 4 photos", "take 3 photos"),
        ("up to 1,000 rows", "1,000 rows", "1,001 rows"),
        ("a weight is outside 498–512 g", "a weight is 513 g", "a weight is 512 g"),
        ("it exceeds 1.5 bar", "it reaches 1.6 bar", "it reaches 1.5 bar"),
    ],
)  # fmt: skip
def test_both_sides_of_a_bound_are_named(said: str, keeps: str, fails: str) -> None:
    found = edges(said, spans=True)
    assert replaced(said, found) == keeps
    assert replaced(said, found, 0) == fails


@settings(max_examples=30)
@given(st.integers(0, 23), st.integers(0, 59), st.integers(1, 59))
def test_so_many_minutes_later_and_earlier_is_the_same_time(hour: int, minute: int, by: int) -> None:
    clock = f"{hour:02d}:{minute:02d}"
    assert beside(beside(clock, by), -by) == clock
