"""What everybody is told, on memory, SQLite and PostgreSQL: each one once, and before it takes effect."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import attrs
import pytest
import pytest_asyncio
from tests.samples.databases import KINDS, database_of, settle_people
from tests.samples.post import Post, post
from tests.samples.promises import SetClock
from tests.samples.records import ANNA, BELA, NOON

from specstep.adapters.clocks.system import SystemEntropy
from specstep.application.announcements.breaches import Breaches
from specstep.application.announcements.policies import PolicyChanges
from specstep.application.announcements.steps import KIND, Announcer
from specstep.application.messages.queueing import KIND as MESSAGE
from specstep.domain.accounts import Account, Role
from specstep.domain.announcements import Announcement, AnnouncementKind, PolicyVersion
from specstep.domain.audit import Action
from specstep.domain.errors import BadInput, Conflict, NotFound
from specstep.domain.ids import AccountId, AnnouncementId, RunId
from specstep.policies.inventory import INVENTORY
from specstep.policies.model import Inventory
from specstep.policies.snapshots import version_of
from specstep.ports.persistence import Database
from specstep.ports.workflows import Retry, RunState

DAY = NOON + timedelta(days=14)
LEAK = "# What happened\nA backup was lost.\n\n# What it concerns\nYour name.\n\n# What to do\nNothing.\n"


def worded(inventory: Inventory) -> Inventory:
    """The same policies in other words: no material change."""
    first, *others = inventory.datasets
    return attrs.evolve(inventory, datasets=(attrs.evolve(first, about=f"{first.about} Truly."), *others))


def leaking(inventory: Inventory) -> Inventory:
    """What people write goes to somebody else as well: a material change."""
    turns = inventory.dataset("turns")
    fields = tuple(
        attrs.evolve(field, recipients=(*field.recipients, "somebody-new")) if field.name == "content" else field
        for field in turns.fields
    )
    datasets = tuple(attrs.evolve(each, fields=fields) if each is turns else each for each in inventory.datasets)
    return attrs.evolve(inventory, recipients=(*inventory.recipients, "somebody-new"), datasets=datasets)


NEW = leaking(INVENTORY)


@attrs.define
class Office:
    """Announcements, with everything that messages need."""

    post: Post

    def policies(self, inventory: Inventory = NEW) -> PolicyChanges:
        """The policies of a program."""
        return PolicyChanges(**self._around, inventory=inventory)  # type: ignore[arg-type]

    @property
    def breaches(self) -> Breaches:
        return Breaches(**self._around)  # type: ignore[arg-type]

    @property
    def clock(self) -> SetClock:
        return self.post.clock

    async def sign_up(self, account: Account, **changes: object) -> None:
        changed = attrs.evolve(account, email=f"{account.id}@example.org", **changes)  # type: ignore[arg-type]
        async with self.post.database.unit() as unit:
            known = await unit.accounts.get(account.id)
            await (unit.accounts.add(changed) if known is None else unit.accounts.update(changed))

    async def ended(self, key: RunId) -> None:
        async for _ in self.post.workflows.progress(key):
            pass
        info = await self.post.workflows.info(key)
        assert info is not None
        assert info.state == RunState.DONE, info
        for run in await self.post.workflows.find(run_prefix=MESSAGE):
            async for _ in self.post.workflows.progress(run.key):
                pass

    def heard(self) -> list[str]:
        """Who got a mail, in the order of their addresses."""
        return sorted(each.to for each in self.post.carrier.messages)

    @property
    def _around(self) -> dict[str, object]:
        return {
            "database": self.post.database,
            "workflows": self.post.workflows,
            "clock": self.post.clock,
            "entropy": SystemEntropy(),
        }


@asynccontextmanager
async def office_on(database: Database, folder: Path) -> AsyncIterator[Office]:
    async with post(database, folder, started=False) as made:
        announcer = Announcer(database=database, messages=made.messages, clock=made.clock)
        await made.workflows.start({KIND: announcer.handle, MESSAGE: made.messenger.handle})
        yield Office(made)


@pytest_asyncio.fixture(params=KINDS)
async def database(request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    async with database_of(request.param, request) as opened:
        yield opened


@pytest_asyncio.fixture
async def office(database: Database, tmp_path: Path) -> AsyncIterator[Office]:
    async with office_on(database, tmp_path) as made:
        yield made


# Records


async def test_the_policies_in_force_are_those_that_took_effect_last(database: Database) -> None:
    one, two = (PolicyVersion(version=name, inventory="{}", recorded_at=NOON) for name in ("one", "two"))
    async with database.unit() as unit:
        assert await unit.policy_versions.in_force() is None
        for each in (one, two):
            await unit.policy_versions.add(each)
        assert await unit.policy_versions.in_force() is None
        for minutes, name in enumerate(("one", "two", "one")):
            await unit.policy_versions.take_effect(name, NOON + timedelta(minutes=minutes))
    async with database.reading() as unit:
        assert await unit.policy_versions.in_force() == attrs.evolve(one, effective_at=NOON + timedelta(minutes=2))
        assert await unit.policy_versions.get("none") is None
    with pytest.raises(NotFound):
        async with database.unit() as unit:
            await unit.policy_versions.take_effect("none", NOON)
    with pytest.raises(Conflict):
        async with database.unit() as unit:
            await unit.policy_versions.add(one)


async def test_announcements_are_listed_newest_first_and_keep_what_they_are_about(database: Database) -> None:
    of_breach = AnnouncementKind.DATA_BREACH
    first = Announcement(id=AnnouncementId("1"), kind=of_breach, text="Then.", created_at=NOON)
    second = attrs.evolve(first, id=AnnouncementId("2"), created_at=NOON + timedelta(days=1), version="v")
    async with database.unit() as unit:
        for each in (first, second):
            await unit.announcements.add(each)
        changed = attrs.evolve(first, text="Now.", begun_at=NOON, effective_at=DAY, finished_at=DAY, version="w")
        await unit.announcements.update(changed)
    async with database.reading() as unit:
        assert list(await unit.announcements.list(limit=9)) == [second, attrs.evolve(changed, version=None)]
        assert list(await unit.announcements.list(limit=1)) == [second]
        assert list(await unit.announcements.of_version("v")) == [second]
        assert await unit.announcements.get(AnnouncementId("3")) is None
    with pytest.raises(NotFound):
        async with database.unit() as unit:
            await unit.announcements.update(attrs.evolve(first, id=AnnouncementId("3")))
    with pytest.raises(Conflict):
        async with database.unit() as unit:
            await unit.announcements.add(first)


async def test_who_is_on_a_list_is_told_once(database: Database) -> None:
    await settle_people(database)
    id = AnnouncementId("1")
    async with database.unit() as unit:
        assert await unit.announcements.enlist(id, [BELA.id, ANNA.id, BELA.id]) == 2
        assert await unit.announcements.enlist(id, [ANNA.id]) == 0
        assert list(await unit.announcements.untold(id, limit=9)) == sorted((ANNA.id, BELA.id))
        await unit.announcements.told(id, ANNA.id, NOON)
        await unit.announcements.told(id, ANNA.id, DAY)
        assert list(await unit.announcements.untold(id, limit=9)) == [BELA.id]
        await unit.accounts.update(attrs.evolve(BELA, closing_at=NOON))
        assert list(await unit.announcements.untold(id, limit=9)) == []
        listed = {each.account_id: each.told_at for each in await unit.announcements.recipients(id)}
    assert listed == {ANNA.id: NOON, BELA.id: None}
    with pytest.raises(Conflict):
        async with database.unit() as unit:
            await unit.announcements.enlist(id, [AccountId("nobody")])


# Changes of the policies


async def test_GOV_3_the_first_policies_and_immaterial_changes_take_effect_at_once(office: Office) -> None:
    for minutes, inventory in enumerate((INVENTORY, worded(INVENTORY), INVENTORY)):
        office.clock.time = NOON + timedelta(minutes=minutes)
        await office.policies(inventory).require_in_force()
        async with office.post.database.reading() as unit:
            held = await unit.policy_versions.in_force()
        assert held is not None
        assert (held.version, held.effective_at) == (version_of(inventory), office.clock.time)
    assert office.heard() == []


async def test_GOV_3_a_material_change_takes_effect_after_everybody_was_told_and_not_before_its_day(
    office: Office,
) -> None:
    await office.sign_up(BELA)
    await office.policies(INVENTORY).settle()
    office.clock.time = NOON + timedelta(minutes=1)
    policies = office.policies()

    async def refused() -> str:
        with pytest.raises(Conflict, match="told first") as refusal:
            await policies.require_in_force()
        await office.policies(INVENTORY).require_in_force()  # the version before goes on
        return str(refusal.value)

    assert "announcements draft" in await refused()
    with pytest.raises(Conflict, match="draft"):
        await policies.send(DAY)
    drafted = await policies.draft()
    assert "will also go to" in drafted.text
    assert await policies.draft() == drafted, "once"
    await refused()
    with pytest.raises(BadInput, match="1 day"):
        await policies.send(office.clock.time)
    await office.ended(await policies.send(DAY))
    assert len(office.heard()) == 2
    for each in office.post.carrier.messages:
        assert drafted.text in " ".join(each.text.replace(">", " ").replace("|", " ").split())
    office.clock.time = DAY - timedelta(seconds=1)
    assert "They take effect on" in await refused()
    office.clock.time = DAY
    await policies.require_in_force()
    ((announcement, told, waiting),) = await policies.list()
    assert (announcement.effective_at, told, waiting) == (DAY, 2, 0)
    with pytest.raises(Conflict, match="nothing that must"):
        await policies.draft()


async def test_GOV_3_who_signs_up_meanwhile_is_told_too_unless_they_were_shown_the_new_notice(
    office: Office,
) -> None:
    await office.policies(INVENTORY).settle()
    office.clock.time = NOON + timedelta(minutes=1)
    policies = office.policies()
    await policies.draft()
    await office.ended(await policies.send(DAY))
    with pytest.raises(Conflict, match="already"):
        await policies.send(DAY)
    await office.sign_up(BELA)
    await office.sign_up(attrs.evolve(BELA, id=AccountId("shown")), notice_version=version_of(NEW))
    office.clock.time = DAY
    with pytest.raises(Conflict, match="told first"):
        await policies.require_in_force()
    await office.ended(await policies.send())
    await policies.require_in_force()
    assert office.heard() == sorted(["anna@example.org", f"{BELA.id}@example.org"])


async def test_GOV_3_nobody_is_told_twice_however_often_a_sending_is_cut_off(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        await office.sign_up(attrs.evolve(BELA, id=AccountId(f"person-{number}")))
    await office.policies(INVENTORY).settle()
    office.clock.time = NOON + timedelta(minutes=1)
    policies = office.policies()
    await policies.draft()
    queue, calls = type(office.post.messages).queue, 0

    async def breaking(*args: object, **named: object) -> object:
        nonlocal calls
        calls += 1
        id = await queue(*args, **named)  # type: ignore[arg-type]
        if calls in (2, 5):
            raise ValueError("cut off")
        return id

    monkeypatch.setattr(type(office.post.messages), "queue", breaking)
    monkeypatch.setattr("specstep.application.announcements.steps.RETRY", Retry())
    key = await policies.send(DAY)
    for _ in range(3):
        async for _ in office.post.workflows.progress(key):
            pass
        info = await office.post.workflows.info(key)
        assert info is not None
        if info.state == RunState.DONE:
            break
        assert await policies.send() == key
    await office.ended(key)
    assert office.heard() == ["anna@example.org", *(f"person-{number}@example.org" for number in range(4))]


async def test_GOV_3_a_return_to_older_policies_is_announced_anew(office: Office) -> None:
    await office.policies(INVENTORY).settle()
    for number, inventory in enumerate((NEW, INVENTORY, NEW)):
        office.clock.time = NOON + timedelta(days=30 * number, minutes=1)
        policies = office.policies(inventory)
        if inventory is INVENTORY:
            await policies.require_in_force()  # less goes to fewer
            continue
        with pytest.raises(Conflict):
            await policies.require_in_force()
        await policies.draft()
        day = office.clock.time + timedelta(days=2)
        await office.ended(await policies.send(day))
        office.clock.time = day
        await policies.require_in_force()
    assert len(office.heard()) == 2


async def test_where_there_is_nobody_to_tell_a_change_takes_effect_at_once(
    database: Database, tmp_path: Path
) -> None:
    async with office_on(database, tmp_path) as office:
        async with database.unit() as unit:
            await unit.accounts.update(attrs.evolve(ANNA, email=None, verified_email=None))
        for minutes, inventory in enumerate((INVENTORY, NEW)):
            office.clock.time = NOON + timedelta(minutes=minutes)
            await office.policies(inventory).require_in_force()


async def test_policies_that_cannot_be_read_any_more_may_have_said_anything(office: Office) -> None:
    async with office.post.database.unit() as unit:
        await unit.policy_versions.add(PolicyVersion(version="old", inventory="?", recorded_at=NOON))
        await unit.policy_versions.take_effect("old", NOON)
    office.clock.time = NOON + timedelta(minutes=1)
    with pytest.raises(Conflict):
        await office.policies().require_in_force()
    assert "read the notice" in (await office.policies().draft()).text


# Leaks


async def test_SEC_9_those_concerned_are_told_once_and_it_is_on_record(office: Office) -> None:
    named = [ANNA.id, "anna@example.org", BELA.id, "nobody"]
    concerned = await office.breaches.preview(named)
    assert (concerned.reachable, concerned.unreachable, concerned.unknown) == ((ANNA.id,), (BELA.id,), ("nobody",))
    assert await office.policies().list() == []
    run, told = await office.breaches.notify(named, LEAK)
    assert told == concerned
    await office.ended(run)
    again, _ = await office.breaches.notify(named, LEAK)
    assert again == run
    await office.ended(again)
    (mail,) = office.post.carrier.messages
    assert (mail.to, "A backup was lost." in mail.text, "What happened" in mail.text) == (
        "anna@example.org",
        True,
        False,
    )  # type: ignore[union-attr]
    ((record, reached, missed),) = await office.policies().list()
    assert (record.kind, record.text, reached, missed) == (AnnouncementKind.DATA_BREACH, LEAK, 1, 1)
    assert record.finished_at == NOON
    async with office.post.database.reading() as unit:
        assert [each.told_at for each in await unit.announcements.recipients(record.id)] == [NOON, None]


async def test_SEC_9_those_who_ask_at_once_send_one_notice(office: Office) -> None:
    asked = (office.breaches.notify([ANNA.id], LEAK) for _ in range(3))
    found = await asyncio.gather(*asked, return_exceptions=True)
    (run,) = {each[0] for each in found if not isinstance(each, BaseException)}
    assert all(isinstance(each, Conflict) for each in found if isinstance(each, BaseException))
    await office.ended(run)
    assert office.heard() == ["anna@example.org"]


async def test_only_an_operator_sends_a_notice_that_says_all_it_must(office: Office) -> None:
    await office.sign_up(BELA, role=Role.SUPPORT)
    for act in (
        office.breaches.preview([ANNA.id], by=BELA.id),
        office.breaches.notify([ANNA.id], LEAK, by=BELA.id),
    ):
        with pytest.raises(NotFound):
            await act
    for text in ("", "Sorry!", "# One\na\n# Two\nb\n", "# One\na\n# Two\n\n# Three\nc\n", f"Dear all,\n{LEAK}"):
        with pytest.raises(BadInput, match="three parts"):
            await office.breaches.notify([ANNA.id], text)
    with pytest.raises(BadInput, match="none of them"):
        await office.breaches.notify(["nobody"], LEAK)
    await office.sign_up(BELA, role=Role.OPERATOR)
    run, _ = await office.breaches.notify([ANNA.id], LEAK, by=BELA.id)
    await office.ended(run)
    async with office.post.database.reading() as unit:
        told = [each for each in await unit.audit.list(BELA.id, limit=9) if each.action is Action.BREACH_NOTIFIED]
    assert [(each.actor, each.detail) for each in told] == [(BELA.id, "1 accounts")]
