"""Accounts in SQL."""

from collections.abc import Sequence

import attrs
import sqlalchemy as sa

from specstep.adapters.persistence.execution import Execution
from specstep.adapters.persistence.rows.converter import dump, load
from specstep.adapters.persistence.storable import require_storable
from specstep.adapters.persistence.tables import accounts
from specstep.domain.accounts import Account
from specstep.domain.errors import NotFound
from specstep.domain.ids import AccountId

TAKEN = "There is an account with this id or this verified e-mail address already."


@attrs.frozen
class SqlAccounts:
    """Accounts."""

    _execution: Execution

    async def add(self, account: Account) -> None:
        """Insert."""
        require_storable(account)
        await self._execution.write(sa.insert(accounts).values(dump(account)), conflict=TAKEN)

    async def get(self, id: AccountId) -> Account | None:
        """By id."""
        row = await self._execution.held(sa.select(accounts).where(accounts.c.id == id))
        return None if row is None else load(dict(row), Account)

    async def with_email(self, verified: str) -> Account | None:
        """By its proven address."""
        row = await self._execution.held(sa.select(accounts).where(accounts.c.verified_email == verified))
        return None if row is None else load(dict(row), Account)

    async def closing(self, *, limit: int, after: AccountId | None = None) -> Sequence[Account]:
        """Those whose deletion was asked for."""
        beyond = sa.true() if after is None else accounts.c.id > after
        statement = sa.select(accounts).where(accounts.c.closing_at.is_not(None), beyond)
        rows = await self._execution.rows(statement.order_by(accounts.c.id).limit(limit))
        return [load(row, Account) for row in rows]

    async def reachable(self, *, limit: int, after: AccountId | None = None) -> Sequence[Account]:
        """Those that a mail can go to."""
        beyond = sa.true() if after is None else accounts.c.id > after
        wanted = sa.and_(accounts.c.closing_at.is_(None), accounts.c.email.is_not(None), beyond)
        rows = await self._execution.rows(sa.select(accounts).where(wanted).order_by(accounts.c.id).limit(limit))
        return [load(row, Account) for row in rows]

    async def update(self, account: Account) -> None:
        """Replace."""
        require_storable(account)
        statement = sa.update(accounts).where(accounts.c.id == account.id).values(dump(account))
        if not await self._execution.write(statement, conflict=TAKEN):
            raise NotFound(kind="account", id=account.id)
