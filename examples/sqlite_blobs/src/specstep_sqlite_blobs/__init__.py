"""Files in one SQLite file."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

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

    def _read(self, statement: str, values: tuple[object, ...]) -> bytes | None:
        with self._connection() as connection:
            row = connection.execute(statement, values).fetchone()
        return None if row is None else row[0]

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """A connection to the file, which is made where it isn't there; the driver's errors in SpecStep's words."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=30)) as connection:
                connection.execute("PRAGMA secure_delete = ON")
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS blobs (key TEXT PRIMARY KEY, content BLOB NOT NULL)"
                )
                yield connection
        except sqlite3.Error as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
                raise StorageFull(
                    service=SERVICE, reason="the disk is full.", way_out="Make room, then try again."
                ) from error
            raise Unavailable(service=SERVICE, reason=f"{error.sqlite_errorname}.") from error
        except OSError as error:
            raise Unavailable(service=SERVICE, reason=f"{error.strerror}.") from error
