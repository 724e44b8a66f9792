"""What went wrong, as a page with a way out, for whoever asks with a browser."""

from urllib.parse import quote

import msgspec
from aiohttp import web

from specstep.entrypoints.web.pages.layout import HTML, bare_page
from specstep.entrypoints.web.problems import MEDIA, Problem

FOR_PROGRAMS = "/v1/"
SIGN_IN = Problem(
    type="UNAUTHORIZED",
    title="Sign in first",
    status=401,
    detail="This page is for somebody who is signed in.",
)
DOORS = "/sign-in"


def shown(request: web.Request, response: web.StreamResponse) -> web.StreamResponse:
    """A problem as a page where a browser asks for one; any other response as it is."""
    if response.status < 400 or request.path.startswith(FOR_PROGRAMS):
        return response
    if HTML not in request.headers.get("Accept", ""):
        return response
    if response.status == SIGN_IN.status:
        problem = SIGN_IN
    elif isinstance(response, web.Response) and response.content_type == MEDIA:
        problem = msgspec.json.decode(response.body, type=Problem)  # type: ignore[arg-type]
    else:
        return response
    kept = {name: response.headers[name] for name in ("Retry-After", "Allow") if name in response.headers}
    return bare_page("error", status=response.status, fields=kept, problem=problem, doors=_doors(request, problem))


def _doors(request: web.Request, problem: Problem) -> str | None:
    """Where to sign in, where that helps; from there somebody goes on with what they wanted to see."""
    if request.path.startswith(f"{DOORS}/"):
        return DOORS
    if problem is not SIGN_IN:
        return None
    return f"{DOORS}?next={quote(request.path_qs, safe='/')}" if request.method == "GET" else DOORS
