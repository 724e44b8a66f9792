"""The program's log over Python's logging."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType

from specstep.domain.logs import Entry, Event, Value, entry

LOGGER = "specstep"
ATTRIBUTE = "specstep_entry"

NOTHING: Mapping[str, Value] = MappingProxyType({})
_bound: ContextVar[Mapping[str, Value]] = ContextVar("specstep_log", default=NOTHING)


class StandardLog:
    """Hands entries to the logger `specstep`; whoever embeds the library decides what becomes of them.

    The record's message is the event's name, and its entry is among its attributes.
    """

    def __init__(self) -> None:
        self._logger = logging.getLogger(LOGGER)

    def record(self, event: Event, **fields: Value) -> None:
        """Tell of an event."""
        told = entry(event, {**_bound.get(), **fields})
        if self._logger.isEnabledFor(told.level):
            self._logger.log(told.level, "%s", event.value, extra={ATTRIBUTE: told})

    @contextmanager
    def bound(self, **fields: Value) -> Iterator[None]:
        """Bind fields for what is told inside."""
        token = _bound.set({**_bound.get(), **fields})
        try:
            yield
        finally:
            _bound.reset(token)


def entry_of(record: logging.LogRecord) -> Entry:
    """What may be told of a record, whoever wrote it: of a library's only where and how much it matters."""
    found = getattr(record, ATTRIBUTE, None)
    if isinstance(found, Entry):
        return found
    error = record.exc_info[0] if record.exc_info and record.exc_info[0] is not None else None
    fields: dict[str, Value] = {
        **_bound.get(),
        "logger": record.name.lower(),
        "level": record.levelname.lower(),
        "place": f"{record.module}:{record.lineno}",
        "error": None if error is None else error.__name__,
    }
    return entry(Event.LIBRARY_SAID, fields)
