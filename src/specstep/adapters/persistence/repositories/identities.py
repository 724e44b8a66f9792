"""Identities in SQL."""

from collections.abc import Sequence

import attrs
import sqlalchemy as sa

from specstep.adapters.persistence.execution import Execution
from specstep.adapters.persistence.rows.converter import dump, load
from specstep.adapters.persistence.storable import require_storable
from specstep.adapters.persistence.tables import identities
from specstep.domain.errors import NotFound
from specstep.domain.identities.values import Identity
from specstep.domain.ids import AccountId, IdentityId

FIXED = ("id", "account_id", "provider", "issuer", "subject", "added_at")


@attrs.frozen
class SqlIdentities:
    """Identities; issuer and subject are unique over all accounts."""

    _execution: Execution

    async def add(self, identity: Identity) -> None:
        """Insert."""
        require_storable(identity)
        await self._execution.require_open(identity.account_id)
        conflict = "This sign-in belongs to an account already."
        await self._execution.write(sa.insert(identities).values(dump(identity)), conflict=conflict)

    async def find(self, issuer: str, subject: str) -> Identity | None:
        """By its key."""
        mine = sa.and_(identities.c.issuer == issuer, identities.c.subject == subject)
        row = await self._execution.held(sa.select(identities).where(mine))
        return None if row is None else load(row, Identity)

    async def list(self, account: AccountId) -> Sequence[Identity]:
        """Those of an account."""
        order = (identities.c.added_at, identities.c.id)
        statement = sa.select(identities).where(identities.c.account_id == account).order_by(*order)
        return [load(row, Identity) for row in await self._execution.rows(statement)]

    async def update(self, identity: Identity) -> None:
        """Replace what may change."""
        require_storable(identity)
        fields = {name: value for name, value in dump(identity).items() if name not in FIXED}
        statement = sa.update(identities).where(_own(identity.account_id, identity.id)).values(fields)
        if not await self._execution.write(statement):
            raise NotFound(kind="identity", id=identity.id)

    async def remove(self, account: AccountId, id: IdentityId) -> None:
        """Delete."""
        if not await self._execution.write(sa.delete(identities).where(_own(account, id))):
            raise NotFound(kind="identity", id=id)


def _own(account: AccountId, id: IdentityId) -> sa.ColumnElement[bool]:
    return sa.and_(identities.c.id == id, identities.c.account_id == account)
