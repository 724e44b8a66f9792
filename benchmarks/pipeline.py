"""The pipeline with a simulated model: own work per step, makespan, many generations at once.

The simulated model answers what the drafter answered once, after a latency: what drafting costs is the drafter's own
figure, and no part of the pipeline's. Processes are warm, as one that serves is: they have made a package before.
"""

import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any, TypeVar, cast

import attrs

from benchmarks.rows import Part, Row
from specstep.adapters.language_models.offline import OfflineLanguageModel
from specstep.domain.documents.package import DEPENDS_ON, DocumentKey
from specstep.domain.generations.values import Usage
from specstep.domain.tasks.values import AgentTask, Completion
from specstep.entrypoints.examples import example_brief, example_names
from specstep.entrypoints.library import SpecStep

Output = TypeVar("Output")
EXAMPLE = "food-bank-shifts"
LATENCY_S = (0.5, 2.0)
AT_ONCE = 20
RUNS = 5
WRITING = "write-"
OTHER_STEPS = ("check", "deliver")
STEP_GOAL_MS = 10
MAKESPAN_GOAL = 1.10
HOW = """\
The simulated model answers what the drafter wrote before, so that the pipeline's own work is measured without the
drafting that stands for a model when there is none. Generations run in a process that has made a package before, as one
that serves has; the drafter's answers wait in memory, interviews are not counted."""


Answers = dict[tuple[str, str], Completion[Any]]
"""What was answered to each task, by its name and the title of the project."""


def asked(task: AgentTask[Any]) -> tuple[str, str] | None:
    """What tells a writing task from the others; None for the tasks of the interview."""
    return (task.name, task.inputs.briefing.title) if task.name.startswith(WRITING) else None


class RecordingLanguageModel(OfflineLanguageModel):
    """The offline provider, which remembers its answers and the time that drafting took."""

    def __init__(self) -> None:
        self.answers: Answers = {}
        self.drafting_s = 0.0

    async def complete(self, task: AgentTask[Output]) -> Completion[Output]:
        """Draft."""
        before = time.perf_counter()
        answer = await super().complete(task)
        if key := asked(task):
            self.drafting_s += time.perf_counter() - before
            self.answers[key] = answer
        return answer


class SimulatedLanguageModel(OfflineLanguageModel):
    """Gives recorded answers, after a latency that depends only on the task."""

    provider = "simulated"

    def __init__(self, answers: Answers, low_s: float = 0.0, high_s: float = 0.0) -> None:
        self.answers = answers
        self.latency_s = {name: random.Random(name).uniform(low_s, high_s) for name, _ in answers}
        self.waiting = False

    async def complete(self, task: AgentTask[Output]) -> Completion[Output]:
        """Wait, then answer; what the interview asks is drafted, and takes no part in the figures."""
        key = asked(task)
        if key is None:
            return await super().complete(task)
        if self.waiting:
            await asyncio.sleep(self.latency_s[task.name])
        answer = self.answers[key]
        return Completion(output=cast("Output", answer.output), model=answer.model, usage=Usage())


def critical_path_s(latency_s: Mapping[str, float]) -> float:
    """The longest chain of waiting through the document graph."""
    ends: dict[DocumentKey, float] = {}

    def end(key: DocumentKey) -> float:
        if key not in ends:
            ends[key] = latency_s[key.value] + max((end(source) for source in DEPENDS_ON[key]), default=0.0)
        return ends[key]

    return max(end(key) for key in DocumentKey)


@attrs.frozen(kw_only=True)
class Spent:
    """Seconds on the wall and of a processor; where other programs run, the second figure says more."""

    wall_s: float
    cpu_s: float


async def _generate(model: OfflineLanguageModel, examples: Sequence[str], *, warm: bool = True) -> Spent:
    """From the first start to the last package, interviews not counted."""
    with tempfile.TemporaryDirectory() as folder:
        async with SpecStep.open(f"sqlite:///{folder}/bench.sqlite", data_dir=Path(folder), model=model) as spec:
            if warm:
                await spec.generate(await spec.import_brief(example_brief(EXAMPLE)[1]))
            if isinstance(model, SimulatedLanguageModel):
                model.waiting = True
            states = [await spec.import_brief(example_brief(name)[1]) for name in examples]
            wall_s, cpu_s = time.perf_counter(), time.process_time()
            await asyncio.gather(*(spec.generate(state) for state in states))
            return Spent(wall_s=time.perf_counter() - wall_s, cpu_s=time.process_time() - cpu_s)


def measure() -> Part:
    """The pipeline's figures."""
    recorded = RecordingLanguageModel()
    asyncio.run(_generate(recorded, [EXAMPLE]))
    recorded.drafting_s = 0.0
    asyncio.run(_generate(recorded, [EXAMPLE], warm=False))
    drafting_s = recorded.drafting_s
    asyncio.run(_generate(recorded, example_names(), warm=False))
    rows = (own_work(recorded.answers, drafting_s), makespan(recorded.answers), crowd(recorded.answers))
    return Part(title="The pipeline", how=HOW, rows=rows)


def own_work(answers: Answers, drafting_s: float) -> Row:
    """What is left of a generation when the model answers at once."""
    runs = [asyncio.run(_generate(SimulatedLanguageModel(answers), [EXAMPLE])) for _ in range(RUNS)]
    wall_s, cpu_s = (statistics.median(getattr(run, name) for run in runs) for name in ("wall_s", "cpu_s"))
    steps = len(DocumentKey) + len(OTHER_STEPS)
    return Row(
        what="own work per step: recording, rendering, scoring, packing",
        measured=f"{1000 * wall_s / steps:.0f} ms, {1000 * cpu_s / steps:.0f} ms of a processor",
        goals={f"{STEP_GOAL_MS} ms": 1000 * wall_s / steps <= STEP_GOAL_MS},
        against=f"{steps} steps in {wall_s:.2f} s; drafting offline: {drafting_s:.2f} s more",
    )


def makespan(answers: Answers) -> Row:
    """A generation with a model that takes its time, against the longest chain of waiting."""
    model = SimulatedLanguageModel(answers, *LATENCY_S)
    wall_s = asyncio.run(_generate(model, [EXAMPLE])).wall_s
    path_s = critical_path_s({name.removeprefix(WRITING): wait_s for name, wait_s in model.latency_s.items()})
    return Row(
        what=f"makespan with a model of {LATENCY_S[0]} to {LATENCY_S[1]:.0f} s, 8 calls at once",
        measured=f"{wall_s / path_s:.2f} of the critical path",
        goals={f"{MAKESPAN_GOAL:.2f}": wall_s / path_s <= MAKESPAN_GOAL},
        against=f"critical path {path_s:.2f} s, {wall_s - path_s:.2f} s more",
    )


def crowd(answers: Answers) -> Row:
    """Many generations in one process, against as many one after the other."""
    names = list(islice(cycle(example_names()), AT_ONCE))
    alone = {name: asyncio.run(_generate(SimulatedLanguageModel(answers), [name])) for name in example_names()}
    one_by_one_s = sum(alone[name].wall_s for name in names)
    one_by_one_cpu_s = sum(alone[name].cpu_s for name in names)
    many = asyncio.run(_generate(SimulatedLanguageModel(answers), names))
    return Row(
        what=f"{AT_ONCE} generations of all examples at once in one process, without drafting",
        measured=f"{many.wall_s:.1f} s, {many.wall_s / one_by_one_s:.2f} of one after the other; "
        f"{many.cpu_s:.1f} s of a processor, {many.cpu_s / one_by_one_cpu_s:.2f} of it",
        against=f"one after the other: {one_by_one_s:.1f} s, {one_by_one_cpu_s:.1f} s of a processor",
    )
