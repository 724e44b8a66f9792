"""The audit trail in SQL."""

from collections.abc import Sequence

import attrs
import sqlalchemy as sa

from specstep.adapters.persistence.execution import Execution
from specstep.adapters.persistence.rows.audit import event, event_row
from specstep.adapters.persistence.storable import require_storable
from specstep.adapters.persistence.tables import audit_events
from specstep.domain.audit import AuditEvent
from specstep.domain.ids import AccountId


@attrs.frozen
class SqlAuditTrail:
    """Append-only: there is no statement here that changes or removes an event."""

    _execution: Execution

    async def add(self, event: AuditEvent) -> None:
        """Append."""
        require_storable(event)
        conflict = f"There is an audit event {event.id} already."
        await self._execution.write(sa.insert(audit_events).values(event_row(event)), conflict=conflict)

    async def list(self, account: AccountId, *, limit: int) -> Sequence[AuditEvent]:
        """The newest ones that concern the account."""
        table = audit_events
        mine = sa.or_(table.c.actor_id == account, table.c.subject_account_id == account)
        order = (table.c.at.desc(), table.c.id.desc())
        statement = sa.select(table).where(mine).order_by(*order).limit(limit)
        return [event(row) for row in await self._execution.rows(statement)]
