"""What is kept of messages, on memory, SQLite and PostgreSQL."""

from collections.abc import AsyncIterator
from datetime import timedelta

import attrs
import pytest
import pytest_asyncio
from tests.samples.databases import KINDS, database_of, settle_people
from tests.samples.records import ANNA, BELA, NOON

from specstep.domain.accounts import Account
from specstep.domain.errors import Conflict, NotFound, Unavailable
from specstep.domain.ids import MessageId
from specstep.domain.messages.kinds import Channel
from specstep.domain.messages.records import MessageRecord, Preference, Suppression, address_hash
from specstep.domain.messages.values import DeliveryState
from specstep.ports.persistence import Database

BY_MAIL = Channel.EMAIL
HASH = address_hash(ANNA.id, BY_MAIL, "anna@example.org")


def message(number: int, owner: Account = ANNA, **changes: object) -> MessageRecord:
    fields: dict[str, object] = {
        "id": MessageId(f"message-{number:03}"),
        "account_id": owner.id,
        "kind": "export-ready",
        "channel": BY_MAIL,
        "created_at": NOON + timedelta(minutes=number),
        "changed_at": NOON + timedelta(minutes=number),
        "data": "{}",
    }
    return MessageRecord(**(fields | changes))  # type: ignore[arg-type]


@pytest_asyncio.fixture(params=KINDS)
async def database(request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    async with database_of(request.param, request) as opened:
        await settle_people(opened)
        yield opened


async def test_a_message_is_found_by_its_id_and_by_its_carriers_name_and_listed_newest_first(
    database: Database,
) -> None:
    first, second, other = message(1), message(2), message(3, BELA)
    async with database.unit() as unit:
        for each in (first, second, other):
            await unit.messages.add(each)
        sent = attrs.evolve(
            first.moved_to(DeliveryState.SENT, NOON),
            address_hash=HASH,
            handed_over_at=NOON,
            tries=2,
            provider="mail",
            provider_id="7",
        )
        await unit.messages.update(sent)
    async with database.reading() as unit:
        assert await unit.messages.get(first.id) == await unit.messages.known_as("mail", "7") == sent
        assert await unit.messages.known_as("mail", "8") is None
        assert await unit.messages.get(MessageId("nobody's")) is None
        assert await unit.messages.list(limit=9) == [other, second, sent]
        assert await unit.messages.list(account=ANNA.id, limit=1) == [second]


async def test_what_a_message_is_and_whose_stays_and_two_are_never_taken_for_one(database: Database) -> None:
    sent = {"state": DeliveryState.SENT, "provider": "mail", "provider_id": "7"}
    async with database.unit() as unit:
        await unit.messages.add(message(1))
        await unit.messages.add(message(2, **sent))
        await unit.messages.update(message(1, kind="product-news", created_at=NOON, tries=1))
    async with database.reading() as unit:
        assert await unit.messages.get(message(1).id) == message(1, tries=1)
    for same in (message(1), message(3, **sent)):
        with pytest.raises(Conflict):
            async with database.unit() as unit:
                await unit.messages.add(same)
    with pytest.raises(Conflict):
        async with database.unit() as unit:
            await unit.messages.update(message(1, **sent))
    for missing in (message(9), message(1, BELA)):
        with pytest.raises(NotFound):
            async with database.unit() as unit:
                await unit.messages.update(missing)


async def test_a_choice_takes_the_place_of_an_earlier_one(database: Database) -> None:
    wanted = Preference(account_id=ANNA.id, kind="product-news", channel=BY_MAIL, wanted=True, changed_at=NOON)
    other = attrs.evolve(wanted, kind="generation-finished")
    unwanted = attrs.evolve(wanted, wanted=False, changed_at=NOON + timedelta(hours=1))
    async with database.unit() as unit:
        for each in (wanted, other, unwanted, attrs.evolve(wanted, account_id=BELA.id)):
            await unit.messages.prefer(each)
    async with database.reading() as unit:
        assert await unit.messages.preferences(ANNA.id) == [other, unwanted]


async def test_an_address_that_nothing_reaches_is_known_as_that_accounts_alone(database: Database) -> None:
    found = Suppression(account_id=ANNA.id, channel=BY_MAIL, address_hash=HASH, since=NOON)
    async with database.unit() as unit:
        await unit.messages.suppress(found)
        await unit.messages.suppress(attrs.evolve(found, since=NOON + timedelta(hours=1)))
    async with database.reading() as unit:
        assert await unit.messages.suppressed(ANNA.id, BY_MAIL, HASH)
        assert not await unit.messages.suppressed(BELA.id, BY_MAIL, HASH)
        assert not await unit.messages.suppressed(ANNA.id, Channel.SMS, HASH)


async def test_what_only_reads_keeps_nothing_and_an_account_that_is_going_takes_nothing(
    database: Database,
) -> None:
    with pytest.raises(Unavailable):
        async with database.reading() as unit:
            await unit.messages.add(message(1))
    async with database.unit() as unit:
        await unit.accounts.update(attrs.evolve(ANNA, closing_at=NOON))
    with pytest.raises(Conflict, match="being deleted"):
        async with database.unit() as unit:
            await unit.messages.add(message(1))
