"""The job that tells everybody on a list, once each. Repeated after a crash it goes on with those who weren't told."""

from collections.abc import Mapping

import attrs

from specstep.application.keyring.steps import SERVICE
from specstep.application.messages.queueing import Messages
from specstep.domain.announcements import Announcement, AnnouncementKind, breach_text
from specstep.domain.errors import Conflict, NotFound
from specstep.domain.ids import AccountId, AnnouncementId, RunId
from specstep.domain.messages.kinds import BREACH_NOTICE, POLICY_CHANGE, Kind
from specstep.ports.clocks import Clock
from specstep.ports.persistence import Database, UnitOfWork
from specstep.ports.workflows import Job, JobContext, Json, Retry, Workflows

KIND = "announcement"
RETRY = Retry(attempts=5, first_wait_s=1.0)
PAGE = 200


def announcement_runs(id: AnnouncementId) -> str:
    """How the keys of an announcement's runs begin."""
    return f"{KIND}-{id}"


async def submit(workflows: Workflows, unit: UnitOfWork, id: AnnouncementId, run: str) -> RunId:
    """Queue a run of an announcement with the caller's unit of work; `run` tells it from its other ones."""
    key = RunId(f"{announcement_runs(id)}-{run}")
    await workflows.submit_in(unit.transaction, Job(key=key, kind=KIND, account_id=SERVICE, payload={"id": id}))
    return key


@attrs.frozen(kw_only=True)
class Announcer:
    """Carries it out: each one's message is queued in the transaction that notes that they were told."""

    database: Database
    messages: Messages
    clock: Clock

    async def handle(self, context: JobContext) -> Json:
        """Enlist everybody whom a change concerns (a leak comes with its list), tell them, and note that it is done."""
        id = AnnouncementId(str(context.job.payload["id"]))
        await context.step("enlist", lambda: self._enlist(id), retry=RETRY)
        told = await context.step("tell", lambda: self._tell(id), retry=RETRY)
        await context.step("finish", lambda: self._finish(id), retry=RETRY)
        return told

    async def _enlist(self, id: AnnouncementId) -> Json:
        async with self.database.reading() as unit:
            announcement = await _there(unit, id)
        if announcement.kind is not AnnouncementKind.POLICY_CHANGE:
            return 0
        number, after = 0, None
        while True:
            async with self.database.unit() as unit:
                page = await unit.accounts.reachable(limit=PAGE, after=after)
                if not page:
                    return number
                concerned = [each.id for each in page if each.notice_version != announcement.version]
                number += await unit.announcements.enlist(id, concerned)
            after = page[-1].id

    async def _tell(self, id: AnnouncementId) -> Json:
        number, missed = 0, set[AccountId]()
        while True:
            async with self.database.reading() as unit:
                announcement = await _there(unit, id)
                waiting = await unit.announcements.untold(id, limit=PAGE + len(missed))
            kind, data = _message(announcement)
            turn = [each for each in waiting if each not in missed]
            if not turn:
                return number
            for account in turn:
                told = await self._tell_one(id, account, kind, data)
                number += told
                if not told:
                    missed.add(account)

    async def _tell_one(self, id: AnnouncementId, account: AccountId, kind: Kind, data: Mapping[str, str]) -> bool:
        try:
            async with self.database.unit() as unit:
                if await self.messages.queue(unit, account, kind, data, key=id) is None:
                    return False  # their address is gone
                await unit.announcements.told(id, account, self.clock.now())
        except Conflict:  # their account is being deleted
            return False
        return True

    async def _finish(self, id: AnnouncementId) -> Json:
        async with self.database.unit() as unit:
            announcement = await _there(unit, id)
            await unit.announcements.update(attrs.evolve(announcement, finished_at=self.clock.now()))
        return None


def _message(announcement: Announcement) -> tuple[Kind, Mapping[str, str]]:
    if announcement.kind is AnnouncementKind.DATA_BREACH:
        return BREACH_NOTICE, attrs.asdict(breach_text(announcement.text))
    if announcement.effective_at is None:
        raise Conflict(what=f"Announcement {announcement.id} was not begun.")
    return POLICY_CHANGE, {"effective": announcement.effective_at.isoformat(), "changes": announcement.text}


async def _there(unit: UnitOfWork, id: AnnouncementId) -> Announcement:
    found = await unit.announcements.get(id)
    if found is None:
        raise NotFound(kind="announcement", id=id)
    return found
