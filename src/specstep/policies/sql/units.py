"""Units of work: one short transaction each, done again where the database gave way to somebody else's."""

from collections.abc import Callable
from typing import TypeVar

import sqlalchemy as sa

Result = TypeVar("Result")

TRIES = 5
DEADLOCK, UNSERIALIZABLE, LOCKED = "40P01", "40001", "55P03"  # PostgreSQL's own
SQLITE_BUSY, SQLITE_LOCKED = 5, 6


def in_transaction(connection: sa.Connection, work: Callable[[], Result]) -> Result:
    """Do a unit of work in a transaction of its own; when the database gives way to another, do it again.

    The work must be right from any state that it finds, as every unit of a sweep or an erasure is.

    Raises:
        DBAPIError: it failed otherwise, or gave way too often.
    """
    for left in reversed(range(TRIES)):
        try:
            with connection.begin():
                return work()
        except sa.exc.DBAPIError as error:
            if not (left and gave_way(error)):
                raise
    raise AssertionError("unreachable")


def gave_way(error: sa.exc.DBAPIError) -> bool:
    """Whether the database refused because of what another transaction is just doing."""
    cause = error.orig
    if getattr(cause, "sqlstate", None) in (DEADLOCK, UNSERIALIZABLE):
        return True
    code = getattr(cause, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in (SQLITE_BUSY, SQLITE_LOCKED)


def first_line(error: Exception) -> str:
    """What a database says, in a line, without the statement and its values."""
    return next(iter(str(getattr(error, "orig", None) or error).splitlines()), "")


def is_locked(error: sa.exc.DBAPIError) -> bool:
    """Whether a row or table was held by somebody else for longer than was to be waited."""
    return getattr(error.orig, "sqlstate", None) == LOCKED
