"""The job that turns a snapshot of an interview into a package, step by recorded step.

Step results hold names and figures only; what people said and what agents wrote lies in our own tables.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import cast

import attrs

from specstep.application.audit import audit_event
from specstep.application.blobs import keep
from specstep.application.codec import decode
from specstep.application.generations.ahead import PATIENCE_S, Remembered, provisional
from specstep.application.generations.assembly import (
    assemble,
    briefing_of,
    provenance_of,
    rewrite_of,
    stopped_at_budget,
)
from specstep.application.generations.model_calls import DRAFTED_AT_BUDGET, ModelCalls, usage_of
from specstep.application.generations.workshop import Assessed, Workshop
from specstep.application.generations.writing import OUTPUTS, Drafts, writing_task
from specstep.application.messages.queueing import Messages
from specstep.domain.audit import Action
from specstep.domain.documents.choices import Rewrite, compose_choices
from specstep.domain.documents.graph import affected_by
from specstep.domain.documents.package import DEPENDS_ON, DocumentKey, Package
from specstep.domain.documents.statements import Dossier
from specstep.domain.errors import NotFound, SpecStepError
from specstep.domain.generations.profiles import PROFILES
from specstep.domain.generations.values import Generation, Profile, Status, Usage
from specstep.domain.ids import AccountId, BlobKey, GenerationId, PackageId, RunId
from specstep.domain.messages.kinds import GENERATION_FAILED, GENERATION_FINISHED
from specstep.domain.rendering.package_files import OFFLINE
from specstep.domain.rubric.repair import findings_by_document
from specstep.domain.rubric.values import Finding
from specstep.domain.scrubbing import scrub
from specstep.domain.tasks.inputs import Briefing
from specstep.ports.blobs import BlobStore
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.persistence import Database, ModelAnswer, PackageRecord, UnitOfWork
from specstep.ports.workflows import GraphStep, JobContext, Json, Retry

KIND = "generation"
PERCENT = {"checking": 78, "packing": 95, "done": 100}
MODEL_RETRY = Retry(attempts=3, first_wait_s=1.0)
Findings = Mapping[DocumentKey, tuple[Finding, ...]]
StepBody = Callable[[Mapping[str, Json]], Awaitable[Json]]


def run_id(generation: GenerationId) -> RunId:
    """The run that makes this generation's package."""
    return RunId(f"{KIND}-{generation}")


def written_by(key: DocumentKey, round: int) -> str:
    """The name of the step that writes a document: "write.vision", in a repair round "write.vision.1"."""
    return f"write.{key}" if round == 0 else f"write.{key}.{round}"


@attrs.frozen(kw_only=True)
class Pipeline:
    """Handles generation jobs."""

    database: Database
    calls: ModelCalls
    workshop: Workshop
    blobs: BlobStore
    clock: Clock
    entropy: Entropy
    messages: Messages | None = None

    async def handle(self, context: JobContext) -> Json:
        """Run one generation to its end; finished steps are not repeated after a crash."""
        account = context.job.account_id
        generation_id = GenerationId(str(context.job.payload["generation"]))
        async with self.database.reading() as unit:
            generation = await unit.generations.get(account, generation_id)
            snapshot = await unit.generations.snapshot(account, generation_id)
        if generation is None or snapshot is None:
            raise NotFound(kind="generation", id=generation_id)
        run = _Run(self, context, generation, decode(snapshot, Dossier))
        try:
            return await run.to_the_end()
        except SpecStepError as error:
            # A provider may have quoted what it was sent.
            await self._fail(account, generation_id, error.code, scrub(str(error)))
            raise
        except Exception as error:
            await self._fail(
                account, generation_id, SpecStepError.code, f"Internal error: {type(error).__name__}."
            )
            raise

    async def _fail(self, account: AccountId, id: GenerationId, code: str, failure: str) -> None:
        now = self.clock.now()
        async with self.database.unit() as unit:
            generation = await unit.generations.get(account, id)
            if generation is None or generation.status is not Status.RUNNING:
                return
            failed = generation.moved_to(Status.FAILED, now, failure=failure, resumable=True)
            await unit.generations.update(failed, expected=Status.RUNNING)
            await unit.audit.add(
                audit_event(self.entropy, self.clock.now(), Action.GENERATION_FAILED, account, id, detail=code)
            )
            if self.messages is not None:
                await self.messages.tell(unit, account, GENERATION_FAILED, {"generation": id, "reason": failure})


class _Run:
    """One execution of the job in this process. Whatever it keeps can be read again from the tables."""

    def __init__(self, pipeline: Pipeline, context: JobContext, generation: Generation, dossier: Dossier) -> None:
        self.pipeline = pipeline
        self.context = context
        self.generation = generation
        self.dossier = dossier
        self.profile: Profile = PROFILES[generation.profile]
        self.briefing: Briefing = briefing_of(dossier)
        self.account = generation.account_id
        self.run = context.job.key
        self.versions: dict[DocumentKey, dict[int, object]] = {key: {} for key in DocumentKey}
        self.rewrites: list[Rewrite] = []
        self.assessed: tuple[int, Assessed] | None = None
        self.remembered = Remembered()
        self.usage = Usage()
        self.state: dict[DocumentKey, str] = dict.fromkeys(DocumentKey, "waiting")

    async def to_the_end(self) -> Json:
        await self.begin()
        self.pipeline.workshop.warm_up()
        await self.recall()
        await self.write(tuple(DocumentKey), round=0, findings={})
        round = 0
        while round < self.profile.repair_rounds:
            verdict = cast(
                "dict[str, Json]", await self.context.step(f"check.{round}", partial(self.check, round))
            )
            rewrite = affected_by(DocumentKey(str(key)) for key in cast("list[Json]", verdict["documents"]))
            if not rewrite:
                break
            findings = findings_by_document((await self.assess(round)).scores)
            round += 1
            await self.write(rewrite, round=round, findings=findings)
            written = [key for key in DocumentKey if round in self.versions[key]]
            self.rewrites.append(rewrite_of(round, verdict, written))
        return await self.context.step("deliver", partial(self.deliver, round))

    async def begin(self) -> None:
        """Queued becomes Running; outside any step, because it happens again when a run is resumed."""
        now = self.pipeline.clock.now()
        async with self.pipeline.database.unit() as unit:
            current = await unit.generations.get(self.account, self.generation.id)
            if current is not None and current.status is Status.QUEUED:
                await unit.generations.update(current.moved_to(Status.RUNNING, now), expected=Status.QUEUED)
        await self.publish("writing", "begin")

    async def recall(self) -> None:
        """Read what an earlier execution of this run has written, so that a crash costs nothing."""
        answers = await self.pipeline.calls.recorded(self.account, self.run)
        self.usage = usage_of(answers)
        places = {
            written_by(key, round): (key, round)
            for key in DocumentKey
            for round in range(self.profile.repair_rounds + 1)
        }
        for answer in answers:
            if answer.step in places:
                key, round = places[answer.step]
                self.versions[key][round] = decode(answer.content, OUTPUTS[key])

    async def write(self, keys: Sequence[DocumentKey], *, round: int, findings: Findings) -> None:
        """Write documents by the graph; those not in `keys` stay as they are."""
        for key in keys:
            self.state[key] = "waiting" if round == 0 else "repairing"
        names = {key: written_by(key, round) for key in keys}
        await self.context.graph(
            [
                GraphStep(
                    name=names[key],
                    after=tuple(names[source] for source in DEPENDS_ON[key] if source in names),
                    run=self.writer(key, round, findings.get(key, ())),
                    retry=MODEL_RETRY,
                )
                for key in keys
            ]
        )
        for key in keys:
            self.state[key] = "done"

    def writer(self, key: DocumentKey, round: int, findings: tuple[Finding, ...]) -> StepBody:
        """The body of the step that writes a document in a round."""
        phase = "writing" if round == 0 else "repairing"

        async def step(_: Mapping[str, Json]) -> Json:
            self.state[key] = phase
            await self.publish(phase, key.value)
            if findings or round == 0 or self.sources_changed(key, round):
                completion = await self.pipeline.calls.answer(
                    account=self.account,
                    run=self.run,
                    step=written_by(key, round),
                    task=writing_task(
                        key,
                        self.briefing,
                        self.drafts(round),
                        previous=self.newest(key, round - 1),
                        findings=findings,
                    ),
                    budget=self.generation.budget,
                )
                self.versions[key][round] = completion.output
                self.usage += completion.usage
                asyncio.get_running_loop().call_later(PATIENCE_S, self.look_ahead, round)
            self.state[key] = "done"
            await self.publish(phase, key.value)
            return {"document": key.value}

        return step

    def newest(self, key: DocumentKey, up_to_round: int) -> object | None:
        """A document as it stood after a round; None where it was not written by then."""
        rounds = [round for round in self.versions[key] if round <= up_to_round]
        return self.versions[key][max(rounds)] if rounds else None

    def sources_changed(self, key: DocumentKey, round: int) -> bool:
        """Whether anything that this document is written from became different in this round."""
        return any(self.newest(source, round) != self.newest(source, round - 1) for source in DEPENDS_ON[key])

    def drafts(self, up_to_round: int) -> Drafts:
        """What is written by then."""
        found = {key: self.newest(key, up_to_round) for key in DocumentKey}
        return Drafts({key: document for key, document in found.items() if document is not None})

    def look_ahead(self, round: int) -> None:
        """Begin to assess where a model is still writing the last documents."""
        if self.generation.provider != OFFLINE and (drafts := provisional(self.drafts(round))) is not None:
            self.pipeline.workshop.prepare(self.package(drafts, ()), self.remembered)

    def package(self, drafts: Drafts, answers: Sequence[ModelAnswer]) -> Package:
        """The package that these documents make."""
        return assemble(
            self.dossier,
            drafts,
            provenance_of(answers, provider=self.generation.provider, profile=self.generation.profile),
            compose_choices(
                self.dossier.facts,
                self.briefing.contradictions,
                drafts.decisions,
                self.rewrites,
                at_budget=[answer.step for answer in answers if answer.model == DRAFTED_AT_BUDGET],
            ),
        )

    async def assess(self, round: int) -> Assessed:
        """Put together what is written by the end of a round, render it and score it."""
        if self.assessed is None or self.assessed[0] != round:
            package = self.package(self.drafts(round), await self.pipeline.calls.recorded(self.account, self.run))
            workshop = self.pipeline.workshop
            self.assessed = (round, await workshop.at_work(workshop.assess, package, self.remembered))
        return self.assessed[1]

    async def check(self, round: int) -> Json:
        """Which criteria fail, and which documents can mend that."""
        await self.publish("checking", "rubric")
        scores = (await self.assess(round)).scores
        return {
            "documents": [key.value for key in findings_by_document(scores)],
            "failed": [
                [result.number, result.name, len(result.findings)]
                for result in scores.criteria
                if not result.passed
            ],
        }

    async def deliver(self, round: int) -> Json:
        """Keep the archive; the package's record, its file and the generation's end come together."""
        await self.publish("packing", "archive")
        assessed = await self.assess(round)
        content = await self.pipeline.workshop.at_work(self.pipeline.workshop.pack, assessed, self.remembered)
        answers = await self.pipeline.calls.recorded(self.account, self.run)
        now = self.pipeline.clock.now()
        record = PackageRecord(
            id=PackageId(self.generation.id),
            account_id=self.account,
            generation_id=self.generation.id,
            interview_id=self.generation.interview_id,
            title=assessed.package.vision.title,
            blob=BlobKey(f"packages/{self.generation.id}.zip"),
            size_bytes=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            gate_passed=assessed.scores.gate_passed,
            created_at=now,
        )

        async def finish(unit: UnitOfWork) -> None:
            current = await unit.generations.get(self.account, self.generation.id)
            if current is None:
                raise NotFound(kind="generation", id=self.generation.id)
            complete = current.moved_to(
                Status.COMPLETE,
                now,
                usage=usage_of(answers),
                gate_passed=record.gate_passed,
                stopped_by="budget" if stopped_at_budget(answers) else None,
            )
            await unit.packages.add(record)
            await unit.generations.update(complete, expected=Status.RUNNING)
            await unit.audit.add(
                audit_event(
                    self.pipeline.entropy,
                    now,
                    Action.GENERATION_COMPLETED,
                    self.account,
                    self.generation.id,
                )
            )
            if self.pipeline.messages is not None:
                id = self.generation.id
                about = {"generation": id}
                await self.pipeline.messages.tell(unit, self.account, GENERATION_FINISHED, about, key=id)

        if not await self.delivered():
            await keep(
                self.pipeline.database,
                self.pipeline.blobs,
                self.pipeline.clock,
                self.account,
                record.blob,
                content,
                finish,
            )
        await self.publish("done", "done")
        return {"package": record.id, "gatePassed": record.gate_passed}

    async def delivered(self) -> bool:
        """Whether an execution that was cut off before its step was recorded had stored the package already."""
        async with self.pipeline.database.reading() as unit:
            return await unit.packages.of_generation(self.account, self.generation.id) is not None

    async def publish(self, phase: str, step: str) -> None:
        """Tell where the run is: writing takes three quarters of it, checking and mending most of the rest."""
        done = sum(state == "done" for state in self.state.values()) / len(self.state)
        percent = {"writing": round(75 * done), "repairing": 80 + round(12 * done)}.get(phase) or PERCENT.get(
            phase, 0
        )
        await self.context.publish(
            {
                "phase": phase,
                "step": step,
                "percent": percent,
                "documents": {key.value: state for key, state in self.state.items()},
                "tokens": {"input": self.usage.input_tokens, "output": self.usage.output_tokens},
                "costUsd": str(self.usage.cost_usd),
            }
        )
