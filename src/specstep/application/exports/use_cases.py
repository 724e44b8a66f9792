"""What one can do about exports: ask for one, see those that lie ready, read, link and remove them."""

import base64
import hashlib
from collections.abc import AsyncIterator, Sequence

import attrs

from specstep.application.audit import audit_event
from specstep.application.blobs import discard
from specstep.application.exports.steps import KIND, export_run
from specstep.domain.audit import Action
from specstep.domain.errors import Conflict, NotFound
from specstep.domain.exports import ExportLink, StoredExport
from specstep.domain.ids import ENTROPY_BYTES, AccountId, ExportId, RunId, uuid7
from specstep.ports.blobs import BlobStore
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.persistence import Database, UnitOfWork
from specstep.ports.workflows import Job, RunState, Workflows

PAGE = 100
PREFIX = "exp_"
SECRET_BYTES = 32


@attrs.frozen(kw_only=True)
class Exports:
    """Exports of accounts. One whose time is over is not there any more, whether a sweep has come by or not."""

    database: Database
    workflows: Workflows
    blobs: BlobStore
    clock: Clock
    entropy: Entropy

    async def request(self, account: AccountId) -> RunId:
        """Queue an export: audit event and job come together. One that is under way is not made twice.

        Raises:
            NotFound: there is no such account.
            Conflict: it is being deleted.
        """
        if (under_way := await self._under_way(account)) is not None:
            return under_way
        now = self.clock.now()
        id = ExportId(uuid7(now, self.entropy.take(ENTROPY_BYTES)))
        job = Job(key=export_run(id), kind=KIND, account_id=account)
        async with self.database.unit() as unit:
            await _require_open(unit, account)
            await unit.audit.add(audit_event(self.entropy, now, Action.ACCOUNT_EXPORTED, account, account))
            await self.workflows.submit_in(unit.transaction, job)
        return job.key

    async def making(self, account: AccountId) -> bool:
        """Whether one is under way."""
        return await self._under_way(account) is not None

    async def list(self, account: AccountId) -> Sequence[StoredExport]:
        """Those that lie ready, the newest first."""
        now = self.clock.now()
        async with self.database.reading() as unit:
            return [each for each in await unit.exports.list(account, limit=PAGE) if now < each.expires_at]

    async def get(self, account: AccountId, id: ExportId) -> StoredExport:
        """One that lies ready.

        Raises:
            NotFound: the account has none of this id, or its time is over.
        """
        async with self.database.reading() as unit:
            return await self._ready(unit, account, id)

    def read(self, export: StoredExport) -> AsyncIterator[bytes]:
        """The archive, in pieces; raises NotFound at the first where it has gone since."""
        return self.blobs.stream(export.blob)

    async def remove(self, account: AccountId, id: ExportId) -> None:
        """Remove an export before its time, record, link and file together.

        Raises:
            NotFound: the account has none of this id, or its time is over.
        """
        export = await self.get(account, id)

        async def remove(unit: UnitOfWork) -> None:
            event = audit_event(self.entropy, self.clock.now(), Action.EXPORT_REMOVED, account, id)
            await unit.exports.remove(account, id)
            await unit.audit.add(event)

        await discard(self.database, self.blobs, self.clock, account, export.blob, remove)

    async def link(self, account: AccountId, id: ExportId) -> ExportLink:
        """Make the link that opens this export without signing in; an older one opens nothing any more.

        The secret in it can't be guessed and is kept as its hash only: it is shown this once.

        Raises:
            NotFound: the account has none of this id, or its time is over.
            Conflict: the account is being deleted.
        """
        secret = base64.urlsafe_b64encode(self.entropy.take(SECRET_BYTES)).decode().rstrip("=")
        token = f"{PREFIX}{secret}"
        async with self.database.unit() as unit:
            export = await self._ready(unit, account, id)
            await _require_open(unit, account)
            await unit.exports.put_link(account, id, _hash(token))
            event = audit_event(self.entropy, self.clock.now(), Action.EXPORT_LINKED, account, id)
            await unit.audit.add(event)
        return ExportLink(token=token, expires_at=export.expires_at)

    async def opened(self, token: str) -> StoredExport:
        """The export that a link opens.

        Raises:
            NotFound: none, or none any more; a wrong link and an old one are told apart for nobody.
        """
        async with self.database.reading() as unit:
            # Looked up by its hash, so that how long it takes says nothing of how much of a guess was right.
            found = await unit.exports.of_link(_hash(token))
            if found is not None:
                owner = await unit.accounts.get(found.account_id)
                if owner is not None and owner.closing_at is None and self.clock.now() < found.expires_at:
                    return found
        raise NotFound(kind="export", id="of this link")

    async def _under_way(self, account: AccountId) -> RunId | None:
        for run in await self.workflows.find(account=account, run_prefix=f"{KIND}-"):
            if run.state in (RunState.QUEUED, RunState.RUNNING):
                return run.key
        return None

    async def _ready(self, unit: UnitOfWork, account: AccountId, id: ExportId) -> StoredExport:
        found = await unit.exports.get(account, id)
        if found is None or found.expires_at <= self.clock.now():
            raise NotFound(kind="export", id=id)
        return found


async def _require_open(unit: UnitOfWork, account: AccountId) -> None:
    found = await unit.accounts.get(account)
    if found is None:
        raise NotFound(kind="account", id=account)
    if found.closing_at is not None:
        raise Conflict(what=f"Account {account} is being deleted.")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
