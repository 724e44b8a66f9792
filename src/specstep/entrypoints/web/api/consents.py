"""`/v1/consents`: what is optional, and whether somebody consented to it (RIG-7)."""

from datetime import datetime

from specstep.domain.consents import ABOUT, ConsentKind
from specstep.domain.consents import Consent as Given
from specstep.domain.errors import NotFound
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.routes import Route, Who
from specstep.entrypoints.web.wire import Listed, Message


class Consent(Message, frozen=True, kw_only=True):
    """Something optional, and whether it may be done; if so, since when, and under which version of the notice."""

    kind: ConsentKind
    about: str
    given: bool
    given_at: datetime | None = None
    notice_version: str | None = None


async def list_(call: Call[None]) -> Listed[Consent]:
    """All that can be consented to."""
    given = await call.services.people.consents.list(call.account)
    standing = {each.kind: each for each in given if each.stands}
    return Listed(items=[_told(kind, standing.get(kind)) for kind in ABOUT])


async def give(call: Call[None]) -> Consent:
    """Consent; again changes nothing."""
    kind = _kind(call)
    return _told(kind, await call.services.people.consents.give(call.who.actor, kind))


async def withdraw(call: Call[None]) -> None:
    """Take it back, from this moment on; where there is none, nothing changes."""
    await call.services.people.consents.withdraw(call.who.actor, _kind(call))


def _kind(call: Call[None]) -> ConsentKind:
    name = call.path("kind")
    try:
        return ConsentKind(name)
    except ValueError as error:
        raise NotFound(kind="consent", id=name) from error


def _told(kind: ConsentKind, given: Given | None) -> Consent:
    return Consent(
        kind=kind,
        about=ABOUT[kind],
        given=given is not None,
        given_at=None if given is None else given.given_at,
        notice_version=None if given is None else given.notice_version,
    )


PATH = "/v1/consents"
ONE = f"{PATH}/{{kind}}"
ROUTES = (
    Route(method="GET", path=PATH, handler=list_, about="What I have consented to", gives=Listed[Consent]),
    Route(
        method="PUT",
        path=ONE,
        handler=give,
        about="Consent to something optional",
        notes="Only a person can; it is noted under which version of the privacy notice.",
        who=Who.PERSON,
        gives=Consent,
    ),
    Route(method="DELETE", path=ONE, handler=withdraw, about="Withdraw a consent", status=204),
)
