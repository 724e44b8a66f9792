"""Turns on the log of a process: for programs that are ours, never for a library's host."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import platformdirs

from specstep.adapters.logs.files import DailyFiles
from specstep.adapters.logs.lines import CarefulStream, JsonLines, TextLines


@contextmanager
def logging_to(*, form: str = "text", level: str = "warning", folder: Path | None = None) -> Iterator[None]:
    """Have everything that this process logs, libraries included, go through our filter, until the end.

    Args:
        form: "text" or "json".
        level: the least that is told: "debug", "info", "warning" or "error".
        folder: where daily files are kept; None: standard error.
    """
    handler: logging.Handler = CarefulStream() if folder is None else DailyFiles(folder)
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    root = logging.getLogger()
    # INVARIANT: no other handler of this process sees a record: what libraries put up would write what they say.
    before, level_before = root.handlers[:], root.level
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    try:
        yield
    finally:
        root.handlers[:] = before
        root.setLevel(level_before)
        handler.close()


def asked_for() -> dict[str, Any]:
    """What the settings say of the log, for `logging_to`.

    Where nothing can say anything of it the settings aren't read: that takes longer than some commands take.

    Raises:
        Misconfigured: the settings can't be read.
    """
    config = platformdirs.user_config_path("specstep", appauthor=False) / "config.toml"
    if not config.exists() and not any(name.startswith("SPECSTEP_LOG") for name in os.environ):
        return {}
    from specstep.entrypoints.settings import load_settings

    settings = load_settings()
    return {"form": settings.log, "level": settings.log_level, "folder": settings.log_folder}


def place_of(error: BaseException) -> str:
    """Where an error came from: module and line, and nothing of what it says."""
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    if last is None:
        return "unknown:0"
    return f"{last.tb_frame.f_globals.get('__name__', 'unknown')}:{last.tb_lineno}"
