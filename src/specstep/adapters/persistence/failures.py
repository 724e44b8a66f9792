"""What drivers raise, and what that means here: one table for each kind of database."""

from collections.abc import Callable

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from specstep.domain.errors import BadInput, Conflict, SpecStepError, StorageFull, Unavailable

SERVICE = "The database"
Meaning = Callable[[str], SpecStepError]


def _unavailable(reason: str, way_out: str | None = None) -> Meaning:
    return lambda _: Unavailable(service=SERVICE, reason=reason, way_out=way_out)


def _taken(conflict: str) -> SpecStepError:
    return Conflict(what=conflict)


def _dangling(conflict: str) -> SpecStepError:
    del conflict
    return Conflict(what="It refers to something that does not exist, or something still refers to it.")


def _refused(conflict: str) -> SpecStepError:
    del conflict
    return BadInput(where=SERVICE, what="a value breaks a rule of its table.")


def _full(conflict: str) -> SpecStepError:
    del conflict
    return StorageFull(service=SERVICE, reason="the disk is full.", way_out="Make room, then try again.")


def _lost_race(conflict: str) -> SpecStepError:
    del conflict
    return Conflict(what="Somebody else changed the same rows at the same time.", way_out="Try again.")


_READ_ONLY = _unavailable(
    "it can only be read.", "Check the permissions of the file and its folder, or use a unit that writes."
)
_BUSY = _unavailable("another process has kept it locked for too long.", "Try again; see what else has it open.")
_CONNECTION = _unavailable("there is no connection to it.", "See that the server runs and the address is right.")
_BROKEN = _unavailable("the file is damaged or is no database.", "Restore a backup.")
_NO_SCHEMA = _unavailable("its tables are missing or out of date.", "Run `specstep db upgrade`.")

SQLITE: tuple[tuple[str, Meaning], ...] = (  # by the start of SQLite's error name
    ("SQLITE_CONSTRAINT_UNIQUE", _taken),
    ("SQLITE_CONSTRAINT_PRIMARYKEY", _taken),
    ("SQLITE_CONSTRAINT_FOREIGNKEY", _dangling),
    ("SQLITE_CONSTRAINT", _refused),
    ("SQLITE_FULL", _full),
    ("SQLITE_READONLY", _READ_ONLY),
    ("SQLITE_BUSY", _BUSY),
    ("SQLITE_LOCKED", _BUSY),
    ("SQLITE_CANTOPEN", _unavailable("the file can't be opened.", "Check that its folder exists and is yours.")),
    ("SQLITE_CORRUPT", _BROKEN),
    ("SQLITE_NOTADB", _BROKEN),
    ("SQLITE_TOOBIG", lambda _: BadInput(where=SERVICE, what="a text is larger than the database takes.")),
    ("SQLITE_IOERR", _unavailable("the disk failed.", "Check the disk, and that it has room, then try again.")),
)

POSTGRESQL: tuple[tuple[str, Meaning], ...] = (  # by the start of the SQLSTATE
    ("23505", _taken),
    ("23503", _dangling),
    ("23", _refused),
    ("22021", lambda _: BadInput(where=SERVICE, what="a text holds characters that the database can't keep.")),
    ("25006", _READ_ONLY),
    ("40", _lost_race),
    ("55P03", _BUSY),
    ("53100", _full),
    ("53", _unavailable("it has no resources left for another connection.", "Try again in a moment.")),
    ("3D000", _unavailable("there is no such database on the server.", "Create it.")),
    ("28", _unavailable("it refuses the user or password.", "Check the address.")),
    ("42P01", _NO_SCHEMA),
    ("42703", _NO_SCHEMA),
    ("08", _CONNECTION),
    ("57P", _CONNECTION),
)


def translate(error: Exception, conflict: str = "It exists already.") -> SpecStepError:
    """The error of ours that a driver's stands for.

    Args:
        error: what SQLAlchemy or a driver raised while connecting, executing or committing.
        conflict: what to say when something unique is taken.
    """
    if isinstance(error, PoolTimeout):
        return _unavailable("too many units of work are waiting for it.", "Try again in a moment.")(conflict)
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    name = str(getattr(cause, "sqlite_errorname", ""))
    state = str(getattr(cause, "sqlstate", None) or "")
    for found, table in ((name, SQLITE), (state, POSTGRESQL)):
        for start, meaning in table:
            if found and found.startswith(start):
                return meaning(conflict)
    if "no such table" in str(cause) or "no such column" in str(cause):  # SQLite has one name for all of these
        return _NO_SCHEMA(conflict)
    if isinstance(error, OSError) or (isinstance(error, DBAPIError) and error.connection_invalidated):
        return _CONNECTION(conflict)
    if isinstance(error, SQLAlchemyError | OSError):
        # INVARIANT: no statement and no parameter is repeated here; both may hold content of people.
        return _unavailable(f"it failed with {type(cause).__name__}.")(conflict)
    return _unavailable(f"its driver failed with {type(error).__name__}.")(conflict)
