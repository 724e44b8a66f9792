"""`/v1/interviews`: talks about projects."""

from datetime import datetime

from specstep.domain.ids import InterviewId
from specstep.domain.interviews.phases import progress
from specstep.domain.interviews.state import InterviewState
from specstep.domain.interviews.values import Interview, Question
from specstep.domain.recycle_bin import BinKind
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.routes import Route
from specstep.entrypoints.web.wire import Listed, Message

PATH = "/v1/interviews"
ONE = f"{PATH}/{{id}}"


class Brief(Message, frozen=True, kw_only=True):
    """How to begin: with nothing, or with a brief, so that only its gaps are asked about."""

    brief: str | None = None
    title: str | None = None
    language: str | None = None


class Title(Message, frozen=True, kw_only=True):
    """Another title."""

    title: str


class Asked(Message, frozen=True, kw_only=True):
    """The question that waits for an answer, with its reason and a recommended answer."""

    id: str
    topic: str
    intent: str
    text: str
    why: str
    recommended: str | None
    recommended_because: str
    about: list[str]


class TopicShare(Message, frozen=True, kw_only=True):
    """How far a topic is settled, 0 to 1, by which facts, and what is still missing."""

    topic: str
    level: str
    share: float
    facts: list[str]
    missing: list[str]


class Clash(Message, frozen=True, kw_only=True):
    """Two facts that can't both hold."""

    first: str
    second: str
    why: str


class InterviewHead(Message, frozen=True, kw_only=True):
    """An interview in a list."""

    id: str
    status: str
    title: str
    language: str
    phase: str
    created_at: datetime
    updated_at: datetime


class InterviewView(Message, frozen=True, kw_only=True):
    """An interview as it stands. `unread`: something that was said waits for a model that failed; carry it on."""

    id: str
    status: str
    title: str
    language: str
    phase: str
    question: Asked | None
    remark: str | None
    progress: dict[str, float]
    coverage: list[TopicShare]
    contradictions: list[Clash]
    stakes: str
    turns: int
    facts: int
    unread: bool
    created_at: datetime
    updated_at: datetime


async def start(call: Call[Brief]) -> InterviewView:
    """Begin."""
    interviews = call.services.interviews
    id = InterviewId(call.id) if call.id is not None else interviews.new_id()
    brief = call.taken
    state = await interviews.start(call.account, brief.brief, title=brief.title, language=brief.language, id=id)
    call.id = state.interview.id
    return view(state)


async def started(call: Call[Brief]) -> InterviewView:
    """The one that was begun before."""
    return view(await call.services.interviews.get(call.account, InterviewId(str(call.id))))


async def list_(call: Call[None]) -> Listed[InterviewHead]:
    """A page of them, the newest first."""
    before = None if call.page.cursor is None else InterviewId(call.page.cursor)
    found = await call.services.interviews.list(call.account, limit=call.page.limit, before=before)
    return Listed(items=[_head(each) for each in found], next_cursor=call.next_cursor(found))


async def read(call: Call[None]) -> InterviewView:
    """One."""
    return view(await call.services.interviews.get(call.account, InterviewId(call.path("id"))))


async def rename(call: Call[Title]) -> InterviewView:
    """Give it another title."""
    return view(
        await call.services.interviews.rename(call.account, InterviewId(call.path("id")), call.taken.title)
    )


async def remove(call: Call[None]) -> None:
    """Put it into the recycle bin."""
    await call.services.promises.recycle_bin.put(call.account, BinKind.INTERVIEW, call.path("id"))


async def complete(call: Call[None]) -> InterviewView:
    """Say that enough was said."""
    return view(await call.services.interviews.finish(call.account, InterviewId(call.path("id"))))


async def carry_on(call: Call[None]) -> InterviewView:
    """Read what could not be read before, and ask on."""
    return view(await call.services.interviews.carry_on(call.account, InterviewId(call.path("id"))))


def view(state: InterviewState) -> InterviewView:
    """An interview as it stands."""
    interview = state.interview
    return InterviewView(
        id=interview.id,
        status=interview.status.value,
        title=interview.title,
        language=interview.language,
        phase=interview.phase.value,
        question=None if state.question is None else asked(state.question),
        remark=state.remark or None,
        progress={phase.value: round(share, 3) for phase, share in progress(state.coverage)},
        coverage=coverage(state),
        contradictions=[
            Clash(first=each.first, second=each.second, why=each.why) for each in state.contradictions
        ],
        stakes=state.stakes.level.word,
        turns=len(interview.turns),
        facts=len(interview.facts),
        unread=state.unread,
        created_at=interview.created_at,
        updated_at=interview.updated_at,
    )


def asked(question: Question) -> Asked:
    """A question as it is put."""
    return Asked(
        id=question.id,
        topic=question.topic,
        intent=question.intent.value,
        text=question.text,
        why=question.why,
        recommended=question.recommended or None,
        recommended_because=question.recommended_because,
        about=list(question.about),
    )


def coverage(state: InterviewState) -> list[TopicShare]:
    """How far each topic is settled."""
    return [
        TopicShare(
            topic=each.topic,
            level=each.level.value,
            share=round(each.share, 3),
            facts=list(each.facts),
            missing=list(each.missing),
        )
        for each in state.coverage
    ]


def _head(interview: Interview) -> InterviewHead:
    return InterviewHead(
        id=interview.id,
        status=interview.status.value,
        title=interview.title,
        language=interview.language,
        phase=interview.phase.value,
        created_at=interview.created_at,
        updated_at=interview.updated_at,
    )


READING = {503: "The model that reads can't be asked; what was said is stored, and `carry-on` reads it later."}
ROUTES = (
    Route(
        method="POST",
        path=PATH,
        handler=start,
        about="Begin an interview",
        takes=Brief,
        optional=True,
        gives=InterviewView,
        status=201,
        creates=started,
        statuses=READING,
    ),
    Route(method="GET", path=PATH, handler=list_, about="My interviews", gives=Listed[InterviewHead], paged=True),
    Route(method="GET", path=ONE, handler=read, about="An interview as it stands", gives=InterviewView),
    Route(method="PATCH", path=ONE, handler=rename, about="Rename it", takes=Title, gives=InterviewView),
    Route(method="DELETE", path=ONE, handler=remove, about="Put it into the recycle bin", status=204),
    Route(
        method="POST",
        path=f"{ONE}/complete",
        handler=complete,
        about="Finish it",
        gives=InterviewView,
        statuses=READING,
    ),
    Route(
        method="POST",
        path=f"{ONE}/carry-on",
        handler=carry_on,
        about="Carry it on after a failure",
        gives=InterviewView,
        statuses=READING,
    ),
)
