"""Files out of the blob store: whole or in part, with what a client needs to know whether it has them already."""

import re
from collections.abc import Mapping

from aiohttp import web

from specstep.domain.ids import BlobKey
from specstep.entrypoints.web import headers as common
from specstep.entrypoints.web.problems import Refused
from specstep.ports.blobs import BlobStore

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


async def send(
    request: web.Request,
    blobs: BlobStore,
    key: BlobKey,
    *,
    size_bytes: int,
    etag: str,
    media: str,
    name: str,
    headers: Mapping[str, str],
) -> web.StreamResponse:
    """Send a file: all of it, the part asked for, or that it is the known one.

    More than one part at once is answered with all of it, as it may be (RFC 9110, section 14.2).

    Raises:
        Refused: there is no such part.
        NotFound: the file has gone.
    """
    tag = f'"{etag}"'
    fields = {"ETag": tag, "Accept-Ranges": "bytes", "Cache-Control": "private, no-cache", **headers}
    known = request.headers.get("If-None-Match")
    if known is not None and (known.strip() == "*" or tag in re.findall(r'"[^"]*"', known)):
        return web.Response(status=304, headers=fields)
    part = None
    if "Range" in request.headers and request.headers.get("If-Range", tag) == tag:
        part = _part(request.headers["Range"], size_bytes)
    start, end = part or (0, size_bytes)
    response = web.StreamResponse(status=200 if part is None else 206, headers=fields)
    response.content_type = media
    response.content_length = end - start
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    if part is not None:
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{size_bytes}"
    if request.method == "HEAD":
        return response
    pieces = blobs.stream(key, start=start, end=end)
    first = await anext(pieces, b"")  # before anything goes out, so that a file that has gone is told
    common.put(response, request)
    await response.prepare(request)
    await response.write(first)
    async for piece in pieces:
        await response.write(piece)
    await response.write_eof()
    return response


def _part(wanted: str, size_bytes: int) -> tuple[int, int] | None:
    """The first byte and the one after the last; None where all of it will do."""
    match = RANGE.fullmatch(wanted.strip())
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if first == "":
        start, end = max(size_bytes - int(last), 0), size_bytes
    else:
        start, end = int(first), min(int(last) + 1, size_bytes) if last else size_bytes
        if last and int(last) < start:
            return None
    if start >= end:
        raise Refused(416, f"It has {size_bytes} bytes.")
    return start, end
