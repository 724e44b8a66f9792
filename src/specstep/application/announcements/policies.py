"""Changes of the policies: a material one takes effect once everybody was told, and not before its day (GOV-3).

The policies of a program are its inventory. What a program does with data, it does from its start; so one whose
policies are not in force may not work or serve.
"""

from collections.abc import Sequence
from datetime import datetime

import attrs

from specstep.application.announcements.steps import PAGE, announcement_runs, submit
from specstep.application.audit import service_event
from specstep.domain.announcements import LEAST_NOTICE, Announcement, AnnouncementKind, PolicyVersion
from specstep.domain.audit import Action
from specstep.domain.errors import BadInput, Conflict
from specstep.domain.ids import ENTROPY_BYTES, AnnouncementId, RunId, uuid7
from specstep.policies.changes import compare
from specstep.policies.errors import Unreadable
from specstep.policies.model import Inventory
from specstep.policies.snapshots import dumps, loads, version_of_text
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.persistence import Database, UnitOfWork
from specstep.ports.workflows import RunState, Workflows

UNREADABLE = "We have changed how we handle your data. Please read the notice."


@attrs.frozen(kw_only=True)
class Standing:
    """How the policies of this program stand.

    Args:
        version: theirs.
        in_force: whether they hold.
        says: what must be told of how they differ from those that do, a line each.
        announcement: the one that tells of the material ones, where there is one.
        unaware: how many can be told and were not.
    """

    version: str
    in_force: bool
    says: str = ""
    announcement: Announcement | None = None
    unaware: int = 0


@attrs.frozen(kw_only=True)
class PolicyChanges:
    """The policies of this program against those in force here."""

    database: Database
    workflows: Workflows
    clock: Clock
    entropy: Entropy
    inventory: Inventory

    async def settle(self) -> Standing:
        """See whether this program's policies hold, and let them take effect where nothing stands against it.

        The first ones here take effect at once, like those that change nothing material, and any where there is
        nobody to tell.
        """
        now, text = self.clock.now(), dumps(self.inventory)
        version = version_of_text(text)
        async with self.database.unit() as unit:
            before = await unit.policy_versions.in_force()
            if before is not None and before.version == version:
                return Standing(version=version, in_force=True)
            if await unit.policy_versions.get(version) is None:
                await unit.policy_versions.add(PolicyVersion(version=version, inventory=text, recorded_at=now))
            says = "" if before is None else self._says(before)
            announcement = await _newest(unit, version, before)
            missing = await _unaware(unit, version, announcement) if says else 0
            through = announcement is None or announcement.lets_through(now)
            if says and (missing or not through):
                return Standing(
                    version=version, in_force=False, says=says, announcement=announcement, unaware=missing
                )
            await unit.policy_versions.take_effect(version, now)
            detail = "the first ones here" if before is None else f"{before.version} to {version}"
            await unit.audit.add(service_event(self.entropy, now, Action.POLICY_CHANGED, version, detail=detail))
        return Standing(version=version, in_force=True, says=says)

    async def require_in_force(self) -> None:
        """Let a program go on only under policies that hold.

        Raises:
            Conflict: they have changed materially, and not everybody was told, or their day is still to come.
        """
        standing = await self.settle()
        if standing.in_force:
            return
        told = standing.announcement
        if told is not None and told.finished_at is not None and not standing.unaware and told.effective_at:
            way_out = (
                f"They take effect on {told.effective_at:%Y-%m-%d %H:%M} UTC; run the version before until then."
            )
        else:
            way_out = "Run `specstep announcements draft`, then `send`; run the version before until they hold."
        raise Conflict(
            what="This version changes materially how data is handled, and people must be told first.",
            way_out=way_out,
        )

    async def draft(self) -> Announcement:
        """What people would be told of this program's policies; kept, so that it can be sent.

        Raises:
            Conflict: there is nothing to announce, or its sending has begun.
        """
        standing = await self.settle()
        if standing.in_force:
            raise Conflict(what="There is nothing that must be announced.")
        if standing.announcement is not None:
            if standing.announcement.begun_at is not None:
                raise Conflict(what="This change is being announced already.")
            return standing.announcement
        now = self.clock.now()
        announcement = Announcement(
            id=AnnouncementId(uuid7(now, self.entropy.take(ENTROPY_BYTES))),
            kind=AnnouncementKind.POLICY_CHANGE,
            text=standing.says,
            created_at=now,
            version=standing.version,
        )
        async with self.database.unit() as unit:
            await unit.announcements.add(announcement)
        return announcement

    async def send(self, effective_at: datetime | None = None) -> RunId:
        """Tell everybody of this program's policies, once each; who came since is told by sending again.

        Args:
            effective_at: from when they hold; counts when the sending begins, and stays then.

        Raises:
            Conflict: nothing was drafted, or there is nothing to announce.
            BadInput: the day is missing, or comes too soon.
        """
        standing, now = await self.settle(), self.clock.now()
        announcement = standing.announcement
        if standing.in_force or announcement is None:
            way_out = None if standing.in_force else "`specstep announcements draft` shows what there is to say."
            raise Conflict(what="There is no announcement to send.", way_out=way_out)
        for run in await self.workflows.find(run_prefix=announcement_runs(announcement.id)):
            if run.state in (RunState.QUEUED, RunState.RUNNING):
                return run.key
            if run.state in (RunState.FAILED, RunState.CANCELLED):
                await self.workflows.resume(run.key)
                return run.key
        if announcement.finished_at is not None and not standing.unaware:
            raise Conflict(what="Everybody was told already.")
        if announcement.begun_at is None:
            if effective_at is None or effective_at < now + LEAST_NOTICE:
                what = f"must be at least {LEAST_NOTICE.days} day from now, so that people hear of it before."
                raise BadInput(where="the day on which it takes effect", what=what)
            announcement = attrs.evolve(announcement, begun_at=now, effective_at=effective_at)
        run_name = uuid7(now, self.entropy.take(ENTROPY_BYTES))
        async with self.database.unit() as unit:
            await unit.announcements.update(attrs.evolve(announcement, finished_at=None))
            await unit.audit.add(
                service_event(
                    self.entropy, now, Action.POLICY_CHANGE_ANNOUNCED, announcement.id, detail=standing.version
                )
            )
            return await submit(self.workflows, unit, announcement.id, run_name)

    async def list(self, *, limit: int = 100) -> Sequence[tuple[Announcement, int, int]]:
        """What was announced, newest first, each with how many were told, and how many wait."""
        found = []
        async with self.database.reading() as unit:
            for each in await unit.announcements.list(limit=limit):
                listed = await unit.announcements.recipients(each.id)
                told = sum(1 for one in listed if one.told_at is not None)
                found.append((each, told, len(listed) - told))
        return found

    async def announced(self, *, limit: int = 100) -> Sequence[Announcement]:
        """The changes that people were or are being told of, newest first; for anyone's eyes, and no notice of a leak."""
        async with self.database.reading() as unit:
            found = await unit.announcements.list(limit=limit)
        changes = [each for each in found if each.kind is AnnouncementKind.POLICY_CHANGE]
        return [each for each in changes if each.begun_at is not None]

    def _says(self, before: PolicyVersion) -> str:
        """What must be told, a line each; policies that can't be read may have said anything."""
        try:
            changes = compare(loads(before.inventory), self.inventory)
        except Unreadable:
            return UNREADABLE
        return "\n".join(dict.fromkeys(each.announcement for each in changes if each.material))


async def _newest(unit: UnitOfWork, version: str, before: PolicyVersion | None) -> Announcement | None:
    """The announcement of a version; one from before what holds now told of another change."""
    since = None if before is None else before.effective_at
    found = await unit.announcements.of_version(version)
    return next((each for each in found if since is None or each.created_at > since), None)


async def _unaware(unit: UnitOfWork, version: str, announcement: Announcement | None) -> int:
    listed = [] if announcement is None else await unit.announcements.recipients(announcement.id)
    aware = {each.account_id for each in listed if each.told_at is not None}
    number, after = 0, None
    while page := await unit.accounts.reachable(limit=PAGE, after=after):
        number += sum(1 for each in page if each.id not in aware and each.notice_version != version)
        after = page[-1].id
    return number
