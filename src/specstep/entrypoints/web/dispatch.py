"""From a request to a handler and back: one straight way for every route, so that none can leave out a step."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import parse_qsl

import attrs
import msgspec
from aiohttp import web
from aiohttp.typedefs import Middleware

from specstep.adapters.logs.lines import CLEAN
from specstep.application.replays import Done
from specstep.domain.accounts import Role
from specstep.domain.actors import require_person
from specstep.domain.errors import NotFound, SpecStepError
from specstep.domain.ids import ENTROPY_BYTES, uuid7
from specstep.domain.limits import headers as limit_headers
from specstep.entrypoints.web import headers, problems
from specstep.entrypoints.web.calls import Call, Caller
from specstep.entrypoints.web.hosts import Doors
from specstep.entrypoints.web.metrics import Metrics
from specstep.entrypoints.web.pages.errors import shown
from specstep.entrypoints.web.problems import Refused
from specstep.entrypoints.web.recognition import Recognition, Unauthorized
from specstep.entrypoints.web.routes import Rate, Route, Who
from specstep.entrypoints.web.services import Services
from specstep.entrypoints.web.wire import Invalid, Page, decode, encode, page_of

log = logging.getLogger("specstep.web")

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
BODY_WITHIN_S = 30.0
FIRST_PAGE = Page()
IDEMPOTENCY = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
LONGEST_KEY = 255
FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 50


@attrs.frozen(kw_only=True)
class Dispatch:
    """Everything between the server and the handlers."""

    services: Services
    doors: Doors
    recognition: Recognition
    metrics: Metrics

    def answer(self, route: Route) -> Answer:
        """What answers the requests of a route."""

        async def answer(request: web.Request) -> web.StreamResponse:
            return await self._answered(route, request)

        return answer

    @property
    def front(self) -> Middleware:
        """Around everything: what goes wrong becomes a problem, each response gets its headers, and is counted."""
        every = headers.always(self.services.settings.public_url)

        @web.middleware
        async def front(request: web.Request, handler: Answer) -> web.StreamResponse:
            began = self.recognition.now()
            request[headers.EVERY] = every
            request[headers.REQUEST_ID] = id = uuid7(
                self.services.clock.now(), self.services.entropy.take(ENTROPY_BYTES)
            )
            try:
                self.doors.require_name(request)
                response = await handler(request)
            except web.HTTPException as error:
                response = _of_aiohttp(error)
            except Exception as error:  # noqa: BLE001 - whatever it was, who asked gets an answer that says nothing of it
                response = _failed(error, id)
            if not response.prepared:
                response = response if response.status < 400 else shown(request, response)
                headers.put(response, request)
            self.metrics.answered(request, response.status, self.recognition.now() - began)
            return response

        return front

    async def _answered(self, route: Route, request: web.Request) -> web.StreamResponse:
        form = Fields(request=request, largest_bytes=route.largest_bytes) if route.form else None
        caller = await self.recognition.caller(request, form) if route.recognizes else None
        if route.who is not Who.ANYONE:
            _let_in(route, caller)
        limited = await self._counted(route, caller)
        page = FIRST_PAGE
        if route.paged and request.query_string:
            page = page_of(request.query.get("limit"), request.query.get("cursor"))
        taken: object = None
        if form is not None:
            taken = await form()
        elif route.takes is not None:
            taken = await _taken(route, request)
        call = Call(
            services=self.services,
            request=request,
            taken=taken,
            caller=caller,
            page=page,
            address=None if self.services.local else self.doors.address_of(request),
        )
        call.headers.update(limited)
        if route.creates is not None and IDEMPOTENCY in request.headers:
            answer = await self._once(route, call, request.headers[IDEMPOTENCY])
        else:
            answer = await _paged(route, call) if page.cursor is not None else await route.handler(call)
        if not route.safe and route.recognizes:
            self.recognition.forget()
        return _response(route, call, answer)

    async def _counted(self, route: Route, caller: Caller | None) -> Mapping[str, str]:
        """Count a call of somebody who is known; what its answer says of the limit."""
        if caller is None or route.rate is Rate.NONE:
            return {}
        verdict = await self.services.limits.request(caller.actor, kickoff=route.rate is Rate.KICKOFF)
        fields = limit_headers(verdict)
        if not verdict.allowed:
            raise Refused(429, "Wait for as long as Retry-After says.", headers=fields)
        return fields

    async def _once(self, route: Route, call: Call[object], key: str) -> object:
        """Create it, or answer what was created when the same key came before."""
        if not key or len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable():
            what = f"{IDEMPOTENCY} is 1 to {LONGEST_KEY} printable characters of ASCII."
            raise Refused(400, what)
        begun = await self.services.replays.begin(call.account, key, route.name)
        call.id = begun.id
        if isinstance(begun, Done):
            call.headers[REPLAYED] = "true"
            assert route.creates is not None  # noqa: S101 - only such routes come here
            return await route.creates(call)
        try:
            answer = await route.handler(call)
        except BaseException:
            await asyncio.shield(self.services.replays.give_up(begun))
            raise
        await asyncio.shield(self.services.replays.finish(begun, id=call.id, status=route.status))
        return answer


@attrs.define(kw_only=True, eq=False)
class Fields:
    """The fields of a page's form, read when they are first asked for."""

    request: web.Request
    largest_bytes: int
    _read: Mapping[str, str] | None = attrs.field(default=None, init=False)

    async def __call__(self) -> Mapping[str, str]:
        """The fields, by name.

        Raises:
            Refused: it is no form, or too large or too slow.
        """
        if self._read is None:
            if self.request.content_type != FORM:
                raise Refused(415, f"Send {FORM}.")
            data = await read(self.request, self.largest_bytes)
            try:
                text = data.decode("ascii")
                self._read = dict(parse_qsl(text, True, errors="strict", max_num_fields=MOST_FIELDS))
            except ValueError:
                raise Refused(400, "The form can't be read.") from None
        return self._read


async def _paged(route: Route, call: Call[object]) -> object:
    """A further page; where its cursor names nothing (any more), say that of the cursor."""
    try:
        return await route.handler(call)
    except NotFound as error:
        raise Invalid("leads nowhere (any more); begin without one.", "/cursor") from error


def _let_in(route: Route, caller: Caller | None) -> None:
    if caller is None:
        raise Unauthorized
    if route.who is Who.PERSON:
        require_person(caller.actor, route.about)
    if route.who is Who.OPERATOR and caller.account.role is not Role.OPERATOR:
        raise Refused(404)


async def _taken(route: Route, request: web.Request) -> object:
    assert route.takes is not None  # noqa: S101 - only such routes come here
    data = await read(request, route.largest_bytes)
    if not data and route.optional:
        return route.takes()
    if request.content_type != "application/json":
        raise Refused(415, "Send application/json.")
    return decode(data, route.takes)


async def read(request: web.Request, largest_bytes: int) -> bytes:
    """The body of a request.

    Raises:
        Refused: it is larger than that, or takes longer than half a minute.
    """
    if (request.content_length or 0) > largest_bytes:
        raise Refused(413, f"At most {largest_bytes} bytes are taken here.")
    pieces, size = [], 0
    try:
        async with asyncio.timeout(BODY_WITHIN_S):
            async for piece in request.content.iter_any():
                size += len(piece)
                if size > largest_bytes:
                    raise Refused(413, f"At most {largest_bytes} bytes are taken here.")
                pieces.append(piece)
    except TimeoutError:
        raise Refused(408, "The body took too long.") from None
    return b"".join(pieces)


def _response(route: Route, call: Call[object], answer: object) -> web.StreamResponse:
    response: web.StreamResponse
    if isinstance(answer, web.StreamResponse):
        response = answer
    elif answer is None:
        response = web.Response(status=204)
    else:
        response = web.Response(body=encode(answer), status=route.status, headers=headers.JSON)
    if call.headers and not response.prepared:
        response.headers.update(call.headers)
    return response


def _of_aiohttp(error: web.HTTPException) -> web.StreamResponse:
    """What the router says, in our words; a redirect stays one."""
    if error.status < 400:
        return error
    detail = {404: "There is nothing at this address.", 405: "This address takes other methods."}.get(error.status)
    response = problems.response_of(problems.refused(error.status, detail))
    if "Allow" in error.headers:
        response.headers["Allow"] = error.headers["Allow"]
    return response


def _failed(error: Exception, id: str) -> web.StreamResponse:
    if isinstance(error, Unauthorized):
        return problems.unauthorized()
    if isinstance(error, Refused):
        problem = problems.refused(error.status, error.detail, type=error.type)
    elif isinstance(error, SpecStepError):
        problem = problems.problem_of(error)
    else:
        problem = problems.internal()
    if problem.status >= 500:
        # INVARIANT: no message of an error that isn't ours; it may hold content of people.
        what = error.code if isinstance(error, SpecStepError) else type(error).__name__
        log.error("Request %s failed: %s", id, what, extra=CLEAN)
    response = problems.response_of(msgspec.structs.replace(problem, instance=f"urn:uuid:{id}"))
    if isinstance(error, Refused):
        response.headers.update(error.headers)
    return response
