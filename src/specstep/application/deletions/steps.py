"""The job that takes an account out, step by named step. Each step may be cut off and run again.

Step results hold figures only: they outlive the account by a little.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial

import attrs

from specstep.application.doomed_files import bury as bury_all
from specstep.application.messages.farewell import Farewell
from specstep.domain.accounts import LOCAL_OWNER, Account
from specstep.domain.audit import Action, AuditEvent
from specstep.domain.deletions import Erased
from specstep.domain.errors import Conflict, Unavailable
from specstep.domain.ids import AccountId, AuditEventId, RunId, derived_id
from specstep.ports.blobs import BlobStore
from specstep.ports.clocks import Clock
from specstep.ports.deletions import ErasureLog, Erasures
from specstep.ports.persistence import Database
from specstep.ports.retention import DoomedFiles
from specstep.ports.workflows import JobContext, Json, Retry, RunState, Workflows

KIND = "deletion"
CONFIRM = "confirm"
"""What is done last, after the account has gone: its owner is told, which may take until a mail server is back."""
RETRY = Retry(attempts=4, first_wait_s=0.5)
UNFINISHED = (RunState.QUEUED, RunState.RUNNING)

Body = Callable[[], Awaitable[Json]]


def deletion_run(account: AccountId) -> RunId:
    """The run that deletes this account; there is one at a time."""
    return RunId(f"{KIND}-{account}")


def name_in_books(account: AccountId) -> str:
    """How the engine's books call the deletion: always the same, so that a new try finds the marks of the last."""
    return f"erasure-{derived_id('erasure', account)}"


@attrs.frozen(kw_only=True)
class Eraser:
    """Takes accounts out."""

    database: Database
    blobs: BlobStore
    workflows: Workflows
    erasures: Erasures
    files: DoomedFiles
    log: ErasureLog
    clock: Clock
    farewell: Farewell | None = None

    async def handle(self, context: JobContext) -> Json:
        """Take the job's account out; the result is what the deletion did."""
        results: dict[str, Json] = {}
        event = AuditEventId(str(context.job.payload["event"]))
        steps = self.steps(context.job.account_id, own=context.job.key, event=event)
        for number, (name, body) in enumerate(steps):
            percent = round(100 * number / len(steps))
            await context.publish({"phase": "deleting", "step": name, "percent": percent})
            results[name] = await context.step(name, body, retry=RETRY)
        if self.farewell is not None and (address := context.job.payload.get("confirm")) is not None:
            await context.publish({"phase": "deleting", "step": CONFIRM, "percent": 99})
            await self.farewell.say(context, str(address), key=event)
        await context.publish({"phase": "deleting", "step": "done", "percent": 100})
        return results["verify"]

    async def erase(self, account: AccountId, *, event: AuditEventId) -> Json:
        """The same at once, without a job: for what a restored backup brought back."""
        results = {name: await body() for name, body in self.steps(account, own=None, event=event)}
        return results["verify"]

    def steps(self, account: AccountId, *, own: RunId | None, event: AuditEventId) -> Sequence[tuple[str, Body]]:
        """What is done, in order.

        Args:
            own: the run that does it, which can't end itself.
            event: the id of the event that it leaves, drawn by chance: one that was derived from the account would
                lead back to it.
        """
        return (
            ("fence", partial(self.fence, account, own)),
            ("log", partial(self.note, account)),
            ("mark", partial(self.mark, account)),
            ("remove", partial(self.remove, account)),
            ("files", partial(self.bury, account)),
            ("runs", partial(self.forget_runs, account, own)),
            ("traces", self.forget_traces),
            ("verify", partial(self.verify, account)),
            ("close", partial(self.close, account, event)),
        )

    async def fence(self, account: AccountId, own: RunId | None) -> Json:
        """Let the account take nothing new, and end what runs for it."""
        async with self.database.unit() as unit:
            found = await unit.accounts.get(account)
            if found is not None and found.closing_at is None:
                await unit.accounts.update(attrs.evolve(found, closing_at=self.clock.now()))
        cancelled = 0
        for run in await self.workflows.find(account=account):
            if run.key != own and run.state in UNFINISHED:
                await self.workflows.cancel(run.key)
                cancelled += 1
        return {"cancelled": cancelled}

    async def note(self, account: AccountId) -> Json:
        """Note the deletion where no backup of the database can undo it; before the first row goes."""
        async with self.database.reading() as unit:
            found = await unit.accounts.get(account)
        await self.log.add(account, (found.closing_at if found else None) or self.clock.now())
        return None

    async def mark(self, account: AccountId) -> Json:
        """Count what is to go, and mark it. A file that somebody is just writing may appear later than all else."""
        if await self._came_after(account):
            return {}
        async with self.database.reading() as unit:
            written = await unit.blobs.announced(account)
        await self.files.expect(written, self.clock.now())
        return dict(await self.erasures.mark(account, name_in_books(account)))

    async def remove(self, account: AccountId) -> Json:
        """Take the rows, children first, the account last."""
        if not await self._came_after(account):
            await self.erasures.remove(account, name_in_books(account))
        return None

    async def bury(self, account: AccountId) -> Json:
        """Take the files of the rows that went."""
        run = name_in_books(account)
        gone, stuck = await bury_all(self.files, self.blobs, run)
        if gone:
            await self.erasures.tally(run, "files", "removed", gone)
        if stuck:
            raise Unavailable(
                service="The blob store",
                reason=f"{stuck} files of the account can't be removed.",
                way_out="See to the store; the deletion is carried on with the next sweep.",
            )
        return {"gone": gone}

    async def forget_runs(self, account: AccountId, own: RunId | None) -> Json:
        """Have the workflow engine forget what it did for the account."""
        gone = await self.workflows.purge(account=account)
        left = [run for run in await self.workflows.find(account=account) if run.key != own]
        if left:
            raise Unavailable(service="The workflow engine", reason=f"{len(left)} runs of the account go on.")
        if gone:
            await self.erasures.tally(name_in_books(account), "runs", "removed", gone)
        return {"gone": gone}

    async def forget_traces(self) -> Json:
        """Have the database forget what it keeps beside its tables."""
        await self.erasures.forget_traces()
        return None

    async def verify(self, account: AccountId) -> Json:
        """See that no mark remains and the account is gone: only then is it done."""
        run = name_in_books(account)
        erasure = await self.erasures.verify(account, run)
        if await self._came_after(account) and not await self.files.page(run, after=None, limit=1):
            erasure = attrs.evolve(erasure, remaining=(), account_there=False)  # what is there is another one's
        if not erasure.complete:
            raise Unavailable(service="The deletion", reason=f"{erasure.says}.")
        return {"counts": [list(count) for count in erasure.counts]}

    async def close(self, account: AccountId, id: AuditEventId) -> Json:
        """Leave an event that names nobody, and close the books."""
        event = AuditEvent(
            id=id,
            at=self.clock.now(),
            action=Action.ACCOUNT_DELETED,
            actor=None,
            subject_account=None,
        )
        try:
            async with self.database.unit() as unit:
                await unit.audit.add(event)
        except Conflict:
            pass  # a try that was cut off had written it
        await self.erasures.close(name_in_books(account))
        return None

    async def _came_after(self, account: AccountId) -> bool:
        """Whether the account of this id is another one, opened after the one that had to go had gone.

        Then nothing of the first is left in the tables: its own row was the last.
        """
        async with self.database.reading() as unit:
            found = await unit.accounts.get(account)
        since = await self._since(account)
        return found is not None and since is not None and is_another(found, Erased(account=account, at=since))

    async def _since(self, account: AccountId) -> datetime | None:
        times = [entry.at for entry in await self.log.entries() if entry.account == account]
        return times[-1] if times else None


def is_another(account: Account, entry: Erased) -> bool:
    """Whether this account came after the one that had to go: only the local owner's id is used again."""
    return account.id == LOCAL_OWNER and account.created_at > entry.at
