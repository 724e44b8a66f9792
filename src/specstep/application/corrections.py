"""Corrections of what was said, and of what was taken from it; a person can make them at any time (COL-3)."""

import attrs

from specstep.application.conversations import Conversation
from specstep.domain.errors import Conflict, NotFound
from specstep.domain.ids import AccountId, FactId, InterviewId, TurnId
from specstep.domain.interviews.amending import Choice, amended
from specstep.domain.interviews.assumptions import recommended_side
from specstep.domain.interviews.documents import check_answer, check_text
from specstep.domain.interviews.facts import folded, next_fact_id, standing
from specstep.domain.interviews.settling import settle
from specstep.domain.interviews.state import InterviewState, answered_by, state_of
from specstep.domain.interviews.values import (
    AnswerKind,
    Fact,
    FactStatus,
    Interview,
    Question,
    Source,
    SourceKind,
    Speaker,
)


async def correct_turn(
    talk: Conversation, account: AccountId, id: InterviewId, turn: TurnId, content: str
) -> InterviewState:
    """See `Interviews.correct_turn`."""
    check_answer(content)
    clean, found = talk.clean(content.strip())
    interview = await talk.load(account, id)
    old = next((each for each in interview.turns if each.id == turn), None)
    if old is None:
        raise NotFound(kind="turn", id=turn)
    if old.speaker is not Speaker.PERSON:
        raise Conflict(what="Only what the person said can be corrected.")
    new = attrs.evolve(old, content=clean, answer=AnswerKind.SAID if old.answer else None)
    assumed = [attrs.evolve(fact, status=FactStatus.REJECTED) for fact in _assumed_at(interview, old.number)]
    by_id = {fact.id: fact for fact in interview.facts} | {fact.id: fact for fact in assumed}
    corrected = attrs.evolve(
        interview,
        turns=tuple(new if each.id == turn else each for each in interview.turns),
        facts=tuple(by_id.values()),
        updated_at=talk.clock.now(),
    )
    async with talk.database.unit() as unit:
        await talk.unchanged(unit, interview)
        await unit.interviews.replace_turn(account, id, new)
        await unit.interviews.put_facts(account, id, assumed)
        await unit.interviews.update(corrected)
    return await talk.read_again(corrected, new, found)


async def correct_fact(
    talk: Conversation, account: AccountId, id: InterviewId, fact: FactId, text: str
) -> InterviewState:
    """See `Interviews.correct_fact`."""
    check_text("fact", text)
    clean, found = talk.clean(" ".join(text.split()))
    interview = await talk.load(account, id)
    old = _fact(interview, fact)
    if old.text == clean:
        return state_of(interview, redactions=found)
    if old.status is not FactStatus.TAKEN:
        raise NotFound(kind="fact", id=fact)
    turn = talk.turn(interview, Speaker.PERSON, clean)
    source = Source(kind=SourceKind.TURN, ref=turn.ref, quote=clean)
    new = attrs.evolve(old, id=next_fact_id(interview.facts), text=clean, source=source)
    gone = attrs.evolve(old, status=FactStatus.CORRECTED, superseded_by=new.id)
    async with talk.database.unit() as unit:
        await talk.unchanged(unit, interview)
        await unit.interviews.add_turns(account, id, (turn,))
        await unit.interviews.put_facts(account, id, (gone, new))
        await unit.interviews.update(attrs.evolve(interview, updated_at=turn.at))
    return state_of(await talk.load(account, id), new_facts=(new,), redactions=found)


async def reject_fact(talk: Conversation, account: AccountId, id: InterviewId, fact: FactId) -> InterviewState:
    """See `Interviews.reject_fact`."""
    interview = await talk.load(account, id)
    found = _fact(interview, fact)
    if found.status is FactStatus.TAKEN:
        gone = attrs.evolve(found, status=FactStatus.REJECTED)
        async with talk.database.unit() as unit:
            await talk.unchanged(unit, interview)
            await unit.interviews.put_facts(account, id, (gone,))
            await unit.interviews.update(attrs.evolve(interview, updated_at=talk.clock.now()))
    return state_of(await talk.load(account, id))


def put_right(talk: Conversation, interview: Interview, content: str) -> tuple[Fact, ...]:
    """The statement that a short correction changes ("no, make that 4"), as it was and as it reads now."""
    found = amended(content, interview.facts)
    return _replaced(talk, interview, content, (found[0],), found[1]) if found is not None else ()


def choose(talk: Conversation, interview: Interview, content: str, choice: Choice) -> tuple[Fact, ...]:
    """The facts that a choice between two contradicting statements changes."""
    if choice.text is not None:
        return _replaced(talk, interview, content, choice.gone, choice.text)
    return tuple(
        attrs.evolve(fact, status=FactStatus.SUPERSEDED, superseded_by=choice.holds.id) for fact in choice.gone
    )


def _replaced(
    talk: Conversation, interview: Interview, content: str, gone: tuple[Fact, ...], text: str
) -> tuple[Fact, ...]:
    turn = talk.turn(interview, Speaker.PERSON, content)
    source = Source(kind=SourceKind.TURN, ref=turn.ref, quote=content)
    new = attrs.evolve(gone[-1], id=next_fact_id(interview.facts), text=text, source=source)
    old = (attrs.evolve(fact, status=FactStatus.SUPERSEDED, superseded_by=new.id) for fact in gone)
    return (*old, new)


def settled(question: Question, known: tuple[Fact, ...], new: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The new facts together with those that they replace, marked as replaced.

    Where one of two contradicting statements was left standing, the other one gives way to it.
    """
    replaced = dict(settle(question, known, new))
    side = recommended_side(question, known)
    if side is not None:
        replaced = {fact.id: side.id for fact in standing(known) if fact.id in question.about and fact != side}
    gone = [
        attrs.evolve(fact, status=FactStatus.SUPERSEDED, superseded_by=replaced[fact.id])
        for fact in known
        if fact.id in replaced
    ]
    return (*new, *gone)


def _fact(interview: Interview, id: FactId) -> Fact:
    for fact in interview.facts:
        if fact.id == id:
            return fact
    raise NotFound(kind="fact", id=id)


def _assumed_at(interview: Interview, number: int) -> list[Fact]:
    """The assumptions that were made or agreed to with this turn."""
    turn = interview.turns[number - 1]
    question = answered_by(interview.turns, turn)
    if turn.answer not in (AnswerKind.YOU_DECIDE, AnswerKind.RECOMMENDED) or question is None:
        return []
    return [
        fact
        for fact in interview.facts
        if fact.source.kind is SourceKind.ASSUMPTION
        and fact.status is FactStatus.TAKEN
        and folded(fact.text) == folded(question.recommended)
    ]
