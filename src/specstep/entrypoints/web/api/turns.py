"""`/v1/interviews/{id}/turns`: what is said."""

from datetime import datetime
from typing import Literal

from specstep.domain.errors import BadInput
from specstep.domain.ids import InterviewId, TurnId
from specstep.domain.interviews.state import InterviewState
from specstep.domain.interviews.values import Turn
from specstep.entrypoints.web.api.facts import FactView
from specstep.entrypoints.web.api.facts import told as fact_told
from specstep.entrypoints.web.api.interviews import ONE, READING, Asked, TopicShare, asked, coverage
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.routes import Route
from specstep.entrypoints.web.wire import Listed, Message

PATH = f"{ONE}/turns"


class Reply(Message, frozen=True, kw_only=True):
    """What to say: a text, or how to settle the open question without one.

    `to` names the question meant; where another one is open by now, nothing is said.
    """

    content: str | None = None
    settle: Literal["recommended", "you-decide", "skip"] | None = None
    to: str | None = None


class Corrected(Message, frozen=True, kw_only=True):
    """Another text for what was said."""

    content: str


class TurnView(Message, frozen=True, kw_only=True):
    """One contribution to the talk."""

    id: str
    number: int
    speaker: str
    phase: str
    content: str
    answer: str | None
    question: Asked | None
    at: datetime


class Said(Message, frozen=True, kw_only=True):
    """What came of a reply: the facts taken, how far each topic is settled now, and the next turn."""

    id: str
    status: str
    facts: list[FactView]
    question: Asked | None
    remark: str | None
    coverage: list[TopicShare]
    redactions: int
    unread: bool


async def say(call: Call[Reply]) -> Said:
    """Reply."""
    interviews, reply = call.services.interviews, call.taken
    id = InterviewId(call.path("id"))
    if (reply.content is None) == (reply.settle is None):
        raise BadInput(where="reply", what="is either a content or a way to settle the question.")
    if reply.content is not None:
        return _said(await interviews.answer(call.account, id, reply.content, to=reply.to))
    if reply.settle == "recommended":
        return _said(await interviews.accept_recommended(call.account, id))
    if reply.settle == "you-decide":
        return _said(await interviews.you_decide(call.account, id))
    return _said(await interviews.skip(call.account, id))


async def list_(call: Call[None]) -> Listed[TurnView]:
    """All turns, in order."""
    state = await call.services.interviews.get(call.account, InterviewId(call.path("id")))
    return Listed(items=[_told(turn) for turn in state.interview.turns])


async def correct(call: Call[Corrected]) -> Said:
    """Put another text in place of what was said."""
    turn = TurnId(call.path("turnId"))
    return _said(
        await call.services.interviews.correct_turn(
            call.account, InterviewId(call.path("id")), turn, call.taken.content
        )
    )


def _said(state: InterviewState) -> Said:
    return Said(
        id=state.interview.id,
        status=state.interview.status.value,
        facts=[fact_told(fact) for fact in state.new_facts],
        question=None if state.question is None else asked(state.question),
        remark=state.remark or None,
        coverage=coverage(state),
        redactions=state.redactions,
        unread=state.unread,
    )


def _told(turn: Turn) -> TurnView:
    return TurnView(
        id=turn.id,
        number=turn.number,
        speaker=turn.speaker.value,
        phase=turn.phase.value,
        content=turn.content,
        answer=None if turn.answer is None else turn.answer.value,
        question=None if turn.question is None else asked(turn.question),
        at=turn.at,
    )


CHANGED = {409: "The interview changed meanwhile, or that question is no longer open.", **READING}
ROUTES = (
    Route(method="GET", path=PATH, handler=list_, about="What was said", gives=Listed[TurnView]),
    Route(
        method="POST",
        path=PATH,
        handler=say,
        about="Say something",
        notes="The same content to the same question again changes nothing.",
        takes=Reply,
        gives=Said,
        status=201,
        statuses=CHANGED,
    ),
    Route(
        method="PATCH",
        path=f"{PATH}/{{turnId}}",
        handler=correct,
        about="Correct what was said",
        takes=Corrected,
        gives=Said,
        statuses=CHANGED,
    ),
)
