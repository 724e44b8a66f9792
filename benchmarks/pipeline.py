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


def measure() -> list[tuple[str, str, str, str]]:
    """Rows (what, figure, goal, against) for the table."""
    recorded = RecordingLanguageModel()
    asyncio.run(_generate(recorded, [EXAMPLE]))
    recorded.drafting_s = 0.0
    asyncio.run(_generate(recorded, [EXAMPLE], warm=False))
    drafting_s = recorded.drafting_s
    asyncio.run(_generate(recorded, example_names(), warm=False))
    owns = [asyncio.run(_generate(SimulatedLanguageModel(recorded.answers), [EXAMPLE])) for _ in range(RUNS)]
    own_s, own_cpu_s = (statistics.median(getattr(own, name) for own in owns) for name in ("wall_s", "cpu_s"))
    steps = len(DocumentKey) + len(OTHER_STEPS)
    slow = SimulatedLanguageModel(recorded.answers, *LATENCY_S)
    makespan_s = asyncio.run(_generate(slow, [EXAMPLE])).wall_s
    path_s = critical_path_s({name.removeprefix(WRITING): latency_s for name, latency_s in slow.latency_s.items()})
    crowd = list(islice(cycle(example_names()), AT_ONCE))
    one_by_one_s = {
        name: asyncio.run(_generate(SimulatedLanguageModel(recorded.answers), [name])).wall_s
        for name in example_names()
    }
    alone_s = sum(one_by_one_s[name] for name in crowd)
    many_s = asyncio.run(_generate(SimulatedLanguageModel(recorded.answers), crowd)).wall_s
    return [
        (
            "own work per step: recording, rendering, scoring, packing",
            f"{1000 * own_s / steps:.0f} ms",
            "10 ms",
            f"{steps} steps in {own_s:.2f} s, {own_cpu_s:.2f} s of a processor; drafting offline: {drafting_s:.2f} s more",
        ),
        (
            "makespan with a model of 0.5 to 2 s, 8 calls at once",
            f"{makespan_s / path_s:.2f}",
            "1.10",
            f"critical path {path_s:.2f} s, {makespan_s - path_s:.2f} s more",
        ),
        (
            f"{AT_ONCE} generations of all examples at once in one process, without drafting",
            f"{many_s:.2f} s, {many_s / alone_s:.2f} of one after the other",
            "",
            f"one after the other: {alone_s:.2f} s",
        ),
    ]
