"""`/generations/{id}`: a generation as it stands. While it runs, the page follows it; without a script it renews itself."""

from collections.abc import Mapping

from aiohttp import web

from specstep.domain.documents.package import DocumentKey
from specstep.domain.errors import NotFound
from specstep.domain.generations.values import TERMINAL, Status
from specstep.domain.ids import GenerationId
from specstep.entrypoints.web.api.generations import view
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.pages.document_graph import drawn
from specstep.entrypoints.web.pages.layout import HTML, gone_to, page
from specstep.entrypoints.web.routes import Route, Who
from specstep.ports.persistence import PackageRecord

ONE = "/generations/{id}"
RENEWED_EVERY_S = 3


async def show(call: Call[None]) -> web.StreamResponse:
    """Show how it stands."""
    found = await call.services.generations.get(call.account, GenerationId(call.path("id")))
    running = found.status not in TERMINAL
    told = await view(call, found)
    return page(
        call,
        "generation",
        generation=told,
        picture=drawn(dict.fromkeys(DocumentKey, "done") if found.status is Status.COMPLETE else told.documents),
        package=await _package(call, found.id) if found.status is Status.COMPLETE else None,
        running=running,
        every_s=RENEWED_EVERY_S,
    )


async def cancel(call: Call[Mapping[str, str]]) -> web.StreamResponse:
    """End it; what it has written is kept."""
    found = await call.services.generations.cancel(call.account, GenerationId(call.path("id")))
    return gone_to(f"/generations/{found.id}")


async def resume(call: Call[Mapping[str, str]]) -> web.StreamResponse:
    """Carry it on."""
    found = await call.services.generations.resume(call.account, GenerationId(call.path("id")))
    return gone_to(f"/generations/{found.id}")


async def _package(call: Call[None], id: GenerationId) -> PackageRecord | None:
    """What it made; None where that lies in the recycle bin, or has gone."""
    try:
        record = await call.services.packages.of_generation(call.account, id)
    except NotFound:
        return None
    return record if record.deleted_at is None else None


ROUTES = (
    Route(method="GET", path=ONE, handler=show, about="The page of a generation", who=Who.PERSON, media=HTML),
    Route(
        method="POST",
        path=f"{ONE}/cancel",
        handler=cancel,
        about="Cancel it",
        who=Who.PERSON,
        form=True,
        status=303,
    ),
    Route(
        method="POST", path=f"{ONE}/resume", handler=resume, about="Go on", who=Who.PERSON, form=True, status=303
    ),
)
