"""Blobs as files in one folder that only their owner can read."""

import asyncio
import contextlib
import errno
import hashlib
import os
import tempfile
from collections.abc import AsyncIterable, AsyncIterator, Iterator
from pathlib import Path
from typing import BinaryIO

from specstep.domain.errors import NotFound, StorageFull, Unavailable
from specstep.domain.ids import BlobKey

CHUNK_BYTES = 256 * 1024
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
SERVICE = "The folder for files"


def file_name(key: str) -> str:
    """Where a key's file lies in the folder: by its hash, so that no key names a place of its own."""
    name = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{name[:2]}/{name}"


class FileBlobStore:
    """One file per blob, named by the SHA-256 of its key: so no key leads out of the folder or meets another one.

    A file appears whole or not at all: it is written beside its place, flushed to the disk and then renamed.
    """

    recipient = "none"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, key: BlobKey, content: bytes) -> None:
        """Write the file; it survives a power cut once this returns."""
        await asyncio.to_thread(self._put, self._path(key), content)

    async def write(self, key: BlobKey, pieces: AsyncIterable[bytes]) -> None:
        """Write the file piece by piece; it survives a power cut once this returns."""
        path = self._path(key)
        part, file = await asyncio.to_thread(self._begin, path)
        try:
            async for piece in pieces:
                with _translated():
                    await asyncio.to_thread(file.write, piece)
            await asyncio.to_thread(self._finish, path, part, file)
        finally:
            # Closed and renamed by now, unless something went wrong.
            with contextlib.suppress(OSError):
                file.close()
            part.unlink(missing_ok=True)

    async def get(self, key: BlobKey) -> bytes:
        """The file's bytes."""
        with _translated(key):
            return await asyncio.to_thread(self._path(key).read_bytes)

    async def stream(self, key: BlobKey, *, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """The file's bytes in chunks; a file replaced meanwhile is read as it was."""
        if start < 0 or (end is not None and end < 0):
            raise ValueError("start and end count from the beginning")
        with _translated(key):
            file: BinaryIO = await asyncio.to_thread(self._path(key).open, "rb")
        try:
            await asyncio.to_thread(file.seek, start)
            left = None if end is None else end - start
            while left is None or left > 0:
                wanted = CHUNK_BYTES if left is None else min(CHUNK_BYTES, left)
                with _translated(key):
                    chunk = await asyncio.to_thread(file.read, wanted)
                if not chunk:
                    break
                left = None if left is None else left - len(chunk)
                yield chunk
        finally:
            file.close()

    async def delete(self, key: BlobKey) -> None:
        """Remove the file, and what a crash may have left of an earlier attempt to write it."""
        with _translated(key):
            await asyncio.to_thread(self._delete, self._path(key))

    async def exists(self, key: BlobKey) -> bool:
        """Whether the file is there, whole."""
        return await asyncio.to_thread(self._path(key).exists)

    def _path(self, key: BlobKey) -> Path:
        return self._folder / file_name(key)

    def _put(self, path: Path, content: bytes) -> None:
        part, file = self._begin(path)
        try:
            with _translated():
                file.write(content)
            self._finish(path, part, file)
        except BaseException:
            with contextlib.suppress(OSError):
                file.close()
            part.unlink(missing_ok=True)
            raise

    def _begin(self, path: Path) -> tuple[Path, BinaryIO]:
        """A new file beside the place of another."""
        with _translated():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.parent.mkdir(mode=0o700, exist_ok=True)
            handle, part = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".part")  # mode 0600
            return Path(part), os.fdopen(handle, "wb")

    def _finish(self, path: Path, part: Path, file: BinaryIO) -> None:
        """See the file onto the disk, and into its place."""
        with _translated():
            with file:
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
            _flush_folder(path.parent)
            _flush_folder(self._folder)

    def _delete(self, path: Path) -> None:
        if not path.parent.exists():
            return
        for part in path.parent.glob(f"{path.name}.*.part"):
            part.unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    """See that the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _translated(key: BlobKey | None = None) -> Iterator[None]:
    """The operating system's errors in our words."""
    try:
        yield
    except FileNotFoundError as error:
        if key is None:
            raise Unavailable(service=SERVICE, reason="it vanished.", way_out="Check the folder.") from error
        raise NotFound(kind="blob", id=key) from error
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else type(error).__name__
        if error.errno in NO_ROOM:
            raise StorageFull(
                service=SERVICE, reason=f"{reason}.", way_out="Make room, then try again."
            ) from error
        way_out = "Check the permissions of the folder, and the disk."
        raise Unavailable(service=SERVICE, reason=f"{reason}.", way_out=way_out) from error
