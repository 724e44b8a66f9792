"""`/settings/sessions`: where somebody is signed in."""

from aiohttp import web

from specstep.domain.ids import SessionId
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.pages.layout import gone_to
from specstep.entrypoints.web.pages.settings.frame import PATH, Sent, done, section, shows, takes
from specstep.entrypoints.web.sign_in import called, sign_out

HERE = f"{PATH}/sessions"


async def signed_in(call: Call[None]) -> web.StreamResponse:
    """Show all of them."""
    found = await call.services.people.sessions.list(call.account)
    return section(
        call,
        HERE,
        sessions=[(each, called(each.provider), min(each.expires_at, each.ends_at)) for each in found],
        current=None if call.who.session is None else call.who.session.id,
    )


async def end(call: Sent) -> web.StreamResponse:
    """Sign one browser out."""
    await call.services.people.sessions.revoke(call.account, SessionId(call.path("id")))
    return done(HERE, "ended")


async def end_others(call: Sent) -> web.StreamResponse:
    """Sign out everywhere else."""
    mine = None if call.who.session is None else call.who.session.id
    await call.services.people.sessions.end_all(call.account, by=call.account, keep=mine)
    return done(HERE, "others")


async def leave(call: Sent) -> web.StreamResponse:
    """Sign this browser out."""
    await sign_out(call)
    return gone_to("/")


ROUTES = (
    shows(HERE, signed_in, "Where I am signed in"),
    takes(f"{HERE}/{{id}}/end", end, "Sign a browser out"),
    takes(f"{HERE}/end-others", end_others, "Sign out everywhere else"),
    takes(f"{PATH}/sign-out", leave, "Sign out here"),
)
