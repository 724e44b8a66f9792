"""Statutory requests in SQL."""

from collections.abc import Sequence

import attrs
import sqlalchemy as sa

from specstep.adapters.persistence.execution import Execution
from specstep.adapters.persistence.rows.converter import dump, load
from specstep.adapters.persistence.storable import require_storable
from specstep.adapters.persistence.tables import statutory_requests as table
from specstep.domain.errors import NotFound
from specstep.domain.ids import AccountId, StatutoryRequestId
from specstep.domain.statutory_requests import StatutoryRequest


@attrs.frozen
class SqlStatutoryRequests:
    """Requests; only their answer changes."""

    _execution: Execution

    async def add(self, request: StatutoryRequest) -> None:
        """Insert."""
        require_storable(request)
        await self._execution.require_open(request.account_id)
        await self._execution.write(sa.insert(table).values(dump(request)))

    async def get(self, id: StatutoryRequestId) -> StatutoryRequest | None:
        """By id."""
        row = await self._execution.held(sa.select(table).where(table.c.id == id))
        return None if row is None else load(row, StatutoryRequest)

    async def list(self, account: AccountId) -> Sequence[StatutoryRequest]:
        """The newest first."""
        mine = sa.select(table).where(table.c.account_id == account)
        rows = await self._execution.rows(mine.order_by(table.c.received_at.desc(), table.c.id.desc()))
        return [load(row, StatutoryRequest) for row in rows]

    async def unanswered(self, *, limit: int) -> Sequence[StatutoryRequest]:
        """The first due first."""
        waiting = sa.select(table).where(table.c.answered_at.is_(None))
        rows = await self._execution.rows(waiting.order_by(table.c.due_at, table.c.id).limit(limit))
        return [load(row, StatutoryRequest) for row in rows]

    async def answer(self, request: StatutoryRequest) -> None:
        """Keep the answer."""
        require_storable(request)
        mine = sa.and_(table.c.id == request.id, table.c.account_id == request.account_id)
        answered = {"answer": request.answer, "answered_at": request.answered_at}
        if not await self._execution.write(sa.update(table).where(mine).values(answered)):
            raise NotFound(kind="request", id=request.id)
