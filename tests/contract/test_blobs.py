"""What every blob store promises, and how records and files live and die together."""

import resource
import signal
import stat
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from tests.samples.databases import KINDS, database_of, settle_people
from tests.samples.records import ANNA, NOON, generation, interview, package

from specstep.adapters.blobs.files import FileBlobStore
from specstep.adapters.blobs.memory import MemoryBlobStore
from specstep.application.blobs import discard, keep, settle_leftovers
from specstep.domain.errors import Conflict, StorageFull, Unavailable
from specstep.domain.ids import BlobKey
from specstep.ports.blobs import BlobStore
from specstep.ports.persistence import Database, UnitOfWork
from specstep.testing import BlobStoreContract
from specstep.testing.blobs import ODD_KEYS

KEY = package().blob
CONTENT = bytes(range(256)) * 4096  # a megabyte


class TestMemoryBlobStore(BlobStoreContract):
    @pytest.fixture
    def blobs(self) -> BlobStore:
        return MemoryBlobStore()


class TestFileBlobStore(BlobStoreContract):
    @pytest.fixture
    def blobs(self, tmp_path: Path) -> BlobStore:
        return FileBlobStore(tmp_path / "blobs")


# Files


def everything(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_no_key_leads_out_of_the_folder(tmp_path: Path) -> None:
    blobs = FileBlobStore(tmp_path / "blobs")
    for key in ODD_KEYS:
        await blobs.put(BlobKey(key), key.encode())
    files = everything(tmp_path)
    assert len(files) == len(ODD_KEYS)
    assert all(path.is_relative_to(tmp_path / "blobs") for path in files)


async def test_only_their_owner_can_read_files_and_folders(tmp_path: Path) -> None:
    await FileBlobStore(tmp_path / "blobs").put(KEY, b"x")
    paths = [tmp_path / "blobs", *(tmp_path / "blobs").rglob("*")]
    assert {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in paths} == {
        (True, 0o700),
        (False, 0o600),
    }


@contextmanager
def room_for(size_bytes: int) -> Iterator[None]:
    """Let no file of this process grow beyond a size."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


async def test_where_there_is_no_room_nothing_of_the_file_remains_and_the_old_one_stays(tmp_path: Path) -> None:
    blobs = FileBlobStore(tmp_path)
    await blobs.put(KEY, b"old")
    with room_for(100_000), pytest.raises(StorageFull):
        await blobs.put(KEY, CONTENT)
    assert [path.read_bytes() for path in everything(tmp_path)] == [b"old"]


async def test_pieces_for_which_there_is_no_room_leave_nothing_and_the_old_file_stays(tmp_path: Path) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(4):
            yield CONTENT

    blobs = FileBlobStore(tmp_path)
    await blobs.put(KEY, b"old")
    with room_for(2 * len(CONTENT)), pytest.raises(StorageFull):
        await blobs.write(KEY, pieces())
    assert [path.read_bytes() for path in everything(tmp_path)] == [b"old"]


async def test_a_folder_that_cannot_be_one_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Unavailable):
        await FileBlobStore(tmp_path / "file").put(KEY, b"x")


async def test_deleting_removes_what_a_crash_left_of_an_attempt_to_write(tmp_path: Path) -> None:
    blobs = FileBlobStore(tmp_path)
    await blobs.put(KEY, b"x")
    (path,) = everything(tmp_path)
    path.rename(path.with_name(f"{path.name}.abc.part"))
    await blobs.delete(KEY)
    assert everything(tmp_path) == []


# Records and files together


class Crash(BaseException):
    """The process ends here; nothing catches this."""


class Crashing:
    """Counts the points at which a process can end, and ends it at one of them."""

    def __init__(self, at: int) -> None:
        self.left = at

    def point(self) -> None:
        if self.left == 0:
            raise Crash
        self.left -= 1


class CrashingDatabase:
    """Crashes before and after each commit."""

    def __init__(self, database: Database, crashing: Crashing) -> None:
        self._database = database
        self._crashing = crashing

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[UnitOfWork]:
        async with self._database.unit() as unit:
            self._crashing.point()
            yield unit
            self._crashing.point()
        self._crashing.point()

    def reading(self) -> object:
        return self._database.reading()


class CrashingBlobStore:
    """Crashes before and after each file is written or removed."""

    def __init__(self, blobs: BlobStore, crashing: Crashing) -> None:
        self._blobs = blobs
        self._crashing = crashing

    async def put(self, key: BlobKey, content: bytes) -> None:
        self._crashing.point()
        await self._blobs.put(key, content)
        self._crashing.point()

    async def delete(self, key: BlobKey) -> None:
        self._crashing.point()
        await self._blobs.delete(key)
        self._crashing.point()


class Stopped:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = NOON

    def now(self) -> datetime:
        return self.time


@pytest_asyncio.fixture(params=KINDS)
async def database(request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    async with database_of(request.param, request) as opened:
        await settle_people(opened)
        async with opened.unit() as unit:
            await unit.interviews.add(interview())
            await unit.generations.add(generation())
        yield opened


async def add_record(unit: UnitOfWork) -> None:
    await unit.packages.add(package())


async def remove_record(unit: UnitOfWork) -> None:
    await unit.packages.remove(ANNA.id, package().id)


async def has_record(database: Database) -> bool:
    async with database.reading() as unit:
        return await unit.packages.get(ANNA.id, package().id) is not None


async def is_settled(database: Database) -> bool:
    async with database.reading() as unit:
        return not await unit.blobs.unsettled(before=NOON + timedelta(days=999), limit=9)


async def test_a_file_is_kept_with_its_record_and_discarded_with_it(database: Database) -> None:
    blobs, clock = MemoryBlobStore(), Stopped()
    await keep(database, blobs, clock, ANNA.id, KEY, CONTENT, add_record)
    assert await has_record(database)
    assert await blobs.get(KEY) == CONTENT
    assert await is_settled(database)
    await discard(database, blobs, clock, ANNA.id, KEY, remove_record)
    assert not await has_record(database)
    assert not await blobs.exists(KEY)
    assert await is_settled(database)


CRASHES = range(8)  # keep has eight points at which it can end, discard eight; the last ones are past the end


@pytest.mark.parametrize("at", [*CRASHES, 99])
async def test_GEN_7_a_crash_while_keeping_leaves_no_orphan_after_recovery(database: Database, at: int) -> None:
    blobs, clock, crashing = MemoryBlobStore(), Stopped(), Crashing(at)
    crashed = False
    try:
        await keep(
            CrashingDatabase(database, crashing),  # type: ignore[arg-type]
            CrashingBlobStore(blobs, crashing),  # type: ignore[arg-type]
            clock,
            ANNA.id,
            KEY,
            CONTENT,
            add_record,
        )
    except Crash:
        crashed = True
    assert crashed == (at in CRASHES)
    clock.time += timedelta(hours=2)
    await settle_leftovers(database, blobs, clock)
    assert await has_record(database) == await blobs.exists(KEY)
    assert await is_settled(database)


@pytest.mark.parametrize("at", [*CRASHES, 99])
async def test_GEN_7_a_crash_while_discarding_leaves_no_orphan_after_recovery(database: Database, at: int) -> None:
    blobs, clock, crashing = MemoryBlobStore(), Stopped(), Crashing(at)
    await keep(database, blobs, clock, ANNA.id, KEY, CONTENT, add_record)
    crashed = False
    try:
        await discard(
            CrashingDatabase(database, crashing),  # type: ignore[arg-type]
            CrashingBlobStore(blobs, crashing),  # type: ignore[arg-type]
            clock,
            ANNA.id,
            KEY,
            remove_record,
        )
    except Crash:
        crashed = True
    assert crashed == (at in CRASHES)
    clock.time += timedelta(hours=2)
    await settle_leftovers(database, blobs, clock)
    assert await has_record(database) == await blobs.exists(KEY)
    assert await is_settled(database)


@pytest.mark.parametrize("at", range(9))
async def test_GEN_7_a_crash_while_recovering_is_recovered_from(database: Database, at: int) -> None:
    blobs, clock, crashing = MemoryBlobStore(), Stopped(), Crashing(at)
    async with database.unit() as unit:
        await unit.blobs.intend(ANNA.id, KEY, clock.now())
    await blobs.put(KEY, CONTENT)
    clock.time += timedelta(hours=2)
    try:
        await settle_leftovers(
            CrashingDatabase(database, crashing),  # type: ignore[arg-type]
            CrashingBlobStore(blobs, crashing),  # type: ignore[arg-type]
            clock,
        )
    except Crash:
        clock.time += timedelta(hours=2)
        await settle_leftovers(database, blobs, clock)
    assert not await blobs.exists(KEY)
    assert await is_settled(database)


@pytest.mark.parametrize("at", CRASHES)
async def test_keeping_can_be_repeated_after_a_crash_at_any_point(database: Database, at: int) -> None:
    blobs, clock, crashing = MemoryBlobStore(), Stopped(), Crashing(at)
    with pytest.raises(Crash):
        await keep(
            CrashingDatabase(database, crashing),  # type: ignore[arg-type]
            CrashingBlobStore(blobs, crashing),  # type: ignore[arg-type]
            clock,
            ANNA.id,
            KEY,
            CONTENT,
            add_record,
        )
    if await has_record(database):  # it had succeeded; saying so again must not put the file in danger
        with pytest.raises(Conflict):
            await keep(database, blobs, clock, ANNA.id, KEY, CONTENT, add_record)
    else:
        await keep(database, blobs, clock, ANNA.id, KEY, CONTENT, add_record)
    clock.time += timedelta(hours=2)
    assert await settle_leftovers(database, blobs, clock) == 0
    assert await has_record(database)
    assert await blobs.get(KEY) == CONTENT


async def test_a_file_that_is_being_written_is_not_taken_for_a_leftover(database: Database) -> None:
    blobs, clock = MemoryBlobStore(), Stopped()
    async with database.unit() as unit:
        await unit.blobs.intend(ANNA.id, KEY, clock.now())
    await blobs.put(KEY, CONTENT)
    clock.time += timedelta(minutes=59)
    assert await settle_leftovers(database, blobs, clock) == 0
    assert await blobs.exists(KEY)


async def test_who_comes_back_after_the_sweep_took_the_file_gets_no_record_without_one(database: Database) -> None:
    clock = Stopped()

    class Slow(MemoryBlobStore):
        async def put(self, key: BlobKey, content: bytes) -> None:
            await super().put(key, content)
            clock.time += timedelta(hours=2)
            assert await settle_leftovers(database, self, clock) == 1

    with pytest.raises(Conflict):
        await keep(database, Slow(), clock, ANNA.id, KEY, CONTENT, add_record)
    assert not await has_record(database)


async def test_a_file_that_cannot_be_removed_now_is_removed_by_a_later_sweep(database: Database) -> None:
    clock = Stopped()

    class Stuck(MemoryBlobStore):
        stuck = True

        async def delete(self, key: BlobKey) -> None:
            if self.stuck:
                raise Unavailable(service="The folder", reason="it is stuck.")
            await super().delete(key)

    blobs = Stuck()
    await keep(database, blobs, clock, ANNA.id, KEY, CONTENT, add_record)
    await discard(database, blobs, clock, ANNA.id, KEY, remove_record)
    assert not await has_record(database)
    clock.time += timedelta(hours=2)
    assert await settle_leftovers(database, blobs, clock) == 0
    blobs.stuck = False
    clock.time += timedelta(hours=2)
    assert await settle_leftovers(database, blobs, clock) == 1
    assert not await blobs.exists(KEY)
    assert await is_settled(database)


async def test_many_leftovers_are_settled_in_one_go(database: Database) -> None:
    blobs, clock = MemoryBlobStore(), Stopped()
    async with database.unit() as unit:
        for number in range(120):
            await unit.blobs.intend(ANNA.id, BlobKey(f"leftover/{number}"), clock.now())
    clock.time += timedelta(hours=2)
    assert await settle_leftovers(database, blobs, clock) == 120
    assert await is_settled(database)
