"""The recycle bin: what is deleted lies there for a time, can come back, and can go for good at once (GEN-7)."""

from collections.abc import Sequence
from datetime import timedelta

import attrs

from specstep.application.audit import audit_event
from specstep.application.doomed_files import bury
from specstep.domain.audit import Action
from specstep.domain.errors import Conflict, NotFound
from specstep.domain.generations.values import TERMINAL
from specstep.domain.ids import ENTROPY_BYTES, AccountId, GenerationId, InterviewId, PackageId, uuid7
from specstep.domain.interviews.values import Interview
from specstep.domain.recycle_bin import BinEntry, BinKind
from specstep.policies.inventory import INVENTORY
from specstep.policies.retention import WhenMarked
from specstep.ports.blobs import BlobStore
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.persistence import Database, PackageRecord, UnitOfWork
from specstep.ports.recycle_bin import Removals
from specstep.ports.retention import DoomedFiles

PAGE = 100
DATASETS = {BinKind.INTERVIEW: "interviews", BinKind.PACKAGE: "packages"}
ACTIONS = {
    BinKind.INTERVIEW: (Action.INTERVIEW_BINNED, Action.INTERVIEW_RESTORED, Action.INTERVIEW_DELETED),
    BinKind.PACKAGE: (Action.PACKAGE_BINNED, Action.PACKAGE_RESTORED, Action.PACKAGE_DELETED),
}
Record = Interview | PackageRecord


@attrs.frozen(kw_only=True)
class RecycleBin:
    """Deleted interviews and packages of one account at a time."""

    database: Database
    blobs: BlobStore
    removals: Removals
    files: DoomedFiles
    files_run: str
    clock: Clock
    entropy: Entropy

    async def list(self, account: AccountId) -> Sequence[BinEntry]:
        """What lies there, the last to be put there first."""
        async with self.database.reading() as unit:
            found: list[tuple[BinKind, Record]] = [
                (BinKind.INTERVIEW, each) for each in await unit.interviews.binned(account, limit=PAGE)
            ]
            found += [(BinKind.PACKAGE, each) for each in await unit.packages.binned(account, limit=PAGE)]
            entries = [await _entry(unit, kind, record) for kind, record in found]
        return sorted(entries, key=lambda entry: (entry.deleted_at, entry.id), reverse=True)

    async def put(self, account: AccountId, kind: BinKind, id: str) -> BinEntry:
        """Delete a record; the entry says until when it can come back, and what goes with it.

        What lies there already keeps its time.

        Raises:
            NotFound: the account has no such record.
        """
        now = self.clock.now()
        async with self.database.unit() as unit:
            record = await _held(unit, account, kind, id)
            if record.deleted_at is None:
                record = await _store(unit, attrs.evolve(record, deleted_at=now))
                await unit.audit.add(audit_event(self.entropy, now, ACTIONS[kind][0], account, id))
            return await _entry(unit, kind, record)

    async def restore(self, account: AccountId, kind: BinKind, id: str) -> None:
        """Take a record out of the bin again.

        Raises:
            NotFound: the account has no such record.
            Conflict: it isn't in the bin.
        """
        now = self.clock.now()
        async with self.database.unit() as unit:
            record = await _held(unit, account, kind, id)
            if record.deleted_at is None:
                raise Conflict(what=f"The {kind} {id} is not in the recycle bin.")
            await _store(unit, attrs.evolve(record, deleted_at=None))
            await unit.audit.add(audit_event(self.entropy, now, ACTIONS[kind][1], account, id))

    async def remove(self, account: AccountId, kind: BinKind, id: str) -> None:
        """Delete a record for good, with its files and all that hangs on it, whether it is in the bin or not.

        The files are bound to follow once the record is gone: what can't be removed right now, the next sweep does.

        Raises:
            NotFound: the account has no such record.
            Conflict: a generation of the interview is running.
            Unavailable: something else still needs it.
        """
        now = self.clock.now()
        async with self.database.reading() as unit:
            record = await _held(unit, account, kind, id)
            if isinstance(record, Interview) and await _is_at_work(unit, record):
                raise Conflict(what=f"A generation of the interview {id} is running.", way_out="Cancel it first.")
        run = f"removal-{uuid7(now, self.entropy.take(ENTROPY_BYTES))}"
        event = audit_event(self.entropy, now, ACTIONS[kind][2], account, id)
        await self.removals.remove(DATASETS[kind], id, run=run, files_run=self.files_run, event=event)
        await bury(self.files, self.blobs, self.files_run)


async def _held(unit: UnitOfWork, account: AccountId, kind: BinKind, id: str) -> Record:
    found: Record | None
    if kind is BinKind.INTERVIEW:
        found = await unit.interviews.get(account, InterviewId(id))
    else:
        found = await unit.packages.get(account, PackageId(id))
    if found is None:
        raise NotFound(kind=kind, id=id)
    return found


async def _store(unit: UnitOfWork, record: Record) -> Record:
    if isinstance(record, Interview):
        await unit.interviews.update(record)
    else:
        await unit.packages.update(record)
    return record


async def _entry(unit: UnitOfWork, kind: BinKind, record: Record) -> BinEntry:
    if record.deleted_at is None:
        raise ValueError(f"{record.id} is not in the bin")
    made = await unit.packages.of_interview(record.account_id, record.id) if isinstance(record, Interview) else ()
    return BinEntry(
        kind=kind,
        id=record.id,
        title=record.title,
        deleted_at=record.deleted_at,
        goes_at=record.deleted_at + _kept_for(DATASETS[kind]),
        packages=len(made),
    )


async def _is_at_work(unit: UnitOfWork, interview: Interview) -> bool:
    """Whether something is being made from an interview."""
    last: GenerationId | None = None
    while page := await unit.generations.list(interview.account_id, limit=PAGE, before=last):
        if any(each.interview_id == interview.id and each.status not in TERMINAL for each in page):
            return True
        last = page[-1].id
    return False


def _kept_for(dataset: str) -> timedelta:
    """How long the bin keeps records of a dataset, as the inventory promises."""
    rules = [rule for rule in INVENTORY.dataset(dataset).timed if isinstance(rule, WhenMarked)]
    return timedelta(days=min(rule.days for rule in rules))
