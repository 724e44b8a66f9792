"""Consents on memory, SQLite and PostgreSQL: off until given, off again once withdrawn."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from tests.samples.databases import KINDS, SQL_KINDS, database_of, settle_people
from tests.samples.promises import SetClock, house
from tests.samples.records import ANNA, BELA, NOON

from specstep.adapters.clocks.system import SystemEntropy
from specstep.application.consents import Consents
from specstep.domain.actors import Actor, Means
from specstep.domain.audit import Action
from specstep.domain.consents import ConsentKind
from specstep.domain.errors import HumanRequired, NotFound
from specstep.domain.ids import AccountId
from specstep.ports.persistence import Database

PERSON = Actor(account=ANNA.id, means=Means.SIGNED_IN)
PROGRAM = Actor(account=ANNA.id, means=Means.API_KEY, credential="key")


def consents_of(database: Database, clock: SetClock | None = None) -> Consents:
    return Consents(
        database=database, clock=clock or SetClock(), entropy=SystemEntropy(), notice_version="version-1"
    )


@pytest_asyncio.fixture(params=KINDS)
async def database(request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    async with database_of(request.param, request) as opened:
        await settle_people(opened)
        yield opened


async def test_RIG_7_each_optional_processing_is_off_until_given_and_off_once_withdrawn(
    database: Database,
) -> None:
    consents = consents_of(database)
    for kind in ConsentKind:
        assert not await consents.allows(ANNA.id, kind)
        await consents.give(PERSON, kind)
        assert await consents.allows(ANNA.id, kind)
        assert not await consents.allows(BELA.id, kind)
        assert [each for each in ConsentKind if await consents.allows(ANNA.id, each)] == [kind]
        await consents.withdraw(PERSON, kind)
        assert not await consents.allows(ANNA.id, kind)


async def test_RIG_7_time_and_the_version_shown_are_kept_of_what_was_given_and_withdrawn(
    database: Database,
) -> None:
    clock = SetClock()
    consents = consents_of(database, clock)
    given = await consents.give(PERSON, ConsentKind.PRODUCT_MAIL)
    assert await consents.give(PERSON, ConsentKind.PRODUCT_MAIL) == given, "once is enough"
    clock.time = NOON + timedelta(days=1)
    await consents.withdraw(PROGRAM, ConsentKind.PRODUCT_MAIL)
    await consents.withdraw(PERSON, ConsentKind.PRODUCT_MAIL)
    clock.time = NOON + timedelta(days=2)
    await consents.give(PERSON, ConsentKind.PRODUCT_MAIL)
    again, first = await consents.list(ANNA.id)
    assert (first.given_at, first.withdrawn_at, first.notice_version) == (
        NOON,
        NOON + timedelta(days=1),
        "version-1",
    )
    assert (again.given_at, again.stands) == (clock.time, True)
    async with database.reading() as unit:
        told = await unit.audit.list(ANNA.id, limit=9)
    assert [(each.action, each.subject_id, each.detail) for each in reversed(told)] == [
        (Action.CONSENT_GIVEN, first.id, "product-mail"),
        (Action.CONSENT_WITHDRAWN, first.id, "product-mail"),
        (Action.CONSENT_GIVEN, again.id, "product-mail"),
    ]


async def test_RIG_7_those_who_consent_at_once_have_consented_once(database: Database) -> None:
    consents = consents_of(database)
    given = await asyncio.gather(*(consents.give(PERSON, ConsentKind.IMAGES_TO_MODEL) for _ in range(4)))
    assert len({each.id for each in given}) == 1
    assert len(await consents.list(ANNA.id)) == 1


async def test_a_program_consents_to_nothing_and_neither_does_nobody(database: Database) -> None:
    consents = consents_of(database)
    with pytest.raises(HumanRequired):
        await consents.give(PROGRAM, ConsentKind.PRODUCT_MAIL)
    nobody = Actor(account=AccountId("nobody"), means=Means.LOCAL)
    for act in (consents.give, consents.withdraw):
        with pytest.raises(NotFound):
            await act(nobody, ConsentKind.PRODUCT_MAIL)
    assert await consents.list(ANNA.id) == []


@pytest.mark.parametrize("kind", SQL_KINDS)
async def test_RIG_3_consents_go_with_their_account(kind: str, request: pytest.FixtureRequest) -> None:
    async with house(request.getfixturevalue(f"{kind}_database_url")) as home:
        consents = consents_of(home.database)
        for account in (ANNA, BELA):
            await consents.give(Actor(account=account.id, means=Means.LOCAL), ConsentKind.PRODUCT_MAIL)
        await home.delete(ANNA)
        assert [row["account_id"] for row in home.table("consents")] == [BELA.id]
