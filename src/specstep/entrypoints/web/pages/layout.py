"""The one layout of all pages."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web

from specstep.domain.sessions.tokens import csrf_token
from specstep.entrypoints.web import headers
from specstep.entrypoints.web.pages.assets import asset

if TYPE_CHECKING:
    import jinja2

    from specstep.entrypoints.web.calls import Call

HTML = "text/html"
FOLDER = Path(__file__).parent / "templates"


@lru_cache(maxsize=1)
def templates() -> "jinja2.Environment":
    """The environment that finds the templates; what is put in is escaped, and nothing may be missing."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["asset"] = asset
    environment.filters["moment"] = moment
    return environment


def page(
    call: "Call[Any]",
    template: str,
    *,
    status: int = 200,
    fields: Mapping[str, str] | None = None,
    **values: object,
) -> web.Response:
    """A page for whoever calls; its forms carry the token of their session."""
    token = None if call.caller is None else call.caller.token
    return bare_page(
        template,
        status=status,
        fields=fields,
        csrf=None if token is None else csrf_token(token),
        local=call.services.local,
        **values,
    )


def bare_page(
    template: str,
    *,
    status: int = 200,
    fields: Mapping[str, str] | None = None,
    csrf: str | None = None,
    local: bool = False,
    **values: object,
) -> web.Response:
    """A page for somebody of whom nothing is known but a token, or not even that."""
    text = templates().get_template(f"{template}.html.jinja").render(csrf=csrf, local=local, **values)
    return web.Response(
        text=text, status=status, content_type=HTML, charset="utf-8", headers={**headers.PAGE, **(fields or {})}
    )


def gone_to(path: str) -> web.Response:
    """Send the browser on after a form, so that a reload sends nothing again."""
    return web.Response(status=303, headers={"Location": path})


def moment(time: datetime) -> str:
    """A time as pages show it."""
    return f"{time.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
