import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from specstep.domain.errors import BadInput
from specstep.domain.messages.values import Email, Sms, one_line, require_one_line

FINE = {"to": "ada@example.org", "subject": "Ready", "text": "It is ready.", "html": "<p>It is ready.</p>"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": "ada@example.org\nBcc: eve@example.net"},
        {"to": "ada@example.org, eve@example.net"},
        {"to": "<ada@example.org>"},
        {"to": ""},
        {"subject": "Ready\r\nBcc: eve@example.net"},
        {"subject": "Ready\u2028Bcc: eve@example.net"},
        {"subject": "=?utf-8?q?a=0D=0ABcc:eve?="},
        {"subject": " "},
        {"subject": "x" * 201},
        {"text": ""},
        {"text": "a\rb"},
        {"html": "\x00"},
        {"headers": {"Bcc": "eve@example.net"}},
        {"headers": {"List-Unsubscribe": "<https://example.org/>\r\nBcc: eve@example.net"}},
        {"headers": {"List-Unsubscribe": "<https://exämple.org/>"}},
    ],
)
def test_an_email_that_could_reach_somebody_else_or_break_out_of_a_header_cannot_be_made(
    wrong: dict[str, object],
) -> None:
    with pytest.raises(BadInput):
        Email(**{**FINE, **wrong})  # type: ignore[arg-type]


def test_an_email_shows_neither_address_nor_words_when_it_is_printed() -> None:
    assert "ada" not in repr(Email(**FINE))
    assert "eady" not in repr(Email(**FINE))


@pytest.mark.parametrize("number", ["", "015550100", "+0155", "+1 555 0100", "+15550100\n", "+" + "1" * 16])
def test_a_short_message_goes_only_to_a_number_in_the_international_form(number: str) -> None:
    with pytest.raises(BadInput):
        Sms(to=number, text="Hello")


@pytest.mark.parametrize("text", ["", " \n", "x" * 1601, "bell \x07"])
def test_a_short_message_without_words_or_with_too_many_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        Sms(to="+15550100", text=text)


@settings(max_examples=50)
@given(st.text())
@example("a\r\nBcc: eve@example.net")
@example("\u2028x\u2029")
@example("x" * 300)
@example("=?utf-8?q?=0A?=")
@example("==??")
def test_any_text_can_be_made_fit_for_a_header(text: str) -> None:
    made = one_line(text)
    assert made == "" or require_one_line(made, "subject", 200) == made
    assert one_line(made) == made
