"""`/v1/announcements`: changes of the policies that were announced, and from when each holds (GOV-3)."""

from datetime import datetime

from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.routes import Route
from specstep.entrypoints.web.wire import Listed, Message


class Announcement(Message, frozen=True, kw_only=True):
    """A material change: what changes, a line each, in which version of the policies, and from when."""

    id: str
    version: str | None
    text: str
    announced_at: datetime | None
    effective_at: datetime | None


async def list_(call: Call[None]) -> Listed[Announcement]:
    """The latest first."""
    found = await call.services.announcements.policies.announced()
    return Listed(
        items=[
            Announcement(
                id=each.id,
                version=each.version,
                text=each.text,
                announced_at=each.begun_at,
                effective_at=each.effective_at,
            )
            for each in found
        ]
    )


ROUTES = (
    Route(
        method="GET",
        path="/v1/announcements",
        handler=list_,
        about="Announced changes of the policies",
        gives=Listed[Announcement],
    ),
)
