"""What every blob store promises."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from specstep.domain.errors import NotFound
from specstep.domain.ids import BlobKey
from specstep.ports.blobs import BlobStore
from specstep.testing.loops import on_a_loop

KEY = BlobKey("packages/1.zip")
CONTENT = bytes(range(256)) * 4096
ODD_KEYS = ("../../outside", "/etc/passwd", "a", "a/b", "A", "", ".", "..", "a\x00b", "ä" * 500, "con", "a\\..\\b")
PARTS = ((0, None), (1, None), (0, 0), (5, 5), (7, 3), (100, 300_001), (0, 2**40), (2**40, None))


class BlobStoreContract:
    """Subclass it, and override the fixture `blobs`."""

    @pytest.fixture
    def blobs(self) -> BlobStore:
        """An empty store."""
        raise NotImplementedError("override the fixture `blobs`")

    def test_it_declares_who_receives_the_bytes(self, blobs: BlobStore) -> None:
        assert blobs.recipient

    @on_a_loop
    async def test_bytes_come_back_and_are_replaced_and_go(self, blobs: BlobStore) -> None:
        assert not await blobs.exists(KEY)
        await blobs.put(KEY, b"")
        assert await blobs.get(KEY) == b""
        await blobs.put(KEY, CONTENT)
        assert await blobs.get(KEY) == CONTENT
        assert await blobs.exists(KEY)
        await blobs.delete(KEY)
        await blobs.delete(KEY)
        assert not await blobs.exists(KEY)

    @on_a_loop
    async def test_bytes_that_come_in_pieces_are_there_once_all_of_them_are(self, blobs: BlobStore) -> None:
        async def pieces(number: int, *, broken: bool = False) -> AsyncIterator[bytes]:
            for _ in range(number):
                yield CONTENT
            if broken:
                raise EOFError

        await blobs.write(KEY, pieces(3))
        assert await blobs.get(KEY) == CONTENT * 3
        with pytest.raises(EOFError):
            await blobs.write(KEY, pieces(1, broken=True))
        assert await blobs.get(KEY) == CONTENT * 3
        await blobs.write(KEY, pieces(0))
        assert await blobs.get(KEY) == b""

    @on_a_loop
    async def test_what_is_not_there_is_not_found(self, blobs: BlobStore) -> None:
        with pytest.raises(NotFound):
            await blobs.get(KEY)
        with pytest.raises(NotFound):
            await _read(blobs, KEY)

    @pytest.mark.parametrize(("start", "end"), PARTS)
    @on_a_loop
    async def test_a_stream_gives_the_part_that_was_asked_for(
        self, blobs: BlobStore, start: int, end: int | None
    ) -> None:
        await blobs.put(KEY, CONTENT)
        assert await _read(blobs, KEY, start, end) == CONTENT[start:end]

    @on_a_loop
    async def test_a_stream_counts_from_the_beginning_only(self, blobs: BlobStore) -> None:
        await blobs.put(KEY, CONTENT)
        with pytest.raises(ValueError, match="beginning"):
            await _read(blobs, KEY, -1)

    @on_a_loop
    async def test_no_key_meets_the_bytes_of_another_one(self, blobs: BlobStore) -> None:
        for key in ODD_KEYS:
            await blobs.put(BlobKey(key), key.encode())
        for key in ODD_KEYS:
            assert await blobs.get(BlobKey(key)) == key.encode()

    @on_a_loop
    async def test_many_at_once_do_not_disturb_each_other(self, blobs: BlobStore) -> None:
        keys = [BlobKey(f"many/{number}") for number in range(20)]
        await asyncio.gather(*(blobs.put(key, key.encode() * 1000) for key in keys))
        assert await asyncio.gather(*(blobs.get(key) for key in keys)) == [key.encode() * 1000 for key in keys]

    @on_a_loop
    async def test_of_two_writers_of_one_key_one_wins_with_all_its_bytes(self, blobs: BlobStore) -> None:
        await asyncio.gather(*(blobs.put(KEY, letter * 100_000) for letter in (b"a", b"b", b"c")))
        assert await blobs.get(KEY) in {letter * 100_000 for letter in (b"a", b"b", b"c")}


async def _read(blobs: BlobStore, key: BlobKey, start: int = 0, end: int | None = None) -> bytes:
    return b"".join([chunk async for chunk in blobs.stream(key, start=start, end=end)])
