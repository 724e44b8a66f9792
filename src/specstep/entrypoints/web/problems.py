"""Problem details (RFC 9457): what went wrong, by a stable word.

One table leads from our errors to statuses; what isn't in it is a fault of ours, and says nothing of itself.
"""

from collections.abc import Mapping
from http import HTTPStatus

from aiohttp import web

from specstep.domain.errors import (
    BadInput,
    Conflict,
    HumanRequired,
    NotFound,
    SignInRefused,
    SpecStepError,
    Unavailable,
)
from specstep.entrypoints.web.wire import Invalid, Message, encode

MEDIA = "application/problem+json"
RETRY_AFTER_S = 5

STATUSES: dict[type[SpecStepError], tuple[int, str]] = {
    BadInput: (400, "The request can't be used"),
    SignInRefused: (403, "The sign-in did not succeed"),
    HumanRequired: (403, "This is kept for a person who is signed in"),
    NotFound: (404, "There is no such thing here"),
    Conflict: (409, "The state of the thing doesn't allow this"),
    Unavailable: (503, "Something needed can't be used right now"),
}
OURS = (500, "Something went wrong on our side")
BY_STATUS = {
    400: ("VALIDATION_ERROR", "The request can't be used"),
    403: ("FORBIDDEN", "This request isn't taken"),
    404: ("NOT_FOUND", "There is no such thing here"),
    405: ("METHOD_NOT_ALLOWED", "This can't be done with that"),
    408: ("REQUEST_TIMEOUT", "The request came too slowly"),
    413: ("PAYLOAD_TOO_LARGE", "The request is too large"),
    415: ("UNSUPPORTED_MEDIA_TYPE", "The request's content is of another type"),
    416: ("RANGE_NOT_SATISFIABLE", "There is no such range"),
    429: ("RATE_LIMITED", "Too many requests"),
}


class Flaw(Message, frozen=True, kw_only=True):
    """One field that is wrong; `pointer` is a JSON pointer into the request."""

    pointer: str
    detail: str


class Problem(Message, frozen=True, kw_only=True, omit_defaults=True):
    """What went wrong. `type` is one of a closed list of words; `instance` names this very request."""

    type: str
    title: str
    status: int
    detail: str | None = None
    instance: str | None = None
    errors: tuple[Flaw, ...] = ()


class Refused(Exception):
    """A request that isn't taken, for reasons of HTTP rather than of what it asks for."""

    def __init__(
        self,
        status: int,
        detail: str | None = None,
        *,
        type: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status)
        self.status, self.detail, self.type, self.headers = status, detail, type, headers or {}


def problem_of(error: SpecStepError) -> Problem:
    """What is told of one of our errors."""
    for kind in type(error).__mro__:
        if kind in STATUSES:
            status, title = STATUSES[kind]
            errors = (Flaw(pointer=error.pointer, detail=error.what),) if isinstance(error, Invalid) else ()
            return Problem(type=error.code, title=title, status=status, detail=str(error), errors=errors)
    return internal()


def internal() -> Problem:
    """A fault of ours: nothing of it is told but that it is one."""
    status, title = OURS
    return Problem(type=SpecStepError.code, title=title, status=status)


def refused(status: int, detail: str | None = None, *, type: str | None = None) -> Problem:
    """A request that isn't taken."""
    word, title = BY_STATUS.get(status, ("REFUSED", HTTPStatus(status).phrase))
    return Problem(type=type or word, title=title, status=status, detail=detail)


def response_of(problem: Problem) -> web.Response:
    """The response that tells it."""
    response = web.Response(body=encode(problem), status=problem.status, content_type=MEDIA)
    if problem.status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_AFTER_S)
    return response


def unauthorized() -> web.Response:
    """The bare 401: the same for a key that is missing, unknown, revoked, disabled or throttled."""
    return web.Response(status=401, headers={"WWW-Authenticate": "Bearer"})
