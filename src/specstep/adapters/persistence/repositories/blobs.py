"""The journal of files in SQL."""

from collections.abc import Sequence
from datetime import datetime

import attrs
import sqlalchemy as sa

from specstep.adapters.persistence.execution import Execution
from specstep.adapters.persistence.storable import require_storable
from specstep.adapters.persistence.tables import Fate, blob_intents
from specstep.domain.ids import AccountId, BlobKey


@attrs.frozen
class SqlBlobJournal:
    """Intents and tombstones, at most one per key."""

    _execution: Execution

    async def intend(self, account: AccountId, key: BlobKey, at: datetime) -> None:
        """Announce a file."""
        await self._insert(account, key, at, Fate.INTENT)

    async def entomb(self, account: AccountId, key: BlobKey, at: datetime) -> None:
        """Announce the end of a file, whatever was announced for it before."""
        await self.settle(key)
        await self._insert(account, key, at, Fate.TOMBSTONE)

    async def settle(self, key: BlobKey) -> None:
        """Strike the entry; none is no error."""
        await self._execution.write(sa.delete(blob_intents).where(blob_intents.c.key == key))

    async def unsettled(self, *, before: datetime, limit: int) -> Sequence[BlobKey]:
        """The oldest entries from before a time."""
        at = blob_intents.c.at
        statement = sa.select(blob_intents.c.key).where(at < before).order_by(at, blob_intents.c.key).limit(limit)
        return [BlobKey(row["key"]) for row in await self._execution.rows(statement)]

    async def _insert(self, account: AccountId, key: BlobKey, at: datetime, fate: Fate) -> None:
        require_storable((key, at))
        row = {"key": key, "account_id": account, "fate": fate.value, "at": at}
        conflict = f"There is an unsettled entry for blob {key} already."
        await self._execution.write(sa.insert(blob_intents).values(row), conflict=conflict)
