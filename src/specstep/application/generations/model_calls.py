"""The one way of a generation to a model: recorded answers first, then budget, limit, call, record."""

import asyncio
from collections.abc import Sequence
from typing import TypeVar

import attrs

from specstep.application.codec import decode, encode
from specstep.domain.drafting.drafter import draft
from specstep.domain.errors import Conflict
from specstep.domain.generations.values import Budget, Usage
from specstep.domain.ids import AccountId, RunId
from specstep.domain.tasks.values import AgentTask, Completion
from specstep.ports.clocks import Clock
from specstep.ports.language_models import LanguageModel
from specstep.ports.persistence import Database, ModelAnswer

Output = TypeVar("Output")

DRAFTED_AT_BUDGET = "offline-after-budget"
"""The model name of answers that the drafter gave because the budget was used up."""


def within(budget: Budget, usage: Usage) -> bool:
    """Whether another call may start."""
    tokens = usage.input_tokens + usage.output_tokens
    return (budget.tokens is None or tokens < budget.tokens) and (
        budget.usd is None or usage.cost_usd < budget.usd
    )


@attrs.frozen(kw_only=True)
class ModelCalls:
    """Asks the model on behalf of a run. A finished call is never made, or paid, twice."""

    database: Database
    model: LanguageModel
    clock: Clock
    limit: asyncio.Semaphore

    async def answer(
        self, *, account: AccountId, run: RunId, step: str, task: AgentTask[Output], budget: Budget
    ) -> Output:
        """The recorded answer of this step, or a new one, recorded before this returns.

        Once the budget is used up, what is still missing is drafted without a model and says so by its model name.
        """
        async with self.limit:
            answers = await self.recorded(account, run)
            for earlier in answers:
                if earlier.step == step:
                    return decode(earlier.content, task.output)
            usage = sum((earlier.usage for earlier in answers), Usage())
            if within(budget, usage):
                completion = await self.model.complete(task)
            else:
                drafted = await asyncio.to_thread(draft, task.inputs)
                completion = Completion(output=drafted, model=DRAFTED_AT_BUDGET, usage=Usage())  # type: ignore[arg-type]
        record = ModelAnswer(
            account_id=account,
            run=run,
            step=step,
            task=task.name,
            provider=self.model.provider,
            model=completion.model,
            content=encode(completion.output),
            usage=completion.usage,
            created_at=self.clock.now(),
        )
        try:
            async with self.database.unit() as unit:
                await unit.answers.add(record)
        except Conflict:
            # Another process took this run over while we were cut off; its answer is the one that counts.
            async with self.database.reading() as unit:
                theirs = await unit.answers.get(account, run, step)
            if theirs is None:
                raise
            return decode(theirs.content, task.output)
        return completion.output

    async def recorded(self, account: AccountId, run: RunId) -> Sequence[ModelAnswer]:
        """Everything that was answered in this run."""
        async with self.database.reading() as unit:
            return await unit.answers.list(account, run)
