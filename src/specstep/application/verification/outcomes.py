"""What becomes of asking for a code, and of typing one."""

from datetime import datetime, timedelta

import attrs

from specstep.domain.verification.numbers import PhoneNumber
from specstep.domain.verification.values import Phone, Refusal


@attrs.frozen(kw_only=True)
class CodeSent:
    """A code is on its way; until when it is good."""

    number: PhoneNumber
    expires_at: datetime


@attrs.frozen(kw_only=True)
class TooMany:
    """No code was sent: too many were, to this number, for this account or from there. Which one isn't told."""

    retry_after: timedelta


@attrs.frozen(kw_only=True)
class Verified:
    """The code was right, and the number is the account's for short messages."""

    phone: Phone


@attrs.frozen(kw_only=True)
class NotVerified:
    """The code was not right; with how many more tries it may still come."""

    because: Refusal
    tries_left: int = 0
