"""State that expires by itself, and that may be lost at any time: nothing lies here alone that somebody would miss."""

from datetime import timedelta
from typing import Protocol

from specstep.ports.limits import Limiter


class ShortLived(Protocol):
    """Values and counters by key; each act is one step, whoever else acts. All raise Unavailable.

    A key holds no address, name or secret of anybody: who has such a thing takes a keyed hash of it. Values and
    counters have keys of their own.
    """

    async def put(self, key: str, value: bytes, *, lives: timedelta) -> None:
        """Keep a value for so long, in the place of any other."""
        ...

    async def get(self, key: str) -> bytes | None: ...

    async def take(self, key: str) -> bytes | None:
        """Hand a value out and forget it: of two who ask, one gets None."""
        ...

    async def swap(self, key: str, old: bytes | None, new: bytes | None, *, lives: timedelta) -> bool:
        """Put a new value in the place of an old one, if that is still it; None: that there is none."""
        ...

    async def count(self, key: str, *, lives: timedelta, by: int = 1) -> int:
        """Add to a counter, and what it is then. It begins at 0, and lives from its first time on; 0 only asks."""
        ...


class ShortLivedStore(ShortLived, Limiter, Protocol):
    """What one adapter brings: state and limits in one place."""

    @property
    def recipient(self) -> str:
        """The recipient in the inventory that all this goes to ("none" where it stays with the operator)."""
        ...

    async def check(self) -> str:
        """Where it lies, in a few words; raises Unavailable."""
        ...

    async def close(self) -> None: ...
