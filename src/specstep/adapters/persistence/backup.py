"""Copies of a SQLite database, made while it is in use, and put back."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from specstep.adapters.persistence.engines import SQLITE_PRAGMAS, sqlite_path
from specstep.adapters.persistence.failures import translate
from specstep.domain.errors import BadInput, Misconfigured


def backup(url: str, path: Path) -> None:
    """Write a whole, checked copy of the database; `path` appears at the end or not at all.

    Raises:
        Misconfigured: not SQLite.
        Unavailable: the database or the copy can't be read or written.
        BadInput: something is at `path` already, or there is no database.
    """
    source = _file(url)
    if path.exists():
        raise BadInput(where=str(path), what="is there already.", way_out="Name a new file.")
    if not source.exists():
        raise BadInput(where=str(source), what="is not there.")
    _copy(source, path)


def restore(url: str, path: Path, prepare: Callable[[str], None] | None = None) -> None:
    """Put a copy in the place of the database, which nobody may have open meanwhile.

    Args:
        url: the database's address.
        path: the copy, which stays as it is.
        prepare: gets the address of what is to be put in place, and may change it before anybody sees it; when it
            fails, the database stays as it was.

    Raises:
        Misconfigured: not SQLite.
        BadInput: there is no copy at `path`.
        Unavailable: the copy is damaged, or the database is in use; it stays as it was.
    """
    target = _file(url)
    if not path.is_file():
        raise BadInput(where=str(path), what="is not there.")
    fresh = target.with_name(f"{target.name}.restoring")
    _remove(fresh)
    try:
        _copy(path, fresh)
        if prepare is not None:
            prepare(f"sqlite:///{fresh}")
            _leave_alone(fresh)
        if target.exists():
            _leave_alone(target)
        fresh.replace(target)
    finally:
        _remove(fresh)


def _remove(path: Path) -> None:
    """Remove a database that never came into use, with its log."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _file(url: str) -> Path:
    path = sqlite_path(url)
    if path is None:
        raise Misconfigured(
            setting="database",
            what="Only SQLite is copied by SpecStep itself.",
            way_out="Use pg_dump and pg_restore.",
        )
    return path


def _copy(source: Path, target: Path) -> None:
    """Copy page by page through SQLite, check the copy, and only then give it its name."""
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)  # copies hold what people wrote
    try:
        with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as reading:
            reading.execute(SQLITE_PRAGMAS[0])
            with closing(sqlite3.connect(part)) as writing:
                reading.backup(writing)
                writing.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
                found = writing.execute("PRAGMA integrity_check").fetchone()[0]
                if found != "ok":
                    raise sqlite3.DatabaseError(found)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(target)
    except (sqlite3.Error, OSError) as error:
        raise translate(error) from error
    finally:
        part.unlink(missing_ok=True)


def _leave_alone(target: Path) -> None:
    """See that nobody has the database open, and take its log in, so that none is left to be replayed."""
    try:
        with closing(sqlite3.connect(target, timeout=0.5)) as connection:
            # Leaving WAL needs everybody else to be gone; that is the point.
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
            for suffix in ("-wal", "-shm"):  # a damaged one is what restoring is for
                target.with_name(target.name + suffix).unlink(missing_ok=True)
            return
        raise translate(error) from error
