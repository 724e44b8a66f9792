"""The interview on every database that can hold it: whatever happens, what is stored is what the person saw."""

import asyncio

import attrs
import pytest
from tests.samples.databases import KINDS, database_of
from tests.samples.talks import START, CountedBytes, PasswordScanner, PlainModel, TickingClock

from specstep.application.interviews import Interviews
from specstep.domain.accounts import LOCAL_OWNER, Account
from specstep.domain.errors import Conflict, ProviderFailed
from specstep.domain.ids import FactId
from specstep.domain.interviews.state import InterviewState
from specstep.ports.persistence import Database

BRIEF = (
    "Only coordinators can delete a shift. Volunteers can delete a shift. Volunteers can cancel a shift – “early”."
)


class Resumed:
    """Interviews as after a restart before each act: new objects around the same database."""

    def __init__(self, database: Database, model: PlainModel) -> None:
        self.database, self.model = database, model
        self.clock, self.entropy = TickingClock(), CountedBytes()

    def __call__(self) -> Interviews:
        return Interviews(self.database, self.model, PasswordScanner(), self.clock, self.entropy)


def as_stored(state: InterviewState) -> InterviewState:
    """The state without what only the call that made it knows."""
    return attrs.evolve(state, new_facts=(), redactions=0)


@pytest.mark.parametrize("kind", KINDS)
async def test_after_a_restart_at_any_point_the_talk_is_where_it_was(
    kind: str, request: pytest.FixtureRequest
) -> None:
    async with database_of(kind, request) as database:
        async with database.unit() as unit:
            await unit.accounts.add(Account(id=LOCAL_OWNER, display_name="Owner", created_at=START))
        model = PlainModel()
        open_again = Resumed(database, model)
        state = await open_again().start(
            LOCAL_OWNER, BRIEF, documents=[("spec.md", "Names are kept.\nFor 2 years.")]
        )
        id = state.interview.id
        first = state.interview.turns[0].id
        acts = [
            lambda: open_again().accept_recommended(LOCAL_OWNER, id),
            lambda: open_again().you_decide(LOCAL_OWNER, id),
            lambda: open_again().skip(LOCAL_OWNER, id),
            lambda: open_again().answer(LOCAL_OWNER, id, "The goal is order."),
            lambda: open_again().correct_fact(LOCAL_OWNER, id, FactId("F-003"), "Cooks can cancel a shift."),
            lambda: open_again().reject_fact(LOCAL_OWNER, id, FactId("F-001")),
            lambda: open_again().correct_turn(LOCAL_OWNER, id, first, "Volunteers can swap a shift."),
            lambda: open_again().add_reference(LOCAL_OWNER, id, "more.md", b"Phone numbers are kept."),
            lambda: open_again().finish(LOCAL_OWNER, id),
        ]
        for act in acts:
            state = await act()
            assert as_stored(state) == as_stored(await open_again().get(LOCAL_OWNER, id))
        before = as_stored(state)
        model.fails_at = {model.calls + 1}
        with pytest.raises(ProviderFailed):
            await open_again().answer(LOCAL_OWNER, id, "Cooks can see allergies.")
        held = await open_again().get(LOCAL_OWNER, id)
        assert held.interview.turns[:-1] == before.interview.turns
        assert held.unread
        state = await open_again().carry_on(LOCAL_OWNER, id)
        assert as_stored(state) == as_stored(await open_again().get(LOCAL_OWNER, id))
        assert "Cooks can see allergies." in {fact.text for fact in state.interview.facts}


@pytest.mark.parametrize("kind", KINDS)
async def test_of_answers_given_at_once_each_is_kept_or_refused(kind: str, request: pytest.FixtureRequest) -> None:
    async with database_of(kind, request) as database:
        async with database.unit() as unit:
            await unit.accounts.add(Account(id=LOCAL_OWNER, display_name="Owner", created_at=START))
        model = PlainModel(before=lambda: asyncio.sleep(0))
        interviews = Resumed(database, model)()
        state = await interviews.start(LOCAL_OWNER, BRIEF)
        assert state.question is not None
        id, question = state.interview.id, state.question.id
        texts = [f"The goal is number {number}." for number in range(6)]
        results = await asyncio.gather(
            *(interviews.answer(LOCAL_OWNER, id, text, to=question) for text in texts), return_exceptions=True
        )
        assert all(isinstance(result, InterviewState | Conflict) for result in results)
        state = await interviews.carry_on(LOCAL_OWNER, id)
        turns = state.interview.turns
        assert [turn.number for turn in turns] == list(range(1, len(turns) + 1))
        for text, result in zip(texts, results, strict=True):
            if isinstance(result, InterviewState):
                assert text in {fact.text for fact in state.interview.facts}
        assert not state.unread
        assert state.question is not None
