"""A copy of a SQLite database before its schema changes under it."""

import time
from pathlib import Path

from specstep.adapters.persistence import migrations
from specstep.adapters.persistence.backup import backup
from specstep.adapters.persistence.engines import sqlite_path

KEPT_S = 30 * 24 * 3600
"""For how long the copy is kept: whoever was deleted since then is in it."""


def back_up_before_upgrade(url: str) -> Path | None:
    """Copy the database where it is about to be upgraded, and say where to; None where nothing needs to be done.

    There is one such copy at most, beside the database; it goes at the first start after 30 days.

    Raises:
        Unavailable: it can't be copied.
    """
    database = sqlite_path(url)
    if database is None:
        return None
    copy = database.with_name(f"{database.name}.before-upgrade")
    if copy.exists() and time.time() - copy.stat().st_mtime > KEPT_S:
        copy.unlink()
    if not database.exists() or migrations.is_current(url):
        return None
    copy.unlink(missing_ok=True)
    backup(url, copy)
    return copy
