"""Files in one SQLite file."""

import asyncio
import errno
import sqlite3
import tempfile
from collections.abc import AsyncIterable, AsyncIterator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO

from specstep.domain.errors import NotFound, StorageFull, Unavailable
from specstep.domain.ids import BlobKey

CHUNK_BYTES = 256 * 1024
SERVICE = "The SQLite file for files"


class SqliteBlobStore:
    """One row per blob; a transaction makes it appear whole or not at all."""

    recipient = "none"

    def __init__(self, folder: Path) -> None:
        self._path = folder / "blobs.sqlite"

    async def put(self, key: BlobKey, content: bytes) -> None:
        await asyncio.to_thread(self._write, "INSERT OR REPLACE INTO blobs VALUES (?, ?)", (key, content))

    async def write(self, key: BlobKey, pieces: AsyncIterable[bytes]) -> None:
        with _translated(), tempfile.TemporaryFile() as file:
            async for piece in pieces:
                await asyncio.to_thread(file.write, piece)
            await asyncio.to_thread(self._take_in, key, file)

    async def get(self, key: BlobKey) -> bytes:
        found = await asyncio.to_thread(self._read, "SELECT content FROM blobs WHERE key = ?", (key,))
        if found is None:
            raise NotFound(kind="blob", id=key)
        return found

    async def stream(self, key: BlobKey, *, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        if start < 0 or (end is not None and end < 0):
            raise ValueError("start and end count from the beginning")
        part = (await self.get(key))[start:end]
        for at in range(0, len(part), CHUNK_BYTES):
            yield part[at : at + CHUNK_BYTES]

    async def delete(self, key: BlobKey) -> None:
        await asyncio.to_thread(self._write, "DELETE FROM blobs WHERE key = ?", (key,))

    async def exists(self, key: BlobKey) -> bool:
        return await asyncio.to_thread(self._read, "SELECT 1 FROM blobs WHERE key = ?", (key,)) is not None

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        with self._connection() as connection, connection:
            connection.execute(statement, values)

    def _take_in(self, key: BlobKey, file: BinaryIO) -> None:
        """Copy a whole file into its row, a little at a time."""
        size = file.tell()
        file.seek(0)
        with self._connection() as connection, connection:
            row = connection.execute("INSERT OR REPLACE INTO blobs VALUES (?, zeroblob(?))", (key, size)).lastrowid
            with connection.blobopen("blobs", "content", row) as blob:
                while chunk := file.read(CHUNK_BYTES):
                    blob.write(chunk)

    def _read(self, statement: str, values: tuple[object, ...]) -> bytes | None:
        with self._connection() as connection:
            row = connection.execute(statement, values).fetchone()
        return None if row is None else row[0]

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """A connection to the file, which is made where it isn't there."""
        with _translated():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=30)) as connection:
                connection.execute("PRAGMA secure_delete = ON")
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS blobs (key TEXT PRIMARY KEY, content BLOB NOT NULL)"
                )
                yield connection


@contextmanager
def _translated() -> Iterator[None]:
    """The errors of the driver and of the file system in SpecStep's words."""
    full = StorageFull(service=SERVICE, reason="the disk is full.", way_out="Make room, then try again.")
    try:
        yield
    except sqlite3.Error as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise full from error
        raise Unavailable(service=SERVICE, reason=f"{error.sqlite_errorname}.") from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise full from error
        raise Unavailable(service=SERVICE, reason=f"{error.strerror}.") from error
