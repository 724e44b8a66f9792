"""Phones and codes as records, on memory, SQLite and PostgreSQL."""

import sqlite3
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import attrs
import pytest
import pytest_asyncio
from tests.samples.databases import KINDS, database_of, settle_people
from tests.samples.records import ANNA, BELA, NOON

from specstep.domain.errors import Conflict, Unavailable
from specstep.domain.ids import AccountId
from specstep.domain.verification.numbers import PhoneNumber, Use
from specstep.domain.verification.values import LIFETIME, Phone, PhoneCode
from specstep.ports.persistence import Database

ONE, TWO = PhoneNumber("+447400123456"), PhoneNumber("+447400123457")
CONTACT = Phone(account_id=ANNA.id, use=Use.CONTACT, number=ONE, set_at=NOON)
TEXTED = Phone(account_id=ANNA.id, use=Use.SMS, number=ONE, set_at=NOON, verified_at=NOON)
CODE = PhoneCode(
    account_id=ANNA.id, number=ONE, code_hash="hmac$k$" + "a1" * 32, sent_at=NOON, expires_at=NOON + LIFETIME
)


@pytest_asyncio.fixture(params=KINDS)
async def database(request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    async with database_of(request.param, request) as opened:
        await settle_people(opened)
        yield opened


async def test_an_account_has_one_number_for_each_use_and_the_last_one_counts(database: Database) -> None:
    later = attrs.evolve(TEXTED, number=TWO, verified_at=NOON + timedelta(days=1))
    async with database.unit() as unit:
        for phone in (TEXTED, CONTACT, later, attrs.evolve(CONTACT, account_id=BELA.id)):
            await unit.phones.put(phone)
    async with database.reading() as unit:
        assert await unit.phones.list(ANNA.id) == [CONTACT, later]
        assert await unit.phones.get(ANNA.id, Use.SMS) == later
        assert await unit.phones.get(BELA.id, Use.SMS) is None
    async with database.unit() as unit:
        for _ in range(2):
            await unit.phones.remove(ANNA.id, Use.SMS)
    async with database.reading() as unit:
        assert await unit.phones.list(ANNA.id) == [CONTACT]
        assert len(await unit.phones.list(BELA.id)) == 1


async def test_an_account_has_one_code_on_its_way_and_those_that_are_over_can_be_forgotten(
    database: Database,
) -> None:
    newer = attrs.evolve(CODE, number=TWO, tries=3, expires_at=NOON + 2 * LIFETIME)
    async with database.unit() as unit:
        for code in (CODE, newer, attrs.evolve(CODE, account_id=BELA.id)):
            await unit.phone_codes.put(code)
    async with database.unit() as unit:
        assert await unit.phone_codes.get(ANNA.id) == newer
        assert await unit.phone_codes.forget(before=NOON + LIFETIME - timedelta(microseconds=1)) == 0
        assert await unit.phone_codes.forget(before=NOON + LIFETIME) == 1
        assert await unit.phone_codes.get(BELA.id) is None
        await unit.phone_codes.remove(BELA.id)
    async with database.unit() as unit:
        await unit.phone_codes.remove(ANNA.id)
    async with database.reading() as unit:
        assert await unit.phone_codes.get(ANNA.id) is None


async def test_an_account_that_is_being_deleted_or_is_none_takes_no_number_and_no_code(database: Database) -> None:
    async with database.unit() as unit:
        await unit.accounts.update(attrs.evolve(BELA, closing_at=NOON))
    for id in (BELA.id, AccountId("nobody")):
        with pytest.raises(Conflict):
            async with database.unit() as unit:
                await unit.phones.put(attrs.evolve(TEXTED, account_id=id))
        with pytest.raises(Conflict):
            async with database.unit() as unit:
                await unit.phone_codes.put(attrs.evolve(CODE, account_id=id))
    with pytest.raises(Unavailable):
        async with database.reading() as unit:
            await unit.phones.put(CONTACT)


def test_COL_2_the_database_itself_takes_no_unverified_number_for_short_messages(
    sqlite_database_url: str,
) -> None:
    path = Path(sqlite_database_url.removeprefix("sqlite:///"))
    insert = "INSERT INTO phones VALUES ('anna', ?, '+447400123456', '2026-01-01', ?)"
    with sqlite3.connect(path) as connection:
        connection.execute(insert, ("contact", None))
        connection.execute(insert, ("sms", "2026-01-01"))
        connection.execute("DELETE FROM phones")
        with pytest.raises(sqlite3.IntegrityError, match="sms_verified"):
            connection.execute(insert, ("sms", None))
        with pytest.raises(sqlite3.IntegrityError, match="use_known"):
            connection.execute(insert, ("fax", None))
    connection.close()
