"""The key ring on memory, SQLite and PostgreSQL: keys follow each other, nothing becomes unreadable, nothing leaks."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path

import attrs
import pytest
import pytest_asyncio
import sqlalchemy as sa
from tests.samples.databases import KINDS
from tests.samples.keyrings import CREDENTIALS, METADATA, SEALED, TICKETS, Office, dataset, inventory, office

from specstep.adapters.persistence.engines import create_engines
from specstep.adapters.persistence.sealed_values import SqlSealedValues
from specstep.adapters.persistence.tables import metadata
from specstep.application.keyring.loading import REFRESH, KeyRing
from specstep.application.keyring.steps import PAGE, report_of
from specstep.domain.audit import Action
from specstep.domain.errors import BadInput, CannotDecrypt, Conflict, MasterKeyMissing, NotFound, Unavailable
from specstep.domain.ids import KeyId
from specstep.domain.keyring.resolving import LIFETIME, PROPAGATION
from specstep.domain.keyring.sealing import key_of
from specstep.domain.keyring.values import KeyRecord, KeyState, Place
from specstep.domain.secrets import Secret
from specstep.policies.inventory import INVENTORY
from specstep.policies.model import Edge, EdgeKind, WithParent
from specstep.ports.keyring import Resealed
from specstep.ports.workflows import RunState

PLACE = Place(purpose=CREDENTIALS, owner="anna", row="c1")


@pytest_asyncio.fixture(params=KINDS)
async def home(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Office]:
    async with office(request.param, request, tmp_path) as made:
        await made.start()
        yield made


async def stored(home: Office) -> Sequence[KeyRecord]:
    async with home.database.reading() as unit:
        return await unit.keyring.list()


async def states(home: Office) -> list[KeyState]:
    return [each.state for each in await home.keeping().list()]


# Records


async def test_a_key_comes_back_as_it_was_stored_and_keeps_its_times(home: Office) -> None:
    record = await home.ring().make(home.clock.now(), home.clock.now())
    async with home.database.unit() as unit:
        await unit.keyring.add(record)
    ended = attrs.evolve(
        record,
        retired_at=home.clock.now(),
        revoked_at=home.clock.now(),
        master="another",
        wrapped=b"again",
    )
    moved = attrs.evolve(ended, expires_at=record.expires_at + LIFETIME, created_at=record.expires_at)
    async with home.database.unit() as unit:
        assert await unit.keyring.get(record.id) == record
        assert await unit.keyring.get(KeyId("none")) is None
        await unit.keyring.update(moved)
    assert await stored(home) == [ended]
    with pytest.raises(Conflict):
        async with home.database.unit() as unit:
            await unit.keyring.add(record)
    with pytest.raises(NotFound):
        async with home.database.unit() as unit:
            await unit.keyring.update(attrs.evolve(record, id=KeyId("none")))


# Sealing and opening


async def test_the_first_value_makes_the_first_key_and_every_process_opens_it(home: Office) -> None:
    one, other = home.ring(), home.ring()
    assert await home.keeping().list() == []
    sealed = await one.seal(Secret(b"plain"), PLACE)
    assert (await other.open(sealed, PLACE)).reveal() == b"plain"
    (record,) = await stored(home)
    assert (record.activates_at, record.expires_at) == (home.clock.now(), home.clock.now() + LIFETIME)
    assert b"plain" not in sealed
    assert len({await one.seal(Secret(b"plain"), PLACE) for _ in range(5)}) == 5


async def test_those_who_seal_first_at_once_open_each_others_and_agree_on_a_key(home: Office) -> None:
    rings = [home.ring() for _ in range(4)]
    sealed = await asyncio.gather(*(ring.seal(Secret(b"plain"), PLACE) for ring in rings))
    for ring in rings:
        for each in sealed:
            assert (await ring.open(each, PLACE)).reveal() == b"plain"
    home.clock.time += REFRESH
    assert len({(await ring.current()).active for ring in rings}) == 1


async def test_a_value_under_a_key_made_elsewhere_a_moment_ago_is_opened_at_once(home: Office) -> None:
    slow = home.ring()
    await slow.current()
    home.pass_time(seconds=1)
    await home.rotated()
    sealed = await home.ring().seal(Secret(b"plain"), PLACE)
    assert key_of(sealed) not in (await slow.current()).keys, "it has not looked again yet"
    assert (await slow.open(sealed, PLACE)).reveal() == b"plain"


async def test_keys_follow_each_other_for_years_and_all_values_stay_readable(home: Office) -> None:
    ring, sealed = home.ring(), []
    for _ in range(60):
        sealed.append(await ring.seal(Secret(b"plain"), PLACE))
        home.pass_time(days=11.5)
    for each in sealed:
        assert (await ring.open(each, PLACE)).reveal() == b"plain"
    records = await stored(home)
    assert 7 <= len(records) <= 9
    heirs = [each for each in records[1:] if each.created_at < each.activates_at]
    assert all(each.activates_at - each.created_at <= PROPAGATION for each in heirs)


async def test_where_no_key_can_be_made_right_now_an_old_one_still_seals(home: Office) -> None:
    class Full(type(home.ring().masters)):  # type: ignore[misc]
        async def wrap(self, key: Secret[bytes], bound: bytes) -> object:
            raise Unavailable(service="The key service", reason="it is away.")

    await home.ring().current()
    home.pass_time(days=100)
    ring = home.ring()
    ring.masters = Full(home.master, home.entropy)
    sealed = await ring.seal(Secret(b"plain"), PLACE)
    assert key_of(sealed) == (await stored(home))[0].id
    await home.ring().current()
    assert len(await stored(home)) == 2, "made once it could be"


# The master key


async def test_without_its_master_key_the_ring_says_so_and_makes_no_other_key(home: Office) -> None:
    sealed = await home.ring().seal(Secret(b"plain"), PLACE)
    kept = home.master.read_bytes()
    home.master.unlink()
    for days in (0, 400):
        home.pass_time(days=days)
        for act in (
            home.ring().open(sealed, PLACE),
            home.ring().seal(Secret(b"x"), PLACE),
            home.keeping().rotate(),
        ):
            with pytest.raises(MasterKeyMissing, match="Put it back"):
                await act
    assert len(await stored(home)) == 1
    assert not home.master.exists()
    assert await states(home) == [KeyState.LOST]
    report = await home.keeping().check()
    assert "can't be read" in report.findings[0]
    home.master.write_bytes(kept)
    assert (await home.ring().open(sealed, PLACE)).reveal() == b"plain"


async def test_a_new_master_key_before_the_old_one_takes_over_all_keys(home: Office) -> None:
    sealed = await home.ring().seal(Secret(b"plain"), PLACE)
    old = home.master.read_text()
    home.master.write_text("A" * 43 + "=\n" + old)
    assert (await home.rotated()).wrapped == 1
    home.master.write_text("A" * 43 + "=\n")
    assert (await home.ring().open(sealed, PLACE)).reveal() == b"plain"
    assert len({each.master for each in await stored(home)}) == 1
    home.master.write_text(old)
    with pytest.raises(MasterKeyMissing):
        await home.ring().open(sealed, PLACE)


# Rotation


async def test_SEC_3_a_rotation_moves_every_value_of_every_sealed_column_to_the_new_key(home: Office) -> None:
    ring = home.ring()
    await home.fill(ring, 3)
    before = {purpose: await home.plain(ring, purpose) for purpose in home.values.purposes}
    home.pass_time(seconds=1)
    report = await home.rotated()
    assert {each.purpose: (each.moved, each.left) for each in report.columns} == {
        CREDENTIALS: (3, 0),
        TICKETS: (3, 0),
    }
    assert report.findings == ()
    old, new = await stored(home)
    under = {key_of(each) for purpose in before for each in home.cabinet.read(purpose).values()}
    assert under == {new.id}
    assert await states(home) == [KeyState.RETIRED, KeyState.ACTIVE]
    assert [each.values for each in await home.keeping().list()] == [0, 6]
    assert {purpose: await home.plain(ring, purpose) for purpose in before} == before
    assert old.retired_at == new.created_at


async def test_values_are_moved_page_by_page(home: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("specstep.application.keyring.steps.PAGE", 2)
    await home.fill(home.ring(), 5)
    home.pass_time(seconds=1)
    assert [each.moved for each in (await home.rotated()).columns] == [5, 5]
    assert PAGE > 2


async def test_a_rotation_that_is_cut_off_carries_on_where_it_was(
    home: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("specstep.application.keyring.steps.PAGE", 2)
    await home.fill(home.ring(), 5)
    home.pass_time(seconds=1)
    replace, calls = home.values.replace, 0

    async def breaking(purpose: str, values: Sequence[Resealed]) -> int:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise BadInput(where=purpose, what="cut off.")  # an error that is not tried again
        return await replace(purpose, values)

    monkeypatch.setattr(home.values, "replace", breaking)
    key = await home.keeping().rotate()
    assert (await home.ended(key)).state == RunState.FAILED
    assert len(await home.plain(home.ring(), CREDENTIALS)) == 5, "half moved, and all readable"
    await home.workflows.resume(key)
    info = await home.ended(key)
    assert info.state == RunState.DONE
    report = report_of(info.result)
    assert [(each.moved, each.left) for each in report.columns] == [(3, 0), (5, 0)]
    assert [each.values for each in await home.keeping().list()] == [0, 10]


async def test_what_is_written_while_a_rotation_runs_is_neither_lost_nor_overwritten(
    home: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = home.ring()
    await home.fill(ring, 3)
    home.pass_time(seconds=1)
    replace = home.values.replace

    async def meanwhile(purpose: str, values: Sequence[Resealed]) -> int:
        if purpose == CREDENTIALS:
            await home.put(home.ring(), CREDENTIALS, ("c001",), "another token")
        return await replace(purpose, values)

    monkeypatch.setattr(home.values, "replace", meanwhile)
    assert [each.moved for each in (await home.rotated()).columns] == [2, 3]
    assert (await home.plain(ring, CREDENTIALS))["c001",] == "another token"


async def test_rotations_under_load_leave_no_value_unreadable_at_any_time(home: Office) -> None:
    await home.fill(home.ring(), 2)

    async def use(number: int) -> None:
        ring = home.ring()
        for turn in range(8):
            await home.put(ring, CREDENTIALS, (f"u{number}",), f"turn {turn}")
            assert (await home.plain(ring, CREDENTIALS))[f"u{number}",] == f"turn {turn}"

    async def rotate() -> None:
        for _ in range(4):
            home.pass_time(seconds=1)
            await home.rotated()

    await asyncio.gather(rotate(), use(1), use(2))
    assert (await home.keeping().check()).findings == ()
    assert len(await stored(home)) >= 5


# Retiring, revoking, checking


async def test_a_retired_key_opens_and_seals_no_more(home: Office) -> None:
    ring = home.ring()
    sealed = await ring.seal(Secret(b"plain"), PLACE)
    (first,) = await stored(home)
    home.pass_time(seconds=1)
    await home.keeping(ring).retire(first.id)
    assert (await ring.open(sealed, PLACE)).reveal() == b"plain"
    assert key_of(await ring.seal(Secret(b"plain"), PLACE)) != first.id
    with pytest.raises(Conflict):
        await home.keeping(ring).retire(first.id)
    with pytest.raises(NotFound):
        await home.keeping(ring).retire(KeyId("none"))


async def test_SEC_3_a_revoked_key_opens_nothing_for_anybody_until_its_values_are_rescued(home: Office) -> None:
    ring, other = home.ring(), home.ring()
    await home.fill(ring, 2)
    await other.current()
    (first,) = await stored(home)
    home.pass_time(seconds=1)
    assert await home.keeping(ring).revoke(first.id) == 4
    with pytest.raises(Conflict):
        await home.keeping(ring).revoke(first.id)
    home.clock.time += REFRESH - timedelta(seconds=2)
    await home.plain(other, TICKETS)
    home.clock.time += timedelta(seconds=1)
    for each in (ring, other, home.ring()):
        with pytest.raises(CannotDecrypt, match="revoked"):
            await home.plain(each, TICKETS)
    home.pass_time(seconds=1)
    left = await home.rotated()
    assert [each.left for each in left.columns] == [2, 2]
    assert "revoked" in left.findings[0]
    home.pass_time(seconds=1)
    assert (await home.rotated(even_revoked=True)).findings == ()
    assert (await home.plain(other, TICKETS))["hall", 1] == "stub 1"


async def test_a_check_opens_everything_and_says_what_is_wrong_with_how_many(home: Office) -> None:
    ring = home.ring()
    await home.fill(ring, 3)
    assert attrs.astuple(await home.keeping().check()) == (1, 6, ())
    values = home.cabinet.read(CREDENTIALS)
    home.cabinet.write(CREDENTIALS, ("c000",), "anna", values["c001",])
    home.cabinet.write(CREDENTIALS, ("c002",), "bela", values["c002",])
    home.cabinet.write(TICKETS, ("hall", 1), "anna", b"SpS1" + bytes(60))
    report = await home.keeping().check()
    assert (report.keys, report.values) == (1, 6)
    assert report.findings == (
        f"2 values of {CREDENTIALS}: {CannotDecrypt.ALTERED}.",
        f"1 values of {TICKETS}: {CannotDecrypt.UNKNOWN}.",
    )


async def test_looking_and_checking_make_no_key(home: Office) -> None:
    assert (await home.keeping().check()).findings == ()
    home.cabinet.write(TICKETS, ("hall", 1), "anna", b"SpS1" + bytes(60))
    assert (await home.keeping().check()).findings == (f"1 values of {TICKETS}: {CannotDecrypt.UNKNOWN}.",)
    await home.keeping().list()
    assert not await stored(home)
    assert not home.master.exists()


# Events


async def test_GEN_6_every_act_on_the_ring_leaves_its_event_and_none_holds_a_key(home: Office) -> None:
    await home.fill(home.ring(), 1)
    home.pass_time(seconds=1)
    await home.rotated()
    (_, second) = await stored(home)
    home.pass_time(seconds=1)
    await home.keeping().revoke(second.id)
    events = await acts(home)
    made, retired, revoked, moved = (
        Action.ENCRYPTION_KEY_MADE,
        Action.ENCRYPTION_KEY_RETIRED,
        Action.ENCRYPTION_KEY_REVOKED,
        Action.VALUES_REENCRYPTED,
    )
    assert Counter(action for action, _ in events) == {made: 3, retired: 1, revoked: 1, moved: 1}
    assert (moved, "2 values moved, 0 left, 0 keys wrapped again") in events


async def acts(home: Office) -> list[tuple[Action, str]]:
    if not isinstance(home.values, SqlSealedValues):
        return [(each.action, each.detail) for each in home.database._state.events.values()]  # type: ignore[attr-defined]
    table = metadata.tables["audit_events"]
    statement = sa.select(table.c.action, table.c.detail, table.c.actor_id, table.c.subject_account_id)
    async with home.database.reading() as unit:
        rows = (await unit.transaction.execute(statement)).all()  # type: ignore[attr-defined]
    assert {row[2:] for row in rows} == {(None, None)}
    return [(Action(action), detail) for action, detail, *_ in rows]


# Which columns


def test_SEC_3_the_inventory_alone_names_what_is_re_encrypted(tmp_path: Path) -> None:
    engines = create_engines(f"sqlite:///{tmp_path / 'none.db'}")
    assert SqlSealedValues(engines, SEALED, METADATA).purposes == (CREDENTIALS, TICKETS)
    ours = SqlSealedValues(engines, INVENTORY, metadata).purposes
    assert "encryption_keys.wrapped" not in ours
    parent = Edge(kind=EdgeKind.INSIDE, columns=("id",), to="interviews")
    stray = attrs.evolve(dataset("credentials", "token", "id"), edges=(parent,), retention=(WithParent(),))
    with pytest.raises(ValueError, match="doesn't say whose"):
        SqlSealedValues(engines, inventory(stray), METADATA)


def test_a_ring_shows_no_key(home: Office) -> None:
    ring: KeyRing = home.ring()
    assert "opened" not in repr(ring)
