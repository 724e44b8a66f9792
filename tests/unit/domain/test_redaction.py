"""Redaction: secrets go, everything else stays."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from specstep.domain.redaction import is_card_number, merged, redact, redact_all, redactions_in


@attrs.frozen
class Span:
    start: int
    end: int
    kind: str = "password"


def find(word: str, kind: str = "password"):
    def scan(text: str) -> tuple[Span, ...]:
        at = text.find(f"is {word}")
        return () if at < 0 else (Span(at + 3, at + 3 + len(word), kind),)

    return scan


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda p: Span(min(p), max(p))), max_size=8)


@given(text=st.text(min_size=60, max_size=60, alphabet="abc "), spans=spans)
def test_what_lies_outside_the_spans_stays_in_order(text: str, spans: list[Span]) -> None:
    covered = {index for span in spans for index in range(span.start, span.end)}
    kept = "".join(character for index, character in enumerate(text) if index not in covered)
    redacted = redact(text, spans)
    assert redacted.text.replace("[secret removed: password]", "") == kept
    assert redacted.count == len(merged(spans)) == redacted.text.count("[secret removed: password]")


def test_overlapping_spans_are_one_secret() -> None:
    redacted = redact("the password is abcdef.", [Span(16, 20), Span(18, 22, "token"), Span(16, 22, "key")])
    assert redacted.text == "the password is [secret removed: key]."
    assert redacted.kinds == (("key", 1),)


def test_a_secret_said_once_is_removed_wherever_it_is_repeated() -> None:
    found = redact_all("The password is Tr0ub4dor&3. Type Tr0ub4dor&3 at the till.", find("Tr0ub4dor&3"))
    assert "Tr0ub4dor" not in found.text
    assert found.count == redactions_in(found.text) == 2


def test_an_ordinary_word_is_not_hunted_through_the_text() -> None:
    found = redact_all("The password is elephant. An elephant came.", find("elephant"))
    assert found.text == "The password is [secret removed: password]. An elephant came."


@pytest.mark.parametrize("number", ["4111111111111111", "5555555555554444", "378282246310005", "30569309025904"])
def test_card_numbers_are_recognised(number: str) -> None:
    assert is_card_number(number)


@pytest.mark.parametrize(
    "number", ["4111111111111112", "1234567812345670", "0000000000000000", "411111", "9" * 16]
)
def test_other_numbers_are_not_cards(number: str) -> None:
    assert not is_card_number(number)


@given(st.sampled_from(["4111111111111111", "378282246310005"]), st.data())
def test_one_wrong_digit_is_noticed(number: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(number) - 1))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != number[at]]))
    assert not is_card_number(number[:at] + digit + number[at + 1 :])
