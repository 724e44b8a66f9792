"""`/settings`: what somebody can see and change of their own account."""

from collections.abc import Mapping

from aiohttp import web

from specstep.domain.ids import ApiKeyId, SessionId
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.pages.layout import HTML, bare_page, gone_to, page
from specstep.entrypoints.web.problems import Refused
from specstep.entrypoints.web.routes import Handler, Rate, Route, Who
from specstep.entrypoints.web.sign_in import session_cookie_of

PATH = "/settings"
SURE = "delete"
Sent = Call[Mapping[str, str]]


async def overview(call: Call[None]) -> web.StreamResponse:
    """Show it all."""
    return await _overview(call)


async def rename(call: Sent) -> web.StreamResponse:
    """Correct the name."""
    await call.services.people.correct_name(call.account, call.taken.get("name", ""))
    return gone_to(f"{PATH}#profile")


async def mint(call: Sent) -> web.StreamResponse:
    """Make a key, and show it this once."""
    made = await call.services.api_keys.mint(call.who.actor, call.taken.get("name", ""))
    return await _overview(call, secret=made.secret.reveal())


async def revoke_key(call: Sent) -> web.StreamResponse:
    """End a key at once."""
    await call.services.api_keys.revoke(call.who.actor, ApiKeyId(call.path("id")))
    return gone_to(f"{PATH}#keys")


async def end_session(call: Sent) -> web.StreamResponse:
    """Sign one browser out."""
    await call.services.people.sessions.revoke(call.account, SessionId(call.path("id")))
    return gone_to(f"{PATH}#sessions")


async def leave(call: Sent) -> web.StreamResponse:
    """Sign this browser out."""
    if call.who.token is not None:
        await call.services.people.sessions.sign_out(call.who.token)
    call.headers["Set-Cookie"] = session_cookie_of(call.services).unset()
    return gone_to("/")


async def export(call: Sent) -> web.StreamResponse:
    """Have an export made."""
    await call.services.exports.request(call.account)
    return gone_to(f"{PATH}?export=asked#data")


async def delete(call: Sent) -> web.StreamResponse:
    """Delete the account for good, where somebody has written that they are sure."""
    if call.taken.get("sure", "").strip().lower() != SURE:
        raise Refused(400, f"Nothing was deleted. Write “{SURE}” into the field if you are sure.")
    await call.services.promises.deletions.request(call.account)
    call.headers["Set-Cookie"] = session_cookie_of(call.services).unset()
    return bare_page("deleting")


async def _overview(call: Call[None] | Sent, *, secret: str | None = None) -> web.StreamResponse:
    services, session = call.services, call.who.session
    return page(
        call,
        "settings",
        account=call.who.account,
        identities=await services.people.identities.list(call.account),
        sessions=await services.people.sessions.list(call.account),
        current=None if session is None else session.id,
        keys=await services.api_keys.list(call.who.actor),
        exports=await services.exports.list(call.account),
        asked=call.request.query.get("export") == "asked",
        secret=secret,
        sure=SURE,
    )


def _form(path: str, handler: Handler, about: str, *, media: str | None = None, rate: Rate = Rate.CALL) -> Route:
    """A form of this page; where nothing is shown, it leads back to the page."""
    return Route(
        method="POST",
        path=f"{PATH}{path}",
        handler=handler,
        about=about,
        who=Who.PERSON,
        form=True,
        status=303 if media is None else 200,
        media=media,
        rate=rate,
    )


ROUTES = (
    Route(method="GET", path=PATH, handler=overview, about="My settings", who=Who.PERSON, media=HTML),
    _form("/name", rename, "Correct my name"),
    _form("/keys", mint, "Make a key", media=HTML),
    _form("/keys/{id}/revoke", revoke_key, "Revoke a key"),
    _form("/sessions/{id}/end", end_session, "Sign a browser out"),
    _form("/sign-out", leave, "Sign out here"),
    _form("/export", export, "Export what is held of me", rate=Rate.KICKOFF),
    _form("/delete", delete, "Delete my account", media=HTML),
)
