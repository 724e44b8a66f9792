import asyncio

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.samples.talks import START, PlainModel, opened_interviews

from specstep.adapters.persistence.memory import MemoryDatabase
from specstep.application.interviews import Interviews
from specstep.domain.accounts import LOCAL_OWNER, Account
from specstep.domain.audit import Action
from specstep.domain.drafting.questions import ASKED_AT_MOST
from specstep.domain.errors import Conflict, NotFound, ProviderFailed, UnreadableDocument
from specstep.domain.ids import AccountId, FactId, InterviewId, ReferenceId, TurnId
from specstep.domain.interviews.facts import standing
from specstep.domain.interviews.state import InterviewState, asked_questions
from specstep.domain.interviews.values import (
    AnswerKind,
    CoverageLevel,
    FactKind,
    FactStatus,
    InterviewStatus,
    QuestionIntent,
    SourceKind,
    Speaker,
)

ME = LOCAL_OWNER
BRIEF = "Volunteers can sign up for shifts. Volunteers can cancel a shift. Coordinators can see who is coming."


async def accepted_to_the_end(interviews: Interviews, state: InterviewState) -> InterviewState:
    while state.question is not None:
        state = await interviews.accept_recommended(ME, state.interview.id)
    return state


async def test_a_talk_without_a_brief_opens_with_a_question_and_calls_no_model() -> None:
    model = PlainModel()
    state = await (await opened_interviews(model)).start(ME)
    assert model.calls == 0
    assert state.question is not None
    assert state.interview.turns[0].speaker is Speaker.INTERVIEWER


async def test_a_brief_becomes_turn_1_and_only_its_gaps_are_asked_about() -> None:
    state = await (await opened_interviews()).start(ME, BRIEF)
    assert state.interview.turns[0].content == BRIEF
    assert [fact.source.ref for fact in state.new_facts] == ["T1"] * 3
    assert state.question is not None
    assert state.question.intent is not QuestionIntent.OPENING


async def test_the_title_and_language_come_from_what_was_said_unless_given() -> None:
    interviews = await opened_interviews()
    assert (await interviews.start(ME, BRIEF)).interview.title == "Volunteers can sign up"
    assert (await interviews.start(ME, BRIEF, title="Shift board")).interview.title == "Shift board"
    assert (await interviews.start(ME, "Wir können und die")).interview.language == "de"


async def test_secrets_are_taken_out_before_anything_is_stored_or_sent() -> None:
    model = PlainModel()
    interviews = await opened_interviews(model)
    state = await interviews.start(
        ME, "The admin has password: hunter2 today.", documents=[("a.md", "password: hunter3")]
    )
    assert state.redactions == 2
    state = await interviews.answer(ME, state.interview.id, "Use password: hunter4 here.")
    state = await interviews.correct_fact(ME, state.interview.id, FactId("F-001"), "It is password: hunter5 now.")
    state = await interviews.correct_turn(
        ME, state.interview.id, state.interview.turns[0].id, "password: hunter6 x"
    )
    everything = repr(state) + repr(model.seen) + repr(await interviews.dossier(ME, state.interview.id))
    assert "hunter" not in everything
    assert (await interviews.dossier(ME, state.interview.id)).redactions == 4


async def test_you_decide_leaves_an_assumption_that_says_why() -> None:
    interviews = await opened_interviews()
    state = await interviews.start(ME, BRIEF)
    question = state.question
    assert question is not None
    state = await interviews.you_decide(ME, state.interview.id)
    (fact,) = state.new_facts
    assert fact.text == question.recommended
    assert fact.source.kind is SourceKind.ASSUMPTION
    assert fact.source.ref == "A1"
    assert fact.source.why == question.recommended_because
    assert state.interview.turns[-2].answer is AnswerKind.YOU_DECIDE


async def test_plain_words_settle_a_question_like_the_keys_do() -> None:
    interviews = await opened_interviews()
    state = await interviews.start(ME, BRIEF)
    question = state.question
    assert question is not None
    state = await interviews.answer(ME, state.interview.id, "You decide, please.")
    (fact,) = state.new_facts
    assert fact.source.kind is SourceKind.ASSUMPTION
    assert state.interview.turns[-2].answer is AnswerKind.YOU_DECIDE
    assert state.interview.turns[-2].content == "You decide, please."
    state = await interviews.answer(ME, state.interview.id, "skip")
    assert state.new_facts == ()
    assert state.interview.turns[-2].answer is AnswerKind.SKIPPED


async def test_a_recommended_answer_that_was_taken_is_an_assumption_that_says_so() -> None:
    interviews = await opened_interviews()
    state = await interviews.start(ME, BRIEF)
    question = state.question
    assert question is not None
    state = await interviews.answer(ME, state.interview.id, "ok")
    (fact,) = state.new_facts
    assert (fact.text, fact.source.kind) == (question.recommended, SourceKind.ASSUMPTION)
    assert "agreed" in fact.source.why
    assert question.recommended_because in fact.source.why
    assert state.question != question


@pytest.mark.parametrize("reply", ["What do you mean?", "why?", "what would you suggest", "sdfghjk", "80"])
async def test_what_is_no_answer_is_kept_and_replied_to_while_the_question_waits(reply: str) -> None:
    interviews = await opened_interviews()
    before = await interviews.start(ME, BRIEF)
    state = await interviews.answer(ME, before.interview.id, reply)
    assert state.question == before.question
    assert state.interview.facts == before.interview.facts
    assert [turn.content for turn in state.interview.turns[-2:]] == [reply, state.remark]
    assert not state.unread
    assert (await interviews.carry_on(ME, before.interview.id)).interview == state.interview


async def test_an_answer_to_something_else_is_taken_and_the_question_is_put_again() -> None:
    interviews = await opened_interviews()
    before = await interviews.start(ME, BRIEF)
    state = await interviews.answer(ME, before.interview.id, "at most 14 boats")
    assert [fact.text for fact in state.new_facts] == ["There are at most 14 boats"]
    assert state.question == before.question
    assert state.remark


async def test_the_first_thing_said_is_what_is_wanted_where_nothing_else_is() -> None:
    interviews = await opened_interviews()
    opened = await interviews.start(ME)
    state = await interviews.answer(ME, opened.interview.id, "Today everything is on paper.")
    (goal,) = state.new_facts
    assert (goal.kind, goal.topic) == (FactKind.GOAL, "purpose")
    assert state.question is not None
    assert state.question.id != "purpose.what"


async def test_a_short_reply_settles_a_contradiction_without_a_new_statement() -> None:
    interviews = await opened_interviews()
    state = await interviews.start(ME, "A shift takes at most 3 hours. A shift takes at most 5 hours.")
    assert state.contradictions
    state = await interviews.answer(ME, state.interview.id, "the first one")
    assert [fact.text for fact in standing(state.interview.facts)] == ["A shift takes at most 3 hours."]
    assert not state.contradictions
    assert not state.unread


async def test_a_correction_changes_the_statement_and_leaves_the_question_open() -> None:
    interviews = await opened_interviews()
    before = await interviews.start(ME, f"{BRIEF} A shift takes at most 3 hours.")
    state = await interviews.answer(ME, before.interview.id, "no, make that 4")
    (new,) = standing(state.new_facts)
    assert (new.text, new.source.quote) == ("A shift takes at most 4 hours.", "no, make that 4")
    assert state.question == before.question
    assert "A shift takes at most 3 hours." not in {fact.text for fact in standing(state.interview.facts)}


async def test_whoever_insists_on_an_odd_answer_is_believed() -> None:
    interviews = await opened_interviews()
    before = await interviews.start(ME, BRIEF)
    await interviews.answer(ME, before.interview.id, "blue")
    state = await interviews.answer(ME, before.interview.id, "blue")
    assert [fact.text for fact in state.new_facts] == ["blue"]
    assert state.question != before.question


async def test_a_skipped_topic_is_shown_as_skipped_and_not_asked_again() -> None:
    interviews = await opened_interviews()
    state = await interviews.start(ME, BRIEF)
    while state.question is not None:
        topic, about = state.question.topic, state.question.about
        state = await interviews.skip(ME, state.interview.id)
        if not about and state.question is not None and state.question.intent is QuestionIntent.MISSING:
            assert state.question.topic != topic or state.question.about
    levels = {each.topic: each.level for each in state.coverage}
    assert levels["non-goals"] is CoverageLevel.SKIPPED
    assert "non-goals" in (await interviews.dossier(ME, state.interview.id)).skipped_topics


async def test_nothing_can_be_recommended_before_anything_was_said() -> None:
    interviews = await opened_interviews()
    state = await interviews.start(ME)
    with pytest.raises(Conflict):
        await interviews.accept_recommended(ME, state.interview.id)
    with pytest.raises(Conflict):
        await interviews.you_decide(ME, state.interview.id)
    assert (await interviews.get(ME, state.interview.id)) == state


async def test_settling_a_contradiction_replaces_the_statement_that_lost() -> None:
    interviews = await opened_interviews()
    brief = "Only coordinators can delete a shift. Volunteers can delete a shift."
    for settle, winner in (("accept", "F-002"), ("say", "F-001"), ("decide", "F-002")):
        state = await interviews.start(ME, brief)
        assert state.question is not None
        assert state.question.intent is QuestionIntent.CONTRADICTION
        if settle == "accept":
            state = await interviews.accept_recommended(ME, state.interview.id)
        elif settle == "decide":
            state = await interviews.you_decide(ME, state.interview.id)
        else:
            state = await interviews.answer(ME, state.interview.id, "Only coordinators can delete a shift.")
        assert state.contradictions == ()
        replaced = [fact for fact in state.interview.facts if fact.status is FactStatus.SUPERSEDED]
        assert {fact.superseded_by for fact in replaced} == {winner}


async def test_a_corrected_turn_gives_new_facts_and_keeps_those_that_it_still_says() -> None:
    interviews = await opened_interviews()
    state = await interviews.start(ME, BRIEF)
    turn = state.interview.turns[0]
    state = await interviews.correct_turn(
        ME, state.interview.id, turn.id, "Volunteers can sign up for shifts. Cooks can cancel a shift."
    )
    by_id = {fact.id: fact for fact in state.interview.facts}
    assert by_id[FactId("F-001")].status is FactStatus.TAKEN
    assert by_id[FactId("F-002")].status is FactStatus.CORRECTED
    assert by_id[FactId("F-003")].status is FactStatus.CORRECTED
    assert [fact.text for fact in standing(state.interview.facts)] == [
        "Volunteers can sign up for shifts.",
        "Cooks can cancel a shift.",
    ]
    assert state.interview.turns[0].content.endswith("Cooks can cancel a shift.")


async def test_correcting_a_decision_left_to_us_takes_the_assumption_back() -> None:
    interviews = await opened_interviews()
    state = await interviews.you_decide(ME, (await interviews.start(ME, BRIEF)).interview.id)
    turn = state.interview.turns[-2]
    state = await interviews.correct_turn(
        ME, state.interview.id, turn.id, "The goal is that no shift stays empty."
    )
    assumed = [fact for fact in state.interview.facts if fact.source.kind is SourceKind.ASSUMPTION]
    assert [fact.status for fact in assumed] == [FactStatus.REJECTED]
    assert state.interview.turns[-2].answer is AnswerKind.SAID


async def test_only_the_persons_turns_can_be_corrected() -> None:
    interviews = await opened_interviews()
    state = await interviews.start(ME, BRIEF)
    with pytest.raises(Conflict):
        await interviews.correct_turn(ME, state.interview.id, state.interview.turns[-1].id, "x y")
    with pytest.raises(NotFound):
        await interviews.correct_turn(ME, state.interview.id, TurnId("none"), "x y")


async def test_a_corrected_fact_has_the_correction_as_its_source() -> None:
    interviews = await opened_interviews()
    state = await interviews.start(ME, BRIEF)
    question = state.question
    state = await interviews.correct_fact(ME, state.interview.id, FactId("F-002"), "Cooks can cancel a shift.")
    old, new = state.interview.facts[1], state.interview.facts[3]
    assert (old.status, old.superseded_by) == (FactStatus.CORRECTED, new.id)
    assert new.source.quote == "Cooks can cancel a shift."
    assert any(turn.ref == new.source.ref and turn.content == new.text for turn in state.interview.turns)
    assert state.question == question
    assert not state.unread
    with pytest.raises(NotFound):
        await interviews.correct_fact(ME, state.interview.id, FactId("F-002"), "again")


async def test_a_rejected_fact_no_longer_stands_and_can_be_rejected_twice() -> None:
    interviews = await opened_interviews()
    state = await interviews.start(ME, BRIEF)
    for _ in range(2):
        state = await interviews.reject_fact(ME, state.interview.id, FactId("F-001"))
        assert state.interview.facts[0].status is FactStatus.REJECTED
    with pytest.raises(NotFound):
        await interviews.reject_fact(ME, state.interview.id, FactId("F-099"))


async def test_finishing_works_at_any_time_once_and_leaves_one_event() -> None:
    database = MemoryDatabase()
    async with database.unit() as unit:
        await unit.accounts.add(Account(id=ME, display_name="Owner", created_at=START))
    interviews = await opened_interviews(database=database)
    state = await interviews.start(ME, BRIEF)
    for _ in range(2):
        state = await interviews.finish(ME, state.interview.id)
    assert state.interview.status is InterviewStatus.COMPLETE
    async with database.reading() as unit:
        events = await unit.audit.list(ME, limit=10)
    assert [event.action for event in events] == [Action.INTERVIEW_COMPLETED, Action.INTERVIEW_STARTED]
    assert all(BRIEF not in event.detail for event in events)
    state = await interviews.answer(ME, state.interview.id, "Cooks can see allergies.")
    assert state.interview.status is InterviewStatus.OPEN


async def test_what_is_somebody_elses_does_not_exist() -> None:
    interviews = await opened_interviews()
    state = await interviews.start(ME, BRIEF)
    stranger, id = AccountId("stranger"), state.interview.id
    turn = state.interview.turns[0].id
    for act in (
        interviews.get(stranger, id), interviews.answer(stranger, id, "x y"), interviews.skip(stranger, id),
        interviews.you_decide(stranger, id), interviews.accept_recommended(stranger, id), interviews.finish(stranger, id),
        interviews.dossier(stranger, id), interviews.carry_on(stranger, id), interviews.correct_turn(stranger, id, turn, "x"),
        interviews.correct_fact(stranger, id, FactId("F-001"), "x"), interviews.reject_fact(stranger, id, FactId("F-001")),
        interviews.add_reference(stranger, id, "a.md", b"text"), interviews.remove_reference(stranger, id, ReferenceId("r")),
        interviews.get(ME, InterviewId("none")),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            await act
    assert await interviews.get(ME, id) == attrs.evolve(state, new_facts=())


@pytest.mark.parametrize("content", ["", "  \n ", "a\x00b"])
async def test_an_answer_that_says_nothing_is_refused(content: str) -> None:
    interviews = await opened_interviews()
    state = await interviews.start(ME)
    with pytest.raises(UnreadableDocument):
        await interviews.answer(ME, state.interview.id, content)


@pytest.mark.parametrize("call", range(1, 7))
async def test_nothing_that_was_said_is_lost_when_the_model_fails_at_any_call(call: int) -> None:
    said = [BRIEF, "The goal is that no shift stays empty.", "Only coordinators can delete a shift."]
    smooth = await opened_interviews()
    rough = await opened_interviews(PlainModel(fails_at={call}))
    states = []
    for interviews in (smooth, rough):
        id = interviews.new_id()
        for number, text in enumerate(said):
            try:
                if number == 0:
                    state = await interviews.start(ME, text, id=id)
                else:
                    state = await interviews.answer(ME, id, text)
            except ProviderFailed:
                state = await interviews.get(ME, id)
                assert state.interview.turns[-1].content == text
                assert state.unread or state.question is None
                state = await interviews.carry_on(ME, id)
        states.append(state)
    one, other = states
    assert [turn.content for turn in one.interview.turns] == [turn.content for turn in other.interview.turns]
    assert one.interview.facts == other.interview.facts
    assert one.question == other.question


async def test_the_same_answer_again_after_a_failure_is_not_said_twice() -> None:
    interviews = await opened_interviews(PlainModel(fails_at={3, 4}))
    id = (await interviews.start(ME, BRIEF)).interview.id
    for _ in range(2):
        with pytest.raises(ProviderFailed):
            await interviews.answer(ME, id, "The goal is order.")
    state = await interviews.answer(ME, id, "The goal is order.")
    assert [turn.content for turn in state.interview.turns].count("The goal is order.") == 1
    assert state.question is not None


async def test_answers_given_while_the_model_is_down_are_all_read_once_it_is_back() -> None:
    interviews = await opened_interviews(PlainModel(fails_at={3, 4}))
    id = (await interviews.start(ME, BRIEF)).interview.id
    for text in ("The goal is order.", "Only cooks can see allergies."):
        with pytest.raises(ProviderFailed):
            await interviews.answer(ME, id, text)
    with pytest.raises(Conflict):
        await interviews.dossier(ME, id)
    state = await interviews.finish(ME, id)
    assert {"The goal is order.", "Only cooks can see allergies."} <= {fact.text for fact in state.interview.facts}


async def test_of_two_answers_at_the_same_time_one_is_a_conflict_and_both_are_kept() -> None:
    model = PlainModel()
    interviews = await opened_interviews(model)
    state = await interviews.start(ME, BRIEF)
    id = state.interview.id
    model.before = lambda: asyncio.sleep(0)
    both = [interviews.answer(ME, id, text) for text in ("The goal is order.", "The goal is calm.")]
    results = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["Conflict", "InterviewState"]
    after = await interviews.get(ME, id)
    assert len(after.interview.turns) == len(state.interview.turns) + 3
    assert {"The goal is order.", "The goal is calm."} <= {fact.text for fact in after.interview.facts}
    assert after.question is not None


async def test_two_answers_to_the_same_named_question_are_a_conflict() -> None:
    interviews = await opened_interviews()
    state = await interviews.start(ME, BRIEF)
    assert state.question is not None
    id, question = state.interview.id, state.question.id
    both = [interviews.answer(ME, id, text, to=question) for text in ("The goal is order.", "The goal is calm.")]
    results = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["Conflict", "InterviewState"]
    assert len((await interviews.get(ME, id)).interview.turns) == len(state.interview.turns) + 2


async def test_a_correction_while_the_model_thinks_makes_the_slow_answer_a_conflict() -> None:
    model = PlainModel()
    interviews = await opened_interviews(model)
    id = (await interviews.start(ME, BRIEF)).interview.id

    async def meddle() -> None:
        model.before = None
        await interviews.reject_fact(ME, id, FactId("F-001"))

    model.before = meddle
    with pytest.raises(Conflict):
        await interviews.answer(ME, id, "The goal is order.")
    state = await interviews.carry_on(ME, id)
    assert state.interview.facts[0].status is FactStatus.REJECTED
    assert "The goal is order." in {fact.text for fact in state.interview.facts}


async def test_answering_a_named_question_again_changes_nothing_and_another_one_is_refused() -> None:
    interviews = await opened_interviews()
    state = await interviews.start(ME, BRIEF)
    assert state.question is not None
    id, question = state.interview.id, state.question.id
    first = await interviews.answer(ME, id, "The goal is order.", to=question)
    again = await interviews.answer(ME, id, "The goal is order.", to=question)
    assert again.interview == first.interview
    with pytest.raises(Conflict):
        await interviews.answer(ME, id, "Something else.", to=question)


async def test_starting_with_the_same_id_twice_starts_one_interview() -> None:
    interviews = await opened_interviews()
    id = interviews.new_id()
    first = await interviews.start(ME, BRIEF, id=id)
    assert (await interviews.start(ME, BRIEF, id=id)).interview == first.interview
    assert len(await interviews.list(ME)) == 1


async def test_carrying_on_at_any_point_changes_nothing_that_is_settled() -> None:
    interviews = await opened_interviews()
    state = await interviews.start(ME, BRIEF)
    while state.question is not None:
        assert (await interviews.carry_on(ME, state.interview.id)).interview == state.interview
        state = await interviews.accept_recommended(ME, state.interview.id)
    assert (await interviews.carry_on(ME, state.interview.id)).interview == state.interview


async def test_a_model_that_repeats_itself_is_not_allowed_to() -> None:
    class Parrot(PlainModel):
        async def complete(self, task):  # type: ignore[no-untyped-def]
            done = await super().complete(task)
            question = getattr(done.output, "question", None)
            if question is None:
                return done
            return attrs.evolve(
                done, output=attrs.evolve(done.output, question=attrs.evolve(question, text="Well?"))
            )

    interviews = await opened_interviews(Parrot())
    state = await accepted_to_the_end(interviews, await interviews.start(ME, BRIEF))
    texts = [question.text for question in asked_questions(state.interview.turns)]
    assert len(texts) == len(set(texts)) > 1


async def test_a_model_that_reuses_an_id_overwrites_no_fact() -> None:
    class Careless(PlainModel):
        async def complete(self, task):  # type: ignore[no-untyped-def]
            done = await super().complete(task)
            if not hasattr(done.output, "facts"):
                return done
            facts = tuple(attrs.evolve(fact, id=FactId("F-001")) for fact in done.output.facts)
            return attrs.evolve(done, output=attrs.evolve(done.output, facts=facts))

    interviews = await opened_interviews(Careless())
    state = await interviews.start(ME, BRIEF)
    state = await interviews.answer(ME, state.interview.id, "The goal is order.")
    assert len({fact.text for fact in state.interview.facts}) == 4


ACTS = st.lists(
    st.one_of(
        st.sampled_from(["accept", "decide", "skip", "reject", "finish", "carry on"]),
        st.sampled_from(
            [
                "say The goal is order.", "say It must be fast and secure.", "say Customers pay by card.",
                "say There are 20,000 users.", "say Only admins can delete a shift.", "say Hm", "say I don't know?",
                "say Volunteers can delete a shift.", "say what do you mean?", "say ok", "say blue", "say 14 boats",
                "say A shift takes at most 3 hours.", "say no, make that 4", "say the first one", "say both", "fix Cooks can see allergies.", "back Names are kept.",
            ]
        ),
    ),
    max_size=25,
)  # fmt: skip


@settings(max_examples=10, deadline=None)
@given(ACTS, st.sets(st.integers(1, 60), max_size=6))
def test_any_talk_ends_asks_nothing_twice_and_forgets_nothing(acts: list[str], fails_at: set[int]) -> None:
    async def play() -> None:
        interviews = await opened_interviews(PlainModel(fails_at=fails_at))
        id = (await interviews.start(ME)).interview.id
        told: list[str] = []
        for act in acts:
            before = await interviews.get(ME, id)
            persons = [turn for turn in before.interview.turns if turn.speaker is Speaker.PERSON]
            name, _, text = act.partition(" ")
            try:
                if name == "say":
                    await interviews.answer(ME, id, text)
                elif name == "fix" and before.interview.facts:
                    await interviews.correct_fact(ME, id, before.interview.facts[0].id, text)
                elif name == "back" and persons:
                    told = [each for each in told if each != persons[-1].content]
                    told.append(text)
                    await interviews.correct_turn(ME, id, persons[-1].id, text)
                elif name == "reject" and before.interview.facts:
                    await interviews.reject_fact(ME, id, before.interview.facts[-1].id)
                elif name == "accept":
                    await interviews.accept_recommended(ME, id)
                elif name == "decide":
                    await interviews.you_decide(ME, id)
                elif name == "skip":
                    await interviews.skip(ME, id)
                elif name == "finish":
                    await interviews.finish(ME, id)
                else:
                    await interviews.carry_on(ME, id)
            except (Conflict, NotFound, ProviderFailed):
                pass
            if name == "say":
                told.append(text)
            state = await interviews.get(ME, id)
            assert [turn.number for turn in state.interview.turns] == list(
                range(1, len(state.interview.turns) + 1)
            )
            contents = {turn.content for turn in state.interview.turns}
            assert set(told) <= contents
            ids = [fact.id for fact in state.interview.facts]
            assert len(ids) == len(set(ids))
            assert len(ids) >= len(before.interview.facts)
            said = {turn.ref: " ".join(turn.content.split()) for turn in state.interview.turns}
            for fact in standing(state.interview.facts):
                if fact.source.kind is SourceKind.TURN:
                    assert " ".join((fact.source.quote or "").split()) in said[fact.source.ref]
        fails_at.clear()
        state = await interviews.carry_on(ME, id)
        rounds = 0
        while state.question is not None:
            if state.question.recommended:
                state = await interviews.accept_recommended(ME, id)
            else:
                state = await interviews.skip(ME, id)
            rounds += 1
            assert rounds <= ASKED_AT_MOST
        questions = asked_questions(state.interview.turns)
        assert len({question.id for question in questions}) == len(questions)
        assert len({question.text for question in questions}) == len(questions)

    asyncio.run(play())
