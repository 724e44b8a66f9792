"""`/v1/identities`: the ways into an account."""

from datetime import datetime

from specstep.domain.errors import UnknownName
from specstep.domain.identities.linking import Intent
from specstep.domain.identities.values import Identity
from specstep.domain.ids import IdentityId
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.routes import Route, Who
from specstep.entrypoints.web.sign_in import browser_cookie, browser_of
from specstep.entrypoints.web.wire import Listed, Message

PATH = "/v1/identities"


class WayIn(Message, frozen=True, kw_only=True):
    """A sign-in that leads into the account."""

    id: str
    provider: str
    email: str | None
    email_verified: bool
    added_at: datetime
    last_signed_in_at: datetime | None


class Linking(Message, frozen=True, kw_only=True):
    """Another provider to sign in with; `next` is the path to go on at afterwards."""

    provider: str
    next: str | None = None


class Leaving(Message, frozen=True, kw_only=True):
    """Where to send the browser, for it to prove who comes."""

    address: str


async def list_(call: Call[None]) -> Listed[WayIn]:
    """All of them."""
    return Listed(items=[_told(each) for each in await call.services.people.identities.list(call.account)])


async def link(call: Call[Linking]) -> Leaving:
    """Go and prove another identity; it is linked on the way back."""
    services = call.services
    if services.sign_in is None:
        raise UnknownName(where="sign-in provider", what="nobody signs in here: the local owner is alone.")
    leaving = await services.sign_in.begin(
        call.taken.provider,
        Intent.LINK,
        browser=browser_of(services, call.request),
        session=call.who.token,
        next_path=call.taken.next,
    )
    call.headers["Set-Cookie"] = browser_cookie(services).set(leaving.browser.reveal())
    return Leaving(address=leaving.address)


async def unlink(call: Call[None]) -> None:
    """Remove one; who came in by it is signed out."""
    session = call.who.session
    await call.services.people.identities.remove(
        call.account, IdentityId(call.path("id")), keep=None if session is None else session.id
    )


async def choose_email(call: Call[None]) -> None:
    """Make its address the account's own."""
    await call.services.people.identities.choose_email(call.account, IdentityId(call.path("id")))


def _told(identity: Identity) -> WayIn:
    return WayIn(
        id=identity.id,
        provider=identity.provider,
        email=identity.email,
        email_verified=identity.email_verified,
        added_at=identity.added_at,
        last_signed_in_at=identity.last_signed_in_at,
    )


ROUTES = (
    Route(method="GET", path=PATH, handler=list_, about="Ways into my account", gives=Listed[WayIn]),
    Route(
        method="POST",
        path=PATH,
        handler=link,
        about="Linking an identity",
        notes="Send the browser to `address`; the identity is linked when it comes back.",
        who=Who.PERSON,
        takes=Linking,
        gives=Leaving,
        statuses={503: "The provider can't be asked right now."},
    ),
    Route(
        method="DELETE",
        path=f"{PATH}/{{id}}",
        handler=unlink,
        about="Removing an identity",
        who=Who.PERSON,
        status=204,
        statuses={409: "It is the only way into the account."},
    ),
    Route(
        method="POST",
        path=f"{PATH}/{{id}}/choose-email",
        handler=choose_email,
        about="Making an identity's address mine",
        who=Who.PERSON,
        status=204,
    ),
)
