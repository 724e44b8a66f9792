"""Messages and preferences in memory."""

from collections.abc import Sequence

import attrs

from specstep.adapters.persistence.memory_state import Part, State
from specstep.domain.errors import NotFound
from specstep.domain.ids import AccountId, MessageId
from specstep.domain.messages.kinds import Channel
from specstep.domain.messages.records import MessageRecord, Preference, Suppression


class MemoryMessageRecords(Part):
    async def add(self, message: MessageRecord) -> None:
        state = self._open_for(message.account_id, message)
        if message.id in state.messages or self._taken(message):
            raise self.conflict(f"There is a message {message.id} already.")
        state.messages[message.id] = message

    async def get(self, id: MessageId) -> MessageRecord | None:
        return self.state.messages.get(id)

    async def known_as(self, provider: str, provider_id: str) -> MessageRecord | None:
        name = (provider, provider_id)
        return next((each for each in self.state.messages.values() if _name(each) == name), None)

    async def list(self, *, account: AccountId | None = None, limit: int) -> Sequence[MessageRecord]:
        found = (each for each in self.state.messages.values() if account in (None, each.account_id))
        return sorted(found, key=lambda each: (each.created_at, each.id), reverse=True)[:limit]

    async def update(self, message: MessageRecord) -> None:
        state = self.write(message)
        stored = state.messages.get(message.id)
        if stored is None or stored.account_id != message.account_id:
            raise NotFound(kind="message", id=message.id)
        if self._taken(message):
            raise self.conflict("Its carrier has another message of this name.")
        fixed = {"kind": stored.kind, "channel": stored.channel, "created_at": stored.created_at}
        state.messages[message.id] = attrs.evolve(message, **fixed)  # type: ignore[arg-type]

    async def preferences(self, account: AccountId) -> Sequence[Preference]:
        mine = (each for each in self.state.preferences.values() if each.account_id == account)
        return sorted(mine, key=lambda each: (each.kind, each.channel))

    async def prefer(self, preference: Preference) -> None:
        state = self._open_for(preference.account_id, preference)
        state.preferences[preference.account_id, preference.kind, preference.channel] = preference

    async def suppress(self, suppression: Suppression) -> None:
        state = self._open_for(suppression.account_id, suppression)
        key = (suppression.account_id, suppression.channel, suppression.address_hash)
        state.suppressions.setdefault(key, suppression)

    async def suppressed(self, account: AccountId, channel: Channel, address_hash: str) -> bool:
        return (account, channel, address_hash) in self.state.suppressions

    def _taken(self, message: MessageRecord) -> bool:
        others = (each for each in self.state.messages.values() if each.id != message.id)
        return None not in _name(message) and any(_name(each) == _name(message) for each in others)

    def _open_for(self, account: AccountId, value: object) -> State:
        state = self.write(value)
        self.require_open(account)
        self.refer(state.accounts.get(account), "an account")
        return state


def _name(message: MessageRecord) -> tuple[str | None, str | None]:
    return message.provider, message.provider_id
