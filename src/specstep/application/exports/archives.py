"""The archive of an export, made as it is read, in constant memory (RIG-1)."""

import io
import zipfile
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import datetime
from typing import IO, Any, cast

from specstep.domain.ids import AccountId
from specstep.ports.blobs import BlobStore
from specstep.ports.exports import AccountData, ExportFile

Pauses = AsyncGenerator[None, None]
ENOUGH_BYTES = 64 * 1024
FILES = """## files/

The files that belong to your records, as they are: `files/<kind>/<key>`.
"""
MISSING = "These are named by a record and are not in the store: "


class _Pipe(io.RawIOBase):
    """Takes what the archive writes, until it is read; the archive can't seek in it, and doesn't have to."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self.size_bytes = 0

    def writable(self) -> bool:
        return True

    def write(self, part: object) -> int:
        content = bytes(memoryview(part))  # type: ignore[arg-type]
        self._parts.append(content)
        self.size_bytes += len(content)
        return len(content)

    def take(self) -> bytes:
        content = b"".join(self._parts)
        self._parts, self.size_bytes = [], 0
        return content


async def archive(
    blobs: BlobStore, data: AccountData, account: AccountId, at: datetime, run: str
) -> AsyncGenerator[bytes, None]:
    """A zip archive with a file of JSON lines for each kind of record, the account's files, and a README.

    It comes in pieces of bounded size. Closed early, it leaves nothing behind: it only reads.

    Args:
        at: the time that the entries bear.
        run: a name of this archive's own, `export-` and a UUID of version 7.
    """
    export = _Export(blobs, data, at.timetuple()[:6])
    async with aclosing(export.write(account, run)) as written:
        async for _ in written:
            if export.pipe.size_bytes >= ENOUGH_BYTES:
                yield export.pipe.take()
    yield export.pipe.take()


class _Export:
    """One export on its way. Whoever writes pauses often, so that what is written can be taken away."""

    def __init__(self, blobs: BlobStore, data: AccountData, time: tuple[int, ...]) -> None:
        self.pipe = _Pipe()
        self._blobs = blobs
        self._data = data
        self._time = time
        self._numbers: Counter[str] = Counter()
        self._missing: list[str] = []

    async def write(self, account: AccountId, run: str) -> Pauses:
        """Records, then files, then the description of both."""
        with zipfile.ZipFile(self.pipe, "w") as archive:
            async with aclosing(self._records(archive, account, run)) as records:
                async for _ in records:
                    yield
            async for file in self._data.files(account):
                async with aclosing(self._file(archive, file)) as chunks:
                    async for _ in chunks:
                        yield
            archive.writestr(self._entry("README.md"), self._readme())

    async def _records(self, archive: zipfile.ZipFile, account: AccountId, run: str) -> Pauses:
        """A file for each kind of record, empty where there is none."""
        left = list(self._data.datasets)
        entry: IO[bytes] | None = None
        try:
            async with aclosing(self._data.pages(account, run=run)) as pages:
                async for page in pages:
                    while entry is None or left[0] != page.dataset:
                        if entry is not None:
                            entry.close()
                            left.pop(0)
                        entry = archive.open(self._entry(f"{left[0]}.jsonl"), "w", force_zip64=True)
                    entry.write("".join(f"{line}\n" for line in page.lines).encode())
                    self._numbers[page.dataset] += len(page.lines)
                    yield
        finally:
            if entry is not None:
                entry.close()
                left.pop(0)
        for name in left:
            archive.writestr(self._entry(f"{name}.jsonl"), b"")

    async def _file(self, archive: zipfile.ZipFile, file: ExportFile) -> Pauses:
        name = f"{file.dataset}/{file.key}"
        if not await self._blobs.exists(file.key):
            self._missing.append(name)
            return
        # Stored as it is: what is packed already doesn't get smaller.
        with archive.open(self._entry(f"files/{name}", zipfile.ZIP_STORED), "w", force_zip64=True) as entry:
            async for chunk in self._blobs.stream(file.key):
                entry.write(chunk)
                yield

    def _entry(self, name: str, compression: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(name, cast("Any", self._time))
        entry.compress_type = compression
        entry.external_attr = 0o600 << 16
        return entry

    def _readme(self) -> str:
        text = f"{self._data.readme(self._numbers).rstrip()}\n\n{FILES}"
        return text + (f"\n{MISSING}{', '.join(self._missing)}.\n" if self._missing else "")
