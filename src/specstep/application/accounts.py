"""Accounts."""

from specstep.application.audit import audit_event
from specstep.domain.accounts import LOCAL_OWNER, Account
from specstep.domain.audit import Action
from specstep.domain.errors import Conflict
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.persistence import Database

LOCAL_NAME = "Local owner"


async def ensure_local_owner(database: Database, clock: Clock, entropy: Entropy) -> Account:
    """The account that owns everything where nobody signs in; made when it isn't there yet.

    Source: GEN-6, the event is written in the same transaction.
    """
    async with database.reading() as unit:
        found = await unit.accounts.get(LOCAL_OWNER)
    if found is not None:
        return found
    now = clock.now()
    owner = Account(id=LOCAL_OWNER, display_name=LOCAL_NAME, created_at=now)
    created = audit_event(entropy, now, Action.ACCOUNT_CREATED, LOCAL_OWNER, LOCAL_OWNER)
    try:
        async with database.unit() as unit:
            await unit.accounts.add(owner)
            await unit.audit.add(created)
    except Conflict:
        async with database.reading() as unit:  # somebody else was first
            found = await unit.accounts.get(LOCAL_OWNER)
        if found is None:
            raise
        return found
    return owner
