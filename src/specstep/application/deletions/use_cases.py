"""What one can do about the deletion of accounts: ask for it, look ahead, carry on, and repeat it after a restore."""

from collections.abc import Sequence

import attrs

from specstep.application.audit import audit_event
from specstep.application.deletions.steps import KIND, Eraser, deletion_run, is_another
from specstep.domain.accounts import Account
from specstep.domain.audit import Action
from specstep.domain.deletions import Erased, ErasurePreview
from specstep.domain.errors import NotFound
from specstep.domain.ids import ENTROPY_BYTES, AccountId, AuditEventId, RunId, uuid7
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.deletions import ErasureLog, Erasures
from specstep.ports.exports import AccountData
from specstep.ports.persistence import Database
from specstep.ports.workflows import Job, Json, RunState, Workflows

PAGE = 100
STOPPED = (RunState.FAILED, RunState.CANCELLED)


@attrs.frozen(kw_only=True)
class Deletions:
    """Deletions of accounts. A request can't be taken back: from then on the account takes nothing new."""

    database: Database
    workflows: Workflows
    erasures: Erasures
    data: AccountData
    log: ErasureLog
    eraser: Eraser
    clock: Clock
    entropy: Entropy

    async def request(self, account: AccountId) -> RunId:
        """Close an account and queue its deletion: request, audit event and job come together.

        Asking again carries on what failed.

        Raises:
            NotFound: there is no such account.
        """
        key = deletion_run(account)
        await self.forget(key)  # of an earlier account of that id: the local owner's comes back
        async with self.database.unit() as unit:
            found = await unit.accounts.get(account)
            if found is None:
                raise NotFound(kind="account", id=account)
            if found.closing_at is None:
                now = self.clock.now()
                await unit.accounts.update(attrs.evolve(found, closing_at=now))
                await unit.audit.add(
                    audit_event(self.entropy, now, Action.ACCOUNT_DELETION_REQUESTED, account, account)
                )
                await self.workflows.submit_in(unit.transaction, self._job(account, confirm=found.email))
        await self._carry_on(key)
        return key

    async def preview(self, account: AccountId) -> ErasurePreview:
        """Count what a deletion would take, and change nothing.

        Raises:
            NotFound: there is no such account.
        """
        async with self.database.reading() as unit:
            if await unit.accounts.get(account) is None:
                raise NotFound(kind="account", id=account)
        run = f"preview-{uuid7(self.clock.now(), self.entropy.take(ENTROPY_BYTES))}"
        rows = await self.erasures.preview(account, run)
        files = 0
        async for _ in self.data.files(account):
            files += 1
        runs = await self.workflows.find(account=account)
        return ErasurePreview(rows=tuple(sorted(rows.items())), files=files, runs=len(runs))

    async def closing(self) -> Sequence[Account]:
        """The accounts whose deletion was asked for and is not done."""
        found: list[Account] = []
        async with self.database.reading() as unit:
            while page := await unit.accounts.closing(limit=PAGE, after=found[-1].id if found else None):
                found += page
        return found

    async def carry_on(self) -> tuple[int, int]:
        """Take up every deletion that stands still, and forget the runs of those that are done.

        One that fails again stops no other. Where rows are gone and files are not, only the run knows of it.

        Returns:
            How many accounts are still to go, and the deletions of how many had failed.
        """
        going, failed = {deletion_run(account.id) for account in await self.closing()}, 0
        for run in await self.workflows.find(run_prefix=f"{KIND}-"):
            if run.state == RunState.DONE:
                await self.forget(run.key)
                continue
            going.add(run.key)
            failed += run.state in STOPPED
        for key in sorted(going):
            await self._carry_on(key)
        return len(going), failed

    async def forget(self, key: RunId) -> None:
        """Have the workflow engine forget a deletion that is done: its key leads to the account."""
        run = await self.workflows.info(key)
        if run is not None and run.state == RunState.DONE:
            await self.workflows.purge(run_prefix=key)
            await self.erasures.forget_traces()

    async def missed(self) -> Sequence[Erased]:
        """Accounts that had to go and are there as if nobody had asked: a backup was put back without us."""
        missed = []
        for entry in await self._logged():
            async with self.database.reading() as unit:
                found = await unit.accounts.get(entry.account)
            if found is not None and found.closing_at is None and not is_another(found, entry):
                missed.append(entry)
        return missed

    async def replay(self) -> int:
        """Delete again whatever the log names, before anything serves; how many accounts were there again.

        Raises:
            SpecStepError: one of them can't go; nothing must be served before it has.
        """
        erased = 0
        for entry in await self._logged():
            async with self.database.reading() as unit:
                found = await unit.accounts.get(entry.account)
            if found is not None and is_another(found, entry):
                continue
            if found is not None or await self.workflows.find(account=entry.account):
                await self.eraser.erase(entry.account, event=self._event())
                erased += 1
        return erased

    async def _logged(self) -> Sequence[Erased]:
        """The last entry of each account."""
        return tuple({entry.account: entry for entry in await self.log.entries()}.values())

    async def _carry_on(self, key: RunId) -> None:
        run = await self.workflows.info(key)
        if run is None:
            account = AccountId(key.removeprefix(f"{KIND}-"))
            async with self.database.reading() as unit:
                found = await unit.accounts.get(account)
            await self.workflows.submit(self._job(account, confirm=None if found is None else found.email))
        elif run.state in STOPPED:
            await self.workflows.resume(key)

    def _job(self, account: AccountId, *, confirm: str | None = None) -> Job:
        """The job. `confirm`: the address that hears of its end; it is in no other place by then (RIG-3)."""
        payload: dict[str, Json] = {"event": self._event()}
        if confirm is not None:
            payload["confirm"] = confirm
        return Job(key=deletion_run(account), kind=KIND, account_id=account, payload=payload)

    def _event(self) -> AuditEventId:
        return AuditEventId(uuid7(self.clock.now(), self.entropy.take(ENTROPY_BYTES)))
