"""`/settings`: somebody's name, their address, and with what they sign in."""

from typing import Any

from aiohttp import web

from specstep.domain.errors import BadInput, Conflict, SpecStepError
from specstep.domain.identities.linking import Intent
from specstep.domain.ids import IdentityId
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.pages.layout import HTML, page
from specstep.entrypoints.web.pages.settings.frame import PATH, Sent, done, section, shows, takes
from specstep.entrypoints.web.problems import Refused
from specstep.entrypoints.web.sign_in import browser_cookie, browser_of, called, offered


async def profile(call: Call[None]) -> web.StreamResponse:
    """Show it."""
    return await _shown(call)


async def rename(call: Sent) -> web.StreamResponse:
    """Correct the name."""
    try:
        await call.services.people.correct_name(call.account, call.taken.get("name", ""))
    except BadInput as error:
        return await _shown(call, wrong=error)
    return done(PATH, "saved")


async def link(call: Sent) -> web.StreamResponse:
    """Go and prove another identity.

    The page in between is there because a form of ours may lead nowhere else (`form-action` of the policy), and
    browsers hold redirects to that, too.
    """
    services, provider = call.services, call.taken.get("provider", "")
    if services.sign_in is None:
        raise Refused(404, "Nobody signs in here: the local owner is alone.")
    leaving = await services.sign_in.begin(
        provider,
        Intent.LINK,
        browser=browser_of(services, call.request),
        session=call.who.token,
        next_path=f"{PATH}?done=linked",
    )
    call.headers["Set-Cookie"] = browser_cookie(services).set(leaving.browser.reveal())
    fields = {"Refresh": f"0;url={leaving.address}"}
    return page(call, "settings/leaving", fields=fields, address=leaving.address, called=called(provider))


async def unlink(call: Sent) -> web.StreamResponse:
    """Remove one; the last one stays."""
    session = call.who.session
    keep = None if session is None else session.id
    try:
        await call.services.people.identities.remove(call.account, IdentityId(call.path("id")), keep=keep)
    except Conflict as error:
        return await _shown(call, wrong=error)
    return done(PATH, "removed")


async def choose(call: Sent) -> web.StreamResponse:
    """Make the address of an identity the account's own."""
    try:
        await call.services.people.identities.choose_email(call.account, IdentityId(call.path("id")))
    except (BadInput, Conflict) as error:
        return await _shown(call, wrong=error)
    return done(PATH, "saved")


async def _shown(call: Call[Any], *, wrong: SpecStepError | None = None) -> web.StreamResponse:
    services = call.services
    identities = await services.people.identities.list(call.account)
    return section(
        call,
        PATH,
        wrong=wrong,
        identities=[(each, called(each.provider)) for each in identities],
        offered=offered(services),
        name=call.taken.get("name") if wrong is not None and "name" in call.taken else None,
    )


ROUTES = (
    shows(PATH, profile, "My profile"),
    takes(f"{PATH}/name", rename, "Correct my name"),
    takes(f"{PATH}/identities", link, "Sign in with something else, too", media=HTML),
    takes(f"{PATH}/identities/{{id}}/remove", unlink, "Remove a way to sign in"),
    takes(f"{PATH}/identities/{{id}}/choose", choose, "Take its address for mine"),
)
