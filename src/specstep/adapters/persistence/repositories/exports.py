"""Exports in SQL."""

from collections.abc import Sequence

import attrs
import sqlalchemy as sa

from specstep.adapters.persistence.execution import Execution
from specstep.adapters.persistence.repositories.paging import own
from specstep.adapters.persistence.rows.converter import dump, load
from specstep.adapters.persistence.storable import require_storable
from specstep.adapters.persistence.tables import exports
from specstep.domain.errors import NotFound
from specstep.domain.exports import StoredExport
from specstep.domain.ids import AccountId, ExportId

KIND = "export"


@attrs.frozen
class SqlExports:
    """Exports; somebody else's are not there, but through their link."""

    _execution: Execution

    async def add(self, export: StoredExport) -> None:
        """Insert."""
        require_storable(export)
        await self._execution.require_open(export.account_id)
        conflict = f"Export {export.id} or its file is there already."
        await self._execution.write(sa.insert(exports).values(dump(export)), conflict=conflict)

    async def get(self, account: AccountId, id: ExportId) -> StoredExport | None:
        """By id."""
        return await self._one(own(exports, account, id))

    async def of_link(self, sha256: str) -> StoredExport | None:
        """By the hash of the link's secret."""
        return await self._one(exports.c.link_sha256 == sha256)

    async def list(self, account: AccountId, *, limit: int) -> Sequence[StoredExport]:
        """The newest."""
        mine = sa.select(exports).where(exports.c.account_id == account)
        newest = mine.order_by(exports.c.created_at.desc(), exports.c.id.desc()).limit(limit)
        return [load(row, StoredExport) for row in await self._execution.rows(newest)]

    async def put_link(self, account: AccountId, id: ExportId, sha256: str) -> None:
        """Replace the hash."""
        await self._execution.require_open(account)
        changing = sa.update(exports).where(own(exports, account, id)).values(link_sha256=sha256)
        if not await self._execution.write(changing):
            raise NotFound(kind=KIND, id=id)

    async def remove(self, account: AccountId, id: ExportId) -> None:
        """Remove the record for good."""
        if not await self._execution.write(sa.delete(exports).where(own(exports, account, id))):
            raise NotFound(kind=KIND, id=id)

    async def _one(self, which: sa.ColumnElement[bool]) -> StoredExport | None:
        row = await self._execution.held(sa.select(exports).where(which))
        return None if row is None else load(row, StoredExport)
