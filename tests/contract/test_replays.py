"""Requests that create something and come twice, on memory, SQLite and PostgreSQL."""

from collections.abc import AsyncIterator
from datetime import timedelta

import attrs
import pytest
import pytest_asyncio
import sqlalchemy as sa
from tests.samples.databases import KINDS, database_of, settle_people
from tests.samples.promises import SetClock, house
from tests.samples.records import ANNA, BELA, NOON

from specstep.adapters.clocks.system import SystemEntropy
from specstep.adapters.persistence.tables import metadata
from specstep.application.replays import Begun, Done, Replays
from specstep.domain.errors import Conflict
from specstep.domain.replays import LIFE, PATIENCE, Replay
from specstep.ports.persistence import Database

REPLAY = Replay(
    account_id=ANNA.id, key_hash="h", act="keys.mint", subject_id="1", begun_at=NOON, expires_at=NOON + LIFE
)


@pytest_asyncio.fixture(params=KINDS)
async def database(request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    async with database_of(request.param, request) as opened:
        await settle_people(opened)
        yield opened


def replays(database: Database, clock: SetClock | None = None) -> Replays:
    return Replays(database=database, clock=clock or SetClock(), entropy=SystemEntropy())


async def begin(uses: Replays, key: str = "key", act: str = "keys.mint") -> Begun:
    begun = await uses.begin(ANNA.id, key, act)
    assert isinstance(begun, Begun)
    return begun


async def test_a_record_is_kept_by_account_and_key_changed_and_removed(database: Database) -> None:
    done = attrs.evolve(REPLAY, status=201)
    async with database.unit() as unit:
        await unit.replays.add(REPLAY)
        await unit.replays.update(done)
        assert await unit.replays.get(ANNA.id, "h") == done
        assert await unit.replays.get(BELA.id, "h") is None
        await unit.replays.remove(ANNA.id, "h", begun_at=NOON + timedelta(seconds=1))
        assert await unit.replays.get(ANNA.id, "h") == done
        await unit.replays.remove(ANNA.id, "h", begun_at=NOON)
        assert await unit.replays.get(ANNA.id, "h") is None
        await unit.replays.update(done)
        assert await unit.replays.get(ANNA.id, "h") is None


async def test_a_key_is_kept_once_and_not_for_an_account_that_is_being_deleted(database: Database) -> None:
    async with database.unit() as unit:
        await unit.replays.add(REPLAY)
    with pytest.raises(Conflict):
        async with database.unit() as unit:
            await unit.replays.add(REPLAY)
    async with database.unit() as unit:
        await unit.accounts.update(attrs.evolve(BELA, closing_at=NOON))
    with pytest.raises(Conflict):
        async with database.unit() as unit:
            await unit.replays.add(attrs.evolve(REPLAY, account_id=BELA.id))


async def test_what_was_done_is_answered_by_its_id_until_its_day_is_over(database: Database) -> None:
    clock = SetClock()
    uses = replays(database, clock)
    begun = await begin(uses)
    await uses.finish(begun, id="made", status=201)
    assert await uses.begin(ANNA.id, "key", "keys.mint") == Done(id="made", status=201)
    assert isinstance(await uses.begin(BELA.id, "key", "keys.mint"), Begun)
    clock.time = NOON + LIFE
    assert (await begin(uses)).id != "made"


async def test_what_is_under_way_is_not_done_twice_and_its_id_outlives_a_crash(database: Database) -> None:
    clock = SetClock()
    uses = replays(database, clock)
    begun = await begin(uses)
    with pytest.raises(Conflict, match="under way"):
        await uses.begin(ANNA.id, "key", "keys.mint")
    clock.time = NOON + PATIENCE
    assert (await begin(uses)).id == begun.id


async def test_what_came_to_nothing_leaves_its_key_free(database: Database) -> None:
    uses = replays(database)
    begun = await begin(uses)
    await uses.give_up(begun)
    assert (await begin(uses)).id != begun.id


async def test_a_key_is_good_for_one_act(database: Database) -> None:
    uses = replays(database)
    await uses.finish(await begin(uses), id="made", status=201)
    with pytest.raises(Conflict, match="something else"):
        await uses.begin(ANNA.id, "key", "interviews.start")


async def test_RET_14_the_sweep_takes_it_after_a_day(sqlite_database_url: str) -> None:
    async with house(sqlite_database_url) as home:
        async with home.database.unit() as unit:
            await unit.replays.add(REPLAY)
        await home.sweep(NOON + LIFE - timedelta(seconds=1))
        assert home.ask(sa.select(metadata.tables["replays"]))
        await home.sweep(NOON + LIFE)
        assert not home.ask(sa.select(metadata.tables["replays"]))
