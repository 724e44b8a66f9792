"""`/.well-known/security.txt`: whom to tell of a vulnerability or of an account in wrong hands (SEC-10).

Source: RFC 9116.
"""

from datetime import UTC, datetime, timedelta

from aiohttp import web

from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.problems import Refused
from specstep.entrypoints.web.routes import Route, Who

MEDIA = "text/plain"
PATH = "/.well-known/security.txt"
GOOD_FOR = timedelta(days=90)
"""It is made whenever it is asked for, so it holds for as long as a copy should be believed; less than the year that the
standard recommends at the most."""


def security_txt(contact: str, home: str, now: datetime) -> str:
    """The file.

    Args:
        contact: as a URI.
        home: where the service is reached; empty where nobody said.
    """
    expires = (now + GOOD_FOR).astimezone(UTC).replace(microsecond=0)
    lines = [f"Contact: {contact}", f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}", "Preferred-Languages: en"]
    if home:
        lines.append(f"Canonical: {home.rstrip('/')}{PATH}")
    return "".join(f"{line}\n" for line in lines)


async def read(call: Call[None]) -> web.Response:
    """Show it, where there is a contact."""
    settings = call.services.settings
    if not settings.security_contact:
        raise Refused(404, "Nobody said whom to tell.")
    text = security_txt(settings.security_contact, settings.public_url, call.services.clock.now())
    return web.Response(text=text, content_type=MEDIA, charset="utf-8")


ROUTES = (
    Route(
        method="GET",
        path=PATH,
        handler=read,
        about="Whom to tell of a vulnerability",
        who=Who.ANYONE,
        media=MEDIA,
        statuses={404: "Nobody said whom to tell (`SPECSTEP_SECURITY_CONTACT`)."},
        recognizes=False,
    ),
)
