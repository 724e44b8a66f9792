"""What a reply does to the open question: it answers it, settles it, asks back, or says something else."""

from specstep.application import corrections
from specstep.application.conversations import Conversation
from specstep.domain.errors import Conflict
from specstep.domain.interviews.amending import chosen, holds_both
from specstep.domain.interviews.asking_back import asks_back, told_back
from specstep.domain.interviews.assumptions import assume
from specstep.domain.interviews.facts import folded
from specstep.domain.interviews.fitting import Expected, Misfit, expected_of, misfit, says_nothing
from specstep.domain.interviews.replies import settled_by
from specstep.domain.interviews.sayings import AGREED, NO_FIGURE, NOT_UNDERSTOOD, ON_WHAT, saying
from specstep.domain.interviews.state import InterviewState, said_beside
from specstep.domain.interviews.values import AnswerKind, Interview, Question, QuestionIntent

QUOTED_AT_MOST = 60
ASKED_AGAIN_AT_MOST = 3


async def answer(
    talk: Conversation, interview: Interview, question: Question, clean: str, found: int
) -> InterviewState:
    """See `Interviews.answer`; `found` secrets were taken out of the reply."""
    if (back := asks_back(clean)) is not None:
        told = told_back(back, question, interview.language)
        return await talk.reply(interview, clean, told, redactions=found)
    kind = AnswerKind.SKIPPED if _disputes(clean, question) else settled_by(clean, question)
    if kind in (AnswerKind.YOU_DECIDE, AnswerKind.RECOMMENDED) and question.recommended:
        return await assume_answer(talk, interview, question, clean, kind)
    if (choice := chosen(clean, question, interview.facts)) is not None:
        facts = corrections.choose(talk, interview, clean, choice)
        return await talk.say(interview, clean, AnswerKind.SAID, redactions=found, facts=facts, read=False)
    wants_figure = expected_of(question) is Expected.FIGURE
    if not wants_figure and (changed := corrections.put_right(talk, interview, clean)):
        return await talk.say(interview, clean, None, redactions=found, facts=changed, read=False)
    if kind is None and (wrong := misfit(clean, question)) is not None:
        if not _insists(interview, clean, wrong):
            return await _ask_again(talk, interview, question, clean, wrong, found)
        kind = AnswerKind.SKIPPED if says_nothing(clean) else AnswerKind.SAID
    return await talk.say(interview, clean, kind or AnswerKind.SAID, redactions=found)


async def assume_answer(
    talk: Conversation, interview: Interview, question: Question, said: str, kind: AnswerKind
) -> InterviewState:
    """Take the recommended answer as an assumption, left to us or agreed to (`kind`).

    Raises:
        Conflict: nothing is recommended.
    """
    recommended(question)
    why = question.recommended_because
    if kind is AnswerKind.RECOMMENDED:
        why = saying(AGREED, interview.language).format(why=why)
    facts = corrections.settled(question, interview.facts, assume(question, interview.facts, why))
    return await talk.say(interview, said, kind, facts=facts)


async def _ask_again(
    talk: Conversation, interview: Interview, question: Question, said: str, wrong: Misfit, redactions: int
) -> InterviewState:
    if wrong is Misfit.ELSEWHERE:
        return await talk.say(interview, said, None, redactions=redactions)
    looked_for = NO_FIGURE if expected_of(question) is Expected.FIGURE else NOT_UNDERSTOOD
    if wrong is Misfit.DEPENDS:
        looked_for = ON_WHAT
    remark = saying(looked_for, interview.language).format(said=" ".join(said.split())[:QUOTED_AT_MOST])
    return await talk.reply(interview, said, remark, redactions=redactions)


def recommended(question: Question) -> str:
    """The answer that is recommended.

    Raises:
        Conflict: none is.
    """
    if not question.recommended:
        raise Conflict(what="Nothing can be recommended before something was said.", way_out="Write a sentence.")
    return question.recommended


def _disputes(reply: str, question: Question) -> bool:
    """Whether the person says that two statements do not contradict each other."""
    return question.intent is QuestionIntent.CONTRADICTION and holds_both(reply)


def _insists(interview: Interview, reply: str, wrong: Misfit) -> bool:
    """Whether the person has been asked again often enough; asking back is no reply.

    Who says something else each time has something to say; who says nothing, or the same again, means it.
    """
    before = [turn.content for turn in said_beside(interview.turns) if asks_back(turn.content) is None]
    if wrong is Misfit.ELSEWHERE:
        return len(before) >= ASKED_AGAIN_AT_MOST or folded(reply) in map(folded, before)
    return bool(before)
