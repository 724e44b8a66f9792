"""The audit trail in SQL."""

from collections.abc import Sequence

import attrs
import sqlalchemy as sa

from specstep.adapters.persistence.execution import Execution
from specstep.adapters.persistence.rows.audit import event, event_row
from specstep.adapters.persistence.storable import require_storable
from specstep.adapters.persistence.tables import audit_events
from specstep.domain.audit import AuditEvent, AuditQuery
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
        return await self._newest([_of(account)], limit)

    async def search(self, query: AuditQuery) -> Sequence[AuditEvent]:
        """The newest ones that the query takes."""
        columns, wanted = audit_events.c, list[sa.ColumnElement[bool]]()
        if query.account is not None:
            wanted.append(_of(query.account))
        if query.actions is not None:
            wanted.append(columns.action.in_(sorted(query.actions)))
        if query.since is not None:
            wanted.append(columns.at >= query.since)
        if query.until is not None:
            wanted.append(columns.at < query.until)
        if query.subject is not None:
            wanted.append(columns.subject_id == query.subject)
        if query.after is not None:
            at, id = query.after
            wanted.append(sa.or_(columns.at < at, sa.and_(columns.at == at, columns.id < id)))
        return await self._newest(wanted, query.limit)

    async def _newest(self, wanted: Sequence[sa.ColumnElement[bool]], limit: int) -> Sequence[AuditEvent]:
        order = (audit_events.c.at.desc(), audit_events.c.id.desc())
        statement = sa.select(audit_events).where(*wanted).order_by(*order).limit(limit)
        return [event(row) for row in await self._execution.rows(statement)]


def _of(account: AccountId) -> sa.ColumnElement[bool]:
    return sa.or_(audit_events.c.actor_id == account, audit_events.c.subject_account_id == account)
