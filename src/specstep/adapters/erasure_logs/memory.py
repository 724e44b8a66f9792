"""The erasure log in memory: for tests, and for trying things out."""

from collections.abc import Collection, Sequence
from datetime import datetime

from specstep.domain.deletions import Erased
from specstep.domain.ids import AccountId


class MemoryErasureLog:
    """A list."""

    def __init__(self) -> None:
        self._entries: list[Erased] = []

    async def add(self, account: AccountId, at: datetime) -> None:
        """Append."""
        self._entries.append(Erased(account=account, at=at))

    async def prune(self, before: datetime, keep: Collection[AccountId]) -> int:
        """Forget."""
        kept = [each for each in self._entries if each.at >= before or each.account in keep]
        gone = len(self._entries) - len(kept)
        self._entries = kept
        return gone

    async def entries(self) -> Sequence[Erased]:
        """Everything."""
        return tuple(self._entries)
