"""Messages and preferences in SQL."""

from collections.abc import Sequence

import attrs
import sqlalchemy as sa

from specstep.adapters.persistence.execution import Execution
from specstep.adapters.persistence.rows.converter import dump, load
from specstep.adapters.persistence.storable import require_storable
from specstep.adapters.persistence.tables import message_preferences, message_suppressions, messages
from specstep.domain.errors import NotFound
from specstep.domain.ids import AccountId, MessageId
from specstep.domain.messages.kinds import Channel
from specstep.domain.messages.records import MessageRecord, Preference, Suppression

FIXED = ("id", "account_id", "kind", "channel", "created_at")


@attrs.frozen
class SqlMessageRecords:
    """Messages; a carrier's name for one is unique."""

    _execution: Execution

    async def add(self, message: MessageRecord) -> None:
        """Insert."""
        require_storable(message)
        await self._execution.require_open(message.account_id)
        conflict = f"There is a message {message.id} already."
        await self._execution.write(sa.insert(messages).values(dump(message)), conflict=conflict)

    async def get(self, id: MessageId) -> MessageRecord | None:
        """By id."""
        return await self._one(messages.c.id == id)

    async def known_as(self, provider: str, provider_id: str) -> MessageRecord | None:
        """By its carrier's name for it."""
        return await self._one(sa.and_(messages.c.provider == provider, messages.c.provider_id == provider_id))

    async def list(self, *, account: AccountId | None = None, limit: int) -> Sequence[MessageRecord]:
        """The newest."""
        statement = sa.select(messages).order_by(messages.c.created_at.desc(), messages.c.id.desc()).limit(limit)
        if account is not None:
            statement = statement.where(messages.c.account_id == account)
        return [load(row, MessageRecord) for row in await self._execution.rows(statement)]

    async def update(self, message: MessageRecord) -> None:
        """Replace what may change."""
        require_storable(message)
        fields = {name: value for name, value in dump(message).items() if name not in FIXED}
        mine = sa.and_(messages.c.id == message.id, messages.c.account_id == message.account_id)
        changing = sa.update(messages).where(mine).values(fields)
        conflict = "Its carrier has another message of this name."
        if not await self._execution.write(changing, conflict=conflict):
            raise NotFound(kind="message", id=message.id)

    async def preferences(self, account: AccountId) -> Sequence[Preference]:
        """In the order of their kinds."""
        table = message_preferences
        mine = sa.select(table).where(table.c.account_id == account).order_by(table.c.kind, table.c.channel)
        return [load(row, Preference) for row in await self._execution.rows(mine)]

    async def prefer(self, preference: Preference) -> None:
        """Change, or insert where there was none."""
        require_storable(preference)
        await self._execution.require_open(preference.account_id)
        table, fields = message_preferences, dump(preference)
        mine = sa.and_(*(table.c[name] == fields[name] for name in ("account_id", "kind", "channel")))
        changing = sa.update(table).where(mine).values(wanted=fields["wanted"], changed_at=fields["changed_at"])
        if not await self._execution.write(changing):
            await self._execution.write(sa.insert(table).values(fields), conflict="Somebody else chose just now.")

    async def suppress(self, suppression: Suppression) -> None:
        """Insert, unless it is there."""
        require_storable(suppression)
        await self._execution.require_open(suppression.account_id)
        named = (suppression.account_id, suppression.channel, suppression.address_hash)
        if not await self.suppressed(*named):
            conflict = "Somebody else noted it just now."
            await self._execution.write(
                sa.insert(message_suppressions).values(dump(suppression)), conflict=conflict
            )

    async def suppressed(self, account: AccountId, channel: Channel, address_hash: str) -> bool:
        """Whether it is there."""
        table = message_suppressions
        mine = sa.and_(
            table.c.account_id == account,
            table.c.channel == channel.value,
            table.c.address_hash == address_hash,
        )
        return await self._execution.held(sa.select(table).where(mine)) is not None

    async def _one(self, which: sa.ColumnElement[bool]) -> MessageRecord | None:
        row = await self._execution.held(sa.select(messages).where(which))
        return None if row is None else load(row, MessageRecord)
