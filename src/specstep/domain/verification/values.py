"""Somebody's numbers, and a code that is on its way to one of them."""

from datetime import datetime, timedelta
from enum import StrEnum

import attrs

from specstep.domain.ids import AccountId
from specstep.domain.secrets import Secret
from specstep.domain.verification.numbers import PhoneNumber, Use

DIGITS = 6
ENTROPY_BYTES = 16
"""Far more than six digits hold, so that taking the remainder favours none of them."""
LIFETIME = timedelta(minutes=10)
SKEW = timedelta(minutes=1)
"""How far a clock may be behind the one that sent a code, before the code counts as one that is over."""
TRIES = 5


@attrs.frozen(kw_only=True)
class Phone:
    """A number of an account's. One for short messages is always verified: it is not kept before it is.

    Raises:
        ValueError: it is for short messages and was never verified.
    """

    account_id: AccountId
    use: Use
    number: PhoneNumber
    set_at: datetime
    verified_at: datetime | None = None

    def __attrs_post_init__(self) -> None:
        if self.use is Use.SMS and self.verified_at is None:
            raise ValueError("a number for short messages is kept once it is verified")


@attrs.frozen(kw_only=True)
class PhoneCode:
    """A code on its way, as it is kept: a hash of it under a key of the ring, good for one account and one number.

    Args:
        tries: how many wrong codes have come.
    """

    account_id: AccountId
    number: PhoneNumber
    code_hash: str = attrs.field(repr=False)
    tries: int = attrs.field(default=0, validator=[attrs.validators.ge(0), attrs.validators.lt(TRIES)])
    sent_at: datetime
    expires_at: datetime


class Refusal(StrEnum):
    """Why a code doesn't verify a number."""

    WRONG = "wrong"
    OVER = "over"  # there is none, any more: its time is over, it was used, or too many wrong ones came


def code_of(entropy: bytes) -> Secret[str]:
    """Six digits out of sixteen random bytes."""
    if len(entropy) != ENTROPY_BYTES:
        raise ValueError(f"a code needs {ENTROPY_BYTES} bytes of entropy, not {len(entropy)}")
    return Secret(f"{int.from_bytes(entropy, 'big') % 10**DIGITS:0{DIGITS}}")


def read_code(text: str) -> Secret[str] | None:
    """The code that somebody typed, blanks and hyphens left out; None for what can't be one."""
    digits = "".join(text.split()).replace("-", "")
    return Secret(digits) if len(digits) == DIGITS and digits.isascii() and digits.isdecimal() else None


def is_over(code: PhoneCode, now: datetime) -> bool:
    """Whether a code is good no more: at the end of its ten minutes, or by a clock that was put far back."""
    return not code.sent_at - SKEW <= now < code.expires_at


def missed(code: PhoneCode) -> PhoneCode | None:
    """The code after a wrong one came; None: that was the last try."""
    return None if code.tries + 1 >= TRIES else attrs.evolve(code, tries=code.tries + 1)
