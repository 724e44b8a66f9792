"""API keys on memory, SQLite and PostgreSQL: made by people, found by prefix, gone when revoked."""

import contextlib
import sqlite3
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import attrs
import pytest
import pytest_asyncio
import sqlalchemy as sa
from tests.samples.databases import KINDS, SQL_KINDS, database_of, opened, settle_people
from tests.samples.promises import SetClock, house
from tests.samples.records import ANNA, BELA, NOON
from tests.samples.sign_ins import LIMITS

from specstep.adapters.clocks.system import SystemEntropy
from specstep.adapters.persistence.tables import metadata
from specstep.application import api_keys as use_cases
from specstep.application.api_keys import NOTE_EVERY, ApiKeys, Authenticated, Minted, Refusal, Refused
from specstep.application.sessions import Sessions
from specstep.domain.actors import Actor, Means
from specstep.domain.api_keys import NOBODYS, ApiKey, make_key
from specstep.domain.audit import Action, AuditEvent
from specstep.domain.errors import BadInput, Conflict, HumanRequired, NotFound, Unavailable
from specstep.domain.ids import AccountId, ApiKeyId
from specstep.domain.secrets import Secret
from specstep.ports.persistence import Database

PERSON = Actor(account=ANNA.id, means=Means.SIGNED_IN)
OTHER = Actor(account=BELA.id, means=Means.SIGNED_IN)


@attrs.define(kw_only=True)
class Desk:
    """Keys with what is around them."""

    database: Database
    clock: SetClock = attrs.Factory(SetClock)

    def keys(self, entropy: SystemEntropy | None = None) -> ApiKeys:
        """The keys as another process sees them."""
        return ApiKeys(database=self.database, clock=self.clock, entropy=entropy or SystemEntropy())

    async def stored(self) -> Sequence[ApiKey]:
        async with self.database.reading() as unit:
            return await unit.api_keys.list(ANNA.id)

    async def events(self) -> Sequence[AuditEvent]:
        async with self.database.reading() as unit:
            return await unit.audit.list(ANNA.id, limit=99)


@pytest_asyncio.fixture(params=KINDS)
async def desk(request: pytest.FixtureRequest) -> AsyncIterator[Desk]:
    async with database_of(request.param, request) as database:
        await settle_people(database)
        yield Desk(database=database)


async def refusal(keys: ApiKeys, secret: Secret[str]) -> Refusal:
    answer = await keys.authenticate(secret)
    assert isinstance(answer, Refused)
    return answer.because


class Repeating(SystemEntropy):
    """Gives the same key twice, then others."""

    def __init__(self) -> None:
        self.given = 0

    def take(self, size_bytes: int) -> bytes:
        if size_bytes == 64:
            self.given += 1
            if self.given <= 2:
                return bytes(64)
        return super().take(size_bytes)


# Making


async def test_GEN_2_a_key_lets_its_account_in_and_only_a_hash_of_it_is_kept(desk: Desk) -> None:
    minted = await desk.keys().mint(PERSON, "  ci  ", expires_at=NOON + timedelta(days=9))
    answer = await desk.keys().authenticate(minted.secret)
    expected = Actor(account=ANNA.id, means=Means.API_KEY, credential=minted.key.id)
    assert answer == Authenticated(actor=expected, account=ANNA)
    (stored,) = await desk.stored()
    assert stored == minted.key
    assert (stored.name, stored.prefix) == ("ci", minted.secret.reveal()[3:11])
    assert minted.secret.reveal()[11:] not in str(attrs.asdict(stored))
    assert "secret=Secret(…)" in repr(minted)


async def test_GEN_2_keys_with_the_same_prefix_are_never_kept_together(desk: Desk) -> None:
    entropy = Repeating()
    first, second = [await desk.keys(entropy).mint(PERSON, name) for name in ("one", "two")]
    assert entropy.given == 3
    assert first.key.prefix != second.key.prefix
    with pytest.raises(Conflict):
        async with desk.database.unit() as unit:
            await unit.api_keys.add(attrs.evolve(first.key, id=ApiKeyId("another")))
    assert [each.id for each in await desk.stored()] == sorted((first.key.id, second.key.id), reverse=True)


@pytest.mark.parametrize("means", [Means.API_KEY, Means.OAUTH_TOKEN])
async def test_what_comes_with_a_key_can_make_see_rename_and_revoke_none(desk: Desk, means: Means) -> None:
    minted = await desk.keys().mint(PERSON, "ci")
    program = Actor(account=ANNA.id, means=means, credential=minted.key.id)
    keys = desk.keys()
    for act in (
        keys.mint(program, "another"),
        keys.list(program),
        keys.rename(program, minted.key.id, "another"),
        keys.revoke(program, minted.key.id),
    ):
        with pytest.raises(HumanRequired):
            await act
    assert await desk.stored() == [minted.key]
    assert len(await desk.events()) == 1


@pytest.mark.parametrize("name", ["", " \t", "two\nlines", "n" * 101, "nul\x00"])
async def test_a_key_needs_a_name(desk: Desk, name: str) -> None:
    minted = await desk.keys().mint(PERSON, "ci")
    with pytest.raises(BadInput, match="name"):
        await desk.keys().mint(PERSON, name)
    with pytest.raises(BadInput, match="name"):
        await desk.keys().rename(PERSON, minted.key.id, name)
    assert await desk.stored() == [minted.key]


async def test_a_key_cannot_end_in_the_past_and_an_account_has_so_many_at_most(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadInput, match="passed"):
        await desk.keys().mint(PERSON, "ci", expires_at=NOON)
    monkeypatch.setattr(use_cases, "MOST", 2)
    for name in ("one", "two"):
        await desk.keys().mint(PERSON, name)
    with pytest.raises(Conflict, match="Revoke one"):
        await desk.keys().mint(PERSON, "three")
    await desk.keys().mint(OTHER, "another account's")
    with pytest.raises(NotFound):
        await desk.keys().mint(Actor(account=AccountId("nobody"), means=Means.LOCAL), "ci")


# Authenticating


async def test_no_other_key_lets_anybody_in(desk: Desk) -> None:
    keys = desk.keys()
    minted = await keys.mint(PERSON, "ci")
    text = minted.secret.reveal()
    assert await refusal(keys, make_key(bytes(64))) is Refusal.UNKNOWN
    assert await refusal(keys, Secret(text[:-1] + ("0" if text[-1] != "0" else "1"))) is Refusal.MALFORMED
    for nonsense in ("Bearer", "' OR 1=1 --", "sf_" + "é" * 58, "\x00", "\ud800", text * 1000):
        assert await refusal(keys, Secret(nonsense)) is Refusal.MALFORMED


async def test_a_wrong_key_with_a_right_prefix_is_refused(desk: Desk) -> None:
    keys = desk.keys(Repeating())
    minted = await keys.mint(PERSON, "ci")
    async with desk.database.unit() as unit:
        await unit.api_keys.remove(ANNA.id, minted.key.id)
        await unit.api_keys.add(attrs.evolve(minted.key, salted=NOBODYS))
    assert await refusal(keys, minted.secret) is Refusal.UNKNOWN


async def test_nothing_is_looked_up_for_what_is_no_key(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def never() -> None:
        raise AssertionError("a look-up")

    keys = desk.keys()
    monkeypatch.setattr(desk.database, "reading", never)
    assert await refusal(keys, Secret("sf_guess")) is Refusal.MALFORMED


async def test_an_expired_key_is_refused_from_that_moment_on(desk: Desk) -> None:
    minted = await desk.keys().mint(PERSON, "ci", expires_at=NOON + timedelta(days=1))
    desk.clock.time = NOON + timedelta(days=1) - timedelta(microseconds=1)
    assert isinstance(await desk.keys().authenticate(minted.secret), Authenticated)
    desk.clock.time = NOON + timedelta(days=1)
    assert await refusal(desk.keys(), minted.secret) is Refusal.EXPIRED


async def test_the_keys_of_an_account_that_is_being_deleted_let_nobody_in(desk: Desk) -> None:
    minted = await desk.keys().mint(PERSON, "ci")
    async with desk.database.unit() as unit:
        await unit.accounts.update(attrs.evolve(ANNA, closing_at=NOON))
    assert await refusal(desk.keys(), minted.secret) is Refusal.UNKNOWN
    with pytest.raises(Conflict, match="being deleted"):
        await desk.keys().mint(PERSON, "another")


async def test_where_the_database_is_away_nobody_is_let_in(tmp_path: Path) -> None:
    async with opened(f"sqlite:///{tmp_path / 'nowhere' / 'none.db'}") as database:
        with pytest.raises(Unavailable):
            await Desk(database=database).keys().authenticate(make_key(bytes(64)))


# Last use


async def test_the_time_of_last_use_is_written_now_and_then_and_never_goes_back(desk: Desk) -> None:
    keys, other = desk.keys(), desk.keys()
    minted = await keys.mint(PERSON, "ci")

    async def used_at() -> datetime | None:
        (stored,) = await desk.stored()
        return stored.last_used_at

    await keys.authenticate(minted.secret)
    desk.clock.time = NOON + timedelta(seconds=59)
    await keys.authenticate(minted.secret)
    assert await used_at() is None
    desk.clock.time = NOON + NOTE_EVERY
    await keys.authenticate(minted.secret)
    assert await used_at() == NOON + NOTE_EVERY
    desk.clock.time = NOON
    await other.authenticate(minted.secret)
    await other.flush()
    assert await used_at() == NOON + NOTE_EVERY
    desk.clock.time = NOON + 2 * NOTE_EVERY
    await other.authenticate(minted.secret)
    assert [each.last_used_at for each in await other.list(PERSON)] == [desk.clock.time], (
        "the list knows it at once"
    )


async def test_many_keys_in_use_are_written_before_their_time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(use_cases, "NOTE_AT", 2)
    keys = desk.keys()
    minted = [await keys.mint(PERSON, name) for name in ("one", "two")]
    for each in minted:
        await keys.authenticate(each.secret)
    assert [each.last_used_at for each in await desk.stored()] == [NOON, NOON]


async def test_a_time_that_cannot_be_written_keeps_nobody_out_and_is_written_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = desk.keys()
    minted = await keys.mint(PERSON, "ci")
    await keys.authenticate(minted.secret)
    unit = desk.database.unit

    @contextlib.asynccontextmanager
    async def full() -> AsyncIterator[None]:
        raise Unavailable(service="The database", reason="the disk is full.")
        yield

    monkeypatch.setattr(desk.database, "unit", full)
    desk.clock.time = NOON + NOTE_EVERY
    assert isinstance(await keys.authenticate(minted.secret), Authenticated)
    monkeypatch.setattr(desk.database, "unit", unit)
    await keys.flush()
    assert [each.last_used_at for each in await desk.stored()] == [NOON + NOTE_EVERY]


# Renaming and revoking


async def test_RET_6_hash_and_prefix_go_with_the_revocation_and_its_event_keeps_id_and_name(desk: Desk) -> None:
    keys = desk.keys()
    minted = await keys.mint(PERSON, "ci")
    await keys.authenticate(minted.secret)
    await keys.rename(PERSON, minted.key.id, "deploy")
    assert [each.name for each in await keys.list(PERSON)] == ["deploy"]
    await keys.revoke(PERSON, minted.key.id)
    assert await keys.list(PERSON) == []
    events = sorted(await desk.events(), key=lambda each: each.id)
    told = {each.action: (each.detail, each.subject_id, each.actor, each.subject_account) for each in events}
    of_key = (minted.key.id, ANNA.id, ANNA.id)
    assert told == {
        Action.API_KEY_CREATED: ("ci", *of_key),
        Action.API_KEY_RENAMED: ("deploy", *of_key),
        Action.API_KEY_REVOKED: ("deploy", *of_key),
    }
    assert minted.key.prefix not in str([attrs.asdict(each) for each in events])


async def test_RET_6_a_revocation_and_its_event_are_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = desk.keys()
    minted = await keys.mint(PERSON, "ci")
    again = (await desk.events())[0]
    monkeypatch.setattr(use_cases, "audit_event", lambda *_, **__: again)
    with pytest.raises(Conflict):
        await keys.revoke(PERSON, minted.key.id)
    with pytest.raises(Conflict):
        await keys.mint(PERSON, "two")
    assert await desk.stored() == [minted.key]


async def test_somebody_elses_key_is_not_there(desk: Desk) -> None:
    minted = await desk.keys().mint(PERSON, "ci")
    for act in (desk.keys().revoke(OTHER, minted.key.id), desk.keys().rename(OTHER, minted.key.id, "mine")):
        with pytest.raises(NotFound):
            await act
    with pytest.raises(NotFound):
        await desk.keys().revoke(PERSON, ApiKeyId("none"))
    assert await desk.keys().list(OTHER) == []
    assert await desk.stored() == [minted.key]


async def test_SEC_10_one_act_of_an_operator_ends_all_keys_with_the_sessions(desk: Desk) -> None:
    mine = [await desk.keys().mint(PERSON, name) for name in ("one", "two")]
    others = await desk.keys().mint(OTHER, "another account's")
    sessions = Sessions(database=desk.database, clock=desk.clock, entropy=SystemEntropy(), limits=LIMITS)
    await sessions.end_all(ANNA.id, by=ANNA.id)
    assert len(await desk.stored()) == 2, "who signs out elsewhere keeps their keys"
    await sessions.end_all(ANNA.id, by=BELA.id, reason="a stolen laptop")
    for each in mine:
        assert await refusal(desk.keys(), each.secret) is Refusal.UNKNOWN
    assert isinstance(await desk.keys().authenticate(others.secret), Authenticated)
    told = [(each.actor, each.detail) for each in await desk.events() if each.action is Action.API_KEY_REVOKED]
    assert sorted(told) == [(BELA.id, "one"), (BELA.id, "two")]


@pytest.mark.parametrize("kind", SQL_KINDS)
async def test_RET_6_every_process_refuses_a_revoked_key_from_the_commit_on(
    kind: str, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue(f"{kind}_database_url")
    async with opened(url) as here, opened(url) as there:
        await settle_people(here)
        minted = await Desk(database=here).keys().mint(PERSON, "ci")
        elsewhere = Desk(database=there).keys()
        for _ in range(3):
            assert isinstance(await elsewhere.authenticate(minted.secret), Authenticated)
        await Desk(database=here).keys().revoke(PERSON, minted.key.id)
        assert await refusal(elsewhere, minted.secret) is Refusal.UNKNOWN
        await elsewhere.flush()


async def test_RET_6_no_byte_of_hash_or_prefix_is_left_in_the_file(
    sqlite_database_url: str, tmp_path: Path
) -> None:
    async with opened(sqlite_database_url) as database:
        await settle_people(database)
        keys = Desk(database=database).keys()
        minted: Minted = await keys.mint(PERSON, "ci")
        await keys.revoke(PERSON, minted.key.id)
    path = Path(sqlite_database_url.removeprefix("sqlite:///"))
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    left = b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))
    assert minted.key.id.encode() in left, "the event"
    for secret in (minted.secret.reveal().encode(), minted.key.prefix.encode(), minted.key.salted[16:]):
        assert secret not in left


@pytest.mark.parametrize("kind", SQL_KINDS)
async def test_GEN_2_a_leaked_database_holds_no_usable_key(kind: str, request: pytest.FixtureRequest) -> None:
    async with house(request.getfixturevalue(f"{kind}_database_url")) as home:
        desk = Desk(database=home.database)
        minted = await desk.keys().mint(PERSON, "ci", expires_at=NOON + timedelta(days=9))
        await desk.keys().authenticate(minted.secret)
        secret = minted.secret.reveal()[12:]
        everything = str([dict(row) for name in metadata.tables for row in home.table(name)])
        assert minted.key.prefix in everything
        assert secret not in everything
        assert secret.encode().hex() not in everything.replace("\\x", "")
        await home.sweep(NOON + timedelta(days=9))
        assert not home.ask(sa.select(metadata.tables["api_keys"])), "an expired key goes with the sweep"
