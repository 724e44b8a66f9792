"""Generations: what a run leaves when a provider fails, a budget ends, or somebody cancels it."""

import asyncio
from decimal import Decimal
from typing import TypeVar

import attrs
import pytest

from specstep.adapters.blobs.memory import MemoryBlobStore
from specstep.adapters.clocks.system import SystemClock, SystemEntropy
from specstep.adapters.diagrams.mermaid import MermaidDiagramRenderer
from specstep.adapters.language_models.offline import OfflineLanguageModel
from specstep.adapters.persistence.memory import MemoryDatabase
from specstep.adapters.secret_scanners.patterns import PatternSecretScanner
from specstep.adapters.workflows.memory import MemoryStore, MemoryWorkflows
from specstep.application.accounts import ensure_local_owner
from specstep.application.generations.model_calls import ModelCalls
from specstep.application.generations.pipeline import KIND, Pipeline
from specstep.application.generations.use_cases import Generations
from specstep.application.generations.workshop import Workshop
from specstep.application.interviews import Interviews
from specstep.application.messages.preferences import Preferences
from specstep.application.messages.queueing import KIND as MESSAGE
from specstep.application.messages.queueing import Messages
from specstep.application.packages import Packages
from specstep.domain.accounts import LOCAL_OWNER
from specstep.domain.documents.package import DocumentKey
from specstep.domain.documents.statements import Dossier
from specstep.domain.errors import BadInput, Conflict, NotFound, ProviderFailed
from specstep.domain.generations.values import Budget, Generation, ProfileName, Status, Usage
from specstep.domain.ids import AccountId, GenerationId
from specstep.domain.messages.kinds import Channel
from specstep.domain.tasks.values import AgentTask, Completion
from specstep.ports.workflows import JobContext, Json

Output = TypeVar("Output")
BRIEF = "Members can reserve a tool for a day. A member can hold at most 3 tools at a time. No payments."
STRANGER = AccountId("00000000-0000-7000-8000-00000000000f")


@attrs.define
class FickleLanguageModel:
    """Drafts like the offline provider, counts its calls, costs money, and fails where it is told to."""

    fails_at: frozenset[str] = frozenset()
    cost_usd: Decimal = Decimal(0)
    calls: list[str] = attrs.field(factory=list)
    provider: str = "fickle"
    recipient: str = "none"

    async def complete(self, task: AgentTask[Output]) -> Completion[Output]:
        self.calls.append(task.name)
        if task.name in self.fails_at:
            raise ProviderFailed(service="fickle", reason="it was told to fail.", retryable=False)
        done = await OfflineLanguageModel().complete(task)
        return attrs.evolve(done, usage=Usage(input_tokens=10, output_tokens=5, cost_usd=self.cost_usd, calls=1))

    def written(self) -> list[str]:
        return [name for name in self.calls if name.startswith("write-")]


@attrs.define
class World:
    """Everything that a generation needs, in memory."""

    model: FickleLanguageModel
    generations: Generations
    packages: Packages
    database: MemoryDatabase
    workflows: MemoryWorkflows
    dossier: Dossier

    async def ended(self, generation: Generation) -> Generation:
        async for _ in self.generations.follow(LOCAL_OWNER, generation.id):
            pass
        return await self.generations.get(LOCAL_OWNER, generation.id)


async def world(model: FickleLanguageModel) -> World:
    database, clock, entropy = MemoryDatabase(), SystemClock(), SystemEntropy()
    blobs, scanner = MemoryBlobStore(), PatternSecretScanner()
    await ensure_local_owner(database, clock, entropy)
    interviews = Interviews(database, OfflineLanguageModel(), scanner, clock, entropy)
    state = await interviews.start(LOCAL_OWNER, BRIEF)
    workflows = MemoryWorkflows(MemoryStore())
    pipeline = Pipeline(
        database=database,
        calls=ModelCalls(database=database, model=model, clock=clock, limit=asyncio.Semaphore(4)),
        workshop=Workshop(diagrams=MermaidDiagramRenderer(), scanner=scanner),
        blobs=blobs,
        clock=clock,
        entropy=entropy,
        messages=Messages(database=database, workflows=workflows, clock=clock, entropy=entropy),
    )
    await workflows.start({KIND: pipeline.handle, MESSAGE: kept_waiting})
    return World(
        model=model,
        generations=Generations(
            database=database,
            workflows=workflows,
            clock=clock,
            entropy=entropy,
            provider=model.provider,
            profiles=frozenset({ProfileName.FAST}),
        ),
        packages=Packages(database=database, blobs=blobs),
        database=database,
        workflows=workflows,
        dossier=await interviews.dossier(LOCAL_OWNER, state.interview.id),
    )


async def kept_waiting(context: JobContext) -> Json:
    """A message's run that sends nothing."""
    return None


async def test_who_wants_to_hear_of_their_packages_does_and_nobody_else() -> None:
    here = await world(FickleLanguageModel(fails_at=frozenset({"write-vision"})))
    preferences = Preferences(database=here.database, clock=SystemClock())
    for kind in ("generation-failed", "generation-finished"):
        await preferences.choose(LOCAL_OWNER, kind, Channel.EMAIL, wanted=True)
    await here.ended(await here.generations.start(LOCAL_OWNER, here.dossier))
    async with here.database.unit() as unit:
        assert await unit.messages.list(limit=9) == []  # there is no address
        owner = await unit.accounts.get(LOCAL_OWNER)
        assert owner is not None
        await unit.accounts.update(attrs.evolve(owner, email="owner@example.org"))

    failed = await here.ended(await here.generations.start(LOCAL_OWNER, here.dossier))
    here.model.fails_at = frozenset()
    await here.generations.resume(LOCAL_OWNER, failed.id)
    assert (await here.ended(failed)).status is Status.COMPLETE

    async with here.database.reading() as unit:
        told = [each.kind for each in await unit.messages.list(limit=9)]
    assert told == ["generation-finished", "generation-failed"]


async def test_a_finished_generation_has_its_package_usage_and_audit_events() -> None:
    here = await world(FickleLanguageModel(cost_usd=Decimal("0.01")))

    generation = await here.ended(await here.generations.start(LOCAL_OWNER, here.dossier))

    assert generation.status is Status.COMPLETE
    assert generation.usage.cost_usd == Decimal("0.01") * len(here.model.written())
    archive = await here.packages.read(LOCAL_OWNER, generation.id)
    assert "docs/03-requirements.md" in archive.files
    async with here.database.reading() as unit:
        actions = [event.action.value for event in await unit.audit.list(LOCAL_OWNER, limit=20)]
    assert {"generation.started", "generation.completed"} <= set(actions)


@pytest.mark.parametrize("key", ["vision", "requirements", "threats"])
async def test_a_provider_that_fails_ends_the_run_and_resuming_pays_for_nothing_twice(key: str) -> None:
    here = await world(FickleLanguageModel(fails_at=frozenset({f"write-{key}"})))
    failed = await here.ended(await here.generations.start(LOCAL_OWNER, here.dossier))
    assert failed.status is Status.FAILED
    assert failed.resumable
    assert "told to fail" in str(failed.failure)
    paid = [name for name in here.model.written() if name != f"write-{key}"]

    here.model.fails_at = frozenset()
    await here.generations.resume(LOCAL_OWNER, failed.id)
    complete = await here.ended(failed)

    assert complete.status is Status.COMPLETE
    for name in paid:
        assert here.model.written().count(name) == 1


async def test_a_used_up_budget_still_gives_a_whole_package_that_says_so() -> None:
    here = await world(FickleLanguageModel(cost_usd=Decimal("0.50")))

    generation = await here.ended(
        await here.generations.start(LOCAL_OWNER, here.dossier, budget=Budget(usd=Decimal("1.00")))
    )

    assert generation.status is Status.COMPLETE
    assert generation.stopped_by == "budget"
    assert len(here.model.written()) < len(DocumentKey)
    log = (await here.packages.read(LOCAL_OWNER, generation.id)).file("evidence/decision-log.md").decode()
    assert "Drafted without a model" in log


async def test_starting_twice_under_one_id_starts_once() -> None:
    here = await world(FickleLanguageModel())
    id = GenerationId("01900000-0000-7000-8000-000000000001")

    first = await here.generations.start(LOCAL_OWNER, here.dossier, id=id)
    second = await here.generations.start(LOCAL_OWNER, here.dossier, id=id)

    assert first.id == second.id
    await here.ended(first)


async def test_a_cancelled_generation_can_be_resumed_and_a_complete_one_cannot() -> None:
    here = await world(FickleLanguageModel())
    generation = await here.generations.start(LOCAL_OWNER, here.dossier)

    assert (await here.generations.cancel(LOCAL_OWNER, generation.id)).status is Status.CANCELLED
    await here.generations.resume(LOCAL_OWNER, generation.id)
    complete = await here.ended(generation)

    assert complete.status is Status.COMPLETE
    with pytest.raises(Conflict):
        await here.generations.resume(LOCAL_OWNER, generation.id)
    with pytest.raises(Conflict):
        await here.generations.cancel(LOCAL_OWNER, generation.id)


async def test_somebody_elses_generation_is_not_found() -> None:
    here = await world(FickleLanguageModel())
    generation = await here.generations.start(LOCAL_OWNER, here.dossier)

    with pytest.raises(NotFound):
        await here.generations.get(STRANGER, generation.id)
    with pytest.raises(NotFound):
        await here.generations.cancel(STRANGER, generation.id)
    await here.ended(generation)


async def test_a_profile_that_needs_a_language_model_is_refused_with_a_way_out() -> None:
    here = await world(FickleLanguageModel())

    with pytest.raises(BadInput, match="Fast"):
        await here.generations.start(LOCAL_OWNER, here.dossier, profile=ProfileName.NORMAL)


async def test_nothing_said_is_refused() -> None:
    here = await world(FickleLanguageModel())

    with pytest.raises(BadInput, match="nothing has been said"):
        await here.generations.start(LOCAL_OWNER, attrs.evolve(here.dossier, facts=()))
