"""Requests that created something, in SQL."""

from datetime import datetime

import attrs
import sqlalchemy as sa

from specstep.adapters.persistence.execution import Execution
from specstep.adapters.persistence.rows.converter import dump, load
from specstep.adapters.persistence.storable import require_storable
from specstep.adapters.persistence.tables import replays
from specstep.domain.ids import AccountId
from specstep.domain.replays import Replay


@attrs.frozen
class SqlReplayRecords:
    """One row for each account and key."""

    _execution: Execution

    async def add(self, replay: Replay) -> None:
        """Insert."""
        require_storable(replay)
        await self._execution.require_open(replay.account_id)
        await self._execution.write(sa.insert(replays).values(dump(replay)))

    async def get(self, account: AccountId, key_hash: str) -> Replay | None:
        """By its key."""
        row = await self._execution.held(sa.select(replays).where(_mine(account, key_hash)))
        return None if row is None else load(row, Replay)

    async def update(self, replay: Replay) -> None:
        """Replace."""
        require_storable(replay)
        mine = _mine(replay.account_id, replay.key_hash)
        await self._execution.write(sa.update(replays).where(mine).values(dump(replay)))

    async def remove(self, account: AccountId, key_hash: str, *, begun_at: datetime) -> None:
        """Delete."""
        mine = sa.and_(_mine(account, key_hash), replays.c.begun_at == begun_at)
        await self._execution.write(sa.delete(replays).where(mine))


def _mine(account: AccountId, key_hash: str) -> sa.ColumnElement[bool]:
    return sa.and_(replays.c.account_id == account, replays.c.key_hash == key_hash)
