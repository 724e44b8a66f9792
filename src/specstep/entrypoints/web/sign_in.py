"""`/sign-in`: off to a provider and back, by redirects; and signing out."""

from collections.abc import Sequence
from typing import Any

from aiohttp import web

from specstep.domain.identities.linking import Intent
from specstep.domain.secrets import Secret
from specstep.domain.sessions.cookies import Cookie, session_cookie, sign_in_cookie
from specstep.domain.sessions.tokens import presented
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.pages.layout import bare_page
from specstep.entrypoints.web.problems import Refused
from specstep.entrypoints.web.routes import Route, Who
from specstep.entrypoints.web.services import Services

NAMES = {"github": "GitHub", "linkedin": "LinkedIn", "local": "this machine"}


async def begin(call: Call[None]) -> web.StreamResponse:
    """Send the browser to a provider. Who signs up says that they are old enough, as `of_age=1`."""
    services, query = call.services, call.request.query
    if services.sign_in is None:
        raise Refused(404, "Nobody signs in here: the local owner is alone.")
    intent = Intent.SIGN_UP if query.get("intent") == Intent.SIGN_UP else Intent.SIGN_IN
    leaving = await services.sign_in.begin(
        call.path("provider"),
        intent,
        browser=browser_of(services, call.request),
        next_path=query.get("next"),
        of_age=query.get("of_age") == "1",
    )
    response = web.Response(status=303, headers={"Location": leaving.address})
    response.headers.add("Set-Cookie", browser_cookie(services).set(leaving.browser.reveal()))
    return response


async def complete(call: Call[None]) -> web.StreamResponse:
    """Take the browser back; with a session where it leads into an account."""
    services = call.services
    if services.sign_in is None:
        raise Refused(404, "Nobody signs in here: the local owner is alone.")
    held = presented(call.request.cookies.get(session_cookie_of(services).name))
    arrival = await services.sign_in.complete(
        call.path("provider"),
        dict(call.request.query),
        browser=browser_of(services, call.request),
        session=held,
    )
    if arrival.admission.says is not None:
        return bare_page(
            "sign-in",
            status=403,
            wrong=arrival.admission.says,
            providers=offered(services),
            goal=arrival.next_path,
        )
    response = web.Response(status=303, headers={"Location": arrival.next_path})
    response.headers.add("Set-Cookie", browser_cookie(services).unset())
    if arrival.opened is not None:
        response.headers.add("Set-Cookie", session_cookie_of(services).set(arrival.opened.token.reveal()))
    return response


async def sign_out(call: Call[Any]) -> None:
    """End this browser's session."""
    if call.who.token is not None:
        await call.services.people.sessions.sign_out(call.who.token)
    call.headers["Set-Cookie"] = session_cookie_of(call.services).unset()


def called(provider: str) -> str:
    """A provider as people know it."""
    return NAMES.get(provider, provider.capitalize())


def offered(services: Services) -> Sequence[tuple[str, str]]:
    """With what people can sign in here, and as what they know it."""
    names = [] if services.sign_in is None else sorted(services.sign_in.providers)
    return [(name, called(name)) for name in names]


def session_cookie_of(services: Services) -> Cookie:
    """The cookie that keeps a browser signed in."""
    return session_cookie(services.settings.session_limits, secure=_secure(services))


def browser_cookie(services: Services) -> Cookie:
    """The cookie by which a browser is known when it comes back."""
    return sign_in_cookie(secure=_secure(services))


def browser_of(services: Services, request: web.Request) -> Secret[str] | None:
    """What a browser's sign-in cookie holds."""
    return presented(request.cookies.get(browser_cookie(services).name))


def _secure(services: Services) -> bool:
    return services.settings.public_url.startswith("https://")


PROVIDER = "/sign-in/{provider}"
AWAY = {503: "The provider can't be asked right now."}
ROUTES = (
    Route(
        method="GET",
        path=PROVIDER,
        handler=begin,
        about="Go and sign in",
        notes="`intent=sign-up` with `of_age=1` opens an account; `next` is the path to go on at.",
        who=Who.ANYONE,
        status=303,
        statuses={400: "There is no such provider, or `of_age` is missing.", 404: "Nobody signs in here.", **AWAY},
    ),
    Route(
        method="GET",
        path=f"{PROVIDER}/callback",
        handler=complete,
        about="Come back from a provider",
        who=Who.ANYONE,
        status=303,
        statuses={
            400: "There is no such provider.",
            403: "It was called off, or can't be trusted, or leads into no account.",
            404: "Nobody signs in here.",
            409: "The account is being deleted.",
            **AWAY,
        },
    ),
    Route(method="POST", path="/sign-out", handler=sign_out, about="Signing out", who=Who.PERSON, status=204),
)
