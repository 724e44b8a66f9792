"""What one can do with generations: start, look, follow, cancel, resume."""

from collections.abc import AsyncIterator, Sequence

import attrs

from specstep.application.audit import audit_event
from specstep.application.codec import encode
from specstep.application.generations.pipeline import KIND, run_id
from specstep.domain.audit import Action
from specstep.domain.documents.statements import Dossier
from specstep.domain.errors import BadInput, Conflict, NotFound
from specstep.domain.generations.profiles import PROFILES
from specstep.domain.generations.values import TERMINAL, Budget, Generation, ProfileName, Status
from specstep.domain.ids import ENTROPY_BYTES, AccountId, GenerationId, uuid7
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.persistence import Database
from specstep.ports.workflows import Job, Json, ProgressEvent, RunState, Workflows

PAGE = 50


@attrs.frozen(kw_only=True)
class Generations:
    """Runs from interviews to packages, of one account at a time."""

    database: Database
    workflows: Workflows
    clock: Clock
    entropy: Entropy
    provider: str
    profiles: frozenset[ProfileName]

    async def start(
        self,
        account: AccountId,
        dossier: Dossier,
        *,
        profile: ProfileName = ProfileName.FAST,
        budget: Budget = Budget(),
        id: GenerationId | None = None,
    ) -> Generation:
        """Queue a generation from a snapshot of an interview; record, audit event and job come together.

        Args:
            id: for callers that derive it from what they ask for; starting it twice answers the first one.

        Raises:
            BadInput: the provider cannot do this profile, or the snapshot holds no facts.
        """
        if profile not in self.profiles:
            raise BadInput(
                where=f"profile {profile.value}",
                what=f"the {self.provider} provider has no reviewers.",
                way_out=f"Use one of: {', '.join(sorted(self.profiles))}; the others need a language model.",
            )
        if not dossier.facts:
            raise BadInput(
                where="interview",
                what="nothing has been said yet that a package could be made from.",
                way_out="Answer at least one question, or start from a brief.",
            )
        now = self.clock.now()
        generation = Generation(
            id=id or GenerationId(uuid7(now, self.entropy.take(ENTROPY_BYTES))),
            account_id=account,
            interview_id=dossier.interview_id,
            profile=PROFILES[profile].name,
            provider=self.provider,
            status=Status.QUEUED,
            budget=budget,
            created_at=now,
            updated_at=now,
        )
        async with self.database.unit() as unit:
            if id is not None:
                existing = await unit.generations.get(account, id)
                if existing is not None:
                    return existing
            await unit.generations.add(generation)
            await unit.generations.put_snapshot(account, generation.id, encode(dossier))
            await unit.audit.add(
                audit_event(self.entropy, self.clock.now(), Action.GENERATION_STARTED, account, generation.id)
            )
            await self.workflows.submit_in(
                unit.transaction,
                Job(
                    key=run_id(generation.id),
                    kind=KIND,
                    account_id=account,
                    payload={"generation": generation.id},
                ),
            )
        return generation

    async def get(self, account: AccountId, id: GenerationId) -> Generation:
        """The generation as it stands.

        Raises:
            NotFound: this account has none of that id.
        """
        async with self.database.reading() as unit:
            generation = await unit.generations.get(account, id)
        if generation is None:
            raise NotFound(kind="generation", id=id)
        return generation

    async def list(
        self, account: AccountId, *, limit: int = PAGE, before: GenerationId | None = None
    ) -> Sequence[Generation]:
        """The newest generations, a page at a time."""
        async with self.database.reading() as unit:
            return await unit.generations.list(account, limit=limit, before=before)

    async def follow(
        self, account: AccountId, id: GenerationId, *, after: int = -1
    ) -> AsyncIterator[ProgressEvent]:
        """Progress beyond an offset, past and future, until the run has ended."""
        await self.get(account, id)
        async for event in self.workflows.progress(run_id(id), after=after):
            yield event
        await self._settle(account, id)

    async def last_told(self, account: AccountId, id: GenerationId) -> dict[str, Json] | None:
        """The last that a generation's run has told of itself; None where it hasn't, or its stream is gone by now."""
        await self.get(account, id)
        try:
            told = await self.workflows.last_event(run_id(id))
        except NotFound:
            return None
        return told.value if told is not None and isinstance(told.value, dict) else None

    async def cancel(self, account: AccountId, id: GenerationId) -> Generation:
        """End a generation; what it has written stays recorded, so that it can be resumed.

        Raises:
            Conflict: it has ended already.
        """
        cancelled = await self._move(account, id, Status.CANCELLED, Action.GENERATION_CANCELLED, resumable=True)
        await self.workflows.cancel(run_id(id))
        return cancelled

    async def resume(self, account: AccountId, id: GenerationId) -> Generation:
        """Carry on a failed or cancelled generation under the same id.

        Raises:
            Conflict: it is running, or complete, or failed for good.
        """
        current = await self.get(account, id)
        if current.status in TERMINAL and current.status is not Status.COMPLETE and not current.resumable:
            raise Conflict(what=f"Generation {id} cannot be carried on.", way_out="Start a new one.")
        queued = await self._move(
            account, id, Status.QUEUED, Action.GENERATION_RESUMED, failure=None, resumable=False
        )
        await self.workflows.resume(run_id(id))
        return queued

    async def _settle(self, account: AccountId, id: GenerationId) -> None:
        """Where the engine gave a run up before its handler could say so, say it."""
        run = await self.workflows.info(run_id(id))
        if run is None or run.state != RunState.FAILED or (await self.get(account, id)).status in TERMINAL:
            return
        failure = f"The run was given up: {run.error or 'no reason is known'}"
        await self._move(account, id, Status.FAILED, Action.GENERATION_FAILED, failure=failure, resumable=True)

    async def _move(
        self, account: AccountId, id: GenerationId, status: Status, action: Action, **changes: object
    ) -> Generation:
        async with self.database.unit() as unit:
            current = await unit.generations.get(account, id)
            if current is None:
                raise NotFound(kind="generation", id=id)
            moved = current.moved_to(status, self.clock.now(), **changes)
            await unit.generations.update(moved, expected=current.status)
            await unit.audit.add(audit_event(self.entropy, self.clock.now(), action, account, id))
        return moved
