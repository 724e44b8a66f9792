"""The offline provider: no key, no network, no weights; `domain.drafting` behind the port."""

import asyncio
from typing import TypeVar

from specstep.domain.drafting.drafter import draft
from specstep.domain.generations.values import Usage
from specstep.domain.tasks.values import AgentTask, Completion

Output = TypeVar("Output")


class OfflineLanguageModel:
    """Answers every task deterministically, without a model; content goes nowhere."""

    provider = "offline"
    recipient = "none"

    async def complete(self, task: AgentTask[Output]) -> Completion[Output]:
        """Draft the answer in a thread, so that the event loop stays free."""
        answer = await asyncio.to_thread(draft, task.inputs)
        if not isinstance(answer, task.output):
            raise TypeError(f"{task.name}: the drafter answered with {type(answer).__name__}")
        return Completion(output=answer, model="offline-drafter", usage=Usage())
