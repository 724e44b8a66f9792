"""Records of requests that create something, inside units of work."""

from datetime import datetime
from typing import Protocol

from specstep.domain.ids import AccountId
from specstep.domain.replays import Replay


class ReplayRecords(Protocol):
    """One for each account and key, also those whose time is over until the sweep takes them."""

    async def add(self, replay: Replay) -> None:
        """Keep a new one.

        Raises:
            Conflict: the account has one with this key, or takes nothing new.
        """
        ...

    async def get(self, account: AccountId, key_hash: str) -> Replay | None: ...

    async def update(self, replay: Replay) -> None:
        """Replace what is kept under its key; one that is gone meanwhile stays gone."""
        ...

    async def remove(self, account: AccountId, key_hash: str, *, begun_at: datetime) -> None:
        """Forget the one that was begun then; none is no error."""
        ...
