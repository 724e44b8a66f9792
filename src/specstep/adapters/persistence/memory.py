"""The database in memory: for tests, and for trying things out. It forgets everything at the end."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Protocol, TypeVar

import attrs

from specstep.adapters.persistence.storable import require_storable
from specstep.domain.accounts import Account
from specstep.domain.audit import AuditEvent
from specstep.domain.errors import Conflict, NotFound, Unavailable
from specstep.domain.generations.values import Generation, Status
from specstep.domain.ids import AccountId, BlobKey, GenerationId, InterviewId, PackageId, ReferenceId, RunId
from specstep.domain.interviews.values import Fact, Interview, ReferenceDocument, Turn
from specstep.ports.persistence import ModelAnswer, PackageRecord


@attrs.define(kw_only=True)
class _State:
    accounts: dict[str, Account] = attrs.field(factory=dict)
    interviews: dict[str, Interview] = attrs.field(factory=dict)
    generations: dict[str, Generation] = attrs.field(factory=dict)
    snapshots: dict[str, str] = attrs.field(factory=dict)
    answers: dict[tuple[str, str], ModelAnswer] = attrs.field(factory=dict)
    packages: dict[str, PackageRecord] = attrs.field(factory=dict)
    events: dict[str, AuditEvent] = attrs.field(factory=dict)
    blobs: dict[str, tuple[AccountId, datetime]] = attrs.field(factory=dict)
    refused: bool = False  # once something was refused, the unit must not commit: PostgreSQL wouldn't, either

    def copy(self) -> "_State":
        """Another state with the same values; values are frozen, so the dictionaries are enough."""
        return _State(
            accounts=dict(self.accounts),
            interviews=dict(self.interviews),
            generations=dict(self.generations),
            snapshots=dict(self.snapshots),
            answers=dict(self.answers),
            packages=dict(self.packages),
            events=dict(self.events),
            blobs=dict(self.blobs),
        )


@attrs.define(kw_only=True)
class MemoryTransaction:
    """The handle of a unit in memory: what is put into `after_commit` runs once it has committed, or never."""

    after_commit: list[Callable[[], None]] = attrs.field(factory=list)


@attrs.define
class _Part:
    """A repository over a state; `writable` is False in reading units."""

    _state: _State
    _writable: bool

    def _write(self, *values: object) -> _State:
        if not self._writable:
            raise Unavailable(service="The database", reason="this unit of work only reads.")
        for value in values:
            require_storable(value)
        return self._state

    def _refer(self, found: object, what: str) -> None:
        if found is None:
            raise self._conflict(f"It refers to {what} that does not exist.")

    def _conflict(self, what: str) -> Conflict:
        self._state.refused = True
        return Conflict(what=what)


class _Dated(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def account_id(self) -> AccountId: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def deleted_at(self) -> datetime | None: ...


Row = TypeVar("Row", bound=_Dated)


def _own(rows: dict[str, Row], account: AccountId, id: str) -> Row | None:
    row = rows.get(id)
    return row if row is not None and row.account_id == account else None


def _need(rows: dict[str, Row], account: AccountId, id: str, kind: str) -> Row:
    row = _own(rows, account, id)
    if row is None:
        raise NotFound(kind=kind, id=id)
    return row


def _page(rows: dict[str, Row], account: AccountId, limit: int, before: str | None, kind: str) -> list[Row]:
    cursor = None if before is None else _need(rows, account, before, kind)
    found = [
        row
        for row in rows.values()
        if row.account_id == account
        and row.deleted_at is None
        and (cursor is None or (row.created_at, row.id) < (cursor.created_at, cursor.id))
    ]
    return sorted(found, key=lambda row: (row.created_at, row.id), reverse=True)[:limit]


class _Accounts(_Part):
    async def add(self, account: Account) -> None:
        state = self._write(account)
        if account.id in state.accounts:
            raise self._conflict(f"There is an account {account.id} already.")
        state.accounts[account.id] = account

    async def get(self, id: AccountId) -> Account | None:
        return self._state.accounts.get(id)

    async def update(self, account: Account) -> None:
        state = self._write(account)
        if account.id not in state.accounts:
            raise NotFound(kind="account", id=account.id)
        state.accounts[account.id] = account


class _Interviews(_Part):
    def _need(self, account: AccountId, id: InterviewId) -> Interview:
        return _need(self._state.interviews, account, id, "interview")

    async def add(self, interview: Interview) -> None:
        state = self._write(interview)
        self._refer(state.accounts.get(interview.account_id), "an account")
        if interview.id in state.interviews:
            raise self._conflict(f"There is an interview {interview.id} already.")
        bare = attrs.evolve(interview, turns=(), references=(), facts=())
        state.interviews[interview.id] = bare
        await self.add_turns(interview.account_id, interview.id, interview.turns)
        for reference in interview.references:
            await self.add_reference(interview.account_id, interview.id, reference)
        await self.put_facts(interview.account_id, interview.id, interview.facts)

    async def get(self, account: AccountId, id: InterviewId) -> Interview | None:
        return _own(self._state.interviews, account, id)

    async def list(
        self, account: AccountId, *, limit: int, before: InterviewId | None = None
    ) -> Sequence[Interview]:
        rows = _page(self._state.interviews, account, limit, before, "interview")
        return [attrs.evolve(row, turns=(), references=(), facts=()) for row in rows]

    async def update(self, interview: Interview) -> None:
        state = self._write(attrs.evolve(interview, turns=(), references=(), facts=()))
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
        state = self._write(tuple(turns))
        for turn in turns:
            stored = self._need(account, id)
            if any(turn.number == other.number or turn.id == other.id for other in stored.turns):
                raise self._conflict(f"Turn {turn.number} of interview {id} is there already.")
            ordered = sorted((*stored.turns, turn), key=lambda each: each.number)
            state.interviews[id] = attrs.evolve(stored, turns=tuple(ordered))
        self._need(account, id)

    async def replace_turn(self, account: AccountId, id: InterviewId, turn: Turn) -> None:
        state = self._write(turn)
        stored = self._need(account, id)
        if not any(other.id == turn.id and other.number == turn.number for other in stored.turns):
            raise NotFound(kind="turn", id=turn.id)
        turns = tuple(turn if other.id == turn.id else other for other in stored.turns)
        state.interviews[id] = attrs.evolve(stored, turns=turns)

    async def add_reference(self, account: AccountId, id: InterviewId, reference: ReferenceDocument) -> None:
        state = self._write(reference)
        stored = self._need(account, id)
        if any(reference.number == other.number or reference.id == other.id for other in stored.references):
            raise self._conflict(f"Reference {reference.number} of interview {id} is there already.")
        ordered = sorted((*stored.references, reference), key=lambda each: each.number)
        state.interviews[id] = attrs.evolve(stored, references=tuple(ordered))

    async def remove_reference(self, account: AccountId, id: InterviewId, reference: ReferenceId) -> None:
        state = self._write()
        stored = self._need(account, id)
        rest = tuple(other for other in stored.references if other.id != reference)
        if len(rest) == len(stored.references):
            raise NotFound(kind="reference", id=reference)
        state.interviews[id] = attrs.evolve(stored, references=rest)

    async def put_facts(self, account: AccountId, id: InterviewId, facts: Sequence[Fact]) -> None:
        state = self._write(tuple(facts))
        stored = self._need(account, id)
        merged = {fact.id: fact for fact in stored.facts} | {fact.id: fact for fact in facts}
        state.interviews[id] = attrs.evolve(stored, facts=tuple(merged.values()))


class _Generations(_Part):
    async def add(self, generation: Generation) -> None:
        state = self._write(generation)
        self._refer(_own(state.interviews, generation.account_id, generation.interview_id), "an interview")
        if generation.id in state.generations:
            raise self._conflict(f"There is a generation {generation.id} already.")
        state.generations[generation.id] = generation

    async def get(self, account: AccountId, id: GenerationId) -> Generation | None:
        return _own(self._state.generations, account, id)

    async def list(
        self, account: AccountId, *, limit: int, before: GenerationId | None = None
    ) -> Sequence[Generation]:
        return _page(self._state.generations, account, limit, before, "generation")

    async def update(self, generation: Generation, *, expected: Status) -> None:
        state = self._write(generation)
        stored = _need(state.generations, generation.account_id, generation.id, "generation")
        if stored.status is not expected:
            raise Conflict(what=f"Generation {generation.id} is no longer {expected}: it is {stored.status}.")
        state.generations[generation.id] = attrs.evolve(
            generation, interview_id=stored.interview_id, created_at=stored.created_at
        )

    async def put_snapshot(self, account: AccountId, id: GenerationId, dossier: str) -> None:
        state = self._write(dossier)
        _need(state.generations, account, id, "generation")
        if id in state.snapshots:
            raise self._conflict(f"Generation {id} has its snapshot already.")
        state.snapshots[id] = dossier

    async def snapshot(self, account: AccountId, id: GenerationId) -> str | None:
        return self._state.snapshots.get(id) if _own(self._state.generations, account, id) else None


class _Answers(_Part):
    async def add(self, answer: ModelAnswer) -> None:
        state = self._write(answer)
        self._refer(state.accounts.get(answer.account_id), "an account")
        if (answer.run, answer.step) in state.answers:
            raise self._conflict(f"Step {answer.step} of run {answer.run} has an answer already.")
        state.answers[answer.run, answer.step] = answer

    async def get(self, account: AccountId, run: RunId, step: str) -> ModelAnswer | None:
        answer = self._state.answers.get((run, step))
        return answer if answer is not None and answer.account_id == account else None

    async def list(self, account: AccountId, run: RunId) -> Sequence[ModelAnswer]:
        found = (each for each in self._state.answers.values() if each.run == run and each.account_id == account)
        return sorted(found, key=lambda each: (each.created_at, each.step))


class _Packages(_Part):
    async def add(self, package: PackageRecord) -> None:
        state = self._write(package)
        self._refer(_own(state.interviews, package.account_id, package.interview_id), "an interview")
        self._refer(_own(state.generations, package.account_id, package.generation_id), "a generation")
        for other in state.packages.values():
            if (
                other.id == package.id
                or other.blob == package.blob
                or other.generation_id == package.generation_id
            ):
                raise self._conflict(f"Package {package.id}, its file or its generation's is there already.")
        state.packages[package.id] = package

    async def get(self, account: AccountId, id: PackageId) -> PackageRecord | None:
        return _own(self._state.packages, account, id)

    async def of_generation(self, account: AccountId, generation: GenerationId) -> PackageRecord | None:
        found = (each for each in self._state.packages.values() if each.generation_id == generation)
        return next((each for each in found if each.account_id == account), None)

    async def list(
        self, account: AccountId, *, limit: int, before: PackageId | None = None
    ) -> Sequence[PackageRecord]:
        return _page(self._state.packages, account, limit, before, "package")

    async def update(self, package: PackageRecord) -> None:
        state = self._write(package)
        stored = _need(state.packages, package.account_id, package.id, "package")
        state.packages[package.id] = attrs.evolve(
            package,
            generation_id=stored.generation_id,
            interview_id=stored.interview_id,
            blob=stored.blob,
            created_at=stored.created_at,
        )

    async def remove(self, account: AccountId, id: PackageId) -> None:
        state = self._write()
        _need(state.packages, account, id, "package")
        del state.packages[id]


class _Audit(_Part):
    async def add(self, event: AuditEvent) -> None:
        state = self._write(event)
        for account in (event.actor, event.subject_account):
            if account is not None:
                self._refer(state.accounts.get(account), "an account")
        if event.id in state.events:
            raise self._conflict(f"There is an audit event {event.id} already.")
        state.events[event.id] = event

    async def list(self, account: AccountId, *, limit: int) -> Sequence[AuditEvent]:
        found = [each for each in self._state.events.values() if account in (each.actor, each.subject_account)]
        return sorted(found, key=lambda each: (each.at, each.id), reverse=True)[:limit]


class _Blobs(_Part):
    async def intend(self, account: AccountId, key: BlobKey, at: datetime) -> None:
        state = self._write(key, at)
        self._refer(state.accounts.get(account), "an account")
        if key in state.blobs:
            raise self._conflict(f"There is an unsettled entry for blob {key} already.")
        state.blobs[key] = (account, at)

    async def entomb(self, account: AccountId, key: BlobKey, at: datetime) -> None:
        state = self._write(key, at)
        self._refer(state.accounts.get(account), "an account")
        state.blobs[key] = (account, at)

    async def settle(self, key: BlobKey) -> None:
        self._write().blobs.pop(key, None)

    async def unsettled(self, *, before: datetime, limit: int) -> Sequence[BlobKey]:
        found = sorted((at, key) for key, (_, at) in self._state.blobs.items() if at < before)
        return [BlobKey(key) for _, key in found[:limit]]


class MemoryUnitOfWork:
    """A unit over a copy of the state."""

    def __init__(self, state: _State, *, writable: bool) -> None:
        self.accounts = _Accounts(state, writable)
        self.interviews = _Interviews(state, writable)
        self.generations = _Generations(state, writable)
        self.answers = _Answers(state, writable)
        self.packages = _Packages(state, writable)
        self.audit = _Audit(state, writable)
        self.blobs = _Blobs(state, writable)
        self.transaction = MemoryTransaction()


class MemoryDatabase:
    """Units of work over dictionaries: one writer at a time, readers on what was committed."""

    def __init__(self) -> None:
        self._state = _State()
        self._writer = asyncio.Lock()

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[MemoryUnitOfWork]:
        """A unit that may write; an error throws away what it did."""
        async with self._writer:
            state = self._state.copy()
            unit = MemoryUnitOfWork(state, writable=True)
            yield unit
            if state.refused:
                raise Conflict(what="Something in this unit of work was refused, so nothing of it was kept.")
            self._state = state
        for callback in unit.transaction.after_commit:
            callback()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[MemoryUnitOfWork]:
        """A unit that reads one committed state, whatever is written meanwhile."""
        yield MemoryUnitOfWork(self._state, writable=False)
