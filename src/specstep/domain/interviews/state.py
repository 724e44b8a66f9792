"""What follows from the turns of an interview, so that a restart at any point loses nothing."""

import attrs

from specstep.domain.interviews.contradictions import find_contradictions
from specstep.domain.interviews.coverage import coverage
from specstep.domain.interviews.facts import folded
from specstep.domain.interviews.stakes import Assessment, assess_stakes
from specstep.domain.interviews.vagueness import find_vagueness
from specstep.domain.interviews.values import (
    AnswerKind,
    Contradiction,
    Fact,
    FactStatus,
    Interview,
    Question,
    QuestionIntent,
    ReferenceDocument,
    SourceKind,
    Speaker,
    TopicCoverage,
    Turn,
    Vagueness,
)

UNTITLED = "Untitled project"
_NOTHING_TO_READ = (AnswerKind.SKIPPED, AnswerKind.YOU_DECIDE, AnswerKind.RECOMMENDED)


@attrs.frozen(kw_only=True)
class InterviewState:
    """An interview as its person sees it: how far each topic is settled, and the question that waits.

    `question` is None when nothing is left to ask, or when `unread` turns wait for a model that failed.
    `remark` is what the interviewer said since to somebody who asked back or whose reply did not fit; the question
    still waits. `new_facts` and `redactions` are those of the call that answered this state.
    """

    interview: Interview
    coverage: tuple[TopicCoverage, ...]
    contradictions: tuple[Contradiction, ...]
    vagueness: tuple[Vagueness, ...]
    question: Question | None
    stakes: Assessment
    new_facts: tuple[Fact, ...] = ()
    redactions: int = 0
    unread: bool = False
    remark: str = ""


def state_of(
    interview: Interview,
    *,
    new_facts: tuple[Fact, ...] = (),
    redactions: int = 0,
    before: InterviewState | None = None,
) -> InterviewState:
    """The state that an interview is in; the same however often it is asked for.

    Args:
        before: a state with the same facts and skipped topics, whose findings need not be made again.
    """
    if before is None:
        before = _findings(interview)
    return attrs.evolve(
        before,
        interview=interview,
        question=open_question(interview.turns),
        new_facts=new_facts,
        redactions=redactions,
        unread=bool(unread_turns(interview) or unread_references(interview)),
        remark=last_remark(interview.turns),
    )


def _findings(interview: Interview) -> InterviewState:
    return InterviewState(
        interview=interview,
        coverage=coverage(interview.facts, skipped_topics(interview.turns)),
        contradictions=find_contradictions(interview.facts),
        vagueness=find_vagueness(interview.facts),
        question=None,
        stakes=assess_stakes(interview.facts),
    )


def asked_questions(turns: tuple[Turn, ...]) -> tuple[Question, ...]:
    """Every question put so far, in order."""
    return tuple(turn.question for turn in turns if turn.question is not None)


def open_question(turns: tuple[Turn, ...]) -> Question | None:
    """The last question, if nobody has answered it yet; corrections and questions asked back are no answers."""
    for turn in reversed(turns):
        if turn.speaker is Speaker.PERSON and turn.answer is not None:
            return None
        if turn.question is not None:
            return turn.question
    return None


def last_remark(turns: tuple[Turn, ...]) -> str:
    """What the interviewer said last beside the open question; empty where that question was the last word."""
    last = turns[-1] if turns else None
    beside = last is not None and last.speaker is Speaker.INTERVIEWER and last.question is None
    return last.content if last is not None and beside and open_question(turns) is not None else ""


def said_beside(turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """What the person said since the open question without answering it."""
    said = []
    for turn in reversed(turns):
        if turn.question is not None or turn.answer is not None:
            break
        if turn.speaker is Speaker.PERSON:
            said.append(turn)
    return tuple(reversed(said))


def answered_by(turns: tuple[Turn, ...], turn: Turn) -> Question | None:
    """The question that a turn of the person answers."""
    if turn.answer is None:
        return None
    earlier = [other for other in turns if other.number < turn.number and other.question is not None]
    return earlier[-1].question if earlier else None


def skipped_topics(turns: tuple[Turn, ...]) -> tuple[str, ...]:
    """The topics that the person did not want to speak about.

    Skipping a question about a particular statement passes over that question only, not its whole topic.
    """
    skipped = []
    for turn in turns:
        question = answered_by(turns, turn) if turn.answer is AnswerKind.SKIPPED else None
        if question is not None and question.intent is QuestionIntent.MISSING and not question.about:
            skipped.append(question.topic)
    return tuple(dict.fromkeys(skipped))


def unread_turns(interview: Interview) -> tuple[Turn, ...]:
    """The person's turns from which no facts were taken yet: those since the interviewer last spoke."""
    spoken = [turn.number for turn in interview.turns if turn.speaker is Speaker.INTERVIEWER]
    last = max(spoken, default=0)
    read = {fact.source.ref for fact in interview.facts if fact.source.kind is SourceKind.TURN}
    return tuple(turn for turn in interview.turns if turn.number > last and turn.ref not in read and _says(turn))


def unread_references(interview: Interview) -> tuple[ReferenceDocument, ...]:
    """The references from which no fact was taken and that came after the interviewer last spoke."""
    spoken = [turn.at for turn in interview.turns if turn.speaker is Speaker.INTERVIEWER]
    read = {fact.source.ref.split(":")[0] for fact in interview.facts if fact.source.kind is SourceKind.REFERENCE}
    return tuple(
        reference
        for reference in interview.references
        if reference.ref not in read and (not spoken or reference.added_at >= max(spoken))
    )


def _says(turn: Turn) -> bool:
    return turn.speaker is Speaker.PERSON and turn.answer not in _NOTHING_TO_READ


def reread(old: tuple[Fact, ...], new: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts of a corrected turn: those that stayed keep their id, the others make way for the new ones."""
    kept = {folded(fact.text): fact for fact in old if fact.status is FactStatus.TAKEN}
    again = {folded(fact.text): fact for fact in new}
    staying = [attrs.evolve(again[text], id=fact.id) for text, fact in kept.items() if text in again]
    going = [attrs.evolve(fact, status=FactStatus.CORRECTED) for text, fact in kept.items() if text not in again]
    coming = [fact for text, fact in again.items() if text not in kept]
    return (*staying, *going, *coming)
