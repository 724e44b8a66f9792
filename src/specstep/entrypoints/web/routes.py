"""The table of routes: what there is, who may call it, and what comes back.

From these rows follow the router, authorization, limits, idempotency, the OpenAPI document and the tests that go
through every resource.
"""

from collections.abc import Awaitable, Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any

import attrs

from specstep.entrypoints.web.wire import Message

if TYPE_CHECKING:
    from specstep.entrypoints.web.calls import Call

Handler = Callable[["Call[Any]"], Awaitable[object]]
"""What answers a call: a message, `None` for no content, or a response of its own."""


class Who(Enum):
    """Who may call a route."""

    ANYONE = "anyone"
    ACCOUNT = "a signed-in browser, or a program with a key"
    PERSON = "a signed-in browser only"
    OPERATOR = "an operator"


class Rate(Enum):
    """Which counter a call is counted on."""

    NONE = "none"
    CALL = "call"
    KICKOFF = "kickoff"


LARGEST_JSON_BYTES = 1024 * 1024


@attrs.frozen(kw_only=True)
class Route:
    """One operation.

    Args:
        about: what it does, as a title.
        notes: what else whoever calls it should know.
        takes: the message that it takes; None: no body.
        optional: whether the body may be left out.
        form: whether it takes the fields of a page's form, which bring their page's token along.
        multipart: whether it takes a form with a file, which its handler reads by itself.
        gives: the message that comes back; None where `media` is something else, or nothing comes back.
        creates: reads again what was created, by its id; with that a repeated `Idempotency-Key` is answered.
        paged: whether it takes `limit` and `cursor`.
        headers: header fields that it reads, and what they do.
        statuses: further statuses that can come back, and when.
        recognizes: whether it is looked up who calls. Where not, a cookie or key that comes along means nothing, and
            no page's token is asked for: what the request holds must say all.
    """

    method: str
    path: str
    handler: Handler
    about: str
    notes: str = ""
    who: Who = Who.ACCOUNT
    takes: type[Message] | None = None
    optional: bool = False
    form: bool = False
    multipart: bool = False
    gives: Any = None
    status: int = 200
    media: str | None = None
    creates: Handler | None = None
    paged: bool = False
    rate: Rate = Rate.CALL
    headers: Mapping[str, str] = attrs.field(factory=dict)
    statuses: Mapping[int, str] = attrs.field(factory=dict)
    largest_bytes: int = LARGEST_JSON_BYTES
    recognizes: bool = True

    @property
    def name(self) -> str:
        """The same for each route, and for nothing else: by what it does to which resource."""
        verb = self.handler.__name__.removesuffix("_")
        return f"{self.handler.__module__.rpartition('.')[2]}.{verb}"

    @property
    def safe(self) -> bool:
        """Whether calling it changes nothing."""
        return self.method == "GET"

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names in its path."""
        return tuple(part.split("}")[0].split(":")[0] for part in self.path.split("{")[1:])
