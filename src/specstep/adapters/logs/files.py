"""Log files: one a day, by its date in UTC, each removed when its last line is 30 days old (RET-14)."""

import contextlib
import logging
import os
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

KEPT = timedelta(days=30)
NAME = re.compile(r"specstep-(\d{4}-\d{2}-\d{2})\.log")
MODE = 0o600


class DailyFiles(logging.Handler):
    """Appends each line at once to the file of its day; several processes may write to one folder.

    A line that can't be written is given up: a full disk must not stop what the line is about.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._day: date | None = None
        self._handle: int | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line."""
        try:
            line = self.format(record) + "\n"
            day = datetime.fromtimestamp(record.created, UTC).date()
            if day != self._day or self._handle is None:
                self._open(day)
            if self._handle is not None:
                os.write(self._handle, line.encode("utf-8", "backslashreplace"))
        except OSError:
            self._close()

    def close(self) -> None:
        """Close the file."""
        with self.lock or contextlib.nullcontext():
            self._close()
        super().close()

    def _open(self, day: date) -> None:
        self._close()
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"specstep-{day.isoformat()}.log"
        self._handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, MODE)
        self._day = day
        prune(self._folder, day)

    def _close(self) -> None:
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)


def prune(folder: Path, today: date) -> int:
    """Remove the files whose last line is older than 30 days; how many there were. Other files are not touched."""
    removed = 0
    if not folder.is_dir():
        return 0
    for path in folder.iterdir():
        found = NAME.fullmatch(path.name)
        if found is None:
            continue
        with contextlib.suppress(ValueError, OSError):  # no date after all, or somebody was faster
            if today - date.fromisoformat(found[1]) > KEPT:
                path.unlink()
                removed += 1
    return removed
