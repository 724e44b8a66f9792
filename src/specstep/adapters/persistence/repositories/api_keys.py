"""API keys in SQL."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import attrs
import sqlalchemy as sa

from specstep.adapters.persistence.execution import Execution
from specstep.adapters.persistence.repositories.paging import own
from specstep.adapters.persistence.rows.converter import dump, load
from specstep.adapters.persistence.storable import require_storable
from specstep.adapters.persistence.tables.accounts import accounts
from specstep.adapters.persistence.tables.api_keys import api_keys
from specstep.domain.api_keys import NOBODYS, PREFIX_LENGTH, ApiKey
from specstep.domain.errors import NotFound
from specstep.domain.ids import AccountId, ApiKeyId

KIND = "API key"

_ONE = sa.select(sa.literal(1).label("one")).subquery()
_FOUND = (
    sa.select(api_keys)
    .join(accounts, accounts.c.id == api_keys.c.account_id)
    .where(api_keys.c.prefix == sa.bindparam("prefix"), accounts.c.closing_at.is_(None))
    .subquery()
)
_DECOY = {
    "id": "none",
    "account_id": "none",
    "name": "none",
    "prefix": "0" * PREFIX_LENGTH,
    "salted": NOBODYS,
    "created_at": datetime(2000, 1, 1, tzinfo=UTC),
}
# A row comes back and becomes a key either way, or the time would tell which prefixes there are.
_WITH_PREFIX = sa.select(
    *(
        sa.func.coalesce(each, sa.literal(_DECOY[each.name], each.type)).label(each.name)
        if each.name in _DECOY
        else each
        for each in _FOUND.c
    )
).select_from(_ONE.outerjoin(_FOUND, sa.true()))


@attrs.frozen
class SqlApiKeyRecords:
    """API keys; somebody else's are not there."""

    _execution: Execution

    async def add(self, key: ApiKey) -> None:
        """Insert."""
        require_storable(key)
        await self._execution.require_open(key.account_id)
        conflict = "There is an API key with this id or prefix already."
        await self._execution.write(sa.insert(api_keys).values(dump(key)), conflict=conflict)

    async def get(self, account: AccountId, id: ApiKeyId) -> ApiKey | None:
        """By id."""
        row = await self._execution.held(sa.select(api_keys).where(own(api_keys, account, id)))
        return None if row is None else load(row, ApiKey)

    async def list(self, account: AccountId) -> Sequence[ApiKey]:
        """All of an account's."""
        statement = sa.select(api_keys).where(api_keys.c.account_id == account)
        order = (api_keys.c.created_at.desc(), api_keys.c.id.desc())
        return [load(row, ApiKey) for row in await self._execution.rows(statement.order_by(*order))]

    async def with_prefix(self, prefix: str) -> ApiKey | None:
        """By prefix, with a look at the account."""
        # Not by `params`, which copies the statement.
        key = load(await self._execution.row(_WITH_PREFIX, {"prefix": prefix}) or {}, ApiKey)
        return None if key.id == _DECOY["id"] else key

    async def rename(self, account: AccountId, id: ApiKeyId, name: str) -> None:
        """Change the name."""
        require_storable(name, "name")
        statement = sa.update(api_keys).where(own(api_keys, account, id)).values(name=name)
        if not await self._execution.write(statement):
            raise NotFound(kind=KIND, id=id)

    async def remove(self, account: AccountId, id: ApiKeyId) -> None:
        """Delete the row."""
        if not await self._execution.write(sa.delete(api_keys).where(own(api_keys, account, id))):
            raise NotFound(kind=KIND, id=id)

    async def used(self, uses: Mapping[ApiKeyId, datetime]) -> None:
        """Forwards only, in the order of the ids: two processes that write at once must not wait for each other."""
        for id, at in sorted(uses.items()):
            require_storable(at, "last_used_at")
            earlier = sa.or_(api_keys.c.last_used_at.is_(None), api_keys.c.last_used_at < at)
            await self._execution.write(
                sa.update(api_keys).where(api_keys.c.id == id, earlier).values(last_used_at=at)
            )
