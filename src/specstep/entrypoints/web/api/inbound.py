"""`/v1/inbound`: where carriers of messages come by themselves and tell what became of them (EXT-3).

What shows that a request comes from a carrier is read by that carrier's reader; keys and cookies mean nothing here.
"""

from aiohttp import web

from specstep.adapters.delivery_reports import azure, twilio
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.dispatch import read
from specstep.entrypoints.web.routes import Handler, Route, Who
from specstep.ports.delivery_reports import InboundRequest


async def report_twilio(call: Call[None]) -> web.Response:
    """Take a status callback."""
    return await _taken(call, twilio.PATH, twilio.LARGEST_BYTES)


async def report_azure(call: Call[None]) -> web.Response:
    """Take events of Event Grid, or the handshake in its own schema."""
    return await _taken(call, azure.PATH, azure.LARGEST_BYTES)


async def ask_azure(call: Call[None]) -> web.Response:
    """Answer the handshake of CloudEvents."""
    return await _taken(call, azure.PATH, azure.LARGEST_BYTES)


async def _taken(call: Call[None], path: str, largest_bytes: int) -> web.Response:
    request = call.request
    came = InboundRequest(
        method=request.method,
        # As it came, not as a library would write it: it may be a part of what is signed.
        query=request.raw_path.partition("?")[2],
        headers={name.lower(): value for name, value in request.headers.items()},
        body=await read(request, largest_bytes),
    )
    answer = await call.services.inbound.take(path.rpartition("/")[2], came)
    return web.Response(status=answer.status, headers=answer.headers, body=answer.body)


def _route(method: str, path: str, handler: Handler, about: str) -> Route:
    return Route(
        method=method,
        path=path,
        handler=handler,
        about=about,
        who=Who.ANYONE,
        status=204 if path == twilio.PATH else 200,
        statuses={
            400: "It can't be read.",
            401: "It isn't shown to come from the carrier.",
            404: "This carrier isn't expected here.",
            503: "It can't be noted right now; the carrier comes again.",
        },
        recognizes=False,
    )


ROUTES = (
    _route("POST", twilio.PATH, report_twilio, "A status callback of Twilio"),
    _route("POST", azure.PATH, report_azure, "Events of Azure Event Grid"),
    _route("OPTIONS", azure.PATH, ask_azure, "The handshake of CloudEvents"),
)
