"""Accounts: whom rows belong to. The local owner exists even where nobody signs in."""

from datetime import datetime
from enum import StrEnum

import attrs

from specstep.domain.ids import AccountId

LOCAL_OWNER = AccountId("00000000-0000-7000-8000-000000000001")


class Role(StrEnum):
    """What an account may do beyond its own things (SEC-6)."""

    USER = "user"
    SUPPORT = "support"
    OPERATOR = "operator"


@attrs.frozen(kw_only=True)
class Account:
    """Someone whose data this is. `closing_at`: when its deletion was asked for; from then on it takes nothing new.

    Args:
        email: the address that its owner's sign-in provider named.
        verified_email: the same in its canonical form, where a provider that is trusted with that has proven it; no
            two accounts have one (EXT-1).
        age_confirmed_at: when its owner said that they are old enough (GOV-1).
        photo_url: where the provider keeps its owner's picture.
        notice_version: the version of the privacy notice that its owner was shown at sign-up (GOV-4).
    """

    id: AccountId
    display_name: str
    role: Role = Role.USER
    created_at: datetime
    closing_at: datetime | None = None
    email: str | None = None
    verified_email: str | None = None
    age_confirmed_at: datetime | None = None
    photo_url: str | None = None
    notice_version: str | None = None
