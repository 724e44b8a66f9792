"""`/v1/audit-events`: what was done with an account, when, and by whom."""

from datetime import datetime

from specstep.application.audit import read_cursor
from specstep.domain.audit import AuditQuery
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.routes import Route
from specstep.entrypoints.web.wire import Listed, Message


class Event(Message, frozen=True, kw_only=True):
    """One act. `byMe`: the account did it itself."""

    id: str
    at: datetime
    action: str
    by_me: bool
    subject_id: str | None
    detail: str


async def list_(call: Call[None]) -> Listed[Event]:
    """A page of them, the newest first."""
    after = None if call.page.cursor is None else read_cursor(call.page.cursor)
    query = AuditQuery(account=call.account, after=after, limit=call.page.limit)
    found = await call.services.audit_log.mine(call.account, query)
    return Listed(
        items=[
            Event(
                id=each.id,
                at=each.at,
                action=each.action.value,
                by_me=each.actor == call.account,
                subject_id=each.subject_id,
                detail=each.detail,
            )
            for each in found.events
        ],
        next_cursor=found.cursor,
    )


ROUTES = (
    Route(
        method="GET",
        path="/v1/audit-events",
        handler=list_,
        about="What was done with my account",
        gives=Listed[Event],
        paged=True,
    ),
)
