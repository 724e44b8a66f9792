"""The keys of the ring in SQL."""

from collections.abc import Sequence

import attrs
import sqlalchemy as sa

from specstep.adapters.persistence.execution import Execution
from specstep.adapters.persistence.rows.converter import dump, load
from specstep.adapters.persistence.storable import require_storable
from specstep.adapters.persistence.tables.keyring import encryption_keys
from specstep.domain.errors import NotFound
from specstep.domain.ids import KeyId
from specstep.domain.keyring.values import KeyRecord


@attrs.frozen
class SqlKeyRecords:
    """Keys, wrapped."""

    _execution: Execution

    async def add(self, record: KeyRecord) -> None:
        """Insert."""
        require_storable(record)
        conflict = f"There is an encryption key {record.id} already."
        await self._execution.write(sa.insert(encryption_keys).values(dump(record)), conflict=conflict)

    async def get(self, id: KeyId) -> KeyRecord | None:
        """By id."""
        row = await self._execution.held(sa.select(encryption_keys).where(encryption_keys.c.id == id))
        return None if row is None else load(row, KeyRecord)

    async def list(self) -> Sequence[KeyRecord]:
        """All, oldest first."""
        order = (encryption_keys.c.created_at, encryption_keys.c.id)
        rows = await self._execution.rows(sa.select(encryption_keys).order_by(*order))
        return [load(row, KeyRecord) for row in rows]

    async def update(self, record: KeyRecord) -> None:
        """Replace what may change."""
        require_storable(record)
        mine = encryption_keys.c.id == record.id
        changes = {
            "retired_at": record.retired_at,
            "revoked_at": record.revoked_at,
            "master": record.master,
            "wrapped": record.wrapped,
        }
        if not await self._execution.write(sa.update(encryption_keys).where(mine).values(changes)):
            raise NotFound(kind="encryption key", id=record.id)
