"""`/v1/generations/{id}/package`: what was made."""

import asyncio
from email.utils import format_datetime
from mimetypes import guess_type

from aiohttp import web

from specstep.application.packages import Archive
from specstep.domain.errors import NotFound
from specstep.domain.ids import GenerationId
from specstep.domain.rendering.slugs import slug
from specstep.entrypoints.web.api.generations import ONE
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.downloads import send
from specstep.entrypoints.web.routes import Route
from specstep.entrypoints.web.wire import Listed, Message
from specstep.ports.persistence import PackageRecord

PATH = f"{ONE}/package"
ZIP = "application/zip"
SANDBOX = "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""What a model has written is looked at without any rights: no script, no request, no cookie."""


class PackageFile(Message, frozen=True, kw_only=True):
    """A file of a package."""

    path: str
    size_bytes: int
    media: str


async def download(call: Call[None]) -> web.StreamResponse:
    """The archive, or a part of it."""
    record = await _record(call)
    return await send(
        call.request,
        call.services.blobs,
        record.blob,
        size_bytes=record.size_bytes,
        etag=record.sha256,
        media=ZIP,
        name=f"{slug(record.title) or 'package'}.zip",
        headers={"Last-Modified": format_datetime(record.created_at.replace(microsecond=0), usegmt=True)},
    )


async def files(call: Call[None]) -> Listed[PackageFile]:
    """Its files."""
    found = await asyncio.to_thread(lambda archive: archive.files, await _archive(call))
    return Listed(
        items=[
            PackageFile(path=path, size_bytes=len(content), media=_media(path))
            for path, content in sorted(found.items())
        ]
    )


async def file(call: Call[None]) -> web.StreamResponse:
    """One of its files."""
    archive, path = await _archive(call), call.path("path")
    content = await asyncio.to_thread(archive.file, path)
    return web.Response(
        body=content,
        headers={
            "Content-Type": _media(path),
            "Content-Security-Policy": SANDBOX,
            "ETag": f'"{archive.record.sha256}"',
        },
    )


async def _record(call: Call[None]) -> PackageRecord:
    id = GenerationId(call.path("id"))
    record = await call.services.packages.of_generation(call.account, id)
    if record.deleted_at is not None:
        raise NotFound(kind="package of generation", id=id)
    return record


async def _archive(call: Call[None]) -> Archive:
    await _record(call)
    return await call.services.packages.read(call.account, GenerationId(call.path("id")))


def _media(path: str) -> str:
    if path.endswith((".md", ".feature", ".mmd", ".txt")):
        return "text/plain; charset=utf-8"
    if path.endswith((".yaml", ".yml")):
        return "application/yaml"
    found = guess_type(path)[0] or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith("text/") else found


RANGE = {
    "Range": "A part of it, as `bytes=first-last`.",
    "If-None-Match": "The `ETag` that is known already: 304 where it still holds.",
}
ROUTES = (
    Route(
        method="GET",
        path=PATH,
        handler=download,
        about="The package as an archive",
        media=ZIP,
        headers=RANGE,
        statuses={206: "The part asked for.", 304: "It is the one that is known.", 416: "There is no such part."},
    ),
    Route(method="GET", path=f"{PATH}/files", handler=files, about="Its files", gives=Listed[PackageFile]),
    Route(
        method="GET",
        path=f"{PATH}/files/{{path:.+}}",
        handler=file,
        about="One of its files",
        media="application/octet-stream",
    ),
)
