"""Statutory requests on memory, SQLite and PostgreSQL: dated, due, answered once."""

from collections.abc import AsyncIterator
from datetime import timedelta

import attrs
import pytest
import pytest_asyncio
from tests.samples.databases import KINDS, database_of, settle_people
from tests.samples.promises import SetClock
from tests.samples.records import ANNA, BELA, NOON

from specstep.adapters.clocks.system import SystemEntropy
from specstep.application.statutory_requests import StatutoryRequests
from specstep.domain.accounts import Role
from specstep.domain.audit import Action
from specstep.domain.errors import BadInput, Conflict, NotFound
from specstep.domain.ids import AccountId, StatutoryRequestId
from specstep.domain.statutory_requests import RequestKind
from specstep.ports.persistence import Database

DUE = NOON + timedelta(days=28)


@pytest_asyncio.fixture(params=KINDS)
async def database(request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    async with database_of(request.param, request) as opened:
        await settle_people(opened)
        yield opened


def requests_of(database: Database, clock: SetClock | None = None) -> StatutoryRequests:
    return StatutoryRequests(database=database, clock=clock or SetClock(), entropy=SystemEntropy())


async def test_RIG_8_a_request_is_kept_with_its_date_and_the_day_by_which_it_is_answered(
    database: Database,
) -> None:
    clock = SetClock()
    requests = requests_of(database, clock)
    asked = await requests.record(ANNA.id, RequestKind.OBJECTION, " Count me out. \n", by=ANNA.id)
    assert (asked.text, asked.received_at, asked.due_at, asked.answered_at) == ("Count me out.", NOON, DUE, None)
    assert not asked.is_overdue(DUE - timedelta(seconds=1))
    assert asked.is_overdue(DUE)
    clock.time = NOON + timedelta(days=3)
    answered = await requests.answer(asked.id, "You are out.")
    assert list(await requests.list(ANNA.id)) == [answered]
    assert (answered.answer, answered.answered_at, answered.is_overdue(DUE)) == ("You are out.", clock.time, False)
    with pytest.raises(Conflict, match="already"):
        await requests.answer(asked.id, "Again.")
    async with database.reading() as unit:
        told = await unit.audit.list(ANNA.id, limit=9)
    assert [(each.action, each.actor, each.detail) for each in reversed(told)] == [
        (Action.REQUEST_RECORDED, ANNA.id, "objection"),
        (Action.REQUEST_ANSWERED, None, "objection"),
    ]


async def test_RIG_8_what_waits_is_listed_by_the_day_on_which_it_is_due(database: Database) -> None:
    clock = SetClock()
    requests = requests_of(database, clock)
    ids = []
    for days, account in ((2, ANNA), (0, BELA), (1, ANNA)):
        clock.time = NOON + timedelta(days=days)
        ids.append((await requests.record(account.id, RequestKind.COMPLAINT, "Please look.")).id)
    assert [each.id for each in await requests.unanswered()] == [ids[1], ids[2], ids[0]]
    assert [each.id for each in await requests.list(ANNA.id)] == [ids[0], ids[2]]
    await requests.answer(ids[1], "Looked.")
    assert [each.id for each in await requests.unanswered()] == [ids[2], ids[0]]


async def test_only_an_operator_acts_for_others(database: Database) -> None:
    requests = requests_of(database)
    asked = await requests.record(ANNA.id, RequestKind.RESTRICTION, "Stop.", by=ANNA.id)
    for role in (Role.USER, Role.SUPPORT):
        async with database.unit() as unit:
            await unit.accounts.update(attrs.evolve(BELA, role=role))
        for act in (
            requests.record(ANNA.id, RequestKind.OTHER, "Me, too.", by=BELA.id),
            requests.answer(asked.id, "No.", by=BELA.id),
            requests.unanswered(by=BELA.id),
        ):
            with pytest.raises(NotFound):
                await act
    async with database.unit() as unit:
        await unit.accounts.update(attrs.evolve(BELA, role=Role.OPERATOR))
    assert [each.id for each in await requests.unanswered(by=BELA.id)] == [asked.id]
    await requests.answer(asked.id, "Stopped.", by=BELA.id)


async def test_a_request_says_something_and_is_somebodys(database: Database) -> None:
    requests = requests_of(database)
    for text in ("", " \n", "x" * 20_001):
        with pytest.raises(BadInput):
            await requests.record(ANNA.id, RequestKind.OTHER, text)
    with pytest.raises(NotFound):
        await requests.record(AccountId("nobody"), RequestKind.OTHER, "Hello?")
    with pytest.raises(NotFound):
        await requests.answer(StatutoryRequestId("none"), "Hello?")
    async with database.unit() as unit:
        await unit.accounts.update(attrs.evolve(ANNA, closing_at=NOON))
    with pytest.raises(Conflict, match="being deleted"):
        await requests.record(ANNA.id, RequestKind.OTHER, "Wait.")
