"""What is done with the facts that a model has taken, before they are stored."""

from collections.abc import Sequence

import attrs

from specstep.domain.ids import FactId
from specstep.domain.interviews.facts import next_fact_id
from specstep.domain.interviews.figures import is_a_count
from specstep.domain.interviews.topics import OTHER
from specstep.domain.interviews.values import Fact, FactKind, FactStatus, Question, QuestionIntent
from specstep.domain.language.words import uncapitalised
from specstep.domain.tasks.inputs import TakenFacts


def on_topic(found: TakenFacts, question: Question | None) -> TakenFacts:
    """An answer of one sentence, or one that nobody could place, belongs to the topic that was asked about."""
    if question is None or question.intent is QuestionIntent.CONFIRMATION:
        return found
    if question.intent is QuestionIntent.OPENING:
        return _with_a_purpose(found)
    silent = (FactKind.ASIDE, FactKind.QUESTION)
    suiting = _SUITING.get(question.topic, tuple(FactKind))
    facts = tuple(
        attrs.evolve(fact, topic=question.topic)
        if fact.kind not in silent and (fact.topic == OTHER or (len(found.facts) == 1 and fact.kind in suiting))
        else fact
        for fact in found.facts
    )
    return attrs.evolve(found, facts=facts)


def _with_a_purpose(found: TakenFacts) -> TakenFacts:
    """Where nothing in the answer to the first question was known for a wish, its first statement is what is wanted."""
    silent = (FactKind.ASIDE, FactKind.QUESTION)
    told = [fact for fact in found.facts if fact.kind not in silent]
    wished = (FactKind.GOAL, FactKind.NEED, FactKind.RULE, FactKind.QUALITY, FactKind.DECISION)
    if not told or any(fact.kind in wished for fact in told):
        return found
    goal = attrs.evolve(told[0], kind=FactKind.GOAL, topic="purpose")
    return attrs.evolve(found, facts=tuple(goal if fact is told[0] else fact for fact in found.facts))


_SUITING = {
    "non-goals": (FactKind.NON_GOAL, FactKind.LATER),
    "success": (FactKind.GOAL, FactKind.QUALITY, FactKind.LIMIT),
}
"""What kind of statement can be about a topic at all, where that is narrow."""


def merged(known: tuple[Fact, ...], changed: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts with the changed ones in place of what they were."""
    return tuple(({fact.id: fact for fact in known} | {fact.id: fact for fact in changed}).values())


def superseding(facts: tuple[Fact, ...], replaced: dict[FactId, FactId]) -> tuple[Fact, ...]:
    """The facts with those marked that others take the place of."""
    ids = {fact.id for fact in facts}
    return tuple(
        attrs.evolve(fact, status=FactStatus.SUPERSEDED, superseded_by=replaced[fact.id])
        if fact.status is FactStatus.TAKEN and replaced.get(fact.id) in ids - {fact.id}
        else fact
        for fact in facts
    )


def with_fresh_ids(found: TakenFacts, known: tuple[Fact, ...]) -> TakenFacts:
    """The same facts, with new ids where a model gave away one that is taken: no fact may overwrite another."""
    used = {fact.id for fact in known}
    renamed: dict[FactId, FactId] = {}
    facts: list[Fact] = []
    for fact in found.facts:
        id = fact.id
        if id in used:
            id = next_fact_id((*known, *found.facts, *facts))
            renamed[fact.id] = id
        used.add(id)
        facts.append(attrs.evolve(fact, id=id))
    pairs = tuple((old, renamed.get(new, new)) for old, new in found.superseded)
    return attrs.evolve(found, facts=tuple(facts), superseded=pairs)


def whole(found: TakenFacts) -> TakenFacts:
    """The facts with bare counts made sentences: "14 boats" gives "There are 14 boats", in English only."""
    if found.language != "en":
        return found
    facts = tuple(
        attrs.evolve(fact, text=f"There are {uncapitalised(fact.text)}")
        if len(fact.text.split()) <= _COUNT_WORDS_AT_MOST and is_a_count(fact.text)
        else fact
        for fact in found.facts
    )
    return attrs.evolve(found, facts=facts)


_COUNT_WORDS_AT_MOST = 4
