"""Statements stay short on slow machines, and large on quick ones."""

from hypothesis import given
from hypothesis import strategies as st

from specstep.policies.sql.pace import LEAST, TARGET_S, Pace


def run(pace: Pace, row_s: float, held_up_s: list[float]) -> None:
    for extra in held_up_s:
        pace.took(pace.size, pace.size * row_s + extra)


@given(st.floats(1e-7, 1e-5))
def test_the_size_follows_what_a_row_costs(row_s: float) -> None:
    pace = Pace(most=1_000_000)
    run(pace, row_s, [0.0] * 40)
    assert pace.size == LEAST or abs(pace.size * row_s - TARGET_S) < TARGET_S / 10


@given(st.integers(1, 400), st.lists(st.floats(0, 10), max_size=30))
def test_no_more_rows_than_asked_for_and_never_none(most: int, held_up_s: list[float]) -> None:
    pace = Pace(most=most)
    run(pace, 1e-6, held_up_s)
    assert 1 <= pace.size <= most


@given(st.lists(st.sampled_from([0.0, 0.03, 0.2]), min_size=60, max_size=60))
def test_a_busy_machine_does_not_make_statements_smaller_and_smaller(held_up_s: list[float]) -> None:
    for place in (2, 5, 7):  # now and then nobody disturbs
        held_up_s[place::8] = [0.0] * len(held_up_s[place::8])
    pace = Pace(most=1_000_000)
    run(pace, 1e-6, held_up_s)
    assert pace.size * 1e-6 > TARGET_S / 3


def test_one_statement_that_found_all_at_hand_does_not_make_the_next_ones_long() -> None:
    pace = Pace(most=1_000_000)
    run(pace, 4e-6, [0.0] * 8)
    pace.took(pace.size, 4e-7 * pace.size)
    assert pace.size * 4e-6 < 1.2 * TARGET_S


def test_statements_become_shorter_when_a_row_costs_more_but_not_by_more_than_half_at_once() -> None:
    pace = Pace(most=1_000_000)
    run(pace, 1e-7, [0.0] * 20)
    before = pace.size
    for _ in range(40):
        pace.took(pace.size, pace.size * 4e-6)
        assert before / 2 - 1 <= pace.size <= before * 1.5
        before = pace.size
    assert abs(pace.size * 4e-6 - TARGET_S) < TARGET_S / 10


def test_a_statement_over_no_rows_teaches_nothing() -> None:
    pace = Pace(most=1_000_000)
    pace.took(0, 9.0)
    assert pace.size == Pace(most=1_000_000).size


def test_statements_are_no_shorter_than_they_may_be() -> None:
    pace = Pace(most=1_000_000, least=300)
    run(pace, 1.0, [0.0] * 20)
    assert pace.size == 300
