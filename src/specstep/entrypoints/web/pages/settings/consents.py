"""`/settings/consents`: what is done only with somebody's consent (RIG-7)."""

from aiohttp import web

from specstep.domain.consents import ABOUT, ConsentKind
from specstep.domain.errors import NotFound
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.pages.settings.frame import PATH, Sent, done, section, shows, takes

HERE = f"{PATH}/consents"


async def optional(call: Call[None]) -> web.StreamResponse:
    """Show all that can be consented to."""
    given = await call.services.people.consents.list(call.account)
    standing = {each.kind: each for each in given if each.stands}
    return section(call, HERE, kinds=[(kind, about, standing.get(kind)) for kind, about in ABOUT.items()])


async def allow(call: Sent) -> web.StreamResponse:
    """Consent."""
    await call.services.people.consents.give(call.who.actor, _kind(call))
    return done(HERE, "saved")


async def refuse(call: Sent) -> web.StreamResponse:
    """Take it back."""
    await call.services.people.consents.withdraw(call.who.actor, _kind(call))
    return done(HERE, "saved")


def _kind(call: Sent) -> ConsentKind:
    name = call.path("kind")
    try:
        return ConsentKind(name)
    except ValueError as error:
        raise NotFound(kind="consent", id=name) from error


ROUTES = (
    shows(HERE, optional, "What I have consented to"),
    takes(f"{HERE}/{{kind}}/give", allow, "Consent to something optional"),
    takes(f"{HERE}/{{kind}}/withdraw", refuse, "Withdraw a consent"),
)
