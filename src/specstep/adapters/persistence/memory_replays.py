"""Requests that created something, in memory."""

from datetime import datetime

from specstep.adapters.persistence.memory_state import Part
from specstep.domain.ids import AccountId
from specstep.domain.replays import Replay


class MemoryReplayRecords(Part):
    async def add(self, replay: Replay) -> None:
        state = self.write(replay)
        self.require_open(replay.account_id)
        self.refer(state.accounts.get(replay.account_id), "an account")
        key = (replay.account_id, replay.key_hash)
        if key in state.replays:
            raise self.conflict("It exists already.")
        state.replays[key] = replay

    async def get(self, account: AccountId, key_hash: str) -> Replay | None:
        return self.state.replays.get((account, key_hash))

    async def update(self, replay: Replay) -> None:
        state = self.write(replay)
        key = (replay.account_id, replay.key_hash)
        if key in state.replays:
            state.replays[key] = replay

    async def remove(self, account: AccountId, key_hash: str, *, begun_at: datetime) -> None:
        state = self.write(begun_at)
        found = state.replays.get((account, key_hash))
        if found is not None and found.begun_at == begun_at:
            del state.replays[account, key_hash]
