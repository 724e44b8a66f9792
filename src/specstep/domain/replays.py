"""Requests that create something and may come twice: what is kept to answer the second one (RET-14)."""

import hashlib
from datetime import datetime, timedelta

import attrs

from specstep.domain.ids import AccountId

LIFE = timedelta(days=1)
"""For how long a key answers again."""
PATIENCE = timedelta(minutes=1)
"""After how long a request that never came to an end is taken for lost."""


@attrs.frozen(kw_only=True)
class Replay:
    """What became of a request: the id of what it creates, and its status once it has. Never what it said.

    Args:
        key_hash: of the key that the caller gave.
        act: what the request was to do.
        status: None while it is under way.
    """

    account_id: AccountId
    key_hash: str
    act: str
    subject_id: str
    status: int | None = None
    begun_at: datetime
    expires_at: datetime


def hash_of(key: str) -> str:
    """What is kept of a key; it may say something of who made it."""
    return hashlib.sha256(key.encode()).hexdigest()
