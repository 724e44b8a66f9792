"""Generations, answers, packages, the audit trail and the journal of files in memory."""

from collections.abc import Sequence
from datetime import datetime

import attrs

from specstep.adapters.persistence.fates import Fate
from specstep.adapters.persistence.memory_state import Part, bin_of, need, own, page
from specstep.domain.audit import AuditEvent, AuditQuery
from specstep.domain.errors import Conflict
from specstep.domain.generations.values import Generation, Status
from specstep.domain.ids import AccountId, BlobKey, GenerationId, InterviewId, PackageId, RunId
from specstep.ports.persistence import ModelAnswer, PackageRecord


class MemoryGenerations(Part):
    async def add(self, generation: Generation) -> None:
        state = self.write(generation)
        self.require_open(generation.account_id)
        self.refer(own(state.interviews, generation.account_id, generation.interview_id), "an interview")
        if generation.id in state.generations:
            raise self.conflict(f"There is a generation {generation.id} already.")
        state.generations[generation.id] = generation

    async def get(self, account: AccountId, id: GenerationId) -> Generation | None:
        return own(self.state.generations, account, id)

    async def list(
        self, account: AccountId, *, limit: int, before: GenerationId | None = None
    ) -> Sequence[Generation]:
        return page(self.state.generations, account, limit, before, "generation")

    async def update(self, generation: Generation, *, expected: Status) -> None:
        state = self.write(generation)
        stored = need(state.generations, generation.account_id, generation.id, "generation")
        if stored.status is not expected:
            raise Conflict(what=f"Generation {generation.id} is no longer {expected}: it is {stored.status}.")
        state.generations[generation.id] = attrs.evolve(
            generation, interview_id=stored.interview_id, created_at=stored.created_at
        )

    async def put_snapshot(self, account: AccountId, id: GenerationId, dossier: str) -> None:
        state = self.write(dossier)
        need(state.generations, account, id, "generation")
        if id in state.snapshots:
            raise self.conflict(f"Generation {id} has its snapshot already.")
        state.snapshots[id] = dossier

    async def snapshot(self, account: AccountId, id: GenerationId) -> str | None:
        return self.state.snapshots.get(id) if own(self.state.generations, account, id) else None


class MemoryAnswers(Part):
    async def add(self, answer: ModelAnswer) -> None:
        state = self.write(answer)
        self.require_open(answer.account_id)
        self.refer(state.accounts.get(answer.account_id), "an account")
        if (answer.run, answer.step) in state.answers:
            raise self.conflict(f"Step {answer.step} of run {answer.run} has an answer already.")
        state.answers[answer.run, answer.step] = answer

    async def get(self, account: AccountId, run: RunId, step: str) -> ModelAnswer | None:
        answer = self.state.answers.get((run, step))
        return answer if answer is not None and answer.account_id == account else None

    async def list(self, account: AccountId, run: RunId) -> Sequence[ModelAnswer]:
        found = (each for each in self.state.answers.values() if each.run == run and each.account_id == account)
        return sorted(found, key=lambda each: (each.created_at, each.step))


class MemoryPackages(Part):
    async def add(self, package: PackageRecord) -> None:
        state = self.write(package)
        self.require_open(package.account_id)
        self.refer(own(state.interviews, package.account_id, package.interview_id), "an interview")
        self.refer(own(state.generations, package.account_id, package.generation_id), "a generation")
        for other in state.packages.values():
            if (
                other.id == package.id
                or other.blob == package.blob
                or other.generation_id == package.generation_id
            ):
                raise self.conflict(f"Package {package.id}, its file or its generation's is there already.")
        state.packages[package.id] = package

    async def get(self, account: AccountId, id: PackageId) -> PackageRecord | None:
        return own(self.state.packages, account, id)

    async def of_generation(self, account: AccountId, generation: GenerationId) -> PackageRecord | None:
        found = (each for each in self.state.packages.values() if each.generation_id == generation)
        return next((each for each in found if each.account_id == account), None)

    async def list(
        self, account: AccountId, *, limit: int, before: PackageId | None = None
    ) -> Sequence[PackageRecord]:
        return page(self.state.packages, account, limit, before, "package")

    async def of_interview(self, account: AccountId, interview: InterviewId) -> Sequence[PackageRecord]:
        found = [each for each in self.state.packages.values() if each.interview_id == interview]
        mine = [each for each in found if each.account_id == account]
        return sorted(mine, key=lambda each: (each.created_at, each.id))

    async def binned(self, account: AccountId, *, limit: int) -> Sequence[PackageRecord]:
        return bin_of(self.state.packages, account, limit)

    async def update(self, package: PackageRecord) -> None:
        state = self.write(package)
        stored = need(state.packages, package.account_id, package.id, "package")
        state.packages[package.id] = attrs.evolve(
            package,
            generation_id=stored.generation_id,
            interview_id=stored.interview_id,
            blob=stored.blob,
            created_at=stored.created_at,
        )

    async def remove(self, account: AccountId, id: PackageId) -> None:
        state = self.write()
        need(state.packages, account, id, "package")
        del state.packages[id]


class MemoryAudit(Part):
    async def add(self, event: AuditEvent) -> None:
        state = self.write(event)
        for account in (event.actor, event.subject_account):
            if account is not None:
                self.refer(state.accounts.get(account), "an account")
        if event.id in state.events:
            raise self.conflict(f"There is an audit event {event.id} already.")
        state.events[event.id] = event

    async def list(self, account: AccountId, *, limit: int) -> Sequence[AuditEvent]:
        found = [each for each in self.state.events.values() if account in (each.actor, each.subject_account)]
        return sorted(found, key=lambda each: (each.at, each.id), reverse=True)[:limit]

    async def search(self, query: AuditQuery) -> Sequence[AuditEvent]:
        found = [each for each in self.state.events.values() if query.takes(each)]
        return sorted(found, key=lambda each: (each.at, each.id), reverse=True)[: query.limit]


class MemoryBlobs(Part):
    async def intend(self, account: AccountId, key: BlobKey, at: datetime) -> None:
        state = self.write(key, at)
        self.require_open(account)
        self.refer(state.accounts.get(account), "an account")
        entry = state.blobs.get(key)
        held = key in {
            *(each.blob for each in state.packages.values()),
            *(each.blob for each in state.exports.values()),
        }
        if held or (entry is not None and entry[:2] != (account, Fate.INTENT)):
            raise self.conflict(f"Blob {key} is in use, or about to go.")
        state.blobs[key] = (account, Fate.INTENT, at)

    async def fulfil(self, account: AccountId, key: BlobKey) -> None:
        state = self.write()
        entry = state.blobs.get(key)
        if entry is None or entry[:2] != (account, Fate.INTENT):
            raise self.conflict(f"The intent for blob {key} is gone, and perhaps its file.")
        del state.blobs[key]

    async def entomb(self, account: AccountId, key: BlobKey, at: datetime) -> None:
        state = self.write(key, at)
        self.refer(state.accounts.get(account), "an account")
        state.blobs[key] = (account, Fate.TOMBSTONE, at)

    async def announced(self, account: AccountId) -> Sequence[BlobKey]:
        mine = (account, Fate.INTENT)
        return sorted(BlobKey(key) for key, entry in self.state.blobs.items() if entry[:2] == mine)

    async def settle(self, key: BlobKey) -> None:
        self.write().blobs.pop(key, None)

    async def unsettled(self, *, before: datetime, limit: int) -> Sequence[BlobKey]:
        found = sorted((at, key) for key, (_, _, at) in self.state.blobs.items() if at < before)
        return [BlobKey(key) for _, key in found[:limit]]

    async def claim(self, *, before: datetime, at: datetime, limit: int) -> Sequence[BlobKey]:
        state = self.write(before, at)
        keys = await self.unsettled(before=before, limit=limit)
        for key in keys:
            state.blobs[key] = (state.blobs[key][0], Fate.TOMBSTONE, at)
        return keys
