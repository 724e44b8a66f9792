"""The local owner's account, on every database."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime

import pytest
import pytest_asyncio
from tests.samples.databases import KINDS, database_of
from tests.samples.records import NOON

from specstep.application.accounts import ensure_local_owner
from specstep.domain.accounts import LOCAL_OWNER, Role
from specstep.domain.audit import Action
from specstep.ports.persistence import Database


class Noon:
    def now(self) -> datetime:
        return NOON


class Counting:
    """Entropy that never repeats itself."""

    def __init__(self) -> None:
        self.count = 0

    def take(self, size_bytes: int) -> bytes:
        self.count += 1
        return self.count.to_bytes(size_bytes, "big")


@pytest_asyncio.fixture(params=KINDS)
async def database(request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    async with database_of(request.param, request) as opened:
        yield opened


async def test_the_local_owner_is_made_once_with_one_event(database: Database) -> None:
    entropy = Counting()
    owners = [await ensure_local_owner(database, Noon(), entropy) for _ in range(2)]
    owners += await asyncio.gather(*(ensure_local_owner(database, Noon(), entropy) for _ in range(3)))
    assert {(owner.id, owner.role) for owner in owners} == {(LOCAL_OWNER, Role.USER)}
    async with database.reading() as unit:
        (event,) = await unit.audit.list(LOCAL_OWNER, limit=9)
    assert (event.action, event.actor, event.subject_account) == (Action.ACCOUNT_CREATED, LOCAL_OWNER, LOCAL_OWNER)


async def test_those_who_start_at_once_make_one_local_owner(database: Database) -> None:
    entropy = Counting()
    owners = await asyncio.gather(*(ensure_local_owner(database, Noon(), entropy) for _ in range(5)))
    assert len(set(owners)) == 1
    async with database.reading() as unit:
        assert len(await unit.audit.list(LOCAL_OWNER, limit=9)) == 1
