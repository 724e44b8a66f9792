"""Interviews in SQL, with their turns, reference documents and facts."""

from collections.abc import Sequence
from typing import Any

import attrs
import sqlalchemy as sa

from specstep.adapters.persistence import tables
from specstep.adapters.persistence.execution import Execution
from specstep.adapters.persistence.repositories.paging import bin_of, own, page, require
from specstep.adapters.persistence.rows import interviews as row_of
from specstep.adapters.persistence.storable import require_storable
from specstep.domain.errors import NotFound
from specstep.domain.ids import AccountId, InterviewId, ReferenceId
from specstep.domain.interviews.values import Fact, Interview, ReferenceDocument, Turn

KIND = "interview"
Rows = list[dict[str, Any]]  # the class below has a method named list


@attrs.frozen
class SqlInterviews:
    """Interviews; somebody else's are not there."""

    _execution: Execution

    async def add(self, interview: Interview) -> None:
        """Insert the interview and all that it has."""
        require_storable(interview)
        await self._execution.require_open(interview.account_id)
        conflict = f"There is an interview {interview.id} already."
        statement = sa.insert(tables.interviews).values(row_of.interview_row(interview))
        await self._execution.write(statement, conflict=conflict)
        account, id = interview.account_id, interview.id
        await self._insert_turns(account, id, interview.turns)
        await self._insert_references(account, id, interview.references)
        await self._insert_facts(account, id, interview.facts, start=0)

    async def get(self, account: AccountId, id: InterviewId) -> Interview | None:
        """By id, with everything."""
        row = await self._execution.held(sa.select(tables.interviews).where(own(tables.interviews, account, id)))
        if row is None:
            return None
        said = await self._parts(tables.turns, id)
        given = await self._parts(tables.reference_documents, id)
        taken = await self._parts(tables.facts, id)
        return attrs.evolve(
            row_of.interview(row),
            turns=tuple(row_of.turn(row) for row in said),
            references=tuple(row_of.reference(row) for row in given),
            facts=tuple(row_of.fact(row) for row in taken),
        )

    async def list(
        self, account: AccountId, *, limit: int, before: InterviewId | None = None
    ) -> Sequence[Interview]:
        """A page, without what hangs on the interviews."""
        statement = await page(self._execution, tables.interviews, account, limit=limit, before=before, kind=KIND)
        return [row_of.interview(row) for row in await self._execution.rows(statement)]

    async def binned(self, account: AccountId, *, limit: int) -> Sequence[Interview]:
        """The recycle bin."""
        rows = await self._execution.rows(bin_of(tables.interviews, account, limit))
        return [row_of.interview(row) for row in rows]

    async def update(self, interview: Interview) -> None:
        """Change what the interview itself says."""
        bare = attrs.evolve(interview, turns=(), references=(), facts=())
        require_storable(bare)
        changes = row_of.interview_row(bare)
        for fixed in ("id", "account_id", "created_at"):
            del changes[fixed]
        mine = own(tables.interviews, interview.account_id, interview.id)
        if not await self._execution.write(sa.update(tables.interviews).where(mine).values(changes)):
            raise NotFound(kind=KIND, id=interview.id)

    async def add_turns(self, account: AccountId, id: InterviewId, turns: Sequence[Turn]) -> None:
        """Append turns."""
        require_storable(tuple(turns))
        await self._execution.require_open(account)
        await require(self._execution, tables.interviews, account, id, KIND)
        await self._insert_turns(account, id, turns)

    async def replace_turn(self, account: AccountId, id: InterviewId, turn: Turn) -> None:
        """Replace the turn with the same id and number."""
        require_storable(turn)
        await require(self._execution, tables.interviews, account, id, KIND)
        same = sa.and_(
            tables.turns.c.interview_id == id, tables.turns.c.id == turn.id, tables.turns.c.number == turn.number
        )
        statement = sa.update(tables.turns).where(same).values(row_of.turn_row(account, id, turn))
        if not await self._execution.write(statement):
            raise NotFound(kind="turn", id=turn.id)

    async def add_reference(self, account: AccountId, id: InterviewId, reference: ReferenceDocument) -> None:
        """Attach a reference document."""
        require_storable(reference)
        await self._execution.require_open(account)
        await require(self._execution, tables.interviews, account, id, KIND)
        await self._insert_references(account, id, [reference])

    async def remove_reference(self, account: AccountId, id: InterviewId, reference: ReferenceId) -> None:
        """Remove a reference document for good."""
        await require(self._execution, tables.interviews, account, id, KIND)
        same = sa.and_(
            tables.reference_documents.c.interview_id == id, tables.reference_documents.c.id == reference
        )
        if not await self._execution.write(sa.delete(tables.reference_documents).where(same)):
            raise NotFound(kind="reference", id=reference)

    async def put_facts(self, account: AccountId, id: InterviewId, facts: Sequence[Fact]) -> None:
        """Insert new facts behind the known ones; replace known ones where they stand."""
        require_storable(tuple(facts))
        await self._execution.require_open(account)
        await require(self._execution, tables.interviews, account, id, KIND)
        latest = {fact.id: fact for fact in facts}
        known = await self._execution.rows(
            sa.select(tables.facts.c.id, tables.facts.c.position).where(tables.facts.c.interview_id == id)
        )
        positions = {row["id"]: row["position"] for row in known}
        for fact in latest.values():
            if fact.id in positions:
                same = sa.and_(tables.facts.c.interview_id == id, tables.facts.c.id == fact.id)
                changes = row_of.fact_row(account, id, fact, positions[fact.id])
                await self._execution.write(sa.update(tables.facts).where(same).values(changes))
        new = [fact for fact in latest.values() if fact.id not in positions]
        await self._insert_facts(account, id, new, start=max(positions.values(), default=-1) + 1)

    async def _parts(self, table: sa.Table, id: InterviewId) -> Rows:
        """What hangs on an interview, in order."""
        order = table.c.position if table is tables.facts else table.c.number
        return await self._execution.rows(sa.select(table).where(table.c.interview_id == id).order_by(order))

    async def _insert_turns(self, account: AccountId, id: InterviewId, said: Sequence[Turn]) -> None:
        if said:
            conflict = f"Turn {said[0].number} of interview {id}, or one behind it, is there already."
            rows = [row_of.turn_row(account, id, turn) for turn in said]
            await self._execution.write(sa.insert(tables.turns), rows, conflict=conflict)

    async def _insert_references(
        self, account: AccountId, id: InterviewId, given: Sequence[ReferenceDocument]
    ) -> None:
        if given:
            conflict = f"Reference {given[0].number} of interview {id} is there already."
            rows = [row_of.reference_row(account, id, reference) for reference in given]
            await self._execution.write(sa.insert(tables.reference_documents), rows, conflict=conflict)

    async def _insert_facts(
        self, account: AccountId, id: InterviewId, taken: Sequence[Fact], *, start: int
    ) -> None:
        if taken:
            conflict = f"A fact of interview {id} is there already."
            rows = [row_of.fact_row(account, id, fact, start + index) for index, fact in enumerate(taken)]
            await self._execution.write(sa.insert(tables.facts), rows, conflict=conflict)
