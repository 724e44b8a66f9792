"""`/`: the first page. Where the local owner is alone, it signs their browser in."""

from aiohttp import web

from specstep.domain.sessions.tokens import csrf_token
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.pages.layout import HTML, bare_page
from specstep.entrypoints.web.routes import Route, Who
from specstep.entrypoints.web.sign_in import offered, session_cookie_of


async def home(call: Call[None]) -> web.StreamResponse:
    """Say what this is; a page of a signed-in browser carries the token that its unsafe requests send back."""
    services = call.services
    token = None if call.caller is None else call.caller.token
    fields = {}
    if call.caller is None and services.local:
        opened = await services.people.sessions.enter_locally()
        token = opened.token
        fields["Set-Cookie"] = session_cookie_of(services).set(token.reveal())
    return bare_page(
        "home",
        fields=fields,
        csrf=None if token is None else csrf_token(token),
        local=services.local,
        providers=offered(services),
    )


ROUTES = (Route(method="GET", path="/", handler=home, about="The first page", who=Who.ANYONE, media=HTML),)
