"""Sessions, and sign-ins under way, inside units of work."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from specstep.domain.identities.attempts import SignInAttempt
from specstep.domain.ids import AccountId, SessionId
from specstep.domain.sessions.values import Session


class Sessions(Protocol):
    """Sessions, also those that are over until the sweep takes them."""

    async def add(self, session: Session) -> None: ...
    async def find(self, token_hash: str) -> Session | None: ...

    async def list(self, account: AccountId) -> Sequence[Session]:
        """The last one opened first."""
        ...

    async def note(self, session: Session) -> None:
        """Store when it was last seen and when it expires; one that is gone meanwhile stays gone."""
        ...

    async def remove(self, account: AccountId, id: SessionId) -> None: ...

    async def clear(self, account: AccountId, *, keep: SessionId | None = None) -> int:
        """Remove all of an account's but one; how many there were."""
        ...


class SignInAttempts(Protocol):
    """Sign-ins under way, by the hash of their state."""

    async def add(self, attempt: SignInAttempt) -> None: ...

    async def take(self, state_hash: str) -> SignInAttempt | None:
        """Hand one out and forget it, in one step: of two who ask, one gets None."""
        ...

    async def forget(self, *, before: datetime) -> None:
        """Remove those that expired until then."""
        ...
