"""Phone numbers: whatever way they are written, one form; and none that a message can't or shouldn't go to."""

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specstep.domain.errors import BadInput
from specstep.domain.verification.numbers import PhoneNumber, Use, read_number

MOBILES = tuple(
    phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)
    for region in sorted(phonenumbers.SUPPORTED_REGIONS)
    if (found := phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)) is not None
)
BETWEEN = st.sampled_from([" ", "-", "  ", "\u00a0", ")", "."])


@settings(max_examples=40)
@given(st.sampled_from(MOBILES), st.data())
def test_COL_2_however_its_digits_are_grouped_a_number_is_the_same(mobile: str, data: st.DataObject) -> None:
    cuts = data.draw(st.sets(st.integers(4, len(mobile) - 2), max_size=3))
    written = "".join(digit + (data.draw(BETWEEN) if at in cuts else "") for at, digit in enumerate(mobile))
    assert read_number(f" {written} ", Use.SMS) == PhoneNumber(mobile)
    assert read_number(mobile, Use.CONTACT).e164 == mobile


@pytest.mark.parametrize(
    ("written", "because"),
    [
        ("07400 123456", "country's code"),
        ("+999 123456789", "country's code"),
        ("", "no phone number"),
        ("call me", "no phone number"),
        ("+", "no phone number"),
        ("+44", "no phone number"),
        ("+44 1", "no phone number"),
        ("+1 555 0100", "no number that its country gives"),
        ("+49 110", "no number that its country gives"),
        ("+44 9012 345678", "takes money"),
        ("+1 900 234 5678", "takes money"),
        ("+44 7400 123456 ext. 5", "extension"),
        ("+44 7400 123456" + "0" * 60, "too long"),
        ("+44\x007400123456", "no phone number"),
        ("+44 7400 123456\r\nBcc: all", "no phone number"),
    ],
)
@pytest.mark.parametrize("use", list(Use))
def test_COL_2_a_number_that_nobody_has_or_that_costs_the_caller_is_refused_with_the_reason(
    written: str, because: str, use: Use
) -> None:
    with pytest.raises(BadInput) as refused:
        read_number(written, use)
    assert because in refused.value.what
    assert "7400" not in str(refused.value), "an error doesn't carry a number about"


@pytest.mark.parametrize("landline", ["+44 20 7946 0018", "+49 30 123456", "+1 800 234 5678"])
def test_COL_2_a_line_that_takes_no_short_messages_will_do_for_calls(landline: str) -> None:
    assert read_number(landline, Use.CONTACT).e164 == landline.replace(" ", "")
    with pytest.raises(BadInput, match="short messages"):
        read_number(landline, Use.SMS)


@given(st.text(max_size=70))
@settings(max_examples=60)
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        number = read_number(text, Use.CONTACT)
    except BadInput:
        return
    assert read_number(number.e164, Use.CONTACT) == number


def test_a_number_shows_no_more_than_its_end() -> None:
    number = PhoneNumber("+447400123456")
    assert {repr(number), str(number), f"{number}"} == {"PhoneNumber(…456)", "…456"}
    with pytest.raises(ValueError, match="must match"):
        PhoneNumber("07400123456")
