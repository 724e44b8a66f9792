"""Keeps and discards a file with its record, killed with SIGKILL at one point after the other.

Usage: crashes.py DATABASE_URL FOLDER keep|discard. Prints one JSON object for each point: what remains after the
recovery. The last one is the attempt that came through. A point lies before and after each flush, rename and
removal of a file, and before and after each commit.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from tests.samples.databases import opened
from tests.samples.records import ANNA, NOON, package

from specstep.adapters.blobs.files import FileBlobStore
from specstep.application.blobs import discard, keep, settle_leftovers
from specstep.ports.persistence import Database, UnitOfWork

KEY = package().blob
CONTENT = bytes(range(256)) * 256


class At:
    """A clock that stands still."""

    def __init__(self, hours: int) -> None:
        self._time = NOON + timedelta(hours=hours)

    def now(self) -> Any:
        return self._time


class Killing:
    """Counts points, and kills this process at one of them."""

    def __init__(self, at: int) -> None:
        self._left = at

    def point(self) -> None:
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self._left -= 1

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def called(*args: Any, **kwargs: Any) -> Any:
            self.point()
            result = call(*args, **kwargs)
            self.point()
            return result

        return called


class KillingDatabase:
    """Has a point before and after each commit."""

    def __init__(self, database: Database, killing: Killing) -> None:
        self._database = database
        self._killing = killing

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[UnitOfWork]:
        async with self._database.unit() as unit:
            yield unit
            self._killing.point()
        self._killing.point()


async def add(unit: UnitOfWork) -> None:
    await unit.packages.add(package())


async def remove(unit: UnitOfWork) -> None:
    await unit.packages.remove(ANNA.id, package().id)


async def act(url: str, blobs: FileBlobStore, action: str, at: int) -> None:
    """The action, killed at a point."""
    async with opened(url) as database:
        if action == "discard":
            await keep(database, blobs, At(0), ANNA.id, KEY, CONTENT, add)
        killing = Killing(at)
        for name in ("fsync", "replace", "unlink"):
            setattr(os, name, killing.around(getattr(os, name)))
        killable: Any = KillingDatabase(database, killing)
        if action == "keep":
            await keep(killable, blobs, At(0), ANNA.id, KEY, CONTENT, add)
        else:
            await discard(killable, blobs, At(0), ANNA.id, KEY, remove)


def attempt(url: str, blobs: FileBlobStore, action: str, at: int) -> None:
    """The action, from outside of any loop."""
    asyncio.run(act(url, blobs, action, at))


async def recover(url: str, blobs: FileBlobStore) -> dict[str, Any]:
    """What the tables say two hours later."""
    async with opened(url) as database:
        await settle_leftovers(database, blobs, At(2))
        async with database.reading() as unit:
            record = await unit.packages.get(ANNA.id, package().id) is not None
            unsettled = await unit.blobs.unsettled(before=NOON + timedelta(days=9), limit=9)
        return {"record": record, "unsettled": len(unsettled)}


async def clear(url: str, blobs: FileBlobStore) -> None:
    """Make room for the next attempt."""
    async with opened(url) as database:
        await discard(database, blobs, At(3), ANNA.id, KEY, remove)


def tell(url: str, folder: Path, blobs: FileBlobStore, status: int) -> None:
    """Print what remains after the recovery, then remove it."""
    left = asyncio.run(recover(url, blobs))
    files = [path.read_bytes() == CONTENT for path in folder.rglob("*") if path.is_file()]
    print(json.dumps({**left, "files": files, "status": status}), flush=True)
    if left["record"]:
        asyncio.run(clear(url, blobs))


def in_child(work: Callable[[], None]) -> int:
    """Run it in a process of its own; its exit status, negative for a signal."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main(url: str, folder: Path, action: str) -> None:
    blobs = FileBlobStore(folder)
    for at in range(100):
        status = in_child(partial(attempt, url, blobs, action, at))
        in_child(partial(tell, url, folder, blobs, status))
        if status == 0:
            return


main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
