"""The job that makes an export, step by named step. Step results hold figures only."""

import hashlib
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import datetime

import attrs

from specstep.application.blobs import LEFTOVER_AGE
from specstep.application.exports.archives import archive
from specstep.application.messages.queueing import Messages
from specstep.domain.errors import Conflict, Unavailable
from specstep.domain.exports import LIFE, StoredExport
from specstep.domain.ids import ENTROPY_BYTES, AccountId, BlobKey, ExportId, RunId, uuid7
from specstep.domain.messages.kinds import EXPORT_READY
from specstep.ports.blobs import BlobStore
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.exports import AccountData
from specstep.ports.persistence import Database
from specstep.ports.workflows import JobContext, Json, Retry

KIND = "export"
RETRY = Retry(attempts=4, first_wait_s=0.5)
RENEWED = LEFTOVER_AGE / 4
"""How often the announcement of a file that takes long is renewed, so that no sweep takes it for a leftover."""


def export_run(id: ExportId) -> RunId:
    """The run that makes this export."""
    return RunId(f"{KIND}-{id}")


def export_of(run: RunId) -> ExportId:
    """The export that a run makes."""
    return ExportId(run.removeprefix(f"{KIND}-"))


@attrs.frozen(kw_only=True)
class Exporter:
    """Makes exports. One whose account is being deleted dies with it."""

    database: Database
    blobs: BlobStore
    data: AccountData
    clock: Clock
    entropy: Entropy
    messages: Messages | None = None

    async def handle(self, context: JobContext) -> Json:
        """Make the job's export; the result is its size."""
        account, id = context.job.account_id, export_of(context.job.key)

        async def begin() -> Json:
            return await self.begin(account)

        async def write() -> Json:
            return await self.write(account, id, began)

        await context.publish({"phase": "exporting", "step": "begin", "percent": 0})
        began = datetime.fromisoformat(str(await context.step("begin", begin, retry=RETRY)))
        await context.publish({"phase": "exporting", "step": "write", "percent": 10})
        result = await context.step("write", write, retry=RETRY)
        await context.publish({"phase": "exporting", "step": "done", "percent": 100})
        return result

    async def begin(self, account: AccountId) -> Json:
        """The time that the archive bears; no account that is going gets one."""
        async with self.database.reading() as unit:
            found = await unit.accounts.get(account)
        if found is None or found.closing_at is not None:
            raise Conflict(what="The account is being deleted, and its exports with it.")
        return self.clock.now().isoformat()

    async def write(self, account: AccountId, id: ExportId, began: datetime) -> Json:
        """Announce the file, write it, and add the record with the end of the announcement, in one transaction.

        Cut off anywhere, it is begun again from its beginning, under the same key. Its week begins when it is ready.

        Raises:
            Unavailable: a sweep has taken the file for a leftover, because this stood still for an hour; try again.
        """
        async with self.database.reading() as unit:
            made = await unit.exports.get(account, id)
        if made is not None:  # a try that was cut off had got so far
            return made.size_bytes
        counted = _Counted()
        key = BlobKey(f"exports/{id}")
        await self._announce(account, key)
        async with aclosing(self._pieces(account, key, began, counted)) as pieces:
            await self.blobs.write(key, pieces)
        now = self.clock.now()
        export = StoredExport(
            id=id,
            account_id=account,
            blob=key,
            size_bytes=counted.size_bytes,
            sha256=counted.hash.hexdigest(),
            created_at=now,
            expires_at=now + LIFE,
        )
        try:
            async with self.database.unit() as unit:
                await unit.blobs.fulfil(account, key)
                await unit.exports.add(export)
                if self.messages is not None:
                    until = {"until": export.expires_at.isoformat()}
                    await self.messages.queue(unit, account, EXPORT_READY, until, key=id)
        except Conflict as error:
            await self.begin(account)  # says so where the account is going
            raise _lost() from error
        return export.size_bytes

    async def _announce(self, account: AccountId, key: BlobKey) -> None:
        try:
            async with self.database.unit() as unit:
                await unit.blobs.intend(account, key, self.clock.now())
        except Conflict as error:
            await self.begin(account)
            raise _lost() from error

    async def _pieces(
        self, account: AccountId, key: BlobKey, began: datetime, counted: "_Counted"
    ) -> AsyncGenerator[bytes, None]:
        renewed = self.clock.now()
        run = f"{KIND}-{uuid7(renewed, self.entropy.take(ENTROPY_BYTES))}"
        async with aclosing(archive(self.blobs, self.data, account, began, run)) as pieces:
            async for piece in pieces:
                counted.add(piece)
                yield piece
                if abs(self.clock.now() - renewed) > RENEWED:
                    renewed = self.clock.now()
                    await self._announce(account, key)


class _Counted:
    """What went by."""

    def __init__(self) -> None:
        self.size_bytes = 0
        self.hash = hashlib.sha256()

    def add(self, piece: bytes) -> None:
        self.size_bytes += len(piece)
        self.hash.update(piece)


def _lost() -> Unavailable:
    return Unavailable(
        service="The export",
        reason="its file was cleared away because it took too long.",
        way_out="Ask for the export again.",
    )
