"""What an answer does to the statements that its question was about."""

from specstep.domain.ids import FactId
from specstep.domain.interviews.contradictions import clash
from specstep.domain.interviews.facts import content_words, folded, standing
from specstep.domain.interviews.vagueness import find_vagueness
from specstep.domain.interviews.values import Fact, Question, QuestionIntent


def settle(
    question: Question | None, known: tuple[Fact, ...], new: tuple[Fact, ...]
) -> tuple[tuple[FactId, FactId], ...]:
    """Which known facts the new ones replace (old, new), judged by the question that they answer.

    Of two contradicting facts, those go that contradict the answer too; where the answer repeats one of them,
    the other goes. A vague fact goes when the answer says all of it and says it exactly.
    """
    if question is None:
        return ()
    asked_about = tuple(fact for fact in standing(known) if fact.id in question.about)
    if question.intent is QuestionIntent.CONTRADICTION:
        return _settle_contradiction(asked_about, new)
    if question.intent is QuestionIntent.VAGUE:
        return _settle_vagueness(asked_about, new)
    return ()


def _settle_contradiction(about: tuple[Fact, ...], new: tuple[Fact, ...]) -> tuple[tuple[FactId, FactId], ...]:
    for fact in new:
        same = [old for old in about if folded(old.text) == folded(fact.text)]
        against = [old for old in about if clash(old, fact)]
        if same:
            return tuple((old.id, fact.id) for old in about)
        if against:
            return tuple((old.id, fact.id) for old in against)
    return ()


def _settle_vagueness(about: tuple[Fact, ...], new: tuple[Fact, ...]) -> tuple[tuple[FactId, FactId], ...]:
    for old in about:
        if len(find_vagueness((old,))) != 1:
            continue  # it is vague in another way too, or not any more
        vague = {word for finding in find_vagueness((old,)) for word in content_words(finding.phrase)}
        for fact in new:
            if content_words(old.text) - vague <= content_words(fact.text) and not find_vagueness((fact,)):
                return ((old.id, fact.id),)
    return ()
