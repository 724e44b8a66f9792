"""`/settings/delete`: the end of an account."""

from typing import Any

from aiohttp import web

from specstep.domain.errors import BadInput, SpecStepError
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.pages.layout import HTML, bare_page
from specstep.entrypoints.web.pages.settings.frame import PATH, Sent, section, shows, takes
from specstep.entrypoints.web.sign_in import session_cookie_of

HERE = f"{PATH}/delete"
SURE = "delete"


async def what_happens(call: Call[None]) -> web.StreamResponse:
    """Say what goes, and when."""
    return _shown(call)


async def delete(call: Sent) -> web.StreamResponse:
    """Delete the account for good, where somebody has written that they are sure."""
    if call.taken.get("sure", "").strip().lower() != SURE:
        what = f"doesn't say “{SURE}”, so nothing was deleted."
        return _shown(call, wrong=BadInput(where="The field", what=what))
    await call.services.promises.deletions.request(call.account)
    call.headers["Set-Cookie"] = session_cookie_of(call.services).unset()
    return bare_page("deleting")


def _shown(call: Call[Any], *, wrong: SpecStepError | None = None) -> web.StreamResponse:
    return section(call, HERE, wrong=wrong, sure=SURE)


ROUTES = (
    shows(HERE, what_happens, "How my account ends"),
    takes(HERE, delete, "Delete my account", media=HTML),
)
