"""`/v1/phone`: somebody's numbers, and the code that shows that one is theirs (COL-2).

Numbers decide where messages go and who is called: a key reads them, and only a signed-in person changes them.
"""

from datetime import datetime, timedelta

from specstep.application.verification.outcomes import TooMany, Verified
from specstep.domain.errors import MessageRefused
from specstep.domain.verification import values
from specstep.domain.verification.numbers import Use
from specstep.domain.verification.values import Refusal
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.problems import Refused
from specstep.entrypoints.web.routes import Route, Who
from specstep.entrypoints.web.wire import Invalid, Message


class Phone(Message, frozen=True, kw_only=True):
    """A number in E.164. `verifiedAt` is null for the one that is for calls."""

    number: str
    set_at: datetime
    verified_at: datetime | None


class Phones(Message, frozen=True, kw_only=True):
    """The number for short messages, which is always a verified one, and the number for calls."""

    sms: Phone | None
    contact: Phone | None


class Number(Message, frozen=True, kw_only=True):
    """A number with + and the country's code."""

    number: str


class Sent(Message, frozen=True, kw_only=True):
    """A code is on its way; until when it is good."""

    status: str
    number: str
    expires_at: datetime


class Typed(Message, frozen=True, kw_only=True):
    """The six digits."""

    code: str


async def read(call: Call[None]) -> Phones:
    """The numbers."""
    kept = {each.use: _told(each) for each in await call.services.verification.phones(call.account)}
    return Phones(sms=kept.get(Use.SMS), contact=kept.get(Use.CONTACT))


async def send_code(call: Call[Number]) -> Sent:
    """Send a code there."""
    try:
        outcome = await call.services.verification.begin(call.account, call.taken.number, address=call.address)
    except MessageRefused as error:
        raise Invalid("No short message reaches this number.", "/number") from error
    if isinstance(outcome, TooMany):
        wait_s = max(-(-outcome.retry_after // timedelta(seconds=1)), 1)
        what = "There were too many codes; wait for as long as Retry-After says."
        raise Refused(429, what, headers={"Retry-After": str(wait_s)})
    return Sent(status="sent", number=outcome.number.e164, expires_at=outcome.expires_at)


async def verify(call: Call[Typed]) -> Phone:
    """Take the code."""
    outcome = await call.services.verification.confirm(call.account, call.taken.code)
    if isinstance(outcome, Verified):
        return _told(outcome.phone)
    if outcome.because is Refusal.OVER or not outcome.tries_left:
        raise Invalid("There is none on its way, or its time or its tries are over; ask for a new one.", "/code")
    raise Invalid(f"That is not the one. Tries that are left: {outcome.tries_left}.", "/code")


async def remove(call: Call[None]) -> None:
    """Forget the number for short messages, and a code that is on its way."""
    await call.services.verification.remove(call.account, Use.SMS)


async def set_contact(call: Call[Number]) -> Phone:
    """Keep a number for calls; it isn't verified, and no message goes there."""
    return _told(await call.services.verification.set_contact(call.account, call.taken.number))


async def remove_contact(call: Call[None]) -> None:
    """Forget it."""
    await call.services.verification.remove(call.account, Use.CONTACT)


def _told(phone: values.Phone) -> Phone:
    return Phone(number=phone.number.e164, set_at=phone.set_at, verified_at=phone.verified_at)


NONE = {404: "There is no such number."}
PATH, CONTACT = "/v1/phone", "/v1/phone/contact"
ROUTES = (
    Route(method="GET", path=PATH, handler=read, about="My phone numbers", gives=Phones),
    Route(
        method="POST",
        path=f"{PATH}/code",
        handler=send_code,
        about="Send a code to a phone",
        notes="A code that was sent before is good no more. Only so many go out; `Retry-After` says when the next one can.",
        who=Who.PERSON,
        takes=Number,
        gives=Sent,
        status=202,
    ),
    Route(
        method="POST",
        path=f"{PATH}/verification",
        handler=verify,
        about="Type the code",
        notes="It is good for ten minutes and five tries.",
        who=Who.PERSON,
        takes=Typed,
        gives=Phone,
    ),
    Route(
        method="DELETE",
        path=PATH,
        handler=remove,
        about="Forget the number for short messages",
        who=Who.PERSON,
        status=204,
        statuses=NONE,
    ),
    Route(
        method="PUT",
        path=CONTACT,
        handler=set_contact,
        about="Set the number for calls",
        who=Who.PERSON,
        takes=Number,
        gives=Phone,
    ),
    Route(
        method="DELETE",
        path=CONTACT,
        handler=remove_contact,
        about="Forget the number for calls",
        who=Who.PERSON,
        status=204,
        statuses=NONE,
    ),
)
