"""API keys in memory."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import attrs

from specstep.adapters.persistence.memory_state import Part
from specstep.domain.api_keys import ApiKey
from specstep.domain.errors import NotFound
from specstep.domain.ids import AccountId, ApiKeyId


class MemoryApiKeyRecords(Part):
    async def add(self, key: ApiKey) -> None:
        state = self.write(key)
        self.require_open(key.account_id)
        self.refer(state.accounts.get(key.account_id), "an account")
        if key.id in state.api_keys or any(each.prefix == key.prefix for each in state.api_keys.values()):
            raise self.conflict("There is an API key with this id or prefix already.")
        state.api_keys[key.id] = key

    async def get(self, account: AccountId, id: ApiKeyId) -> ApiKey | None:
        key = self.state.api_keys.get(id)
        return key if key is not None and key.account_id == account else None

    async def list(self, account: AccountId) -> Sequence[ApiKey]:
        mine = [each for each in self.state.api_keys.values() if each.account_id == account]
        return sorted(mine, key=lambda each: (each.created_at, each.id), reverse=True)

    async def with_prefix(self, prefix: str) -> ApiKey | None:
        for each in self.state.api_keys.values():
            if each.prefix == prefix and self.state.accounts[each.account_id].closing_at is None:
                return each
        return None

    async def rename(self, account: AccountId, id: ApiKeyId, name: str) -> None:
        state = self.write(name)
        state.api_keys[id] = attrs.evolve(await self._need(account, id), name=name)

    async def remove(self, account: AccountId, id: ApiKeyId) -> None:
        state = self.write()
        await self._need(account, id)
        del state.api_keys[id]

    async def used(self, uses: Mapping[ApiKeyId, datetime]) -> None:
        state = self.write(*uses.values())
        for id, at in uses.items():
            key = state.api_keys.get(id)
            if key is not None and (key.last_used_at is None or key.last_used_at < at):
                state.api_keys[id] = attrs.evolve(key, last_used_at=at)

    async def _need(self, account: AccountId, id: ApiKeyId) -> ApiKey:
        key = await self.get(account, id)
        if key is None:
            raise NotFound(kind="API key", id=id)
        return key
