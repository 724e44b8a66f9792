"""The headers of every response: what browsers are told to keep others from doing with it."""

from collections.abc import Mapping

from aiohttp import web
from multidict import CIMultiDict

REQUEST_ID: web.RequestKey[str] = web.RequestKey("id", str)
EVERY: web.RequestKey[Mapping[str, str]] = web.RequestKey("every", Mapping)
"""What goes with every response of this service."""
CSP = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""For what is no page: nothing in it is run, loaded or framed."""
PAGE_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""For pages: everything from here, nothing inline."""
ALWAYS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Server": "SpecStep",
}
JSON = CIMultiDict({**ALWAYS, "Content-Type": "application/json"})
"""Those of a message; whoever answers gets a copy."""
OVER_TLS = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}
"""For two years, no browser asks here without TLS."""
PAGE = {
    "Content-Security-Policy": PAGE_CSP,
    # Without any referrer browsers hide the origin of a page's own forms, too, and it couldn't be checked.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def always(public_url: str) -> Mapping[str, str]:
    """What goes with every response of a service at this address."""
    return {**ALWAYS, **OVER_TLS} if public_url.startswith("https://") else ALWAYS


def put(response: web.StreamResponse, request: web.BaseRequest) -> None:
    """Put them in, before the response goes out; what its handler has set stays."""
    fields = response.headers
    fields["X-Request-Id"] = request[REQUEST_ID]
    for name, value in request[EVERY].items():
        fields.setdefault(name, value)
