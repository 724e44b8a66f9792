"""The one way of a generation to a model: recorded answers first, then budget, limit, call, record."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import TypeVar

import attrs

from specstep.application.codec import decode, encode
from specstep.domain.drafting.drafter import draft
from specstep.domain.errors import Conflict
from specstep.domain.generations.values import Budget, Usage
from specstep.domain.ids import AccountId, RunId
from specstep.domain.logs import Event
from specstep.domain.tasks.values import AgentTask, Completion
from specstep.ports.clocks import Clock
from specstep.ports.language_models import LanguageModel
from specstep.ports.logs import SILENCE, Log
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


def usage_of(answers: Sequence[ModelAnswer]) -> Usage:
    """What these answers used together."""
    return sum((answer.usage for answer in answers), Usage())


@attrs.frozen(kw_only=True)
class ModelCalls:
    """Asks the model on behalf of a run. A finished call is never made, or paid, twice."""

    database: Database
    model: LanguageModel
    clock: Clock
    limit: asyncio.Semaphore
    log: Log = SILENCE

    async def answer(
        self, *, account: AccountId, run: RunId, step: str, task: AgentTask[Output], budget: Budget
    ) -> Completion[Output]:
        """The recorded answer of this step, or a new one, recorded before this returns.

        Once the budget is used up, what is still missing is drafted without a model and says so by its model name.
        """
        async with self.limit:
            earlier = await self._recorded(account, run, step, task)
            if earlier is not None:
                return earlier
            if budget == Budget() or within(budget, usage_of(await self.recorded(account, run))):
                completion = await self._asked(task)
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
            theirs = await self._recorded(account, run, step, task)
            if theirs is None:
                raise
            return theirs
        return completion

    async def _asked(self, task: AgentTask[Output]) -> Completion[Output]:
        """The model's answer; of how it went only figures are told."""
        began = self.clock.now()
        try:
            completion = await self.model.complete(task)
        except Exception as error:
            failed = {"provider": self.model.provider, "task": task.name, "error": type(error).__name__}
            self.log.record(Event.MODEL_FAILED, **failed, code=getattr(error, "code", None))
            raise
        self.log.record(
            Event.MODEL_ANSWERED,
            provider=self.model.provider,
            task=task.name,
            duration_ms=max(0, round((self.clock.now() - began) / timedelta(milliseconds=1))),
            input_tokens=completion.usage.input_tokens,
            output_tokens=completion.usage.output_tokens,
        )
        return completion

    async def _recorded(
        self, account: AccountId, run: RunId, step: str, task: AgentTask[Output]
    ) -> Completion[Output] | None:
        async with self.database.reading() as unit:
            answer = await unit.answers.get(account, run, step)
        if answer is None:
            return None
        return Completion(output=decode(answer.content, task.output), model=answer.model, usage=answer.usage)

    async def recorded(self, account: AccountId, run: RunId) -> Sequence[ModelAnswer]:
        """Everything that was answered in this run."""
        async with self.database.reading() as unit:
            return await unit.answers.list(account, run)
