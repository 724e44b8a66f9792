"""A session and its limits."""

from datetime import datetime, timedelta

import attrs

from specstep.domain.ids import AccountId, SessionId

NOTED_EVERY = timedelta(minutes=1)
"""How often at most it is noted that a session is in use, so that not every request writes."""

LEAST_IDLE = timedelta(minutes=5)


@attrs.frozen(kw_only=True)
class SessionLimits:
    """How long a session lasts without use, and altogether.

    Raises:
        ValueError: the first is under five minutes, or longer than the second.
    """

    idle: timedelta = timedelta(days=7)
    absolute: timedelta = timedelta(days=30)

    def __attrs_post_init__(self) -> None:
        if not LEAST_IDLE <= self.idle <= self.absolute:
            raise ValueError("a session idles for five minutes at least, and no longer than it lasts altogether")


@attrs.frozen(kw_only=True)
class Session:
    """A browser that is signed in. `expires_at` is when it ends unless it is used; `ends_at` when it does anyway."""

    id: SessionId
    account_id: AccountId
    token_hash: str
    provider: str
    opened_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    ends_at: datetime


def open_session(
    id: SessionId, account: AccountId, token_hash: str, provider: str, *, now: datetime, limits: SessionLimits
) -> Session:
    """A new session."""
    return Session(
        id=id,
        account_id=account,
        token_hash=token_hash,
        provider=provider,
        opened_at=now,
        last_seen_at=now,
        expires_at=now + limits.idle,
        ends_at=now + limits.absolute,
    )


def is_over(session: Session, now: datetime) -> bool:
    """Whether it has ended; at its very end it has."""
    return now >= min(session.expires_at, session.ends_at)


def seen(session: Session, now: datetime, limits: SessionLimits) -> Session:
    """The session after a use of it: the same where that need not be noted yet. What is over stays over."""
    if is_over(session, now) or now - session.last_seen_at < NOTED_EVERY:
        return session
    return attrs.evolve(session, last_seen_at=now, expires_at=min(now + limits.idle, session.ends_at))
