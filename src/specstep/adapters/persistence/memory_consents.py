"""Consents and statutory requests in memory."""

from collections.abc import Sequence
from datetime import datetime

import attrs

from specstep.adapters.persistence.memory_state import Part, State
from specstep.domain.consents import Consent, ConsentKind
from specstep.domain.errors import NotFound
from specstep.domain.ids import AccountId, StatutoryRequestId
from specstep.domain.statutory_requests import StatutoryRequest


class MemoryConsents(Part):
    async def add(self, consent: Consent) -> None:
        state = _open_for(self, consent.account_id, consent)
        if consent.id in state.consents:
            raise self.conflict("It exists already.")
        state.consents[consent.id] = consent

    async def list(self, account: AccountId) -> Sequence[Consent]:
        mine = (each for each in self.state.consents.values() if each.account_id == account)
        return sorted(mine, key=lambda each: (each.given_at, each.id), reverse=True)

    async def standing(self, account: AccountId, kind: ConsentKind) -> Consent | None:
        return next((each for each in await self.list(account) if each.kind is kind and each.stands), None)

    async def withdraw(self, account: AccountId, kind: ConsentKind, at: datetime) -> int:
        state = self.write(at)
        standing = [each for each in await self.list(account) if each.kind is kind and each.stands]
        state.consents |= {each.id: attrs.evolve(each, withdrawn_at=at) for each in standing}
        return len(standing)


class MemoryStatutoryRequests(Part):
    async def add(self, request: StatutoryRequest) -> None:
        state = _open_for(self, request.account_id, request)
        if request.id in state.requests:
            raise self.conflict("It exists already.")
        state.requests[request.id] = request

    async def get(self, id: StatutoryRequestId) -> StatutoryRequest | None:
        return self.state.requests.get(id)

    async def list(self, account: AccountId) -> Sequence[StatutoryRequest]:
        mine = (each for each in self.state.requests.values() if each.account_id == account)
        return sorted(mine, key=lambda each: (each.received_at, each.id), reverse=True)

    async def unanswered(self, *, limit: int) -> Sequence[StatutoryRequest]:
        waiting = (each for each in self.state.requests.values() if each.answered_at is None)
        return sorted(waiting, key=lambda each: (each.due_at, each.id))[:limit]

    async def answer(self, request: StatutoryRequest) -> None:
        state = self.write(request)
        stored = state.requests.get(request.id)
        if stored is None or stored.account_id != request.account_id:
            raise NotFound(kind="request", id=request.id)
        answered = attrs.evolve(stored, answer=request.answer, answered_at=request.answered_at)
        state.requests[request.id] = answered


def _open_for(part: Part, account: AccountId, value: object) -> State:
    state = part.write(value)
    part.require_open(account)
    part.refer(state.accounts.get(account), "an account")
    return state
