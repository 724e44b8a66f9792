"""`specstep account phone`: the numbers of the local owner, and the code that verifies one."""

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from specstep.application.verification.outcomes import TooMany, Verified
from specstep.domain.errors import BadInput, Unavailable
from specstep.domain.verification.numbers import Use
from specstep.domain.verification.values import Refusal
from specstep.entrypoints.cli.counting import counted
from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.cli.jobs import tell
from specstep.entrypoints.cli.parameters import Json
from specstep.entrypoints.library import SpecStep
from specstep.entrypoints.settings import load_settings

if TYPE_CHECKING:
    from specstep.domain.verification.values import Phone

Contact = Annotated[bool, Parameter(negative="")]
AGAIN = "`specstep account phone set` sends a new one."


async def show(*, json: Json = False) -> int:
    """Show your phone numbers, and what each one is for.

    Parameters
    ----------
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        phones = await (await spec.verification()).phones(spec.account)
    lines = [f"{each.use}: {each.number.e164}, {_since(each)}" for each in phones]
    tell({"items": [_told(each) for each in phones]}, lines or ["There are no phone numbers."], as_json=json)
    return Exit.DONE


async def put(number: str, *, contact: Contact = False, json: Json = False) -> int:
    """Send a code to a phone, so that short messages can go there once you have typed it.

    Parameters
    ----------
    number
        The number with + and the country's code.
    contact
        Keep it as the number at which you can be called, without a code.
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        verification = await spec.verification()
        if contact:
            phone = await verification.set_contact(spec.account, number)
            tell(_told(phone), [f"You can be called at {phone.number.e164}."], as_json=json)
            return Exit.DONE
        sent = await verification.begin(spec.account, number)
    if isinstance(sent, TooMany):
        wait = counted(max(-(-sent.retry_after // timedelta(minutes=1)), 1), "minute")
        raise Unavailable(
            service="Sending codes", reason="there were too many of them.", way_out=f"Try again in {wait}."
        )
    lines = [f"A code is on its way to {sent.number.e164}; `specstep account phone verify CODE` takes it."]
    told = {"status": "sent", "number": sent.number.e164, "expiresAt": sent.expires_at.isoformat()}
    tell(told, lines, as_json=json)
    return Exit.DONE


async def verify(code: str, *, json: Json = False) -> int:
    """Type the code that came to your phone; it is good for ten minutes and five tries.

    Parameters
    ----------
    code
        Its six digits.
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        outcome = await (await spec.verification()).confirm(spec.account, code)
    if isinstance(outcome, Verified):
        told = outcome.phone.number.e164
        tell(_told(outcome.phone), [f"Verified: short messages go to {told}."], as_json=json)
        return Exit.DONE
    if outcome.because is Refusal.OVER:
        raise BadInput(where="code", what="there is none on its way, or its time is over.", way_out=AGAIN)
    left = f"You have {counted(outcome.tries_left, 'more try', 'more tries')}." if outcome.tries_left else AGAIN
    raise BadInput(where="code", what="that is not the one.", way_out=left)


async def remove(*, contact: Contact = False, json: Json = False) -> int:
    """Forget the number for short messages, and a code that is on its way.

    Parameters
    ----------
    contact
        Forget the number at which you can be called instead.
    json
        Print one JSON object.
    """
    use = Use.CONTACT if contact else Use.SMS
    async with SpecStep.open(settings=load_settings()) as spec:
        await (await spec.verification()).remove(spec.account, use)
    tell({"status": "removed", "use": use.value}, ["The number is forgotten."], as_json=json)
    return Exit.DONE


def _since(phone: "Phone") -> str:
    return "not verified" if phone.verified_at is None else f"verified {phone.verified_at:%Y-%m-%d}"


def _told(phone: "Phone") -> dict[str, Any]:
    at = None if phone.verified_at is None else phone.verified_at.isoformat()
    return {"use": phone.use.value, "number": phone.number.e164, "verifiedAt": at}
