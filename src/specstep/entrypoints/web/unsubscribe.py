"""`/unsubscribe`: where a message's link leads that calls off its kind (RIG-6).

The link says all: nobody signs in, and neither a cookie nor a page's token is asked for, because mail programs call it
off by themselves, with nothing but the address (RFC 8058). Looking at the page changes nothing: programs that look into
mail open every link.
"""

from html import escape

from aiohttp import web

from specstep.domain.errors import NotFound
from specstep.domain.messages.kinds import Kind
from specstep.entrypoints.web import headers
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.routes import Route, Who
from specstep.entrypoints.web.sign_in import HTML

STRANGE = "This link doesn't work"
STRANGE_BECAUSE = (
    "It is none of ours, or not whole: mail programs break long links apart. Copy all of it from the message, or choose "
    "in Settings which messages you get."
)
BACK = '<p><a href="/">To the first page</a></p>'


async def look(call: Call[None]) -> web.Response:
    """Ask whether these messages are to stop."""
    try:
        kind = await call.services.post.unsubscribing.look(call.path("token"))
    except NotFound:
        return _strange()
    # Sent to the address that it stands at; the link is in no part of the page.
    form = '<form method="post"><button type="submit">Stop these messages</button></form>'
    return _page("Stop these messages?", f"{_about(kind)}{form}{BACK}")


async def apply(call: Call[None]) -> web.Response:
    """Stop them; a second time changes nothing."""
    try:
        kind = await call.services.post.unsubscribing.apply(call.path("token"))
    except NotFound:
        return _strange()
    again = "<p>You will get none of these any more. If you want them again, say so in Settings.</p>"
    return _page("Stopped", f"{_about(kind)}{again}{BACK}")


def _about(kind: Kind) -> str:
    return f"<p>Messages that say: {escape(kind.about)}</p>"


def _strange() -> web.Response:
    return _page(STRANGE, f"<p>{escape(STRANGE_BECAUSE)}</p>{BACK}", status=404)


def _page(title: str, main: str, *, status: int = 200) -> web.Response:
    body = (
        f'<!doctype html><html lang="en"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f"<main><h1>{escape(title)}</h1>{main}</main></html>"
    )
    return web.Response(text=body, status=status, content_type=HTML, headers=headers.PAGE)


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
