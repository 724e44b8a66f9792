from hypothesis import given
from hypothesis import strategies as st

from specstep.domain.interviews.redaction import redacted, redactions_in


def test_a_secret_is_replaced_by_its_kind() -> None:
    assert redacted("key: abc!", [(5, 8, "API key")]) == ("key: [redacted: api-key]!", 1)


def test_overlapping_secrets_leave_nothing_of_either() -> None:
    text, count = redacted("0123456789", [(2, 5, "a"), (4, 8, "b")])
    assert (text, count) == ("01[redacted: a]89", 1)


@given(
    st.text(alphabet="abc ", max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5)
)
def test_what_stays_is_exactly_what_no_span_covers(text: str, spans: list[tuple[int, int]]) -> None:
    inside = [
        (min(a, b), min(max(a, b), len(text)), "x") for a, b in spans if min(a, b) < min(max(a, b), len(text))
    ]
    result, count = redacted(text, inside)
    kept = "".join(c for at, c in enumerate(text) if not any(a <= at < b for a, b, _ in inside))
    assert result.replace("[redacted: x]", "") == kept
    assert redactions_in(result) == count
