"""The export of an account, on both databases: all that is theirs, nothing of others, in constant memory."""

import io
import json
import tracemalloc
import zipfile
from collections.abc import AsyncIterator

import attrs
import pytest
import pytest_asyncio
import sqlalchemy as sa
from tests.samples.databases import SQL_KINDS
from tests.samples.promises import House, house
from tests.samples.records import ANNA, BELA, NOON, full_interview, package, reference

from specstep.adapters.persistence.tables import accounts
from specstep.domain.errors import Conflict, NotFound
from specstep.domain.ids import AccountId, BlobKey, InterviewId
from specstep.policies.inventory import INVENTORY
from specstep.policies.model import Export, Store

MB = 1024 * 1024


@pytest_asyncio.fixture(params=SQL_KINDS)
async def home(request: pytest.FixtureRequest) -> AsyncIterator[House]:
    async with house(request.getfixturevalue(f"{request.param}_database_url")) as made:
        for number, owner in ((1, ANNA), (2, BELA), (3, ANNA)):
            await made.settle(owner, number)
        yield made


async def export(home: House, account: AccountId = ANNA.id) -> zipfile.ZipFile:
    pieces = [piece async for piece in home.promises.exports.stream(account)]
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
        assert len(told) == len(theirs), dataset.name
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


async def test_a_file_that_is_missing_is_told_and_stops_nothing(home: House) -> None:
    await home.blobs.delete(package(1).blob)
    archive = await export(home)
    assert f"package_archives/{package(1).blob}" in archive.read("README.md").decode()
    assert f"files/package_archives/{package(3).blob}" in archive.namelist()


async def test_nobody_and_a_closing_account_get_no_export(home: House) -> None:
    with pytest.raises(NotFound):
        await export(home, AccountId("nobody"))
    home.ask(sa.update(accounts).where(accounts.c.id == ANNA.id).values(closing_at=NOON))
    with pytest.raises(Conflict):
        await export(home)


async def test_an_export_that_is_broken_off_leaves_no_mark(home: House) -> None:
    async with home.database.unit() as unit:
        many = tuple(reference(number, "x" * 20_000) for number in range(1, 120))
        long = attrs.evolve(full_interview(7), id=InterviewId("interview-007"), references=many)
        await unit.interviews.add(long)
    await home.blobs.put(package(1).blob, b"x" * MB)
    for pieces in (1, 3):
        stream = home.promises.exports.stream(ANNA.id)
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

    exports = attrs.evolve(home.promises.exports, blobs=Large())

    async def peak() -> tuple[int, int]:
        size_bytes = 0
        tracemalloc.start()
        try:
            async for piece in exports.stream(ANNA.id):
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
