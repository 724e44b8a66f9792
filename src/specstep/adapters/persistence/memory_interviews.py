"""Accounts and interviews in memory."""

from collections.abc import Sequence

import attrs

from specstep.adapters.persistence.memory_state import Part, bin_of, need, own, page
from specstep.domain.accounts import Account
from specstep.domain.errors import NotFound
from specstep.domain.ids import AccountId, InterviewId, ReferenceId
from specstep.domain.interviews.values import Fact, Interview, ReferenceDocument, Turn


class MemoryAccounts(Part):
    async def add(self, account: Account) -> None:
        state = self.write(account)
        if account.id in state.accounts:
            raise self.conflict(f"There is an account {account.id} already.")
        self._require_own_email(account)
        state.accounts[account.id] = account

    async def get(self, id: AccountId) -> Account | None:
        return self.state.accounts.get(id)

    async def with_email(self, verified: str) -> Account | None:
        found = (each for each in self.state.accounts.values() if each.verified_email == verified)
        return next(found, None)

    def _require_own_email(self, account: Account) -> None:
        for other in self.state.accounts.values():
            if other.id != account.id and other.verified_email and other.verified_email == account.verified_email:
                raise self.conflict("There is an account with this verified e-mail address already.")

    async def closing(self, *, limit: int, after: AccountId | None = None) -> Sequence[Account]:
        found = sorted(self.state.accounts.items())
        return [each for id, each in found if each.closing_at is not None and (after is None or id > after)][
            :limit
        ]

    async def reachable(self, *, limit: int, after: AccountId | None = None) -> Sequence[Account]:
        found = (each for id, each in sorted(self.state.accounts.items()) if after is None or id > after)
        return [each for each in found if each.closing_at is None and each.email is not None][:limit]

    async def update(self, account: Account) -> None:
        state = self.write(account)
        if account.id not in state.accounts:
            raise NotFound(kind="account", id=account.id)
        self._require_own_email(account)
        state.accounts[account.id] = account


class MemoryInterviews(Part):
    def _need(self, account: AccountId, id: InterviewId) -> Interview:
        return need(self.state.interviews, account, id, "interview")

    async def add(self, interview: Interview) -> None:
        state = self.write(interview)
        self.require_open(interview.account_id)
        self.refer(state.accounts.get(interview.account_id), "an account")
        if interview.id in state.interviews:
            raise self.conflict(f"There is an interview {interview.id} already.")
        bare = attrs.evolve(interview, turns=(), references=(), facts=())
        state.interviews[interview.id] = bare
        await self.add_turns(interview.account_id, interview.id, interview.turns)
        for reference in interview.references:
            await self.add_reference(interview.account_id, interview.id, reference)
        await self.put_facts(interview.account_id, interview.id, interview.facts)

    async def get(self, account: AccountId, id: InterviewId) -> Interview | None:
        return own(self.state.interviews, account, id)

    async def list(
        self, account: AccountId, *, limit: int, before: InterviewId | None = None
    ) -> Sequence[Interview]:
        rows = page(self.state.interviews, account, limit, before, "interview")
        return [attrs.evolve(row, turns=(), references=(), facts=()) for row in rows]

    async def binned(self, account: AccountId, *, limit: int) -> Sequence[Interview]:
        rows = bin_of(self.state.interviews, account, limit)
        return [attrs.evolve(row, turns=(), references=(), facts=()) for row in rows]

    async def update(self, interview: Interview) -> None:
        state = self.write(attrs.evolve(interview, turns=(), references=(), facts=()))
        stored = self._need(interview.account_id, interview.id)
        state.interviews[interview.id] = attrs.evolve(
            stored,
            title=interview.title,
            language=interview.language,
            status=interview.status,
            phase=interview.phase,
            updated_at=interview.updated_at,
            deleted_at=interview.deleted_at,
        )

    async def add_turns(self, account: AccountId, id: InterviewId, turns: Sequence[Turn]) -> None:
        state = self.write(tuple(turns))
        self.require_open(account)
        for turn in turns:
            stored = self._need(account, id)
            if any(turn.number == other.number or turn.id == other.id for other in stored.turns):
                raise self.conflict(f"Turn {turn.number} of interview {id} is there already.")
            ordered = sorted((*stored.turns, turn), key=lambda each: each.number)
            state.interviews[id] = attrs.evolve(stored, turns=tuple(ordered))
        self._need(account, id)

    async def replace_turn(self, account: AccountId, id: InterviewId, turn: Turn) -> None:
        state = self.write(turn)
        stored = self._need(account, id)
        if not any(other.id == turn.id and other.number == turn.number for other in stored.turns):
            raise NotFound(kind="turn", id=turn.id)
        turns = tuple(turn if other.id == turn.id else other for other in stored.turns)
        state.interviews[id] = attrs.evolve(stored, turns=turns)

    async def add_reference(self, account: AccountId, id: InterviewId, reference: ReferenceDocument) -> None:
        state = self.write(reference)
        self.require_open(account)
        stored = self._need(account, id)
        if any(reference.number == other.number or reference.id == other.id for other in stored.references):
            raise self.conflict(f"Reference {reference.number} of interview {id} is there already.")
        ordered = sorted((*stored.references, reference), key=lambda each: each.number)
        state.interviews[id] = attrs.evolve(stored, references=tuple(ordered))

    async def remove_reference(self, account: AccountId, id: InterviewId, reference: ReferenceId) -> None:
        state = self.write()
        stored = self._need(account, id)
        rest = tuple(other for other in stored.references if other.id != reference)
        if len(rest) == len(stored.references):
            raise NotFound(kind="reference", id=reference)
        state.interviews[id] = attrs.evolve(stored, references=rest)

    async def put_facts(self, account: AccountId, id: InterviewId, facts: Sequence[Fact]) -> None:
        state = self.write(tuple(facts))
        self.require_open(account)
        stored = self._need(account, id)
        merged = {fact.id: fact for fact in stored.facts} | {fact.id: fact for fact in facts}
        state.interviews[id] = attrs.evolve(stored, facts=tuple(merged.values()))
