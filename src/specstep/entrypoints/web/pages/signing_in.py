"""`/sign-in`: with what people can sign in here, and what an account asks of them."""

from urllib.parse import quote

from aiohttp import web

from specstep.domain.identities.attempts import safe_path
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.pages.layout import HTML, gone_to, page
from specstep.entrypoints.web.routes import Route, Who
from specstep.entrypoints.web.sign_in import offered

WORKSPACE = "/workspace"


async def choice(call: Call[None]) -> web.StreamResponse:
    """Show the ways in; whoever is in already goes on, and so does the local owner, whom the first page lets in."""
    wanted = call.request.query.get("next")
    goal = safe_path(wanted) if wanted else WORKSPACE
    if call.caller is not None:
        return gone_to(goal)
    if call.services.local:
        return gone_to("/")
    return page(call, "sign-in", providers=offered(call.services), goal=quote(goal, safe="/"), wrong=None)


ROUTES = (
    Route(
        method="GET",
        path="/sign-in",
        handler=choice,
        about="The ways in",
        who=Who.ANYONE,
        media=HTML,
        statuses={303: "The browser is signed in already."},
    ),
)
