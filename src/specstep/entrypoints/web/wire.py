"""What goes over the wire: frozen messages in camelCase, `id` and `status` first, as compact JSON."""

import re
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

import msgspec

from specstep.domain.errors import BadInput

Item = TypeVar("Item")
Body = TypeVar("Body")

MOST_ITEMS = 200
DEEPEST = 32
"""How far brackets may be nested in a request."""
_BRACKETS = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_PLACE = re.compile(r" - at `\$([^`]*)`$")
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+|\.\.\.)\]")
_encode = msgspec.json.Encoder(decimal_format="string", uuid_format="canonical").encode


class Message(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """A message, in or out. A field that it doesn't know makes a request wrong, rather than being left aside."""


class Listed(Message, Generic[Item], frozen=True, kw_only=True):
    """A page of a list; `nextCursor` is null on the last one."""

    items: list[Item]
    next_cursor: str | None = None


class Page(Message, frozen=True, kw_only=True):
    """Which page of a list is wanted."""

    limit: int = 50
    cursor: str | None = None


class Invalid(BadInput):
    """A request that doesn't fit its schema; `pointer` is where, as a JSON pointer."""

    def __init__(self, what: str, pointer: str = "") -> None:
        super().__init__(where="request", what=what)
        self.pointer = pointer


def encode(message: object) -> bytes:
    """The message as compact JSON."""
    return _encode(message)


def decode(data: bytes, kind: type[Body]) -> Body:
    """The message of a request.

    Raises:
        Invalid: it is no JSON, nested too deeply, or doesn't fit; the pointer says where.
    """
    if data.count(b"[") + data.count(b"{") > DEEPEST and _depth(data) > DEEPEST:
        raise Invalid(f"is nested more than {DEEPEST} deep.")
    try:
        return _decoder(kind).decode(data)
    except msgspec.ValidationError as error:
        what, pointer = _placed(str(error))
        raise Invalid(what, pointer) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid("is no JSON in UTF-8.") from error


def page_of(limit: str | None, cursor: str | None) -> Page:
    """The page that a query asks for.

    Raises:
        Invalid: the limit is none.
    """
    if limit is None:
        return Page(cursor=cursor)
    if not (limit.isascii() and limit.isdecimal() and len(limit) < 5 and 1 <= int(limit) <= MOST_ITEMS):
        raise Invalid(f"limit is a number from 1 to {MOST_ITEMS}.", "/limit")
    return Page(limit=int(limit), cursor=cursor)


def utc(time: datetime) -> datetime:
    """A time as it is told: in UTC, which shows as `Z`."""
    return time.astimezone(UTC)


def _depth(data: bytes) -> int:
    deepest = depth = 0
    for match in _BRACKETS.finditer(data):
        if match[0] in (b"[", b"{"):
            depth += 1
            deepest = max(deepest, depth)
        elif match[0] in (b"]", b"}"):
            depth -= 1
    return deepest


def _placed(said: str) -> tuple[str, str]:
    """What a validation error says, and where, as a JSON pointer (RFC 6901)."""
    match = _PLACE.search(said)
    if match is None:
        return said, ""
    steps = [name or number for name, number in _STEP.findall(match[1])]
    pointer = "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)
    return said[: match.start()], pointer


_decoders: dict[type[Any], Any] = {}


def _decoder(kind: type[Body]) -> "msgspec.json.Decoder[Body]":
    found: msgspec.json.Decoder[Body] | None = _decoders.get(kind)
    if found is None:
        found = _decoders[kind] = msgspec.json.Decoder(kind)
    return found
