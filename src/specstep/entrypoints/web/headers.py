"""The headers of every response: what browsers are told to keep others from doing with it."""

from aiohttp import web

REQUEST_ID: web.RequestKey[str] = web.RequestKey("id", str)
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
OVER_TLS = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}
PAGE = {
    "Content-Security-Policy": PAGE_CSP,
    # Without any referrer browsers hide the origin of a page's own forms, too, and it couldn't be checked.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def put(response: web.StreamResponse, id: str) -> None:
    """Put them in, before the response goes out; what its handler has set stays."""
    fields = response.headers
    fields["X-Request-Id"] = id
    for name, value in ALWAYS.items():
        if name not in fields:
            fields[name] = value
