"""The pipeline with a simulated model: own work per step, makespan, many generations at once."""

import asyncio
import random
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from specstep.adapters.language_models.offline import OfflineLanguageModel
from specstep.domain.documents.package import DEPENDS_ON, DocumentKey
from specstep.domain.tasks.values import AgentTask, Completion
from specstep.entrypoints.examples import example_brief
from specstep.entrypoints.library import SpecStep

Output = TypeVar("Output")
LATENCY_S = (0.5, 2.0)
AT_ONCE = 20


class SimulatedLanguageModel(OfflineLanguageModel):
    """Answers like the offline provider, after a latency that depends only on the task and a seed."""

    def __init__(self, low_s: float, high_s: float) -> None:
        self.low_s, self.high_s = low_s, high_s
        self.latency_s: dict[str, float] = {}

    async def complete(self, task: AgentTask[Output]) -> Completion[Output]:
        """Wait, then draft."""
        latency = random.Random(task.name).uniform(self.low_s, self.high_s)
        if task.name.startswith("write-"):
            self.latency_s[task.name.removeprefix("write-")] = latency
            await asyncio.sleep(latency)
        return await super().complete(task)


def critical_path_s(latency_s: Mapping[str, float]) -> float:
    """The longest chain of waiting through the document graph."""
    ends: dict[DocumentKey, float] = {}

    def end(key: DocumentKey) -> float:
        if key not in ends:
            ends[key] = latency_s[key.value] + max((end(source) for source in DEPENDS_ON[key]), default=0.0)
        return ends[key]

    return max(end(key) for key in DocumentKey)


async def _generate(model: SimulatedLanguageModel, count: int) -> float:
    """Seconds from the first start to the last package, interviews not counted."""
    _, brief = example_brief("food-bank-shifts")
    with tempfile.TemporaryDirectory() as folder:
        async with SpecStep.open(f"sqlite:///{folder}/bench.sqlite", data_dir=Path(folder), model=model) as spec:
            states = [await spec.import_brief(brief) for _ in range(count)]
            before = time.perf_counter()
            await asyncio.gather(*(spec.generate(state) for state in states))
            return time.perf_counter() - before


def measure() -> list[tuple[str, str, str, str]]:
    """Rows (what, figure, goal, against) for the table."""
    instant = SimulatedLanguageModel(0.0, 0.0)
    drafting_s = asyncio.run(_generate(instant, 1))
    steps = len(DocumentKey) + 3
    slow = SimulatedLanguageModel(*LATENCY_S)
    makespan_s = asyncio.run(_generate(slow, 1))
    path_s = critical_path_s(slow.latency_s)
    many_s = asyncio.run(_generate(SimulatedLanguageModel(0.0, 0.0), AT_ONCE))
    return [
        (
            "own work per step, drafting, rendering and scoring included",
            f"{1000 * drafting_s / steps:.0f} ms",
            "10 ms",
            f"{steps} steps in {drafting_s:.2f} s",
        ),
        (
            "makespan with a model of 0.5 to 2 s, 8 calls at once",
            f"{makespan_s / path_s:.2f}",
            "1.10",
            f"critical path {path_s:.2f} s",
        ),
        (
            f"{AT_ONCE} generations at once in one process",
            f"{many_s:.2f} s, {many_s / AT_ONCE / drafting_s:.2f} of one each",
            "",
            f"one alone: {drafting_s:.2f} s",
        ),
    ]
