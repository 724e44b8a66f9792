"""Log records as lines: JSON for programs, text for terminals. The last filter is here."""

import json
import logging
import sys
from datetime import UTC, datetime

from specstep.adapters.logs.standard import entry_of
from specstep.domain.scrubbing import scrub

CLEAN = {"specstep_clean": True}
"""As `extra` of a record whose text is made of our own words alone; it is told as it is, less what looks wrong."""


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, event, then the fields."""

    def format(self, record: logging.LogRecord) -> str:
        """A line; whatever was handed in, it is one line and says only what it may."""
        told = entry_of(record)
        text = _clean_text(record)
        fields = dict(told.fields) if text is None else {"text": text}
        line = json.dumps({"event": told.event.value, **fields}, separators=(",", ":"))
        head = {"at": _time(record).isoformat(timespec="milliseconds"), "level": record.levelname.lower()}
        # The time is ours, and looks like what is taken out elsewhere.
        return json.dumps(head, separators=(",", ":"))[:-1] + "," + scrub(line)[1:]


class TextLines(logging.Formatter):
    """For reading along: time, level, event and the fields as name=value."""

    def format(self, record: logging.LogRecord) -> str:
        """A line; as above."""
        told = entry_of(record)
        text = _clean_text(record)
        if text is None:
            text = " ".join([told.event.value, *(f"{name}={value}" for name, value in told.fields.items())])
        return f"{_time(record):%H:%M:%S} {record.levelname.lower()} {scrub(' '.join(text.split()))}"


class CarefulStream(logging.StreamHandler):  # type: ignore[type-arg]
    """Writes to whatever standard error is now; what can't be written is given up without a word.

    The handler that it is made from would print what went wrong together with the record.
    """

    def __init__(self) -> None:
        super().__init__(sys.stderr)

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line."""
        self.stream = sys.stderr
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """Give up."""


def _clean_text(record: logging.LogRecord) -> str | None:
    if not getattr(record, "specstep_clean", False) or not record.name.startswith("specstep"):
        return None
    return record.getMessage()


def _time(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, UTC)
