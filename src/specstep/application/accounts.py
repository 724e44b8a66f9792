"""Accounts."""

import attrs

from specstep.application.audit import audit_event
from specstep.domain.accounts import LOCAL_OWNER, Account, Role
from specstep.domain.audit import Action
from specstep.domain.errors import Conflict, NotFound
from specstep.domain.identities.emails import canonical_email
from specstep.domain.identities.names import require_name
from specstep.domain.ids import AccountId
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.persistence import Database, UnitOfWork

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


async def change_role(
    database: Database, clock: Clock, entropy: Entropy, account: str, role: Role, *, by: AccountId | None = None
) -> Account:
    """Give an account a role, by its id or its verified e-mail address; having it already changes nothing.

    Args:
        by: the operator who asks; None for whoever runs the program beside its database, who makes the first one.

    Raises:
        NotFound: there is no such account, or `by` is no operator.
        Conflict: the account is being deleted.

    Source: SEC-6; GEN-6, the event is written in the same transaction.
    """
    now = clock.now()
    async with database.unit() as unit:
        asked = None if by is None else await unit.accounts.get(by)
        found = await account_named(unit, account)
        if found is None or (by is not None and (asked is None or asked.role is not Role.OPERATOR)):
            raise NotFound(kind="account", id=account)
        if found.closing_at is not None:
            raise Conflict(what=f"Account {found.id} is being deleted.")
        if found.role is role:
            return found
        changed = attrs.evolve(found, role=role)
        await unit.accounts.update(changed)
        told = audit_event(
            entropy, now, Action.ACCOUNT_ROLE_CHANGED, found.id, found.id, detail=f"{found.role} to {role}"
        )
        await unit.audit.add(attrs.evolve(told, actor=by))
        return changed


async def correct_name(database: Database, account: AccountId, name: str) -> Account:
    """Put right the name that an account is shown by (RIG-2).

    Raises:
        BadInput: it is empty, too long, or holds what can't be seen.
        NotFound: there is no such account.
    """
    shown = require_name(name)
    async with database.unit() as unit:
        found = await unit.accounts.get(account)
        if found is None:
            raise NotFound(kind="account", id=account)
        corrected = attrs.evolve(found, display_name=shown)
        await unit.accounts.update(corrected)
        return corrected


async def account_named(unit: UnitOfWork, named: str) -> Account | None:
    """The account with this id or this verified e-mail address."""
    if "@" not in named:
        return await unit.accounts.get(AccountId(named))
    return await unit.accounts.with_email(canonical_email(named))


async def may_operate(unit: UnitOfWork, by: AccountId | None) -> bool:
    """Whether somebody is an operator; None, whoever runs the program beside its database, is."""
    if by is None:
        return True
    asking = await unit.accounts.get(by)
    return asking is not None and asking.role is Role.OPERATOR
