"""The erasure log as a file: one JSON object to a line, flushed to the disk before it counts."""

import asyncio
import errno
import fcntl
import json
import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from specstep.domain.deletions import Erased
from specstep.domain.errors import StorageFull, Unavailable
from specstep.domain.ids import AccountId

SERVICE = "The erasure log"
BEGINNING = '{"account": "'
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class FileErasureLog:
    """Lines of `{"account": …, "at": …}`. It must not lie where a backup of the database is put back over it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def add(self, account: AccountId, at: datetime) -> None:
        """Append a line; it survives a power cut once this returns."""
        await asyncio.to_thread(self._add, _line(account, at))

    async def prune(self, before: datetime, keep: Collection[AccountId]) -> int:
        """Put a shorter file into the place of this one, at once or not at all."""
        return await asyncio.to_thread(self._prune, before, keep)

    async def entries(self) -> Sequence[Erased]:
        """Every whole line; no file is an empty log."""
        return await asyncio.to_thread(self._entries)

    def _add(self, line: str) -> None:
        with self._translated(), self._locked() as handle:
            torn = False  # whether a crash cut the last line off
            if os.fstat(handle).st_size:
                os.lseek(handle, -1, os.SEEK_END)
                torn = os.read(handle, 1) != b"\n"
            os.write(handle, f"{chr(10) if torn else ''}{line}\n".encode())
            os.fsync(handle)

    def _prune(self, before: datetime, keep: Collection[AccountId]) -> int:
        if not self._path.exists():
            return 0
        with self._translated(), self._locked() as handle:
            found = self._entries()
            kept = [each for each in found if each.at >= before or each.account in keep]
            if len(kept) == len(found):
                return 0
            fresh = self._path.with_name(f"{self._path.name}.new")
            try:
                fresh.unlink(missing_ok=True)
                new = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(new, "w", encoding="utf-8") as file:
                    file.writelines(f"{_line(each.account, each.at)}\n" for each in kept)
                    file.flush()
                    os.fsync(file.fileno())
                fresh.replace(self._path)
            finally:
                fresh.unlink(missing_ok=True)
            _flush_folder(self._path.parent)
            del (
                handle
            )  # of the old file: whoever waits for its lock sees that it was replaced, and takes the new one
            return len(found) - len(kept)

    @contextmanager
    def _locked(self) -> Iterator[int]:
        """The file, made where there is none, while nobody else writes it."""
        new = not self._path.exists()
        self._path.parent.mkdir(parents=True, exist_ok=True)
        while True:
            handle = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX)
                if self._is_at_its_place(handle):
                    yield handle
                    break
            finally:
                os.close(handle)  # and the lock with it
        if new:
            _flush_folder(self._path.parent)

    def _is_at_its_place(self, handle: int) -> bool:
        try:
            return os.path.samestat(os.fstat(handle), self._path.stat())
        except FileNotFoundError:
            return False

    def _entries(self) -> list[Erased]:
        with self._translated():
            try:
                lines = self._path.read_text("utf-8").split("\n")
            except FileNotFoundError:
                return []
            except UnicodeDecodeError as error:
                raise self._damaged(0) from error
        return [self._read(number, line) for number, line in enumerate(lines, 1) if not _is_torn(line)]

    def _read(self, number: int, line: str) -> Erased:
        try:
            told = json.loads(line)
            at = datetime.fromisoformat(told["at"])
            if at.utcoffset() is None:
                raise ValueError(line)
            return Erased(account=AccountId(str(told["account"])), at=at)
        except (ValueError, KeyError, TypeError) as error:
            raise self._damaged(number) from error

    def _damaged(self, number: int) -> Unavailable:
        return Unavailable(
            service=SERVICE,
            reason=f"line {number} of {self._path} can't be read.",
            way_out="Repair the line; without it, a restored backup might bring back an account that was deleted.",
        )

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """The operating system's errors in our words."""
        try:
            yield
        except OSError as error:
            reason = f"{self._path}: {os.strerror(error.errno) if error.errno else type(error).__name__}."
            kind = StorageFull if error.errno in NO_ROOM else Unavailable
            way_out = "See to the file, its folder and the disk; no account goes before its deletion is noted."
            raise kind(service=SERVICE, reason=reason, way_out=way_out) from error


def _line(account: AccountId, at: datetime) -> str:
    return json.dumps({"account": account, "at": at.isoformat()})


def _is_torn(line: str) -> bool:
    """Whether a line is the beginning of an entry, cut off while it was written: then nobody took it for done."""
    return not line.endswith("}") and BEGINNING.startswith(line[: len(BEGINNING)])


def _flush_folder(folder: Path) -> None:
    """See that the file's name survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
