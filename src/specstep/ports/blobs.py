"""Files that belong to records."""

from collections.abc import AsyncIterable, AsyncIterator
from typing import Protocol

from specstep.domain.ids import BlobKey


class BlobStore(Protocol):
    """Keeps bytes under keys. One row, one blob: who writes a blob has recorded an intent for its key before."""

    @property
    def recipient(self) -> str:
        """The recipient in the inventory that files go to ("none" where they stay with the operator)."""
        ...

    async def put(self, key: BlobKey, content: bytes) -> None:
        """Store the bytes; durable when this returns. Replaces what was there.

        Raises:
            StorageFull: no room; nothing of a partial file remains under the key.
        """
        ...

    async def write(self, key: BlobKey, pieces: AsyncIterable[bytes]) -> None:
        """Store what comes in pieces, however much it is, as `put` does.

        When the pieces break off with an error, what was there under the key stays as it was.
        """
        ...

    async def get(self, key: BlobKey) -> bytes:
        """The bytes.

        Raises:
            NotFound: there is no such blob.
        """
        ...

    def stream(self, key: BlobKey, *, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """The bytes from `start` to before `end`, in chunks; raises NotFound at the first chunk."""
        ...

    async def delete(self, key: BlobKey) -> None:
        """Remove the blob; removing what is not there is no error."""
        ...

    async def exists(self, key: BlobKey) -> bool:
        """Whether there is such a blob."""
        ...
