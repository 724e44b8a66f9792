"""The pipeline with a simulated model: own work per step, makespan, many generations at once.

The simulated model answers what the drafter answered once, after a latency: what drafting costs is the drafter's own
figure, and no part of the pipeline's.
"""

import asyncio
import random
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

from specstep.adapters.language_models.offline import OfflineLanguageModel
from specstep.domain.documents.package import DEPENDS_ON, DocumentKey
from specstep.domain.generations.values import Usage
from specstep.domain.tasks.values import AgentTask, Completion
from specstep.entrypoints.examples import example_brief
from specstep.entrypoints.library import SpecStep

Output = TypeVar("Output")
EXAMPLE = "food-bank-shifts"
LATENCY_S = (0.5, 2.0)
AT_ONCE = 20
WRITING = "write-"
OTHER_STEPS = ("check", "deliver")


class RecordingLanguageModel(OfflineLanguageModel):
    """The offline provider, which remembers its answers and the processor time that drafting took."""

    def __init__(self) -> None:
        self.answers: dict[str, Completion[Any]] = {}
        self.drafting_s = 0.0

    async def complete(self, task: AgentTask[Output]) -> Completion[Output]:
        """Draft."""
        before = time.perf_counter()
        answer = await super().complete(task)
        if task.name.startswith(WRITING):
            self.drafting_s += time.perf_counter() - before
            self.answers[task.name] = answer
        return answer


class SimulatedLanguageModel(OfflineLanguageModel):
    """Gives recorded answers, after a latency that depends only on the task."""

    provider = "simulated"

    def __init__(self, answers: Mapping[str, Completion[Any]], low_s: float = 0.0, high_s: float = 0.0) -> None:
        self.answers = answers
        self.latency_s = {
            name.removeprefix(WRITING): random.Random(name).uniform(low_s, high_s) for name in answers
        }

    async def complete(self, task: AgentTask[Output]) -> Completion[Output]:
        """Wait, then answer; questions of the interview are drafted, and take no part in the figures."""
        if task.name not in self.answers:
            return await super().complete(task)
        await asyncio.sleep(self.latency_s[task.name.removeprefix(WRITING)])
        answer = self.answers[task.name]
        return Completion(output=cast("Output", answer.output), model=answer.model, usage=Usage())


def critical_path_s(latency_s: Mapping[str, float]) -> float:
    """The longest chain of waiting through the document graph."""
    ends: dict[DocumentKey, float] = {}

    def end(key: DocumentKey) -> float:
        if key not in ends:
            ends[key] = latency_s[key.value] + max((end(source) for source in DEPENDS_ON[key]), default=0.0)
        return ends[key]

    return max(end(key) for key in DocumentKey)


async def _generate(model: OfflineLanguageModel, count: int = 1, *, warm: bool = False) -> float:
    """Seconds from the first start to the last package, interviews not counted.

    Args:
        warm: make one package before, as a process that serves has done.
    """
    _, brief = example_brief(EXAMPLE)
    with tempfile.TemporaryDirectory() as folder:
        async with SpecStep.open(f"sqlite:///{folder}/bench.sqlite", data_dir=Path(folder), model=model) as spec:
            if warm:
                await spec.generate(await spec.import_brief(brief))
            states = [await spec.import_brief(brief) for _ in range(count)]
            before = time.perf_counter()
            await asyncio.gather(*(spec.generate(state) for state in states))
            return time.perf_counter() - before


def measure() -> list[tuple[str, str, str, str]]:
    """Rows (what, figure, goal, against) for the table."""
    recorded = RecordingLanguageModel()
    asyncio.run(_generate(recorded, warm=True))
    drafting_s = recorded.drafting_s / 2  # both packages were drafted
    own_s = min(asyncio.run(_generate(SimulatedLanguageModel(recorded.answers), warm=True)) for _ in range(3))
    steps = len(DocumentKey) + len(OTHER_STEPS)
    slow = SimulatedLanguageModel(recorded.answers, *LATENCY_S)
    makespan_s = asyncio.run(_generate(slow))
    path_s = critical_path_s(slow.latency_s)
    many_s = asyncio.run(_generate(SimulatedLanguageModel(recorded.answers), AT_ONCE, warm=True))
    return [
        (
            "own work per step: recording, rendering, scoring, packing",
            f"{1000 * own_s / steps:.0f} ms",
            "10 ms",
            f"{steps} steps in {own_s:.2f} s; drafting them offline: {drafting_s:.2f} s more",
        ),
        (
            "makespan with a model of 0.5 to 2 s, 8 calls at once, in a fresh process",
            f"{makespan_s / path_s:.2f}",
            "1.10",
            f"critical path {path_s:.2f} s, own work behind it {makespan_s - path_s:.2f} s",
        ),
        (
            f"{AT_ONCE} generations at once in one process, without drafting",
            f"{many_s:.2f} s, {many_s / AT_ONCE / own_s:.2f} of one each",
            "",
            f"one alone: {own_s:.2f} s",
        ),
    ]
