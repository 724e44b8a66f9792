"""The offline interviewer: chooses the next question by what is missing, contradictory or vague."""

import attrs

from specstep.domain.drafting.asking.activities import activities_in
from specstep.domain.drafting.asking.languages import Texts, texts_for
from specstep.domain.drafting.asking.picture import Picture, picture_of, quoted
from specstep.domain.drafting.asking.probes import probes
from specstep.domain.drafting.asking.wording import Wording, fill
from specstep.domain.ids import FactId
from specstep.domain.interviews.coverage import missing
from specstep.domain.interviews.facts import telling
from specstep.domain.interviews.phases import ORDER, phase_of_topic
from specstep.domain.interviews.stakes import Stakes
from specstep.domain.interviews.topics import TOPICS
from specstep.domain.interviews.vagueness import kind_of
from specstep.domain.interviews.values import CoverageLevel, Fact, Question, QuestionIntent
from specstep.domain.language.words import capitalised
from specstep.domain.tasks.inputs import AskQuestion, NextQuestion

QUESTIONS_AT_MOST = {Stakes.LOW: 4, Stakes.MEDIUM: 15, Stakes.HIGH: 30}
"""How many questions a person's time is worth at these stakes; contradictions and the last look come on top."""

CONTRADICTIONS_AT_MOST = 8
ASKED_AT_MOST = max(QUESTIONS_AT_MOST.values()) + CONTRADICTIONS_AT_MOST + 1
"""No interview asks more than this, whoever chooses the questions."""

OPEN_AT_MOST = 5
OPENING = "opening"
CONFIRMATION = "confirmation"
_NO_TOPIC = "purpose"
_VAGUE_WEIGHT = {Stakes.LOW: 2, Stakes.MEDIUM: 5, Stakes.HIGH: 6}
_ABOVE_ALL = 100


@attrs.frozen(kw_only=True)
class Candidate:
    """A question that could be asked now; the heavier, the sooner."""

    question: Question
    weight: int


def ask_question(task: AskQuestion) -> NextQuestion:
    """The next question, or None once the rest is not worth the person's time.

    Contradictions come first. Of the rest, those with the most weight that still fit into what the stakes are
    worth are asked phase by phase. A question's id says what it is about ("data.retention", "vague.F-003.speed"),
    and none whose id or text was asked before is asked again.
    """
    texts = texts_for(task.language)
    picture = picture_of(task.facts, task.language, task.asked)
    if not task.asked and not picture.facts:
        return NextQuestion(question=opening_question(task.language))
    ids = {question.id for question in task.asked}
    wordings = {question.text for question in task.asked}

    def fresh(question: Question | None) -> bool:
        return question is not None and question.id not in ids and question.text not in wordings

    clashes = [q for q in _contradictions(task, texts, picture) if fresh(q)]
    asked_clashes = sum(question.intent is QuestionIntent.CONTRADICTION for question in task.asked)
    if clashes and asked_clashes < CONTRADICTIONS_AT_MOST:
        return NextQuestion(question=clashes[0])
    if len(task.asked) >= ASKED_AT_MOST:
        return NextQuestion(question=None)
    left = QUESTIONS_AT_MOST[picture.stakes] - (len(task.asked) - asked_clashes)
    found = (*_missing(task, texts, picture), *_probing(task, picture), *_vague(task, texts, picture))
    candidates = [candidate for candidate in found if fresh(candidate.question)]
    worth_it = sorted(candidates, key=lambda c: -c.weight)[: max(left, 0)]
    if worth_it:
        return NextQuestion(question=min(worth_it, key=_order).question)
    if any(question.intent is QuestionIntent.CONFIRMATION for question in task.asked):
        return NextQuestion(question=None)
    last = _worded(texts, picture, task, CONFIRMATION, _NO_TOPIC, QuestionIntent.CONFIRMATION, ())
    return NextQuestion(question=last)


def opening_question(language: str) -> Question:
    """The first question where nothing has been said: the same for everybody, so no model needs to be asked."""
    wording = texts_for(language).wordings[OPENING]
    question = _question(wording, {}, OPENING, "purpose", QuestionIntent.OPENING, ())
    if question is None:
        raise ValueError(f"The opening question for {language!r} needs something to be filled in.")
    return question


def working_title(facts: tuple[Fact, ...]) -> str | None:
    """What a project without a name may be called: the first thing that people do in it."""
    done = activities_in(telling(facts))
    named = next((each for each in done if each.thing and each.who not in ("", "it")), None) or next(
        iter(done), None
    )
    return capitalised(named.doing) if named is not None else None


def _order(candidate: Candidate) -> tuple[int, int]:
    return (ORDER.index(phase_of_topic(candidate.question.topic)), -candidate.weight)


def _missing(task: AskQuestion, texts: Texts, picture: Picture) -> list[Candidate]:
    found = []
    for topic in TOPICS.values():
        if topic.key in task.skipped:
            continue
        heaviest = _ABOVE_ALL
        for item in missing(topic, picture.facts, picture.stakes):
            question = _worded(
                texts, picture, task, f"{topic.key}.{item.key}", topic.key, QuestionIntent.MISSING, ()
            )
            # Within a topic the plain question comes before the finer one, whatever the stakes add to it.
            extra = 2 if picture.stakes is Stakes.HIGH and item.stakes is Stakes.HIGH else 0
            if question is not None:
                weight = min(item.weight + extra, heaviest)
                heaviest = weight - 1
                found.append(Candidate(question=question, weight=weight))
    return found


def _probing(task: AskQuestion, picture: Picture) -> list[Candidate]:
    found = []
    for probe, fact, wording, things in probes(picture.facts, picture.voiced, task.language, picture.stakes):
        question = _question(
            wording, things, f"probe.{probe.key}", probe.topic, QuestionIntent.MISSING, (fact.id,)
        )
        if question is not None:
            found.append(Candidate(question=question, weight=probe.weight))
    return found


def _vague(task: AskQuestion, texts: Texts, picture: Picture) -> list[Candidate]:
    found = []
    by_id = {fact.id: fact for fact in picture.facts}
    kinds_asked = {question.id.rsplit(".", 1)[-1] for question in task.asked if question.id.startswith("vague.")}
    for vagueness in task.vagueness:
        fact, kind = by_id.get(vagueness.fact), kind_of(vagueness)
        if fact is None or kind is None or kind.key in kinds_asked:
            continue
        things = {
            "fact": quoted(fact.text, task.language),
            "phrase": vagueness.phrase,
            "ask": texts.ask.get(kind.key, vagueness.ask),
            "exact": texts.exact[kind.key],
        }
        id = f"vague.{fact.id}.{kind.key}"
        question = _question(texts.wordings["vague"], things, id, fact.topic, QuestionIntent.VAGUE, (fact.id,))
        if question is not None:
            found.append(Candidate(question=question, weight=_VAGUE_WEIGHT[picture.stakes]))
    return found


def _contradictions(task: AskQuestion, texts: Texts, picture: Picture) -> list[Question]:
    found = []
    by_id = {fact.id: fact for fact in picture.facts}
    for contradiction in task.contradictions:
        first, second = by_id.get(contradiction.first), by_id.get(contradiction.second)
        if first is None or second is None:
            continue
        things = {
            "one": quoted(first.text, task.language),
            "two": quoted(second.text, task.language),
            "later": second.text,
            "reason": contradiction.why,
        }
        id = f"contradiction.{first.id}.{second.id}"
        about = (first.id, second.id)
        intent = QuestionIntent.CONTRADICTION
        question = _question(texts.wordings["contradiction"], things, id, second.topic, intent, about)
        if question is not None:
            found.append(question)
    return found


def _worded(
    texts: Texts,
    picture: Picture,
    task: AskQuestion,
    key: str,
    topic: str,
    intent: QuestionIntent,
    about: tuple[FactId, ...],
) -> Question | None:
    variants = [f"{key}@money"] if picture.money else []
    variants += [f"{key}@small"] if picture.stakes is Stakes.LOW else []
    for variant in (*variants, key):
        wording = texts.wordings.get(variant)
        if wording is not None:
            return _question(wording, _things(task, picture, key), key, topic, intent, about)
    return None


def _things(task: AskQuestion, picture: Picture, key: str) -> dict[str, str]:
    """What can be named, without what was named just now."""
    things = picture.things("" if key == CONFIRMATION else " ".join(each.text for each in task.asked[-2:]))
    return things | {"open": _open(task)}


def _open(task: AskQuestion) -> str:
    """What is worth having at these stakes and was not said, as far as it has English names."""
    if task.language not in ("en", "und"):
        return ""
    lacking = [topic for topic in task.coverage if topic.level is not CoverageLevel.SKIPPED and topic.missing]
    return "; ".join(topic.missing[0] for topic in lacking[:OPEN_AT_MOST])


def _question(
    wording: Wording,
    things: dict[str, str],
    id: str,
    topic: str,
    intent: QuestionIntent,
    about: tuple[FactId, ...],
) -> Question | None:
    worded = fill(wording, things)
    if worded is None:
        return None
    return Question(
        id=id,
        topic=topic,
        intent=intent,
        text=worded.text,
        why=worded.why,
        recommended=worded.recommended,
        recommended_because=worded.because,
        about=about,
    )
