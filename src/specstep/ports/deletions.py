"""Erasing an account: on the database, and in a log that outlives it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from specstep.domain.deletions import Erased, Erasure
from specstep.domain.ids import AccountId


class Erasures(Protocol):
    """The rows of an account on their way out, step by step; each step may be cut off and repeated.

    `run` names the erasure in the books and says nothing of the person. Its files are among the `DoomedFiles` of
    that run.
    """

    async def mark(self, account: AccountId, run: str) -> Mapping[str, int]:
        """Mark what is to go; how much is marked in all, by dataset."""
        ...

    async def remove(self, account: AccountId, run: str) -> None:
        """Anonymize what mentions the account, and delete what is marked, the account last.

        Raises:
            Unavailable: a row that survives refers to one that is to go, or rows keep coming in.
        """
        ...

    async def tally(self, run: str, dataset: str, act: str, number: int) -> None:
        """Add to what the run has done outside of the tables."""
        ...

    async def verify(self, account: AccountId, run: str) -> Erasure:
        """See what was done and what remains."""
        ...

    async def close(self, run: str) -> None:
        """Forget the counts, once they are kept elsewhere."""
        ...

    async def preview(self, account: AccountId, run: str) -> Mapping[str, int]:
        """How many rows would go, by dataset; nothing stays marked."""
        ...

    async def forget_traces(self) -> None:
        """Have the database forget what it keeps of deleted rows beside its tables."""
        ...


class ErasureLog(Protocol):
    """Which accounts had to go, kept outside of the database, so that no backup of it brings them back."""

    async def add(self, account: AccountId, at: datetime) -> None:
        """Append; on the disk when this returns. The same account twice is no error.

        Raises:
            Unavailable: it can't be written.
            StorageFull: no room.
        """
        ...

    async def prune(self, before: datetime, keep: Collection[AccountId]) -> int:
        """Forget entries from before a time, but for these accounts; how many there were.

        What somebody else adds meanwhile stays.

        Raises:
            Unavailable: it is damaged, or can't be read or written; nothing was forgotten.
            StorageFull: no room; nothing was forgotten.
        """
        ...

    async def entries(self) -> Sequence[Erased]:
        """Everything in it, oldest first; an entry that was cut off while it was written does not count.

        Raises:
            Unavailable: it is damaged, or can't be read.
        """
        ...
