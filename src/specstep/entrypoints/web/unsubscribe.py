"""`/unsubscribe`: where a message's link leads that calls off its kind (RIG-6).

The link says all: nobody signs in, and neither a cookie nor a page's token is asked for, because mail programs call it
off by themselves, with nothing but the address (RFC 8058). Looking at the page changes nothing: programs that look into
mail open every link.
"""

from aiohttp import web

from specstep.domain.errors import NotFound
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.pages.layout import HTML, bare_page
from specstep.entrypoints.web.routes import Route, Who

STRANGE = "This link doesn't work"
STRANGE_BECAUSE = (
    "It is none of ours, or not whole: mail programs break long links apart. Copy all of it from the message, or choose "
    "in Settings which messages you get."
)


async def look(call: Call[None]) -> web.Response:
    """Ask whether these messages are to stop."""
    try:
        kind = await call.services.post.unsubscribing.look(call.path("token"))
    except NotFound:
        return _strange()
    return bare_page("unsubscribe", title="Stop these messages?", kind=kind, stopped=False)


async def apply(call: Call[None]) -> web.Response:
    """Stop them; a second time changes nothing."""
    try:
        kind = await call.services.post.unsubscribing.apply(call.path("token"))
    except NotFound:
        return _strange()
    return bare_page("unsubscribe", title="Stopped", kind=kind, stopped=True)


def _strange() -> web.Response:
    return bare_page("unsubscribe", title=STRANGE, kind=None, because=STRANGE_BECAUSE, status=404)


PATH = "/unsubscribe/{token}"
STATUSES = {404: "The link is none of ours.", 503: "It can't be read or noted right now."}
ROUTES = (
    Route(
        method="GET",
        path=PATH,
        handler=look,
        about="Calling off a kind of message",
        notes="Changes nothing.",
        who=Who.ANYONE,
        media=HTML,
        statuses=STATUSES,
        recognizes=False,
    ),
    Route(
        method="POST",
        path=PATH,
        handler=apply,
        about="Call it off",
        notes="Without a sign-in or a page's token, as mail programs do (RFC 8058).",
        who=Who.ANYONE,
        media=HTML,
        statuses=STATUSES,
        recognizes=False,
    ),
)
