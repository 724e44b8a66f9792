"""`/v1/interviews/{id}/facts`: what was taken from what was said."""

from specstep.domain.ids import FactId, InterviewId
from specstep.domain.interviews.values import Fact, FactStatus
from specstep.entrypoints.web.api.interviews import ONE, READING
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.routes import Route
from specstep.entrypoints.web.wire import Listed, Message

PATH = f"{ONE}/facts"


class SourceView(Message, frozen=True, kw_only=True):
    """Where a fact comes from: a turn or document with its words, or an assumption with its reason."""

    kind: str
    ref: str
    quote: str | None
    why: str


class FactView(Message, frozen=True, kw_only=True):
    """One statement of the person's."""

    id: str
    status: str
    kind: str
    topic: str
    text: str
    source: SourceView
    superseded_by: str | None
    speaker: str | None
    priority: str | None


class Wording(Message, frozen=True, kw_only=True):
    """The person's own wording of it."""

    text: str


async def list_(call: Call[None]) -> Listed[FactView]:
    """All of them, those that no longer stand included."""
    return Listed(items=await _facts(call))


async def correct(call: Call[Wording]) -> Listed[FactView]:
    """Replace one by another wording, which becomes a turn; what stands now."""
    id, fact = InterviewId(call.path("id")), FactId(call.path("factId"))
    state = await call.services.interviews.correct_fact(call.account, id, fact, call.taken.text)
    return _standing(state.interview.facts)


async def reject(call: Call[None]) -> None:
    """Take one out."""
    id, fact = InterviewId(call.path("id")), FactId(call.path("factId"))
    await call.services.interviews.reject_fact(call.account, id, fact)


async def _facts(call: Call[None]) -> list[FactView]:
    state = await call.services.interviews.get(call.account, InterviewId(call.path("id")))
    return [told(fact) for fact in state.interview.facts]


def _standing(facts: tuple[Fact, ...]) -> Listed[FactView]:
    return Listed(items=[told(fact) for fact in facts if fact.status is FactStatus.TAKEN])


def told(fact: Fact) -> FactView:
    """A fact with its source."""
    source = fact.source
    return FactView(
        id=fact.id,
        status=fact.status.value,
        kind=fact.kind.value,
        topic=fact.topic,
        text=fact.text,
        source=SourceView(kind=source.kind.value, ref=source.ref, quote=source.quote, why=source.why),
        superseded_by=fact.superseded_by,
        speaker=fact.speaker,
        priority=fact.priority,
    )


CHANGED = {409: "The interview changed meanwhile.", **READING}
ROUTES = (
    Route(method="GET", path=PATH, handler=list_, about="The facts taken", gives=Listed[FactView]),
    Route(
        method="PATCH",
        path=f"{PATH}/{{factId}}",
        handler=correct,
        about="Correct a fact",
        takes=Wording,
        gives=Listed[FactView],
        statuses=CHANGED,
    ),
    Route(
        method="DELETE",
        path=f"{PATH}/{{factId}}",
        handler=reject,
        about="Reject a fact",
        status=204,
        statuses=CHANGED,
    ),
)
