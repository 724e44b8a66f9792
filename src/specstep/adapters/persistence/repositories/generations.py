"""Generations and model answers in SQL."""

from collections.abc import Sequence

import attrs
import sqlalchemy as sa

from specstep.adapters.persistence.execution import Execution
from specstep.adapters.persistence.repositories.paging import own, page, require
from specstep.adapters.persistence.rows import generations as row_of
from specstep.adapters.persistence.storable import require_storable
from specstep.adapters.persistence.tables import generation_snapshots, generations, model_answers
from specstep.domain.errors import Conflict, NotFound
from specstep.domain.generations.values import Generation, Status
from specstep.domain.ids import AccountId, GenerationId, RunId
from specstep.ports.persistence import ModelAnswer

KIND = "generation"
FIXED = ("id", "account_id", "interview_id", "created_at")


@attrs.frozen
class SqlGenerations:
    """Generations; somebody else's are not there."""

    _execution: Execution

    async def add(self, generation: Generation) -> None:
        """Insert."""
        require_storable(generation)
        await self._execution.require_open(generation.account_id)
        conflict = f"There is a generation {generation.id} already."
        statement = sa.insert(generations).values(row_of.generation_row(generation))
        await self._execution.write(statement, conflict=conflict)

    async def get(self, account: AccountId, id: GenerationId) -> Generation | None:
        """By id."""
        row = await self._execution.held(sa.select(generations).where(own(generations, account, id)))
        return None if row is None else row_of.generation(row)

    async def list(
        self, account: AccountId, *, limit: int, before: GenerationId | None = None
    ) -> Sequence[Generation]:
        """A page."""
        statement = await page(self._execution, generations, account, limit=limit, before=before, kind=KIND)
        return [row_of.generation(row) for row in await self._execution.rows(statement)]

    async def update(self, generation: Generation, *, expected: Status) -> None:
        """Move on from the expected status."""
        require_storable(generation)
        changes = {name: value for name, value in row_of.generation_row(generation).items() if name not in FIXED}
        mine = own(generations, generation.account_id, generation.id)
        statement = sa.update(generations).where(mine, generations.c.status == expected.value).values(changes)
        if await self._execution.write(statement):
            return
        stored = await self.get(generation.account_id, generation.id)
        if stored is None:
            raise NotFound(kind=KIND, id=generation.id)
        raise Conflict(what=f"Generation {generation.id} is no longer {expected}: it is {stored.status}.")

    async def put_snapshot(self, account: AccountId, id: GenerationId, dossier: str) -> None:
        """Keep what the generation was given."""
        require_storable(dossier, "dossier")
        await require(self._execution, generations, account, id, KIND)
        row = {"generation_id": id, "account_id": account, "dossier": dossier}
        conflict = f"Generation {id} has its snapshot already."
        await self._execution.write(sa.insert(generation_snapshots).values(row), conflict=conflict)

    async def snapshot(self, account: AccountId, id: GenerationId) -> str | None:
        """What the generation was given."""
        table = generation_snapshots
        mine = sa.and_(table.c.generation_id == id, table.c.account_id == account)
        row = await self._execution.row(sa.select(table.c.dossier).where(mine))
        return None if row is None else str(row["dossier"])


@attrs.frozen
class SqlModelAnswers:
    """Answers of models, one per run and step."""

    _execution: Execution

    async def add(self, answer: ModelAnswer) -> None:
        """Record an answer."""
        require_storable(answer)
        await self._execution.require_open(answer.account_id)
        conflict = f"Step {answer.step} of run {answer.run} has an answer already."
        await self._execution.write(sa.insert(model_answers).values(row_of.answer_row(answer)), conflict=conflict)

    async def get(self, account: AccountId, run: RunId, step: str) -> ModelAnswer | None:
        """By run and step."""
        mine = sa.and_(model_answers.c.run == run, model_answers.c.account_id == account)
        row = await self._execution.row(sa.select(model_answers).where(mine, model_answers.c.step == step))
        return None if row is None else row_of.answer(row)

    async def list(self, account: AccountId, run: RunId) -> Sequence[ModelAnswer]:
        """All answers of a run, oldest first."""
        mine = sa.and_(model_answers.c.run == run, model_answers.c.account_id == account)
        found = await self._execution.rows(sa.select(model_answers).where(mine))
        # Sorted here: databases differ in how they collate the names of steps.
        return sorted(map(row_of.answer, found), key=lambda each: (each.created_at, each.step))
