"""Codes: six digits each as likely, good for ten minutes by any clock, and for five tries."""

from datetime import datetime, timedelta

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.samples.records import ANNA, NOON

from specstep.domain.verification.numbers import PhoneNumber, Use
from specstep.domain.verification.values import (
    LIFETIME,
    SKEW,
    TRIES,
    Phone,
    PhoneCode,
    code_of,
    is_over,
    missed,
    read_code,
)

NUMBER = PhoneNumber("+447400123456")
CODE = PhoneCode(account_id=ANNA.id, number=NUMBER, code_hash="hmac$k$h", sent_at=NOON, expires_at=NOON + LIFETIME)


@given(st.binary(min_size=16, max_size=16))
@settings(max_examples=50)
def test_a_code_is_six_digits_and_is_read_as_people_type_it(entropy: bytes) -> None:
    digits = code_of(entropy).reveal()
    assert len(digits) == 6
    assert digits.isdecimal()
    for typed in (digits, f" {digits[:3]} {digits[3:]}\n", f"{digits[:3]}-{digits[3:]}"):
        read = read_code(typed)
        assert read is not None
        assert read.reveal() == digits


def test_the_smallest_code_keeps_its_noughts_and_needs_enough_entropy() -> None:
    assert code_of(bytes(16)).reveal() == "000000"
    assert code_of(bytes(15) + b"\x07").reveal() == "000007"
    with pytest.raises(ValueError, match="16 bytes"):
        code_of(bytes(6))


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", "²²²²²²", "+12345", "1" * 10_000])
def test_what_is_no_code_is_read_as_none(typed: str) -> None:
    assert read_code(typed) is None


@given(
    st.datetimes(NOON.replace(tzinfo=None) - timedelta(hours=1), NOON.replace(tzinfo=None) + timedelta(hours=1))
)
@settings(max_examples=60)
def test_RET_9_a_code_is_good_for_its_ten_minutes_and_by_no_clock_for_longer(naive: datetime) -> None:
    now = naive.replace(tzinfo=NOON.tzinfo)
    assert is_over(CODE, now) is not (NOON - SKEW <= now < NOON + timedelta(minutes=10))


def test_RET_9_at_the_end_of_its_ten_minutes_a_code_is_over() -> None:
    assert not is_over(CODE, NOON + LIFETIME - timedelta(microseconds=1))
    assert is_over(CODE, NOON + LIFETIME)
    assert not is_over(CODE, NOON - SKEW)
    assert is_over(CODE, NOON - SKEW - timedelta(microseconds=1))


def test_SEC_8_the_fifth_wrong_code_is_the_last() -> None:
    code: PhoneCode | None = CODE
    for tries in range(TRIES):
        assert code is not None
        assert code.tries == tries
        code = missed(code)
    assert code is None
    assert TRIES == 5
    with pytest.raises(ValueError, match="< 5"):
        attrs.evolve(CODE, tries=TRIES)


def test_COL_2_no_number_is_kept_for_short_messages_unverified() -> None:
    with pytest.raises(ValueError, match="verified"):
        Phone(account_id=ANNA.id, use=Use.SMS, number=NUMBER, set_at=NOON)
    assert Phone(account_id=ANNA.id, use=Use.CONTACT, number=NUMBER, set_at=NOON).verified_at is None
