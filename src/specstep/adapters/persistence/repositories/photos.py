"""Profile photos in SQL."""

import attrs
import sqlalchemy as sa

from specstep.adapters.persistence.execution import Execution
from specstep.adapters.persistence.rows.converter import dump, load
from specstep.adapters.persistence.storable import require_storable
from specstep.adapters.persistence.tables.photos import profile_photos
from specstep.domain.ids import AccountId
from specstep.domain.photos import Photo


@attrs.frozen
class SqlPhotoRecords:
    """One picture of an account."""

    _execution: Execution

    async def put(self, account: AccountId, photo: Photo) -> None:
        """Update, or insert."""
        require_storable(photo)
        await self._execution.require_open(account)
        mine = profile_photos.c.account_id == account
        if not await self._execution.write(sa.update(profile_photos).where(mine).values(dump(photo))):
            await self._execution.write(sa.insert(profile_photos).values(account_id=account, **dump(photo)))

    async def get(self, account: AccountId) -> Photo | None:
        """By account."""
        row = await self._execution.row(sa.select(profile_photos).where(profile_photos.c.account_id == account))
        return None if row is None else load({name: row[name] for name in FIELDS}, Photo)

    async def remove(self, account: AccountId) -> None:
        """Delete."""
        await self._execution.write(sa.delete(profile_photos).where(profile_photos.c.account_id == account))


FIELDS = tuple(field.name for field in attrs.fields(Photo))
