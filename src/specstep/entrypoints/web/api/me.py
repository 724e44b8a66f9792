"""`/v1/me`: who is signed in."""

from datetime import datetime

from specstep.domain.accounts import Account
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.routes import Route
from specstep.entrypoints.web.wire import Message


class Me(Message, frozen=True, kw_only=True):
    """An account as its owner sees it."""

    id: str
    display_name: str
    email: str | None
    email_verified: bool
    role: str
    created_at: datetime


class Correction(Message, frozen=True, kw_only=True):
    """What to put right in the profile."""

    display_name: str


async def read(call: Call[None]) -> Me:
    """The account."""
    return _told(call.who.account)


async def correct(call: Call[Correction]) -> Me:
    """Correct the name."""
    return _told(await call.services.people.correct_name(call.account, call.taken.display_name))


def _told(account: Account) -> Me:
    return Me(
        id=account.id,
        display_name=account.display_name,
        email=account.email,
        email_verified=account.verified_email is not None,
        role=account.role.value,
        created_at=account.created_at,
    )


ROUTES = (
    Route(method="GET", path="/v1/me", handler=read, about="Who I am", gives=Me),
    Route(method="PATCH", path="/v1/me", handler=correct, about="Correct my profile", takes=Correction, gives=Me),
)
