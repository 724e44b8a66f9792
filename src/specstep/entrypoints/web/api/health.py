"""Whether this process is alive and ready, and its figures."""

import asyncio

from aiohttp import web

from specstep.domain.accounts import LOCAL_OWNER
from specstep.domain.errors import Unavailable
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.hosts import is_loopback
from specstep.entrypoints.web.metrics import MEDIA, Metrics
from specstep.entrypoints.web.problems import Refused
from specstep.entrypoints.web.routes import Rate, Route, Who
from specstep.entrypoints.web.wire import Message

METRICS: web.AppKey[Metrics] = web.AppKey("metrics", Metrics)
READY_WITHIN_S = 3.0


class Health(Message, frozen=True, kw_only=True):
    """How it is."""

    status: str


async def alive(call: Call[None]) -> Health:
    """This process answers."""
    del call
    return Health(status="ok")


async def ready(call: Call[None]) -> Health:
    """The database answers, too."""
    try:
        async with asyncio.timeout(READY_WITHIN_S), call.services.database.reading() as unit:
            await unit.accounts.get(LOCAL_OWNER)
    except TimeoutError:
        raise Unavailable(service="The database", reason="it doesn't answer in time.") from None
    return Health(status="ready")


async def metrics(call: Call[None]) -> web.StreamResponse:
    """The figures of this process, for who asks from this machine itself."""
    if not is_loopback(call.request.remote or "") or "X-Forwarded-For" in call.request.headers:
        raise Refused(404)
    return web.Response(body=call.request.app[METRICS].text().encode(), headers={"Content-Type": MEDIA})


AWAY = {503: "The database can't be asked."}
ROUTES = (
    Route(
        method="GET",
        path="/healthz",
        handler=alive,
        about="Whether this process is alive",
        who=Who.ANYONE,
        gives=Health,
        rate=Rate.NONE,
    ),
    Route(
        method="GET",
        path="/readyz",
        handler=ready,
        about="Whether it is ready",
        who=Who.ANYONE,
        gives=Health,
        rate=Rate.NONE,
        statuses=AWAY,
    ),
    Route(
        method="GET",
        path="/metrics",
        handler=metrics,
        about="Figures of this process",
        notes="Answered on the machine itself only.",
        who=Who.ANYONE,
        media=MEDIA,
        rate=Rate.NONE,
        statuses={404: "Asked from elsewhere."},
    ),
)
