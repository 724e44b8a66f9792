"""`specstep db roles`: PostgreSQL's roles of least privilege."""

import asyncio
from typing import Annotated

from cyclopts import Parameter

from specstep.adapters.persistence import migrations, roles
from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.settings import load_settings


async def make(
    *,
    apply: Annotated[bool, Parameter(negative="")] = False,
    application: str = roles.APPLICATION,
    policy: str = roles.POLICY,
) -> int:
    """Print the statements that make two roles: one that serves and can only add to the audit log, one for sweep and deletions.

    Grant them to your login roles, and name the second one's address in SPECSTEP_POLICY_DATABASE_URL.

    Parameters
    ----------
    apply
        Carry the statements out, as the owner of the tables; do so after each upgrade.
    application
        The role of what serves.
    policy
        The role of what keeps the promises about time and deletion.
    """
    settings = load_settings()
    if not apply:
        for statement in roles.statements(application, policy):
            print(f"{statement};")  # noqa: T201
        return Exit.DONE
    roles.require_postgresql(settings.database)
    await asyncio.to_thread(migrations.upgrade, settings.database)
    await _make_engine_tables(settings.database)
    await asyncio.to_thread(roles.apply, settings.database, application, policy)
    print(f"The roles {application} and {policy} are made.")  # noqa: T201
    return Exit.DONE


async def _make_engine_tables(url: str) -> None:
    """Have the workflow engine make its tables, which the roles are about and can't make themselves."""
    from specstep.adapters.workflows.dbos import DbosWorkflows

    host = DbosWorkflows(url)
    try:
        await host.connect()
    finally:
        await host.drain(timeout_s=0)
