"""`/v1/generations`: from an interview to a package."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

import msgspec

from specstep.domain.generations.forecast import seconds_left, whole_cost_usd
from specstep.domain.generations.profiles import profile_named
from specstep.domain.generations.values import Budget, Generation, ProfileName, Status
from specstep.domain.ids import GenerationId, InterviewId
from specstep.domain.recycle_bin import BinKind
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.routes import Rate, Route
from specstep.entrypoints.web.wire import Listed, Message

PATH = "/v1/generations"
ONE = f"{PATH}/{{id}}"
Tokens = Annotated[int, msgspec.Meta(ge=1, le=10**12)]
Dollars = Annotated[Decimal, msgspec.Meta(description="An amount in US dollars, as text.")]


class Bounds(Message, frozen=True, kw_only=True):
    """What a generation may use at most; null is no bound."""

    tokens: Tokens | None = None
    usd: Dollars | None = None


class Kickoff(Message, frozen=True, kw_only=True):
    """What to generate: from which interview, how thoroughly, for how much."""

    interview_id: str
    profile: ProfileName = ProfileName.FAST
    budget: Bounds = Bounds()


class Used(Message, frozen=True, kw_only=True):
    """Tokens used until now."""

    input: int
    output: int


class Gate(Message, frozen=True, kw_only=True):
    """Whether the package passed the rubric's gate."""

    passed: bool


class GenerationView(Message, frozen=True, kw_only=True):
    """A generation as it stands. What isn't known is null; the last three statuses are final.

    While it runs, `forecastS` are the seconds left and `forecastUsd` is the whole cost, at the pace so far.
    """

    id: str
    status: Status
    interview_id: str
    profile: ProfileName
    provider: str
    phase: str | None
    step: str | None
    percent: int | None
    documents: dict[str, str]
    tokens: Used
    cost_usd: Decimal
    forecast_s: float | None
    forecast_usd: Decimal | None
    gate: Gate | None
    stopped_by: str | None
    failure: str | None
    resumable: bool
    created_at: datetime
    updated_at: datetime
    finished_at: datetime | None


class GenerationHead(Message, frozen=True, kw_only=True):
    """A generation in a list."""

    id: str
    status: Status
    interview_id: str
    profile: ProfileName
    created_at: datetime
    finished_at: datetime | None


async def start(call: Call[Kickoff]) -> GenerationView:
    """Begin."""
    wanted, services = call.taken, call.services
    dossier = await services.interviews.dossier(call.account, InterviewId(wanted.interview_id))
    generation = await services.generations.start(
        call.account,
        dossier,
        profile=profile_named(wanted.profile).name,
        budget=Budget(tokens=wanted.budget.tokens, usd=wanted.budget.usd),
        id=None if call.id is None else GenerationId(call.id),
    )
    call.id = generation.id
    return await view(call, generation)


async def started(call: Call[Kickoff]) -> GenerationView:
    """The one that was begun before."""
    return await view(call, await call.services.generations.get(call.account, GenerationId(str(call.id))))


async def list_(call: Call[None]) -> Listed[GenerationHead]:
    """A page of them, the newest first."""
    before = None if call.page.cursor is None else GenerationId(call.page.cursor)
    found = await call.services.generations.list(call.account, limit=call.page.limit, before=before)
    items = [
        GenerationHead(
            id=each.id,
            status=each.status,
            interview_id=each.interview_id,
            profile=each.profile,
            created_at=each.created_at,
            finished_at=each.finished_at,
        )
        for each in found
    ]
    return Listed(items=items, next_cursor=call.next_cursor(found))


async def read(call: Call[None]) -> GenerationView:
    """One."""
    return await view(call, await call.services.generations.get(call.account, _id(call)))


async def cancel(call: Call[None]) -> GenerationView:
    """End it; what it has written is kept for `/resume`."""
    return await view(call, await call.services.generations.cancel(call.account, _id(call)))


async def resume(call: Call[None]) -> GenerationView:
    """Carry it on under the same id."""
    return await view(call, await call.services.generations.resume(call.account, _id(call)))


async def remove(call: Call[None]) -> None:
    """Put its package into the recycle bin."""
    await call.services.promises.recycle_bin.put(call.account, BinKind.PACKAGE, call.path("id"))


async def restore(call: Call[None]) -> GenerationView:
    """Take its package out of the recycle bin."""
    await call.services.promises.recycle_bin.restore(call.account, BinKind.PACKAGE, call.path("id"))
    return await read(call)


def _id(call: Call[None]) -> GenerationId:
    return GenerationId(call.path("id"))


async def view(call: Call[Any], generation: Generation) -> GenerationView:
    """A generation with the last that its run has told of itself."""
    told: dict[str, Any] = {}
    if generation.status is not Status.QUEUED:
        told = await call.services.generations.last_told(call.account, generation.id) or {}
    tokens: dict[str, int] = told.get("tokens") or {}
    usage = generation.usage
    done = generation.status is Status.COMPLETE
    percent: int | None = 100 if done else told.get("percent")
    cost_usd = max(usage.cost_usd, Decimal(told.get("costUsd") or 0))
    pace = percent if generation.status is Status.RUNNING and percent is not None else 0
    running_s = (call.services.clock.now() - generation.updated_at).total_seconds()
    return GenerationView(
        id=generation.id,
        status=generation.status,
        interview_id=generation.interview_id,
        profile=generation.profile,
        provider=generation.provider,
        phase="done" if done else told.get("phase"),
        step="done" if done else told.get("step"),
        percent=percent,
        documents=told.get("documents") or {},
        tokens=Used(
            input=max(usage.input_tokens, tokens.get("input", 0)),
            output=max(usage.output_tokens, tokens.get("output", 0)),
        ),
        cost_usd=cost_usd,
        forecast_s=seconds_left(running_s, pace),
        forecast_usd=whole_cost_usd(cost_usd, pace),
        gate=None if generation.gate_passed is None else Gate(passed=generation.gate_passed),
        stopped_by=generation.stopped_by,
        failure=generation.failure,
        resumable=generation.resumable,
        created_at=generation.created_at,
        updated_at=generation.updated_at,
        finished_at=generation.finished_at,
    )


STATE = {409: "Its state doesn't allow that."}
ROUTES = (
    Route(
        method="POST",
        path=PATH,
        handler=start,
        about="Generate a package",
        takes=Kickoff,
        gives=GenerationView,
        status=201,
        creates=started,
        rate=Rate.KICKOFF,
        statuses={404: "There is no such interview.", 409: "Something that was said has not been read yet."},
    ),
    Route(
        method="GET",
        path=PATH,
        handler=list_,
        about="My generations",
        gives=Listed[GenerationHead],
        paged=True,
    ),
    Route(method="GET", path=ONE, handler=read, about="A generation as it stands", gives=GenerationView),
    Route(method="DELETE", path=ONE, handler=remove, about="Put its package into the recycle bin", status=204),
    Route(
        method="POST",
        path=f"{ONE}/cancel",
        handler=cancel,
        about="Cancel it",
        gives=GenerationView,
        statuses=STATE,
    ),
    Route(
        method="POST",
        path=f"{ONE}/resume",
        handler=resume,
        about="Carry it on",
        gives=GenerationView,
        statuses=STATE,
    ),
    Route(
        method="POST",
        path=f"{ONE}/restore",
        handler=restore,
        about="Take its package out of the recycle bin",
        gives=GenerationView,
        statuses=STATE,
    ),
)
