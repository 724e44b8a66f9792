"""Verifying a phone, on memory, SQLite and PostgreSQL: with codes that are lost, late, guessed, or typed twice."""

import asyncio
import contextlib
import io
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import attrs
import pytest
import pytest_asyncio
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.samples.databases import KINDS, database_of, opened, settle_people
from tests.samples.promises import SetClock, house
from tests.samples.records import ANNA, BELA, NOON

from specstep.adapters.clocks.system import SystemEntropy
from specstep.adapters.master_keys.files import FileMasterKeys
from specstep.adapters.persistence.memory import MemoryDatabase
from specstep.adapters.short_lived.memory import MemoryShortLived
from specstep.application.keyring.loading import KeyRing
from specstep.application.limits import Limits
from specstep.application.verification.outcomes import CodeSent, NotVerified, TooMany, Verified
from specstep.application.verification.use_cases import Verification
from specstep.domain.audit import Action
from specstep.domain.errors import (
    BadInput,
    Conflict,
    MessageDelayed,
    MessageRefused,
    MessageUnclear,
    NotFound,
    SpecStepError,
    Unavailable,
)
from specstep.domain.ids import AccountId
from specstep.domain.messages.kinds import VERIFICATION_CODE, Kind
from specstep.domain.verification.numbers import Use
from specstep.domain.verification.values import LIFETIME, SKEW, Phone, PhoneCode, Refusal
from specstep.ports.limits import Limiter
from specstep.ports.persistence import Database

ONE, TWO = "+447400123456", "+447400123457"
OVER = NotVerified(because=Refusal.OVER)


@attrs.define
class Phones:
    """Everybody's phones, and what arrived there."""

    arrived: list[tuple[str, str]] = attrs.Factory(list)
    keys: list[str] = attrs.Factory(list)
    broken: SpecStepError | None = None

    async def send(self, account: AccountId, kind: Kind, data: Mapping[str, str], *, to: str, key: str) -> None:
        assert kind is VERIFICATION_CODE
        assert set(data) == {"code", "minutes"}
        assert data["minutes"] == "10"
        self.keys.append(key)
        if self.broken is None or isinstance(self.broken, MessageUnclear):
            self.arrived.append((to, data["code"]))
        if self.broken is not None:
            raise self.broken

    @property
    def code(self) -> str:
        return self.arrived[-1][1]

    @property
    def wrong(self) -> str:
        return f"{(int(self.code) + 1) % 10**6:06}"


class Lost:
    """State that can't be asked."""

    async def hit(self, *_: object) -> None:
        raise Unavailable(service="The short-lived state", reason="it is away.")

    peek = hit


@attrs.define(kw_only=True)
class Desk:
    database: Database
    folder: Path
    clock: SetClock = attrs.Factory(SetClock)
    phones: Phones = attrs.Factory(Phones)
    limiter: Limiter = attrs.Factory(MemoryShortLived)
    ring: KeyRing | None = None

    def verification(self) -> Verification:
        """As another process does it: with its own view of the ring."""
        masters = FileMasterKeys(self.folder / "master.key", SystemEntropy())
        ring = KeyRing(database=self.database, masters=masters, clock=self.clock, entropy=SystemEntropy())
        return Verification(
            database=self.database,
            keyring=self.ring or ring,
            limits=Limits(shared=self.limiter, own=MemoryShortLived()),
            texts=self.phones,
            clock=self.clock,
            entropy=SystemEntropy(),
        )

    async def code(self, account: AccountId = ANNA.id) -> PhoneCode | None:
        async with self.database.reading() as unit:
            return await unit.phone_codes.get(account)

    async def number(self, account: AccountId = ANNA.id) -> Phone | None:
        async with self.database.reading() as unit:
            return await unit.phones.get(account, Use.SMS)

    async def acts(self) -> Sequence[Action]:
        async with self.database.reading() as unit:
            events = await unit.audit.list(ANNA.id, limit=99)
        assert not [each for each in events if "7400" in each.detail]
        return [each.action for each in events]


@pytest_asyncio.fixture(params=KINDS)
async def desk(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Desk]:
    async with database_of(request.param, request) as database:
        await settle_people(database)
        yield Desk(database=database, folder=tmp_path)


@pytest_asyncio.fixture
async def quick(tmp_path: Path) -> AsyncIterator[Desk]:
    """One in memory, for what no database makes a difference to."""
    made = Desk(database=MemoryDatabase(), folder=tmp_path)
    await settle_people(made.database)
    made.ring = made.verification().keyring
    yield made


async def test_COL_2_a_number_is_the_accounts_once_the_code_that_went_there_comes_back(desk: Desk) -> None:
    sent = await desk.verification().begin(ANNA.id, "+44 7400 123456")
    assert isinstance(sent, CodeSent)
    assert (sent.number.e164, sent.expires_at) == (ONE, NOON + LIFETIME)
    assert [to for to, _ in desk.phones.arrived] == [ONE]
    assert await desk.number() is None, "not before the code is back"
    kept = await desk.code()
    assert kept is not None
    assert desk.phones.code not in str(attrs.asdict(kept)).replace(ONE, "")
    verified = await desk.verification().confirm(ANNA.id, f" {desk.phones.code[:3]} {desk.phones.code[3:]}")
    assert isinstance(verified, Verified)
    assert await desk.number() == verified.phone
    assert (verified.phone.number.e164, verified.phone.verified_at) == (ONE, NOON)
    assert set(await desk.acts()) == {Action.PHONE_CODE_REQUESTED, Action.PHONE_VERIFIED}
    with pytest.raises(Conflict, match="already"):
        await desk.verification().begin(ANNA.id, ONE)


async def test_RET_9_a_code_is_gone_with_its_success_and_good_for_nothing_more(desk: Desk) -> None:
    verification = desk.verification()
    await verification.begin(ANNA.id, ONE)
    assert isinstance(await verification.confirm(ANNA.id, desk.phones.code), Verified)
    assert await desk.code() is None
    assert await verification.confirm(ANNA.id, desk.phones.code) == OVER


async def test_RET_9_a_code_and_the_verified_number_change_in_one_transaction(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    verification = desk.verification()
    await verification.begin(ANNA.id, ONE)
    async with desk.database.reading() as unit:
        (again,) = await unit.audit.list(ANNA.id, limit=9)
    monkeypatch.setattr("specstep.application.verification.use_cases.audit_event", lambda *_, **__: again)
    with pytest.raises(Conflict):
        await verification.confirm(ANNA.id, desk.phones.code)
    assert await desk.number() is None
    assert await desk.code() is not None


async def test_RET_9_after_ten_minutes_a_code_verifies_nothing_and_is_gone(desk: Desk) -> None:
    await desk.verification().begin(ANNA.id, ONE)
    await desk.verification().begin(BELA.id, TWO)
    desk.clock.time = NOON + LIFETIME
    assert await desk.verification().confirm(ANNA.id, desk.phones.arrived[0][1]) == OVER
    assert await desk.code() is None
    assert await desk.code(BELA.id) is None, "whoever comes takes along what else is over"
    await desk.verification().begin(BELA.id, TWO)
    assert await desk.verification().forget_over() == 0
    desk.clock.time += LIFETIME
    assert await desk.verification().forget_over() == 1


async def test_RET_9_a_clock_put_back_makes_no_code_last_longer(quick: Desk) -> None:
    await quick.verification().begin(ANNA.id, ONE)
    quick.clock.time = NOON - SKEW - timedelta(seconds=1)
    assert await quick.verification().confirm(ANNA.id, quick.phones.code) == OVER
    assert await quick.number() is None


async def test_SEC_8_the_fifth_wrong_code_ends_it_also_for_the_right_one(desk: Desk) -> None:
    verification = desk.verification()
    await verification.begin(ANNA.id, ONE)
    for left in (4, 3, 2, 1, 0):
        assert await verification.confirm(ANNA.id, desk.phones.wrong) == NotVerified(
            because=Refusal.WRONG, tries_left=left
        )
    assert await verification.confirm(ANNA.id, desk.phones.code) == OVER
    assert await desk.number() is None


async def test_SEC_8_a_slip_of_the_finger_is_no_try(quick: Desk) -> None:
    verification = quick.verification()
    await verification.begin(ANNA.id, ONE)
    for slip in ("", "12345", "code"):
        assert await verification.confirm(ANNA.id, slip) == NotVerified(because=Refusal.WRONG, tries_left=5)
    assert isinstance(await verification.confirm(ANNA.id, quick.phones.code), Verified)


async def test_SEC_8_of_many_guesses_at_once_no_more_than_five_count(desk: Desk) -> None:
    await desk.verification().begin(ANNA.id, ONE)
    guesses = [desk.verification().confirm(ANNA.id, desk.phones.wrong) for _ in range(8)]
    answers = await asyncio.gather(*guesses)
    assert sorted(each.tries_left for each in answers if each != OVER) == [0, 1, 2, 3, 4]
    assert await desk.verification().confirm(ANNA.id, desk.phones.code) == OVER


async def test_the_right_code_that_comes_twice_at_once_verifies_once(desk: Desk) -> None:
    await desk.verification().begin(ANNA.id, ONE)
    twice = [desk.verification().confirm(ANNA.id, desk.phones.code) for _ in range(2)]
    answers = await asyncio.gather(*twice)
    assert sorted(type(each).__name__ for each in answers) == ["NotVerified", "Verified"]
    assert (await desk.acts()).count(Action.PHONE_VERIFIED) == 1


async def test_with_two_tabs_the_code_that_was_asked_for_last_counts_and_for_its_number_only(desk: Desk) -> None:
    verification = desk.verification()
    await verification.begin(ANNA.id, ONE)
    await verification.begin(ANNA.id, TWO)
    first, second = (code for _, code in desk.phones.arrived)
    if first != second:
        assert await verification.confirm(ANNA.id, first) == NotVerified(because=Refusal.WRONG, tries_left=4)
    verified = await verification.confirm(ANNA.id, second)
    assert isinstance(verified, Verified)
    assert verified.phone.number.e164 == TWO


async def test_nobody_verifies_with_somebody_elses_code_or_learns_of_their_number(desk: Desk) -> None:
    verification = desk.verification()
    await verification.begin(ANNA.id, ONE)
    assert await verification.confirm(BELA.id, desk.phones.code) == OVER
    assert isinstance(await verification.confirm(ANNA.id, desk.phones.code), Verified)
    assert isinstance(await verification.begin(BELA.id, ONE), CodeSent), "it answers as for any other number"
    assert isinstance(await verification.confirm(BELA.id, desk.phones.code), Verified)
    assert await desk.number() is not None


async def test_of_two_tabs_that_ask_at_once_one_codes_number_is_left_and_it_is_good(desk: Desk) -> None:
    await asyncio.gather(*(desk.verification().begin(ANNA.id, number) for number in (ONE, TWO)))
    kept = await desk.code()
    assert kept is not None
    code = dict(desk.phones.arrived)[kept.number.e164]
    assert isinstance(await desk.verification().confirm(ANNA.id, code), Verified)


async def test_a_number_changes_when_the_new_one_is_verified_and_not_before(desk: Desk) -> None:
    verification = desk.verification()
    for number in (ONE, TWO):
        await verification.begin(ANNA.id, number)
        if number == TWO:
            kept = await desk.number()
            assert kept is not None
            assert kept.number.e164 == ONE
        await verification.confirm(ANNA.id, desk.phones.code)
    await verification.set_contact(ANNA.id, "+44 20 7946 0018")
    assert [(each.use, each.number.e164) for each in await verification.phones(ANNA.id)] == [
        (Use.CONTACT, "+442079460018"),
        (Use.SMS, TWO),
    ]
    await verification.begin(ANNA.id, ONE)
    await verification.remove(ANNA.id, Use.SMS)
    assert [each.use for each in await verification.phones(ANNA.id)] == [Use.CONTACT]
    assert await verification.confirm(ANNA.id, desk.phones.code) == OVER, "the code on its way went, too"
    with pytest.raises(NotFound):
        await verification.remove(ANNA.id, Use.SMS)
    assert Action.PHONE_REMOVED in await desk.acts()


async def test_COL_2_nothing_goes_to_a_number_for_calls(quick: Desk) -> None:
    await quick.verification().set_contact(ANNA.id, ONE)
    assert quick.phones.arrived == []
    assert await quick.number() is None


@pytest.mark.parametrize("subject", ["account", "number", "address"])
async def test_SEC_8_no_more_than_so_many_codes_go_out(quick: Desk, subject: str) -> None:
    bound = 20 if subject == "address" else 5
    ids = [AccountId(f"someone-{at:02}") for at in range(bound + 1)]
    async with quick.database.unit() as unit:
        for id in ids:
            await unit.accounts.add(attrs.evolve(ANNA, id=id))
    verification = quick.verification()

    async def ask(at: int) -> CodeSent | TooMany:
        account = ANNA.id if subject == "account" else ids[at]
        number = ONE if subject == "number" else f"+4474001234{at:02}"
        return await verification.begin(account, number, address=f"2001:db8::{at:x}")

    for at in range(bound):
        assert isinstance(await ask(at), CodeSent)
    refused = await ask(bound)
    assert isinstance(refused, TooMany)
    assert timedelta(0) < refused.retry_after <= timedelta(hours=1)
    assert len(quick.phones.arrived) == bound


async def test_SEC_8_numbers_and_addresses_are_counted_by_keyed_hashes_only(quick: Desk) -> None:
    seen: list[str] = []

    class Watching(MemoryShortLived):
        async def hit(self, key: str, *rest: object) -> object:  # type: ignore[override]
            seen.append(key)
            return await super().hit(key, *rest)  # type: ignore[arg-type]

    quick.limiter = Watching()
    await quick.verification().begin(ANNA.id, ONE, address="198.51.100.7")
    assert len(set(seen)) == 5
    assert not [key for key in seen if "7400" in key or "198.51" in key]


async def test_SEC_8_where_sends_cannot_be_counted_none_goes_out(quick: Desk) -> None:
    quick.limiter = Lost()  # type: ignore[assignment]
    with pytest.raises(Unavailable):
        await quick.verification().begin(ANNA.id, ONE)
    assert quick.phones.arrived == []
    assert await quick.code() is None


@pytest.mark.parametrize(
    "broken",
    [
        MessageRefused(service="The carrier", because="no.", unreachable=True),
        MessageDelayed(service="The carrier", reason="not now."),
    ],
)
async def test_a_code_that_could_not_be_sent_is_none_and_the_person_is_told(
    quick: Desk, broken: SpecStepError
) -> None:
    quick.phones.broken = broken
    with pytest.raises(type(broken)):
        await quick.verification().begin(ANNA.id, ONE)
    assert await quick.code() is None


async def test_a_code_that_may_have_arrived_counts(quick: Desk) -> None:
    quick.phones.broken = MessageUnclear(service="The carrier")
    assert isinstance(await quick.verification().begin(ANNA.id, ONE), CodeSent)
    assert isinstance(await quick.verification().confirm(ANNA.id, quick.phones.code), Verified)
    assert len(set(quick.phones.keys)) == 1


async def test_a_code_survives_a_new_key_and_not_the_end_of_its_own(desk: Desk) -> None:
    elsewhere = desk.verification()
    await elsewhere.keyring.current()
    await desk.verification().begin(ANNA.id, ONE)
    async with desk.database.unit() as unit:
        (key,) = await unit.keyring.list()
        await unit.keyring.update(attrs.evolve(key, retired_at=NOON))
    desk.clock.time += timedelta(seconds=30)
    assert isinstance(await desk.verification().confirm(ANNA.id, desk.phones.code), Verified)
    await desk.verification().begin(BELA.id, TWO)
    assert isinstance(await elsewhere.confirm(BELA.id, desk.phones.code), Verified), "a key made a moment ago"
    await desk.verification().begin(BELA.id, ONE)
    async with desk.database.unit() as unit:
        for each in await unit.keyring.list():
            await unit.keyring.update(attrs.evolve(each, revoked_at=NOON))
    desk.clock.time += timedelta(seconds=30)
    answer = await desk.verification().confirm(BELA.id, desk.phones.code)
    assert isinstance(answer, NotVerified)


async def test_an_account_that_is_being_deleted_or_is_none_gets_no_code(quick: Desk) -> None:
    async with quick.database.unit() as unit:
        await unit.accounts.update(attrs.evolve(BELA, closing_at=NOON))
    verification = quick.verification()
    for act in (verification.begin(BELA.id, ONE), verification.set_contact(BELA.id, ONE)):
        with pytest.raises(Conflict, match="being deleted"):
            await act
    nobody = AccountId("nobody")
    for begin in (verification.begin(nobody, ONE), verification.set_contact(nobody, ONE)):
        with pytest.raises(NotFound):
            await begin
    assert await verification.confirm(nobody, "123456") == OVER
    with pytest.raises(BadInput):
        await verification.begin(ANNA.id, "07400 123456")
    assert quick.phones.arrived == []


async def test_RET_9_no_byte_of_the_code_or_its_hash_is_left_in_the_file(
    sqlite_database_url: str, tmp_path: Path
) -> None:
    async with opened(sqlite_database_url) as database:
        await settle_people(database)
        desk = Desk(database=database, folder=tmp_path)
        await desk.verification().begin(ANNA.id, TWO)
        kept = await desk.code()
        assert kept is not None
        await desk.verification().begin(ANNA.id, ONE)
        await desk.verification().confirm(ANNA.id, desk.phones.code)
    path = Path(sqlite_database_url.removeprefix("sqlite:///"))
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    left = b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))
    assert ONE.encode() in left, "the verified number"
    for gone in (TWO, kept.code_hash.rpartition("$")[2]):
        assert gone.encode() not in left


async def test_RET_9_and_RIG_3_an_export_tells_of_phones_the_sweep_takes_codes_that_are_over_and_an_erasure_takes_all(
    sqlite_database_url: str, tmp_path: Path
) -> None:
    async with house(sqlite_database_url) as home:
        desk = Desk(database=home.database, folder=tmp_path, clock=home.clock)
        for account, number in ((ANNA.id, ONE), (BELA.id, TWO)):
            await desk.verification().begin(account, number)
            await desk.verification().confirm(account, desk.phones.code)
        await desk.verification().begin(ANNA.id, TWO)
        made = await home.export(ANNA)
        pieces = [piece async for piece in home.promises.exports.read(made)]
        archive = zipfile.ZipFile(io.BytesIO(b"".join(pieces)))
        assert json.loads(archive.read("phones.jsonl"))["number"] == ONE
        (kept,) = home.table("phone_codes")
        told = archive.read("phone_codes.jsonl").decode()
        assert json.loads(told)["number"] == TWO
        assert kept["code_hash"] not in told
        home.clock.time += LIFETIME
        await home.sweep(home.clock.time)
        assert home.table("phone_codes") == []
        await desk.verification().begin(ANNA.id, TWO)
        await home.delete(ANNA)
        assert home.table("phone_codes") == []
        assert [row["account_id"] for row in home.table("phones")] == [BELA.id]


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("ask"), st.sampled_from([ONE, TWO])),
        st.tuples(st.sampled_from(["right", "wrong", "slip", "old", "remove"]), st.none()),
        st.tuples(st.just("wait"), st.sampled_from([1, 300, 599, 600])),
    ),
    max_size=14,
)


@given(ACTS)
@settings(max_examples=40, deadline=None)
@example([("ask", ONE), *[("wrong", None)] * 5, ("right", None)])
@example([("ask", ONE), ("wait", 600), ("right", None)])
@example([("ask", ONE), ("ask", TWO), ("old", None), ("right", None), ("right", None)])
def test_COL_2_whatever_comes_a_number_counts_after_its_own_code_came_in_time_and_not_otherwise(
    acts: list[tuple[str, str | int | None]],
) -> None:
    """The rule in a few lines of its own, against the program, over histories of use."""

    async def play(folder: Path) -> None:
        desk = Desk(database=MemoryDatabase(), folder=folder)
        await settle_people(desk.database)
        verification = desk.verification()
        number, pending, codes = None, None, {}
        tries, until = 0, desk.clock.time
        for act, detail in acts:
            if act == "wait":
                desk.clock.time += timedelta(seconds=int(detail or 0))
            elif act == "ask":
                if detail == number:
                    continue
                if isinstance(await verification.begin(ANNA.id, str(detail)), TooMany):
                    continue
                codes["old"] = codes.get("right", "000000")
                pending, tries, until = detail, 5, desk.clock.time + LIFETIME
                codes.update(right=desk.phones.code, wrong=desk.phones.wrong, slip="12345")
            elif act == "remove":
                with contextlib.suppress(NotFound):
                    await verification.remove(ANNA.id, Use.SMS)
                number, tries = None, 0
            elif codes:
                typed = codes[act]
                right = typed == codes["right"] and tries > 0 and desk.clock.time < until
                outcome = await verification.confirm(ANNA.id, typed)
                assert isinstance(outcome, Verified) is right
                number, tries = (pending, 0) if right else (number, tries - (act != "slip"))
            kept = await desk.number()
            assert (None if kept is None else kept.number.e164) == number

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(Path(folder)))
