"""`specstep account role`: what an account may do."""

from typing import Annotated

from cyclopts import Parameter

from specstep.domain.accounts import Role
from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.cli.jobs import tell
from specstep.entrypoints.library import SpecStep
from specstep.entrypoints.settings import load_settings


async def role(
    account: str, role: Role, *, json: Annotated[bool, Parameter(name="--json", negative="")] = False
) -> int:
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
