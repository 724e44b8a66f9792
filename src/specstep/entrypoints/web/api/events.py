"""`/v1/generations/{id}/events`: a generation as it happens.

Events are numbered by the run's own stream, which is in the database: who comes back with the last number they saw, to
this process or another, after a restart or not, gets all that came since.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress

from aiohttp import web

from specstep.domain.errors import NotFound, SpecStepError
from specstep.domain.ids import GenerationId
from specstep.entrypoints.web import headers
from specstep.entrypoints.web.api.generations import ONE, view
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.routes import Route
from specstep.entrypoints.web.streams import Streams
from specstep.entrypoints.web.wire import Invalid, encode
from specstep.ports.workflows import ProgressEvent

MEDIA = "text/event-stream"
BEAT_EVERY_S = 15.0
LAST = "Last-Event-ID"
STREAMS: web.AppKey[Streams] = web.AppKey("streams", Streams)


async def follow(call: Call[None]) -> web.StreamResponse:
    """Tell what happens until it has ended, or the server stops."""
    after = _after(call.request.headers.get(LAST) or call.request.query.get("after"))
    id = GenerationId(call.path("id"))
    await call.services.generations.get(call.account, id)
    response = web.StreamResponse(headers={"Content-Type": MEDIA, "X-Accel-Buffering": "no"})
    headers.put(response, call.request)
    with call.request.app[STREAMS].open() as stopping:
        await response.prepare(call.request)
        await response.write(b"retry: 2000\n\n")
        # Who listens may be gone; whoever is cut off comes back with the last number.
        with suppress(ConnectionResetError, SpecStepError):
            await _tell(call, id, after, response, stopping)
        return response


async def _tell(
    call: Call[None], id: GenerationId, after: int, response: web.StreamResponse, stopping: asyncio.Event
) -> None:
    async with aclosing(_following(call, id, after)) as events:
        stop = asyncio.ensure_future(stopping.wait())
        coming: asyncio.Future[ProgressEvent] | None = None
        try:
            while True:
                coming = coming or asyncio.ensure_future(anext(events))
                await asyncio.wait((coming, stop), timeout=BEAT_EVERY_S, return_when=asyncio.FIRST_COMPLETED)
                if coming.done():
                    event, coming = coming.result(), None
                    await response.write(_line("progress", encode(event.value), event.offset))
                elif stop.done():
                    return
                else:
                    await response.write(b": still there\n\n")
        except StopAsyncIteration:
            coming = None
            ended = await view(call, await call.services.generations.get(call.account, id))
            await response.write(_line("end", encode(ended)))
        finally:
            for each in (stop, coming):
                if each is not None:
                    each.cancel()
            await asyncio.gather(*(each for each in (stop, coming) if each is not None), return_exceptions=True)


async def _following(call: Call[None], id: GenerationId, after: int) -> AsyncGenerator[ProgressEvent, None]:
    try:
        async for event in call.services.generations.follow(call.account, id, after=after):
            yield event
    except NotFound:
        return  # the run was so long ago that its stream is gone


def _line(kind: str, data: bytes, offset: int | None = None) -> bytes:
    numbered = b"" if offset is None else b"id: %d\n" % offset
    return b"%sevent: %s\ndata: %s\n\n" % (numbered, kind.encode(), data)


def _after(told: str | None) -> int:
    if told is None or told == "":
        return -1
    if not (told.isascii() and told.isdecimal() and len(told) < 10):
        raise Invalid(f"{LAST} is the number of an event.")
    return int(told)


ROUTES = (
    Route(
        method="GET",
        path=f"{ONE}/events",
        handler=follow,
        about="What happens, as it happens",
        notes="Server-sent events: `progress` with a number, and `end` with the generation as it stands then.",
        media=MEDIA,
        headers={LAST: "The number of the last event that was seen; those after it follow."},
        statuses={400: "That is no number of an event."},
    ),
)
