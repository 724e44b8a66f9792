"""`/v1/sessions`: where somebody is signed in."""

from datetime import datetime

from specstep.domain.ids import SessionId
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.routes import Route, Who
from specstep.entrypoints.web.wire import Listed, Message

PATH = "/v1/sessions"


class Browser(Message, frozen=True, kw_only=True):
    """A browser that is signed in; `current` is the one that asks."""

    id: str
    current: bool
    provider: str
    opened_at: datetime
    last_seen_at: datetime
    expires_at: datetime


async def list_(call: Call[None]) -> Listed[Browser]:
    """All of them."""
    mine = None if call.who.session is None else call.who.session.id
    return Listed(
        items=[
            Browser(
                id=each.id,
                current=each.id == mine,
                provider=each.provider,
                opened_at=each.opened_at,
                last_seen_at=each.last_seen_at,
                expires_at=min(each.expires_at, each.ends_at),
            )
            for each in await call.services.people.sessions.list(call.account)
        ]
    )


async def revoke(call: Call[None]) -> None:
    """Sign one out."""
    await call.services.people.sessions.revoke(call.account, SessionId(call.path("id")))


async def revoke_others(call: Call[None]) -> None:
    """Sign out everywhere else."""
    mine = None if call.who.session is None else call.who.session.id
    await call.services.people.sessions.end_all(call.account, by=call.account, keep=mine)


ROUTES = (
    Route(
        method="GET",
        path=PATH,
        handler=list_,
        about="Listing where I am signed in",
        who=Who.PERSON,
        gives=Listed[Browser],
    ),
    Route(
        method="DELETE",
        path=PATH,
        handler=revoke_others,
        about="Signing out everywhere else",
        who=Who.PERSON,
        status=204,
    ),
    Route(
        method="DELETE",
        path=f"{PATH}/{{id}}",
        handler=revoke,
        about="Signing out one browser",
        who=Who.PERSON,
        status=204,
    ),
)
