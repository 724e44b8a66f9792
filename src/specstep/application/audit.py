"""Audit events, made alike everywhere, and the log of them as people read it."""

import base64
from collections.abc import AsyncIterator, Sequence
from datetime import datetime

import attrs

from specstep.domain.accounts import Role
from specstep.domain.audit import PAGE_LIMIT, Action, AuditEvent, AuditQuery
from specstep.domain.errors import BadInput, NotFound
from specstep.domain.ids import ENTROPY_BYTES, AccountId, AuditEventId, uuid7
from specstep.ports.clocks import Entropy
from specstep.ports.persistence import Database, UnitOfWork


def audit_event(
    entropy: Entropy, now: datetime, action: Action, account: AccountId, subject: str, *, detail: str = ""
) -> AuditEvent:
    """An event about a thing of this account's, done by the account itself (GEN-6)."""
    return AuditEvent(
        id=AuditEventId(uuid7(now, entropy.take(ENTROPY_BYTES))),
        at=now,
        action=action,
        actor=account,
        subject_account=account,
        subject_id=subject,
        detail=detail,
    )


def service_event(
    entropy: Entropy, now: datetime, action: Action, subject: str, *, detail: str = ""
) -> AuditEvent:
    """An event about a thing of the service's own, done by its operator or by itself: no account's."""
    return AuditEvent(
        id=AuditEventId(uuid7(now, entropy.take(ENTROPY_BYTES))),
        at=now,
        action=action,
        actor=None,
        subject_account=None,
        subject_id=subject,
        detail=detail,
    )


@attrs.frozen(kw_only=True)
class AuditPage:
    """Some events, newest first; `cursor` is where the next page begins, None at the end."""

    events: Sequence[AuditEvent]
    cursor: str | None


@attrs.frozen(kw_only=True)
class AuditLog:
    """Reads the audit log. It is written by the acts themselves, and changed by nobody."""

    database: Database

    async def mine(self, account: AccountId, query: AuditQuery) -> AuditPage:
        """A page of what an account did and of what was done to it."""
        async with self.database.reading() as unit:
            return await _page(unit, attrs.evolve(query, account=account))

    async def page(self, query: AuditQuery, *, by: AccountId | None) -> AuditPage:
        """A page of everybody's events.

        Args:
            by: the operator who asks; None for whoever runs the program beside its database.

        Raises:
            NotFound: `by` is no operator.
        """
        async with self.database.reading() as unit:
            await _require_operator(unit, by)
            return await _page(unit, query)

    async def each(self, query: AuditQuery, *, by: AccountId | None) -> AsyncIterator[AuditEvent]:
        """All of everybody's events that the query takes, newest first; raises like `page`."""
        query = attrs.evolve(query, limit=PAGE_LIMIT)
        while True:
            found = await self.page(query, by=by)  # a page to a transaction: a long one would hold back others
            for event in found.events:
                yield event
            if found.cursor is None:
                return
            query = attrs.evolve(query, after=read_cursor(found.cursor))


def read_cursor(text: str) -> tuple[datetime, AuditEventId]:
    """Where a page begins.

    Raises:
        BadInput: no page ended with this cursor.
    """
    try:
        at, _, id = base64.urlsafe_b64decode(text.encode("ascii")).decode().partition(" ")
        time = datetime.fromisoformat(at)
    except ValueError as error:
        raise BadInput(where="the cursor", what="it can't be read.", way_out="Begin without one.") from error
    if time.tzinfo is None or not id:
        raise BadInput(where="the cursor", what="it can't be read.", way_out="Begin without one.")
    return time, AuditEventId(id)


def _cursor(event: AuditEvent) -> str:
    return base64.urlsafe_b64encode(f"{event.at.isoformat()} {event.id}".encode()).decode()


async def _page(unit: UnitOfWork, query: AuditQuery) -> AuditPage:
    events = await unit.audit.search(query)
    return AuditPage(events=events, cursor=_cursor(events[-1]) if len(events) == query.limit else None)


async def _require_operator(unit: UnitOfWork, by: AccountId | None) -> None:
    asked = None if by is None else await unit.accounts.get(by)
    if by is not None and (asked is None or asked.role is not Role.OPERATOR):
        raise NotFound(kind="audit log", id="of all accounts")
