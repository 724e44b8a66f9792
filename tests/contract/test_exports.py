"""The export of an account, on both databases: all that is theirs, nothing of others, in constant memory."""

import asyncio
import hashlib
import io
import json
import tracemalloc
import zipfile
from collections.abc import AsyncIterator
from datetime import timedelta
from random import Random
from typing import Any, cast

import attrs
import pytest
import pytest_asyncio
import sqlalchemy as sa
from tests.samples.databases import SQL_KINDS
from tests.samples.promises import House, house
from tests.samples.records import ANNA, BELA, NOON, full_interview, package, reference

from specstep.adapters.persistence.tables import accounts
from specstep.application.exports.archives import archive
from specstep.application.exports.steps import KIND, RENEWED, Exporter, export_run
from specstep.domain.errors import Conflict, NotFound, Unavailable
from specstep.domain.exports import LIFE, StoredExport
from specstep.domain.ids import AccountId, BlobKey, ExportId, InterviewId
from specstep.policies.inventory import INVENTORY
from specstep.policies.model import Export, Store
from specstep.ports.blobs import BlobStore
from specstep.ports.workflows import Job, RunState

MB = 1024 * 1024


@pytest_asyncio.fixture(params=SQL_KINDS)
async def home(request: pytest.FixtureRequest) -> AsyncIterator[House]:
    async with house(request.getfixturevalue(f"{request.param}_database_url")) as made:
        for number, owner in ((1, ANNA), (2, BELA), (3, ANNA)):
            await made.settle(owner, number)
        yield made


async def export(home: House) -> zipfile.ZipFile:
    return await read(home, await home.export(ANNA))


async def read(home: House, made: StoredExport) -> zipfile.ZipFile:
    pieces = [piece async for piece in home.promises.exports.read(made)]
    return zipfile.ZipFile(io.BytesIO(b"".join(pieces)))


def records(archive: zipfile.ZipFile, name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in archive.read(f"{name}.jsonl").decode().splitlines()]


async def test_RIG_1_an_export_holds_all_that_is_ones_own_and_nothing_of_others(home: House) -> None:
    archive = await export(home)
    assert archive.testzip() is None
    for dataset in INVENTORY.of(Store.APPLICATION):
        if dataset.name not in INVENTORY.owned:
            continue
        told = records(archive, dataset.name)
        column = "id" if dataset.name == "accounts" else "account_id"
        theirs = [row for row in home.table(dataset.name) if row[column] == ANNA.id]
        itself = {"blob_intents": 1, "exports": -1}.get(dataset.name, 0)  # announced, and not there yet
        assert len(told) == len(theirs) + itself, dataset.name
        assert {record[column] for record in told} <= {ANNA.id}
        assert all(set(record) == {field.name for field in dataset.fields} for record in told)
    assert BELA.id not in str({name: archive.read(name) for name in archive.namelist()})


async def test_RIG_1_audit_events_are_in_it_and_say_nothing_of_somebody_else(home: House) -> None:
    told = records(await export(home), "audit_events")
    assert {record["actor_id"] for record in told} == {ANNA.id}
    assert "[withheld: somebody else]" in {record["subject_account_id"] for record in told}
    assert "account.exported" in {record["action"] for record in told}


async def test_RIG_1_what_is_withheld_says_why_and_files_are_as_they_are(home: House) -> None:
    archive = await export(home)
    readme = archive.read("README.md").decode()
    for dataset in INVENTORY.of(Store.APPLICATION):
        for field in dataset.fields if dataset.name in INVENTORY.owned else ():
            if field.export is Export.WITHHELD:
                assert f"- `{field.name}`: {field.withheld}" in readme
                assert all(record[field.name] == field.withheld for record in records(archive, dataset.name))
    files = {name: archive.read(name) for name in archive.namelist() if name.startswith("files/")}
    assert files == {
        f"files/package_archives/{package(number).blob}": f"archive of {ANNA.id}".encode() for number in (1, 3)
    }
    assert "lies in the store" not in readme
    assert "- export_archives: A place in the service's own store" in readme


async def test_a_file_that_is_missing_is_told_and_stops_nothing(home: House) -> None:
    await home.blobs.delete(package(1).blob)
    archive = await export(home)
    assert f"package_archives/{package(1).blob}" in archive.read("README.md").decode()
    assert f"files/package_archives/{package(3).blob}" in archive.namelist()


async def test_nobody_and_a_closing_account_get_no_export(home: House) -> None:
    with pytest.raises(NotFound):
        await home.promises.exports.request(AccountId("nobody"))
    home.ask(sa.update(accounts).where(accounts.c.id == ANNA.id).values(closing_at=NOON))
    with pytest.raises(Conflict):
        await home.promises.exports.request(ANNA.id)


async def test_an_export_that_is_broken_off_leaves_no_mark(home: House) -> None:
    async with home.database.unit() as unit:
        many = tuple(reference(number, "x" * 20_000) for number in range(1, 120))
        long = attrs.evolve(full_interview(7), id=InterviewId("interview-007"), references=many)
        await unit.interviews.add(long)
    await home.blobs.put(package(1).blob, b"x" * MB)
    for pieces in (1, 3):
        stream = archive(home.blobs, home.promises.exporter.data, ANNA.id, NOON, "export-of-anna")
        for _ in range(pieces):
            await anext(stream)
        await stream.aclose()
        assert not home.table("policy_marks")


async def test_an_export_takes_no_more_memory_for_more_data(home: House) -> None:
    """Six times the records and files, and the same peak."""

    class Large(type(home.blobs)):  # type: ignore[misc]
        size_mb = 8

        async def exists(self, key: BlobKey) -> bool:
            return True

        async def stream(self, key: BlobKey, *, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
            for _ in range(Large.size_mb * 4):
                yield bytes(MB // 4)

    data = home.promises.exporter.data

    async def peak() -> tuple[int, int]:
        size_bytes = 0
        tracemalloc.start()
        try:
            async for piece in archive(Large(), data, ANNA.id, NOON, "export-of-anna"):
                size_bytes += len(piece)
            return size_bytes, tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    async def grow(number: int) -> None:
        async with home.database.unit() as unit:
            texts = tuple(reference(each, str(each) * 10_000) for each in range(1, 120))
            await unit.interviews.add(
                attrs.evolve(full_interview(number), id=InterviewId(f"interview-{number:03}"), references=texts)
            )

    await grow(10)
    await peak()  # what is made once
    small_bytes, small_peak = await peak()
    for number in range(11, 16):
        await grow(number)
    Large.size_mb = 48
    large_bytes, large_peak = await peak()
    assert large_bytes > 5 * small_bytes
    assert large_peak < small_peak * 1.5 + MB


SECOND = timedelta(seconds=1)


async def test_RET_7_an_export_and_its_link_last_for_7_days_and_go_with_the_file(home: House) -> None:
    made = await home.export(ANNA)
    exports, ready = home.promises.exports, home.clock.time
    link = await exports.link(ANNA.id, made.id)
    assert made.expires_at == link.expires_at == ready + timedelta(days=7)
    packages = {package(number).blob for number in (1, 2, 3)}

    home.clock.time = ready + LIFE - SECOND
    assert (await exports.opened(link.token)).id == made.id
    await home.sweep(home.clock.time)
    assert [each.id for each in await exports.list(ANNA.id)] == [made.id]
    assert home.blobs.keys == packages | {made.blob}

    home.clock.time = ready + LIFE  # refused at once, whether a sweep has come by or not
    with pytest.raises(NotFound):
        await exports.opened(link.token)
    with pytest.raises(NotFound):
        await exports.get(ANNA.id, made.id)
    assert not await exports.list(ANNA.id)
    report = await home.sweep(home.clock.time)
    assert not report.findings
    assert not home.table("exports")
    assert home.blobs.keys == packages


async def test_RET_7_a_link_is_kept_as_a_hash_and_opens_one_export(home: House) -> None:
    made, exports = await home.export(ANNA), home.promises.exports
    first, second = await exports.link(ANNA.id, made.id), await exports.link(ANNA.id, made.id)
    assert first.token not in repr(first)
    with pytest.raises(NotFound):
        await exports.opened(first.token)
    assert (await exports.opened(second.token)).id == made.id
    (row,) = home.table("exports")
    assert second.token.removeprefix("exp_") not in str(dict(row))
    for wrong in ("", second.token[:-1], row["link_sha256"], "exp_", "\ud800"):
        with pytest.raises(NotFound):
            await exports.opened(wrong)
    with pytest.raises(NotFound):
        await exports.link(BELA.id, made.id)


async def test_RET_7_an_export_removed_before_its_time_takes_link_and_file_along(home: House) -> None:
    made, exports = await home.export(ANNA), home.promises.exports
    link = await exports.link(ANNA.id, made.id)
    with pytest.raises(NotFound):
        await exports.remove(BELA.id, made.id)
    await exports.remove(ANNA.id, made.id)
    assert made.blob not in home.blobs.keys
    assert not home.table("exports") + home.table("blob_intents")
    for gone in (exports.opened(link.token), exports.remove(ANNA.id, made.id)):
        with pytest.raises(NotFound):
            await gone


async def test_RIG_1_an_export_holds_no_earlier_one_and_tells_of_it(home: House) -> None:
    first = await home.export(ANNA)
    await home.promises.exports.link(ANNA.id, first.id)
    home.clock.time += timedelta(days=1)
    second = await home.export(ANNA)
    archive = await read(home, second)
    (told,) = records(archive, "exports")
    assert told["id"] == first.id
    assert str(told["link_sha256"]).startswith("[withheld: ")
    assert not [name for name in archive.namelist() if "export_archives" in name]
    assert [each.id for each in await home.promises.exports.list(ANNA.id)] == [second.id, first.id]
    assert second.sha256 == hashlib.sha256(await home.blobs.get(second.blob)).hexdigest()


async def test_RIG_3_the_exports_of_an_account_go_with_it(home: House) -> None:
    made, exports = await home.export(ANNA), home.promises.exports
    link = await exports.link(ANNA.id, made.id)
    home.ask(sa.update(accounts).where(accounts.c.id == ANNA.id).values(closing_at=NOON))
    with pytest.raises(NotFound):
        await exports.opened(link.token)
    with pytest.raises(Conflict):
        await exports.link(ANNA.id, made.id)
    assert (await home.delete(ANNA)).state == RunState.DONE
    assert home.blobs.keys == {package(2).blob}
    assert not home.table("exports")


class Broken(Exception):
    """Whatever ends a step."""


class Around:
    """The house's store, of which a test replaces a part."""

    def __init__(self, home: House) -> None:
        self.home = home

    def __getattr__(self, name: str) -> Any:
        return getattr(self.home.blobs, name)

    def exporter(self) -> Exporter:
        return attrs.evolve(self.home.promises.exporter, blobs=cast("BlobStore", self))


async def test_a_file_that_was_cut_off_is_written_anew_under_the_same_key(home: House) -> None:
    """As after a crash: the step begins again, with the announcement, the half file and the marks still there."""
    exporter, id = home.promises.exporter, ExportId("one")

    class Cut(Around):
        async def write(self, key: BlobKey, pieces: AsyncIterator[bytes]) -> None:
            await home.blobs.put(key, await anext(pieces))
            raise Broken

    with pytest.raises(Broken):
        await Cut(home).exporter().write(ANNA.id, id, NOON)
    assert not home.table("exports")
    size_bytes = await exporter.write(ANNA.id, id, NOON)
    made = await home.promises.exports.get(ANNA.id, id)
    assert (await read(home, made)).testzip() is None
    assert not home.table("blob_intents") + home.table("policy_marks")
    assert await exporter.write(ANNA.id, id, NOON) == size_bytes, "a step that runs once more changes nothing"
    assert home.table("exports")[0]["created_at"] == made.created_at


async def test_a_file_that_takes_for_hours_is_not_cleared_as_a_leftover(home: House) -> None:
    class Slow(Around):
        async def stream(self, key: BlobKey, *, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
            for _ in range(8):
                home.clock.time += RENEWED + SECOND
                await home.sweep(home.clock.time)
                yield bytes(MB)

        async def exists(self, key: BlobKey) -> bool:
            return True

    await Slow(home).exporter().write(ANNA.id, ExportId("one"), NOON)
    assert (await home.promises.exports.get(ANNA.id, ExportId("one"))).created_at == home.clock.time


async def test_a_file_cleared_while_nobody_wrote_it_is_written_again(home: House) -> None:
    """A process that sleeps for hours finds its announcement gone, and begins again."""
    exporter = home.promises.exporter

    class Sleeping(Around):
        async def write(self, key: BlobKey, pieces: AsyncIterator[bytes]) -> None:
            await home.blobs.write(key, pieces)
            home.clock.time += timedelta(hours=2)
            await home.sweep(home.clock.time)

    with pytest.raises(Unavailable):
        await Sleeping(home).exporter().write(ANNA.id, ExportId("one"), NOON)
    assert "exports/one" not in home.blobs.keys
    await exporter.write(ANNA.id, ExportId("one"), NOON)
    assert "exports/one" in home.blobs.keys


async def test_two_exports_at_once_are_one_or_both_right(home: House) -> None:
    exports = home.promises.exports
    keys = await asyncio.gather(*(exports.request(ANNA.id) for _ in range(3)))
    for key in set(keys):
        assert (await home.ended(key)).state == RunState.DONE
    made = await exports.list(ANNA.id)
    assert len(made) == len(set(keys))
    for each in made:
        assert len(records(await read(home, each), "interviews")) == 2
    assert not home.table("policy_marks") + home.table("blob_intents")


async def test_RIG_3_an_export_dies_with_its_account_wherever_it_is(home: House) -> None:
    """The deletion comes while the file is being written, in another process that hears nothing of it."""
    noise = tuple(reference(number, Random(number).randbytes(20_000).hex()) for number in range(1, 30))
    async with home.database.unit() as unit:
        await unit.interviews.add(
            attrs.evolve(full_interview(7), id=InterviewId("interview-007"), references=noise)
        )

    class Meanwhile(Around):
        async def write(self, key: BlobKey, pieces: AsyncIterator[bytes]) -> None:
            some = [await anext(pieces)]
            assert {row["run"][:7] for row in home.table("policy_marks")} == {"export-"}
            assert (await home.delete(ANNA)).state == RunState.DONE
            left = {(row["dataset"], row["key_1"]) for row in home.table("policy_marks")}
            assert left == {("package_archives", key)}, "those of the export's own are gone, too"
            some += [piece async for piece in pieces]
            await home.blobs.put(key, b"".join(some))

    with pytest.raises(Conflict):
        await Meanwhile(home).exporter().write(ANNA.id, ExportId("one"), NOON)
    assert not home.table("exports")
    await home.sweep(home.clock.time + timedelta(hours=2))
    assert home.blobs.keys == {package(2).blob}
    late = Job(key=export_run(ExportId("late")), kind=KIND, account_id=ANNA.id)
    await home.workflows.submit(late)
    assert (await home.ended(late.key)).state == RunState.FAILED
