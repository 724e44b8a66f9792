"""`specstep account role` and `sign-out`: what an account may do, and where it is signed in."""

from specstep.domain.accounts import Role
from specstep.entrypoints.cli.counting import counted
from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.cli.jobs import tell
from specstep.entrypoints.cli.parameters import Json
from specstep.entrypoints.library import SpecStep
from specstep.entrypoints.settings import load_settings


async def role(account: str, role: Role, *, json: Json = False) -> int:
    """Give an account a role; the audit log says when. So the first operator is made.

    Parameters
    ----------
    account
        The account's id or its verified e-mail address.
    role
        What it is to be.
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        changed = await (await spec.people()).change_role(account, role)
    tell({"account": changed.id, "role": changed.role.value}, [f"{changed.id}: {changed.role}"], as_json=json)
    return Exit.DONE


async def sign_out(account: str, *, reason: str = "", json: Json = False) -> int:
    """End every session and every API key of an account, which somebody else may have got hold of; the audit log says when and why.

    Parameters
    ----------
    account
        The account's id or its verified e-mail address.
    reason
        Why, in a few words for the audit log.
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        sessions = (await spec.people()).sessions
        number = await sessions.end_all(account, by=None, reason=reason)
    tell(
        {"account": account, "sessions": number}, [f"{account}: {counted(number, 'session')} ended"], as_json=json
    )
    return Exit.DONE
