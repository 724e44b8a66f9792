"""Blobs in memory: for tests, and for trying things out."""

from collections.abc import AsyncIterable, AsyncIterator

from specstep.domain.errors import NotFound
from specstep.domain.ids import BlobKey

CHUNK_BYTES = 256 * 1024


class MemoryBlobStore:
    """A dictionary of bytes."""

    recipient = "none"

    def __init__(self) -> None:
        self._blobs: dict[BlobKey, bytes] = {}

    async def put(self, key: BlobKey, content: bytes) -> None:
        """Keep the bytes."""
        self._blobs[key] = bytes(content)

    async def write(self, key: BlobKey, pieces: AsyncIterable[bytes]) -> None:
        """Keep the bytes once all of them are there."""
        self._blobs[key] = b"".join([piece async for piece in pieces])

    async def get(self, key: BlobKey) -> bytes:
        """The bytes."""
        try:
            return self._blobs[key]
        except KeyError:
            raise NotFound(kind="blob", id=key) from None

    async def stream(self, key: BlobKey, *, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """The bytes in chunks."""
        if start < 0 or (end is not None and end < 0):
            raise ValueError("start and end count from the beginning")
        content = (await self.get(key))[start:end]
        for offset in range(0, len(content), CHUNK_BYTES):
            yield content[offset : offset + CHUNK_BYTES]

    async def delete(self, key: BlobKey) -> None:
        """Forget the bytes."""
        self._blobs.pop(key, None)

    async def exists(self, key: BlobKey) -> bool:
        """Whether there are any."""
        return key in self._blobs
