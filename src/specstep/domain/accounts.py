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
    """Someone whose data this is. `closing_at`: when its deletion was asked for; from then on it takes nothing new."""

    id: AccountId
    display_name: str
    role: Role = Role.USER
    created_at: datetime
    closing_at: datetime | None = None
