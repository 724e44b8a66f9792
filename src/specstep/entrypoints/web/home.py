"""`/`: the first page. Where the local owner is alone, it signs their browser in."""

from html import escape

from aiohttp import web

from specstep.domain.sessions.tokens import csrf_token
from specstep.entrypoints.web import headers
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.routes import Route, Who
from specstep.entrypoints.web.sign_in import HTML, session_cookie_of


async def home(call: Call[None]) -> web.StreamResponse:
    """Say what this is; a page of a signed-in browser carries the token that its unsafe requests send back."""
    services = call.services
    token = None if call.caller is None else call.caller.token
    fields = dict(headers.PAGE)
    if call.caller is None and services.local:
        opened = await services.people.sessions.enter_locally()
        token = opened.token
        fields["Set-Cookie"] = session_cookie_of(services).set(token.reveal())
    meta = "" if token is None else f'<meta name="csrf-token" content="{escape(csrf_token(token))}">'
    names = [] if services.sign_in is None else sorted(services.sign_in.providers)
    ways = "".join(f'<li><a href="/sign-in/{name}">Sign in with {name}</a></li>' for name in names)
    body = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>SpecStep</title>{meta}'
        "<h1>SpecStep</h1><p>From a conversation about a project to the documentation package a builder needs.</p>"
        f'<ul>{ways if token is None else ""}<li><a href="/v1/openapi.json">What programs can call</a></li></ul>'
    )
    return web.Response(text=body, content_type=HTML, headers=fields)


ROUTES = (Route(method="GET", path="/", handler=home, about="The first page", who=Who.ANYONE, media=HTML),)
