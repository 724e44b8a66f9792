"""`/v1/exports`: everything that is held of an account."""

from datetime import datetime

from aiohttp import web

from specstep.application.exports.steps import export_of
from specstep.domain.errors import NotFound
from specstep.domain.exports import StoredExport
from specstep.domain.ids import ExportId
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.downloads import send
from specstep.entrypoints.web.routes import Rate, Route, Who
from specstep.entrypoints.web.wire import Listed, Message

PATH = "/v1/exports"
ONE = f"{PATH}/{{id}}"
ZIP = "application/zip"


class ExportView(Message, frozen=True, kw_only=True):
    """An export. It is `ready` or still being made."""

    id: str
    status: str
    size_bytes: int | None
    created_at: datetime | None
    expires_at: datetime | None


class Link(Message, frozen=True, kw_only=True):
    """What opens an export without signing in, shown this once."""

    token: str
    expires_at: datetime


async def request(call: Call[None]) -> ExportView:
    """Have one made; one that is under way is not made twice."""
    id = export_of(await call.services.exports.request(call.account))
    call.id = id
    return await _view(call, id)


async def requested(call: Call[None]) -> ExportView:
    """The one that was asked for before."""
    return await _view(call, ExportId(str(call.id)))


async def list_(call: Call[None]) -> Listed[ExportView]:
    """Those that lie ready."""
    return Listed(items=[_told(each) for each in await call.services.exports.list(call.account)])


async def read(call: Call[None]) -> ExportView:
    """One that lies ready."""
    return _told(await call.services.exports.get(call.account, ExportId(call.path("id"))))


async def download(call: Call[None]) -> web.StreamResponse:
    """Its archive."""
    export = await call.services.exports.get(call.account, ExportId(call.path("id")))
    return await _send(call, export)


async def remove(call: Call[None]) -> None:
    """Remove one before its time."""
    await call.services.exports.remove(call.account, ExportId(call.path("id")))


async def link(call: Call[None]) -> Link:
    """Make a link that opens it."""
    made = await call.services.exports.link(call.account, ExportId(call.path("id")))
    return Link(token=made.token, expires_at=made.expires_at)


async def opened(call: Call[None]) -> web.StreamResponse:
    """The archive that a link opens."""
    return await _send(call, await call.services.exports.opened(call.path("token")))


async def _send(call: Call[None], export: StoredExport) -> web.StreamResponse:
    return await send(
        call.request,
        call.services.blobs,
        export.blob,
        size_bytes=export.size_bytes,
        etag=export.sha256,
        media=ZIP,
        name="specstep-export.zip",
        headers={},
    )


async def _view(call: Call[None], id: ExportId) -> ExportView:
    try:
        return _told(await call.services.exports.get(call.account, id))
    except NotFound:
        return ExportView(id=id, status="in-the-making", size_bytes=None, created_at=None, expires_at=None)


def _told(export: StoredExport) -> ExportView:
    return ExportView(
        id=export.id,
        status="ready",
        size_bytes=export.size_bytes,
        created_at=export.created_at,
        expires_at=export.expires_at,
    )


PARTS = {206: "The part asked for.", 304: "It is the one that is known.", 416: "There is no such part."}
ROUTES = (
    Route(
        method="POST",
        path=PATH,
        handler=request,
        about="Export all that is held of me",
        gives=ExportView,
        status=202,
        creates=requested,
        rate=Rate.KICKOFF,
    ),
    Route(method="GET", path=PATH, handler=list_, about="Exports that lie ready", gives=Listed[ExportView]),
    Route(method="GET", path=ONE, handler=read, about="One of them", gives=ExportView),
    Route(
        method="GET",
        path=f"{ONE}/archive",
        handler=download,
        about="Its archive",
        media=ZIP,
        statuses=PARTS,
    ),
    Route(
        method="POST",
        path=f"{ONE}/link",
        handler=link,
        about="A link to an export",
        notes="It opens the export without signing in; an older one opens nothing any more.",
        who=Who.PERSON,
        gives=Link,
        status=201,
    ),
    Route(method="DELETE", path=ONE, handler=remove, about="Remove it before its time", status=204),
    Route(
        method="GET",
        path="/v1/export-links/{token}",
        handler=opened,
        about="The export that a link opens",
        who=Who.ANYONE,
        media=ZIP,
        statuses=PARTS,
    ),
)
