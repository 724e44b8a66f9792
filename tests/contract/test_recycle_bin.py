"""The recycle bin on both databases: deleted, brought back, gone for good."""

from collections.abc import AsyncIterator
from datetime import timedelta

import attrs
import pytest
import pytest_asyncio
import sqlalchemy as sa
from tests.samples.databases import SQL_KINDS
from tests.samples.promises import MONTH, House, house
from tests.samples.records import ANNA, BELA, NOON, generation, interview, package

from specstep.adapters.persistence.tables import generations
from specstep.application.recycle_bin import RecycleBin
from specstep.domain.errors import Conflict, NotFound
from specstep.domain.generations.values import Status
from specstep.domain.recycle_bin import BinEntry, BinKind

INTERVIEW, PACKAGE = BinKind.INTERVIEW, BinKind.PACKAGE
OF = {INTERVIEW: interview(1).id, PACKAGE: package(1).id}


@pytest_asyncio.fixture(params=SQL_KINDS)
async def home(request: pytest.FixtureRequest) -> AsyncIterator[House]:
    async with house(request.getfixturevalue(f"{request.param}_database_url")) as made:
        for number, owner in ((1, ANNA), (2, BELA), (3, ANNA)):
            await made.settle(owner, number)
        made.ask(sa.update(generations).values(status=Status.COMPLETE.value))
        yield made


@pytest.fixture
def bin(home: House) -> RecycleBin:
    return home.promises.recycle_bin


async def test_GEN_7_what_is_deleted_lies_in_the_bin_says_until_when_and_comes_back(
    home: House, bin: RecycleBin
) -> None:
    before = home.rows()
    assert await bin.list(ANNA.id) == []
    entry = await bin.put(ANNA.id, INTERVIEW, OF[INTERVIEW])
    assert (entry.deleted_at, entry.goes_at, entry.packages) == (NOON, NOON + MONTH, 1)
    assert "1 packages made from it go with it" in entry.says
    home.clock.time = NOON + timedelta(days=1)
    other = await bin.put(ANNA.id, PACKAGE, OF[PACKAGE])
    assert await bin.list(ANNA.id) == [other, entry]
    assert await bin.list(BELA.id) == []
    async with home.database.reading() as unit:
        assert [each.id for each in await unit.interviews.list(ANNA.id, limit=9)] == [interview(3).id]
        assert [each.id for each in await unit.packages.list(ANNA.id, limit=9)] == [package(3).id]
    assert await bin.put(ANNA.id, INTERVIEW, OF[INTERVIEW]) == entry, "it keeps its time"
    for kind, id in OF.items():
        await bin.restore(ANNA.id, kind, id)
    assert await bin.list(ANNA.id) == []
    assert home.rows() == before | {"audit_events": before["audit_events"] + 4}
    await home.sweep(NOON + 3 * MONTH - timedelta(days=1))
    assert {row["id"] for row in home.table("interviews")} >= {interview(1).id, interview(3).id}


async def test_GEN_7_a_package_goes_for_good_with_its_file_at_any_time(home: House, bin: RecycleBin) -> None:
    await bin.remove(ANNA.id, PACKAGE, OF[PACKAGE])
    assert {row["id"] for row in home.table("packages")} == {package(2).id, package(3).id}
    assert home.blobs.keys == {package(2).blob, package(3).blob}
    assert len(home.table("interviews")) == 3
    assert not home.table("policy_marks")
    assert not home.table("policy_tallies")


async def test_RET_13_an_interview_goes_for_good_with_all_that_hangs_on_it(home: House, bin: RecycleBin) -> None:
    await bin.put(ANNA.id, INTERVIEW, OF[INTERVIEW])
    await bin.remove(ANNA.id, INTERVIEW, OF[INTERVIEW])
    for name in ("turns", "facts", "reference_documents", "generations", "packages"):
        assert {row["interview_id"] for row in home.table(name)} == {interview(2).id, interview(3).id}, name
    assert {row["generation_id"] for row in home.table("generation_snapshots")} == {
        generation(2).id,
        generation(3).id,
    }
    assert home.blobs.keys == {package(2).blob, package(3).blob}
    acts = [row["action"] for row in home.table("audit_events") if row["subject_id"] == OF[INTERVIEW]]
    assert {"interview.binned", "interview.deleted"} <= set(acts)


async def test_GEN_7_a_file_that_cannot_go_right_now_goes_with_the_next_sweep(
    home: House, bin: RecycleBin
) -> None:
    home.blobs.stuck = {package(1).blob}
    await bin.remove(ANNA.id, PACKAGE, OF[PACKAGE])
    assert package(1).blob in home.blobs.keys
    assert len(home.table("packages")) == 2
    home.blobs.stuck = set()
    assert (await home.sweep(NOON)).files == 1
    assert package(1).blob not in home.blobs.keys


@pytest.mark.parametrize("kind", BinKind)
async def test_somebody_elses_and_what_is_not_there_is_not_found(
    home: House, bin: RecycleBin, kind: BinKind
) -> None:
    before = home.rows()
    for account, id in ((BELA.id, OF[kind]), (ANNA.id, "nothing")):
        for act in (bin.put, bin.restore, bin.remove):
            with pytest.raises(NotFound):
                await act(account, kind, id)
    with pytest.raises(Conflict):
        await bin.restore(ANNA.id, kind, OF[kind])
    assert home.rows() == before


async def test_an_interview_from_which_something_is_being_made_stays(home: House, bin: RecycleBin) -> None:
    home.ask(sa.update(generations).values(status=Status.RUNNING.value))
    with pytest.raises(Conflict, match="running"):
        await bin.remove(ANNA.id, INTERVIEW, OF[INTERVIEW])
    assert len(home.table("interviews")) == 3


def test_an_entry_without_packages_says_nothing_of_them() -> None:
    entry = BinEntry(kind=PACKAGE, id="p", title="P", deleted_at=NOON, goes_at=NOON + MONTH)
    assert entry.says == "It goes for good on 2026-03-31."
    assert "2 packages" in attrs.evolve(entry, packages=2).says
