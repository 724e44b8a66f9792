"""The erasure log in memory: for tests, and for trying things out."""

from collections.abc import Sequence
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

    async def entries(self) -> Sequence[Erased]:
        """Everything."""
        return tuple(self._entries)
