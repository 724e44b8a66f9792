"""The journal of files in SQL."""

from collections.abc import Sequence
from datetime import datetime

import attrs
import sqlalchemy as sa

from specstep.adapters.persistence.execution import Execution
from specstep.adapters.persistence.fates import Fate
from specstep.adapters.persistence.storable import require_storable
from specstep.adapters.persistence.tables import blob_intents, exports, packages, policy_marks
from specstep.domain.errors import Conflict
from specstep.domain.ids import AccountId, BlobKey

HOLDERS = (packages.c.blob, exports.c.blob, policy_marks.c.key_1)
"""Every column that names a blob: a new one belongs here. The policy engine's marks name those that must go."""


@attrs.frozen
class SqlBlobJournal:
    """Intents and tombstones, at most one per key."""

    _execution: Execution

    async def intend(self, account: AccountId, key: BlobKey, at: datetime) -> None:
        """Announce a file, or renew its announcement."""
        require_storable((key, at))
        await self._execution.require_open(account)
        conflict = f"Blob {key} is in use, or about to go."
        mine = self._entry(account, key, Fate.INTENT)
        if not await self._execution.write(sa.update(blob_intents).where(mine).values(at=at)):
            await self._insert(account, key, at, Fate.INTENT, conflict)
        # INVARIANT: looked up once the entry is ours, so that a record committed meanwhile shows.
        for column in HOLDERS:
            if await self._execution.row(sa.select(column).where(column == key)) is not None:
                self._execution.refused = True
                raise Conflict(what=conflict)

    async def fulfil(self, account: AccountId, key: BlobKey) -> None:
        """Strike the intent."""
        mine = self._entry(account, key, Fate.INTENT)
        if not await self._execution.write(sa.delete(blob_intents).where(mine)):
            self._execution.refused = True
            raise Conflict(what=f"The intent for blob {key} is gone, and perhaps its file.")

    async def entomb(self, account: AccountId, key: BlobKey, at: datetime) -> None:
        """Announce the end of a file, whatever was announced for it before."""
        require_storable((key, at))
        await self.settle(key)
        await self._insert(account, key, at, Fate.TOMBSTONE, f"Blob {key} is about to go already.")

    async def announced(self, account: AccountId) -> Sequence[BlobKey]:
        """The keys of the account's intents."""
        mine = sa.and_(blob_intents.c.account_id == account, blob_intents.c.fate == Fate.INTENT.value)
        statement = sa.select(blob_intents.c.key).where(mine).order_by(blob_intents.c.key)
        return [BlobKey(row["key"]) for row in await self._execution.rows(statement)]

    async def settle(self, key: BlobKey) -> None:
        """Strike the entry; none is no error."""
        await self._execution.write(sa.delete(blob_intents).where(blob_intents.c.key == key))

    async def unsettled(self, *, before: datetime, limit: int) -> Sequence[BlobKey]:
        """The oldest entries from before a time."""
        at = blob_intents.c.at
        statement = sa.select(blob_intents.c.key).where(at < before).order_by(at, blob_intents.c.key).limit(limit)
        return [BlobKey(row["key"]) for row in await self._execution.rows(statement)]

    async def claim(self, *, before: datetime, at: datetime, limit: int) -> Sequence[BlobKey]:
        """Make tombstones of the oldest entries from before a time."""
        claimed = []
        for key in await self.unsettled(before=before, limit=limit):
            # The time is asked for again: whoever renewed or claimed it meanwhile keeps it.
            still = sa.and_(blob_intents.c.key == key, blob_intents.c.at < before)
            changes = {"fate": Fate.TOMBSTONE.value, "at": at}
            if await self._execution.write(sa.update(blob_intents).where(still).values(changes)):
                claimed.append(key)
        return claimed

    def _entry(self, account: AccountId, key: BlobKey, fate: Fate) -> sa.ColumnElement[bool]:
        table = blob_intents
        return sa.and_(table.c.key == key, table.c.account_id == account, table.c.fate == fate.value)

    async def _insert(self, account: AccountId, key: BlobKey, at: datetime, fate: Fate, conflict: str) -> None:
        row = {"key": key, "account_id": account, "fate": fate.value, "at": at}
        await self._execution.write(sa.insert(blob_intents).values(row), conflict=conflict)
