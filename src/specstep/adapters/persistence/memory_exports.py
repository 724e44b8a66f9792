"""Exports in memory."""

from collections.abc import Sequence

import attrs

from specstep.adapters.persistence.memory_state import Part
from specstep.domain.errors import NotFound
from specstep.domain.exports import StoredExport
from specstep.domain.ids import AccountId, ExportId


class MemoryExports(Part):
    async def add(self, export: StoredExport) -> None:
        state = self.write(export)
        self.require_open(export.account_id)
        self.refer(state.accounts.get(export.account_id), "an account")
        if any(export.id == other.id or export.blob == other.blob for other in state.exports.values()):
            raise self.conflict(f"Export {export.id} or its file is there already.")
        state.exports[export.id] = export

    async def get(self, account: AccountId, id: ExportId) -> StoredExport | None:
        found = self.state.exports.get(id)
        return found if found is not None and found.account_id == account else None

    async def of_link(self, sha256: str) -> StoredExport | None:
        return next((each for each in self.state.exports.values() if each.link_sha256 == sha256), None)

    async def list(self, account: AccountId, *, limit: int) -> Sequence[StoredExport]:
        mine = [each for each in self.state.exports.values() if each.account_id == account]
        return sorted(mine, key=lambda each: (each.created_at, each.id), reverse=True)[:limit]

    async def put_link(self, account: AccountId, id: ExportId, sha256: str) -> None:
        state = self.write(sha256)
        self.require_open(account)
        state.exports[id] = attrs.evolve(await self._need(account, id), link_sha256=sha256)

    async def remove(self, account: AccountId, id: ExportId) -> None:
        state = self.write()
        await self._need(account, id)
        del state.exports[id]

    async def _need(self, account: AccountId, id: ExportId) -> StoredExport:
        found = await self.get(account, id)
        if found is None:
            raise NotFound(kind="export", id=id)
        return found
