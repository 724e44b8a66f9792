"""What a log line may say: events and fields out of closed lists, and values whose form tells what they are.

Nothing else passes: no free text, no address, no secret. Accounts have no field, so that no line tells who did what;
the audit log does, and it forgets with the account.
"""

import re
from collections.abc import Mapping
from enum import IntEnum, StrEnum

import attrs

REFUSED = "[refused]"
"""Stands where a value was none that its field takes."""


class Level(IntEnum):
    """How much it matters; the numbers are those of Python's logging."""

    DEBUG = 10
    INFO = 20
    WARNING = 30
    ERROR = 40


class Event(StrEnum):
    """What a line can be about."""

    OPENED = "service.opened"
    CLOSED = "service.closed"
    COMMAND_ENDED = "command.ended"
    REQUEST_ENDED = "request.ended"
    JOB_STARTED = "job.started"
    JOB_ENDED = "job.ended"
    JOB_FAILED = "job.failed"
    MODEL_ANSWERED = "model.answered"
    MODEL_FAILED = "model.failed"
    LOGS_REMOVED = "logs.removed"
    UNEXPECTED = "error.unexpected"
    LIBRARY_SAID = "library.said"


LEVELS: Mapping[Event, Level] = {
    Event.JOB_STARTED: Level.DEBUG,
    Event.JOB_FAILED: Level.WARNING,
    Event.MODEL_FAILED: Level.WARNING,
    Event.UNEXPECTED: Level.ERROR,
}
"""Of those that aren't INFO."""


class Shape(StrEnum):
    """What a field's values are."""

    ID = "id"  # a UUID, perhaps after a word that says of what
    COUNT = "count"
    WORD = "word"  # a name out of the program's text
    ROUTE = "route"  # the pattern of an address, not the address
    TYPE = "type"  # the name of an error's class
    CODE = "code"
    PLACE = "place"  # a module and a line of the program


FIELDS: Mapping[str, Shape] = {
    "request": Shape.ID,
    "run": Shape.ID,
    "kind": Shape.WORD,
    "step": Shape.WORD,
    "state": Shape.WORD,
    "command": Shape.WORD,
    "provider": Shape.WORD,
    "task": Shape.WORD,
    "database": Shape.WORD,
    "method": Shape.WORD,
    "logger": Shape.WORD,
    "level": Shape.WORD,
    "route": Shape.ROUTE,
    "status": Shape.COUNT,
    "exit": Shape.COUNT,
    "number": Shape.COUNT,
    "duration_ms": Shape.COUNT,
    "input_tokens": Shape.COUNT,
    "output_tokens": Shape.COUNT,
    "error": Shape.TYPE,
    "code": Shape.CODE,
    "place": Shape.PLACE,
}
"""Every field that there is."""

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
NAME = r"[a-z][a-z0-9_]{0,23}"
FORMS: Mapping[Shape, re.Pattern[str]] = {
    Shape.ID: re.compile(rf"(?:[a-z][a-z-]{{0,23}}-)?{UUID}"),
    Shape.WORD: re.compile(rf"{NAME}(?:[-. ]{NAME}){{0,5}}"),
    Shape.ROUTE: re.compile(r"(?:/(?:[a-z][a-z0-9.-]{0,23}|\{[a-z_]{1,32}\}))*/?"),
    Shape.TYPE: re.compile(r"_?[A-Z][A-Za-z0-9]{0,63}"),
    Shape.CODE: re.compile(r"[A-Z]+(?:_[A-Z]+){0,5}"),
    Shape.PLACE: re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,79}:[0-9]{1,6}"),
}

Value = int | str | None


@attrs.frozen(kw_only=True)
class Entry:
    """A line before it is written: nothing is in it but what its fields take."""

    event: Event
    fields: Mapping[str, int | str]

    @property
    def level(self) -> Level:
        """How much it matters."""
        return LEVELS.get(self.event, Level.INFO)


def entry(event: Event, fields: Mapping[str, Value]) -> Entry:
    """A line about an event; what a field doesn't take is left out of it, and so is what is None.

    A line that can't be said right must not stop the work that it is about, hence no error.
    """
    told: dict[str, int | str] = {}
    for name, value in fields.items():
        if name not in FIELDS:
            told["refused"] = REFUSED
        elif value is not None:
            told[name] = value if takes(FIELDS[name], value) else REFUSED
    return Entry(event=event, fields=told)


def takes(shape: Shape, value: object) -> bool:
    """Whether a value is what it should be; a subclass of text or number may show something else, and isn't."""
    if shape is Shape.COUNT:
        return type(value) is int and 0 <= value < 10**12
    return isinstance(value, str) and FORMS[shape].fullmatch(str(value)) is not None
