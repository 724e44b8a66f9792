"""`/interviews/{id}`: the talk about a project, and what was taken from it so far."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import attrs
from aiohttp import web

from specstep.domain.errors import BadInput, Conflict, ProviderFailed, SpecStepError, UnreadableDocument
from specstep.domain.ids import FactId, InterviewId, ReferenceId, TurnId
from specstep.domain.interviews.facts import standing
from specstep.domain.interviews.phases import phase_of_topic, progress
from specstep.domain.interviews.state import InterviewState
from specstep.domain.interviews.topics import TOPICS
from specstep.domain.interviews.values import Fact, FactKind, Phase, Speaker, TopicCoverage, Turn
from specstep.domain.recycle_bin import BinKind
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.pages.layout import HTML, gone_to, page
from specstep.entrypoints.web.problems import problem_of
from specstep.entrypoints.web.routes import Handler, Rate, Route, Who

PATH = "/interviews"
ONE = f"{PATH}/{{id}}"
Sent = Call[Mapping[str, str]]
KINDS = {
    FactKind.GOAL: "Goals",
    FactKind.ACTOR: "People",
    FactKind.NEED: "Needs",
    FactKind.RULE: "Rules",
    FactKind.LIMIT: "Limits",
    FactKind.QUALITY: "Qualities",
    FactKind.DATA: "Data",
    FactKind.DECISION: "Decisions",
    FactKind.CONTEXT: "How things are today",
    FactKind.NON_GOAL: "Not wanted",
    FactKind.LATER: "Later",
    FactKind.QUESTION: "Open questions",
    FactKind.ASIDE: "Beside the point",
}


@attrs.frozen(kw_only=True)
class PhaseShown:
    """A phase of the talk on the map: how far it is settled, 0 to 100, topic by topic."""

    phase: Phase
    percent: int
    topics: Sequence[tuple[str, TopicCoverage]]


async def begin(call: Sent) -> web.StreamResponse:
    """Begin a talk with nothing; the opening question is the same for everybody."""
    state = await call.services.interviews.start(call.account)
    return gone_to(_place(state.interview.id))


async def show(call: Call[None]) -> web.StreamResponse:
    """Show the talk as it stands."""
    return await _shown(call)


async def reply(call: Sent) -> web.StreamResponse:
    """Answer the open question, take the answer that is recommended, leave it to us, or pass it over."""
    interviews, id, taken = call.services.interviews, _id(call), call.taken
    match taken.get("act", "say"):
        case "recommended":
            act = interviews.accept_recommended(call.account, id)
        case "you-decide":
            act = interviews.you_decide(call.account, id)
        case "skip":
            act = interviews.skip(call.account, id)
        case _:
            said = taken.get("reply", "").replace("\r\n", "\n")
            act = interviews.answer(call.account, id, said, to=taken.get("to") or None)
    return await _done(call, lambda: act)


async def correct_turn(call: Sent) -> web.StreamResponse:
    """Put another text in place of what was said."""
    turn, text = TurnId(call.path("turnId")), call.taken.get("text", "").replace("\r\n", "\n")
    return await _done(call, lambda: call.services.interviews.correct_turn(call.account, _id(call), turn, text))


async def correct_fact(call: Sent) -> web.StreamResponse:
    """Replace a fact by another wording."""
    fact, text = FactId(call.path("factId")), call.taken.get("text", "")
    return await _done(call, lambda: call.services.interviews.correct_fact(call.account, _id(call), fact, text))


async def reject_fact(call: Sent) -> web.StreamResponse:
    """Take a fact out."""
    fact = FactId(call.path("factId"))
    return await _done(call, lambda: call.services.interviews.reject_fact(call.account, _id(call), fact))


async def attach(call: Sent) -> web.StreamResponse:
    """Attach a text that the person pasted."""
    name = " ".join(call.taken.get("name", "").split()) or "Notes"
    data = call.taken.get("text", "").encode()
    return await _done(call, lambda: call.services.interviews.add_reference(call.account, _id(call), name, data))


async def detach(call: Sent) -> web.StreamResponse:
    """Take a document out, and the facts that rest on it."""
    document = ReferenceId(call.path("documentId"))
    return await _done(call, lambda: call.services.interviews.remove_reference(call.account, _id(call), document))


async def rename(call: Sent) -> web.StreamResponse:
    """Give it another title."""
    title = call.taken.get("title", "")
    return await _done(call, lambda: call.services.interviews.rename(call.account, _id(call), title))


async def carry_on(call: Sent) -> web.StreamResponse:
    """Read what could not be read before, and ask on."""
    return await _done(call, lambda: call.services.interviews.carry_on(call.account, _id(call)))


async def generate(call: Sent) -> web.StreamResponse:
    """Say that enough was said, and have the package made."""
    services, id = call.services, _id(call)
    try:
        await services.interviews.finish(call.account, id)
        dossier = await services.interviews.dossier(call.account, id)
        generation = await services.generations.start(call.account, dossier)
    except (BadInput, Conflict, ProviderFailed) as error:
        return await _shown(call, wrong=error)
    return gone_to(f"/generations/{generation.id}")


async def remove(call: Sent) -> web.StreamResponse:
    """Put it into the recycle bin."""
    await call.services.promises.recycle_bin.put(call.account, BinKind.INTERVIEW, call.path("id"))
    return gone_to("/workspace")


def _id(call: Call[Any]) -> InterviewId:
    return InterviewId(call.path("id"))


def _place(id: str) -> str:
    return f"{PATH}/{id}"


async def _done(call: Sent, act: Callable[[], Awaitable[InterviewState]]) -> web.StreamResponse:
    """Do it, and go back to the talk; where it can't be done, show why, with what was written."""
    try:
        await act()
    except (BadInput, Conflict, ProviderFailed, UnreadableDocument) as error:
        return await _shown(call, wrong=error)
    return gone_to(_place(_id(call)))


async def _shown(call: Call[Any], *, wrong: SpecStepError | None = None) -> web.StreamResponse:
    state = await call.services.interviews.get(call.account, _id(call))
    interview = state.interview
    facts = standing(interview.facts)
    by_id = {fact.id: fact for fact in facts}
    lost = "" if wrong is None else call.taken.get("reply", "")
    return page(
        call,
        "interview",
        status=200 if wrong is None else problem_of(wrong).status,
        interview=interview,
        place=_place(interview.id),
        question=state.question,
        remark=state.remark,
        unread=state.unread,
        turns=[(turn, turn.speaker is Speaker.PERSON) for turn in reversed(_settled(state))],
        kinds=_by_kind(facts),
        count=len(facts),
        clashes=[
            (by_id[each.first], by_id[each.second], each.why)
            for each in state.contradictions
            if each.first in by_id and each.second in by_id
        ],
        phases=_map(state),
        stakes=state.stakes.level.word,
        wrong=None if wrong is None else str(wrong),
        reply=lost,
    )


def _settled(state: InterviewState) -> Sequence[Turn]:
    """What was said before the question that is open."""
    return [turn for turn in state.interview.turns if turn.question is None or turn.question != state.question]


def _by_kind(facts: Sequence[Fact]) -> list[tuple[str, list[Fact]]]:
    grouped = {words: [fact for fact in facts if fact.kind is kind] for kind, words in KINDS.items()}
    return [(words, found) for words, found in grouped.items() if found]


def _map(state: InterviewState) -> list[PhaseShown]:
    return [
        PhaseShown(
            phase=phase,
            percent=round(100 * share),
            topics=[
                (TOPICS[each.topic].label, each)
                for each in state.coverage
                if phase_of_topic(each.topic) is phase and each.topic in TOPICS
            ],
        )
        for phase, share in progress(state.coverage)
    ]


def _takes(path: str, handler: Handler, about: str, rate: Rate = Rate.CALL) -> Route:
    """A form of the page; it leads back to the talk, or shows what was wrong with it."""
    return Route(
        method="POST",
        path=path,
        handler=handler,
        about=about,
        who=Who.PERSON,
        form=True,
        status=303,
        media=HTML,
        rate=rate,
    )


ROUTES = (
    Route(method="GET", path=ONE, handler=show, about="The page of a talk", who=Who.PERSON, media=HTML),
    _takes(PATH, begin, "Begin a talk"),
    _takes(ONE, reply, "Reply"),
    _takes(f"{ONE}/turns/{{turnId}}", correct_turn, "Correct what was said"),
    _takes(f"{ONE}/facts/{{factId}}", correct_fact, "Correct a fact"),
    _takes(f"{ONE}/facts/{{factId}}/reject", reject_fact, "Take a fact out"),
    _takes(f"{ONE}/documents", attach, "Attach a text"),
    _takes(f"{ONE}/documents/{{documentId}}/remove", detach, "Take a document out"),
    _takes(f"{ONE}/title", rename, "Rename the interview"),
    _takes(f"{ONE}/carry-on", carry_on, "Carry the talk on"),
    _takes(f"{ONE}/generate", generate, "Make the package", Rate.KICKOFF),
    _takes(f"{ONE}/remove", remove, "Put the interview into the recycle bin"),
)
