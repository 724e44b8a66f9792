"""Sessions and sign-ins under way in memory."""

from collections.abc import Sequence
from datetime import datetime

import attrs

from specstep.adapters.persistence.memory_state import Part
from specstep.domain.errors import NotFound
from specstep.domain.identities.attempts import SignInAttempt
from specstep.domain.ids import AccountId, SessionId
from specstep.domain.sessions.values import Session


class MemorySessions(Part):
    async def add(self, session: Session) -> None:
        state = self.write(session)
        self.require_open(session.account_id)
        self.refer(state.accounts.get(session.account_id), "an account")
        if any(session.id == id or session.token_hash == each.token_hash for id, each in state.sessions.items()):
            raise self.conflict("It exists already.")
        state.sessions[session.id] = session

    async def find(self, token_hash: str) -> Session | None:
        return next((each for each in self.state.sessions.values() if each.token_hash == token_hash), None)

    async def list(self, account: AccountId) -> Sequence[Session]:
        found = (each for each in self.state.sessions.values() if each.account_id == account)
        return sorted(found, key=lambda each: (each.opened_at, each.id), reverse=True)

    async def note(self, session: Session) -> None:
        state = self.write(session)
        if (stored := state.sessions.get(session.id)) is not None:
            state.sessions[session.id] = attrs.evolve(
                stored, last_seen_at=session.last_seen_at, expires_at=session.expires_at
            )

    async def remove(self, account: AccountId, id: SessionId) -> None:
        state = self.write()
        stored = state.sessions.get(id)
        if stored is None or stored.account_id != account:
            raise NotFound(kind="session", id=id)
        del state.sessions[id]

    async def clear(self, account: AccountId, *, keep: SessionId | None = None) -> int:
        state = self.write()
        gone = [id for id, each in state.sessions.items() if each.account_id == account and id != keep]
        for id in gone:
            del state.sessions[id]
        return len(gone)


class MemorySignInAttempts(Part):
    async def add(self, attempt: SignInAttempt) -> None:
        state = self.write(attempt)
        if attempt.state_hash in state.attempts:
            raise self.conflict("It exists already.")
        state.attempts[attempt.state_hash] = attempt

    async def take(self, state_hash: str) -> SignInAttempt | None:
        return self.write().attempts.pop(state_hash, None)

    async def forget(self, *, before: datetime) -> None:
        state = self.write(before)
        for each in [each for each in state.attempts.values() if each.expires_at <= before]:
            del state.attempts[each.state_hash]
