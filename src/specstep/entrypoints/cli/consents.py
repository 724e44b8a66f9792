"""`specstep consents`: what is optional, and whether somebody consented to it."""

from typing import Annotated

from cyclopts import Parameter

from specstep.domain.accounts import LOCAL_OWNER
from specstep.domain.actors import Actor, Means
from specstep.domain.consents import ABOUT, ConsentKind
from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.cli.jobs import tell
from specstep.entrypoints.library import SpecStep
from specstep.entrypoints.settings import load_settings

Json = Annotated[bool, Parameter(name="--json", negative="")]
OWNER = Actor(account=LOCAL_OWNER, means=Means.LOCAL)


async def show(*, json: Json = False) -> int:
    """List every optional processing, and whether the local owner has consented to it.

    Parameters
    ----------
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        given = await (await spec.people()).consents.list(OWNER.account)
    standing = {each.kind: each for each in given if each.stands}
    told = [
        {
            "kind": kind.value,
            "given": kind in standing,
            "givenAt": standing[kind].given_at.isoformat() if kind in standing else None,
            "noticeVersion": standing[kind].notice_version if kind in standing else None,
            "about": about,
        }
        for kind, about in ABOUT.items()
    ]
    lines = [f"{'yes' if kind in standing else 'no ':3}  {kind.value}: {about}" for kind, about in ABOUT.items()]
    tell({"consents": told}, lines, as_json=json)
    return Exit.DONE


async def give(kind: ConsentKind, *, json: Json = False) -> int:
    """Consent to one, as the local owner.

    Parameters
    ----------
    kind
        To what.
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        given = await (await spec.people()).consents.give(OWNER, kind)
    told = {"kind": kind.value, "given": True, "givenAt": given.given_at.isoformat()}
    tell(told, [f"{kind}: consented, {given.given_at:%Y-%m-%d %H:%M} UTC"], as_json=json)
    return Exit.DONE


async def withdraw(kind: ConsentKind, *, json: Json = False) -> int:
    """Take a consent back, from this moment on.

    Parameters
    ----------
    kind
        To what.
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        await (await spec.people()).consents.withdraw(OWNER, kind)
    tell({"kind": kind.value, "given": False}, [f"{kind}: not consented to"], as_json=json)
    return Exit.DONE
