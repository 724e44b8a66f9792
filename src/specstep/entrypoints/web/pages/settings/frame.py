"""What all sections of the settings have in common: where they are, how they are shown, and how their forms come."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from specstep.domain.errors import SpecStepError
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.pages.layout import HTML, gone_to, page
from specstep.entrypoints.web.problems import problem_of
from specstep.entrypoints.web.routes import Handler, Rate, Route, Who

PATH = "/settings"
Sent = Call[Mapping[str, str]]

SECTIONS = (
    (PATH, "Profile"),
    (f"{PATH}/phone", "Phone"),
    (f"{PATH}/notifications", "Notifications"),
    (f"{PATH}/consents", "Optional uses"),
    (f"{PATH}/sessions", "Browsers"),
    (f"{PATH}/keys", "API keys"),
    (f"{PATH}/retention", "How long things stay"),
    (f"{PATH}/data", "Your data"),
    (f"{PATH}/delete", "Delete the account"),
)
"""The sections, in the order in which they are listed."""

DONE = {
    "saved": "Saved.",
    "linked": "You can sign in with that, too, from now on.",
    "removed": "Removed.",
    "revoked": "Revoked. The next request with it is refused.",
    "ended": "Signed out there.",
    "others": "Signed out everywhere else.",
    "verified": "The number is verified.",
    "code": "A code is on its way.",
}
"""What a page says of what was just done; its address names one of these and nothing else."""


def section(
    call: Call[Any],
    path: str,
    *,
    wrong: SpecStepError | None = None,
    fields: Mapping[str, str] | None = None,
    **values: object,
) -> web.Response:
    """A section; with what is wrong with the form that was sent, where something is."""
    return page(
        call,
        f"settings/{path.rpartition('/')[2]}" if path != PATH else "settings/profile",
        status=200 if wrong is None else problem_of(wrong).status,
        fields=fields,
        sections=SECTIONS,
        here=path,
        title=dict(SECTIONS)[path],
        wrong=None if wrong is None else str(wrong),
        done=DONE.get(call.request.query.get("done", "")) if wrong is None else None,
        account=call.who.account,
        **values,
    )


def done(path: str, what: str) -> web.Response:
    """Back to a section that says what was done."""
    if what not in DONE:
        raise ValueError(f"pages have no words for {what}")
    return gone_to(f"{path}?done={what}")


def shows(path: str, handler: Handler, about: str) -> Route:
    """The page of a section."""
    return Route(method="GET", path=path, handler=handler, about=about, who=Who.PERSON, media=HTML)


def takes(path: str, handler: Handler, about: str, *, media: str | None = None, rate: Rate = Rate.CALL) -> Route:
    """A form of a section; where nothing is shown, it leads back to the page."""
    return Route(
        method="POST",
        path=path,
        handler=handler,
        about=about,
        who=Who.PERSON,
        form=True,
        status=303 if media is None else 200,
        media=media,
        rate=rate,
    )
