"""`/settings/phone`: the number for short messages, with the code that shows whose it is, and the one for calls."""

from datetime import timedelta
from typing import Any

from aiohttp import web

from specstep.application.verification.outcomes import TooMany, Verified
from specstep.domain.errors import BadInput, Conflict, MessageRefused, SpecStepError
from specstep.domain.verification.numbers import Use
from specstep.domain.verification.values import Refusal, is_over
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.pages.settings.frame import PATH, Sent, done, section, shows, takes

HERE = f"{PATH}/phone"
NUMBER, CODE = "phone number", "code"


async def phone(call: Call[None]) -> web.StreamResponse:
    """Show them."""
    return await _shown(call)


async def send_code(call: Sent) -> web.StreamResponse:
    """Send a code to a number."""
    number = call.taken.get("number", "")
    try:
        outcome = await call.services.verification.begin(call.account, number, address=call.address)
    except MessageRefused:
        return await _shown(call, wrong=BadInput(where=NUMBER, what="is one that no short message reaches."))
    except (BadInput, Conflict) as error:
        return await _shown(call, wrong=error)
    if isinstance(outcome, TooMany):
        minutes = max(-(-outcome.retry_after // timedelta(minutes=1)), 1)
        what = "there were too many; no more go out for now."
        wait = f"Try again in {minutes} minutes." if minutes > 1 else "Try again in a minute."
        return await _shown(call, wrong=BadInput(where=CODE, what=what, way_out=wait))
    return done(HERE, "code")


async def type_code(call: Sent) -> web.StreamResponse:
    """Take the code that came."""
    outcome = await call.services.verification.confirm(call.account, call.taken.get("code", ""))
    if isinstance(outcome, Verified):
        return done(HERE, "verified")
    if outcome.because is Refusal.OVER or not outcome.tries_left:
        what, way_out = "its time or its tries are over.", "Have a new one sent."
    else:
        what, way_out = "that is not the one.", f"Tries that are left: {outcome.tries_left}."
    return await _shown(call, wrong=BadInput(where=CODE, what=what, way_out=way_out))


async def forget(call: Sent) -> web.StreamResponse:
    """Forget the number for short messages, or the code that is on its way to one."""
    await call.services.verification.remove(call.account, Use.SMS)
    return done(HERE, "removed")


async def keep_contact(call: Sent) -> web.StreamResponse:
    """Keep a number for calls."""
    try:
        await call.services.verification.set_contact(call.account, call.taken.get("number", ""))
    except BadInput as error:
        return await _shown(call, wrong=error)
    return done(HERE, "saved")


async def forget_contact(call: Sent) -> web.StreamResponse:
    """Forget it."""
    await call.services.verification.remove(call.account, Use.CONTACT)
    return done(HERE, "removed")


async def _shown(call: Call[Any], *, wrong: SpecStepError | None = None) -> web.StreamResponse:
    services = call.services
    kept = {each.use: each for each in await services.verification.phones(call.account)}
    async with services.database.reading() as unit:
        code = await unit.phone_codes.get(call.account)
    if code is not None and is_over(code, services.clock.now()):
        code = None
    return section(call, HERE, wrong=wrong, sms=kept.get(Use.SMS), contact=kept.get(Use.CONTACT), code=code)


ROUTES = (
    shows(HERE, phone, "My phone numbers"),
    takes(f"{HERE}/code", send_code, "Send a code to a phone"),
    takes(f"{HERE}/verification", type_code, "Type the code"),
    takes(f"{HERE}/remove", forget, "Forget the number for short messages"),
    takes(f"{HERE}/contact", keep_contact, "Set the number for calls"),
    takes(f"{HERE}/contact/remove", forget_contact, "Forget the number for calls"),
)
