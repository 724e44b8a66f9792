"""Who runs what: each process holds the lock on its own executor id, so that a free lock means a dead process."""

import itertools
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

import attrs
import sqlalchemy as sa


class Executors(Protocol):
    """Locks on executor ids. Synchronous: the engine's threads use them."""

    def claim(self) -> str:
        """Take an id that nobody holds; it is held until `release` or the end of the process."""
        ...

    def keep(self) -> None:
        """Take the lock again if the connection that held it was lost."""
        ...

    def if_dead(self, executor: str) -> AbstractContextManager[bool]:
        """Hold an executor's lock for a moment; False when its process lives."""
        ...

    def release(self) -> None: ...


@attrs.define(eq=False)
class FileExecutors:
    """Locks on files beside a SQLite file; the operating system frees them when a process dies.

    They are SQLite's own locks on empty files: these work alike on every system.
    """

    folder: Path
    _held: sqlite3.Connection | None = None

    def claim(self) -> str:
        """Take the lowest free number, so that few files lie around."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for number in itertools.count():
            held = self._lock(f"local-{number}")
            if held is not None:
                self._held = held
                return f"local-{number}"
        raise AssertionError

    def keep(self) -> None:
        """Nothing: such a lock can't be lost while the process lives."""

    @contextmanager
    def if_dead(self, executor: str) -> Iterator[bool]:
        """Hold an executor's lock for a moment; False when its process lives."""
        held = self._lock(executor)
        try:
            yield held is not None
        finally:
            if held is not None:
                held.close()

    def release(self) -> None:
        """Let go of the own id."""
        if self._held is not None:
            self._held.close()
            self._held = None

    def _lock(self, executor: str) -> sqlite3.Connection | None:
        connection = sqlite3.connect(
            self.folder / f"{executor}.lock", timeout=0, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            connection.close()
            return None
        return connection


@attrs.define(eq=False)
class AdvisoryExecutors:
    """Advisory locks of PostgreSQL, each held by a session of its own: no transaction pooler may sit in between.

    Ids are never used twice: who lost its session may take its own id again without meeting a successor.
    """

    engine: sa.Engine
    _id: str = ""
    _session: sa.Connection | None = None

    def claim(self) -> str:
        """Take a new id."""
        self._id = f"worker-{uuid.uuid4().hex}"
        self._hold()
        return self._id

    def keep(self) -> None:
        """Take the lock again if its session was lost."""
        try:
            if self._session is not None:
                self._session.execute(sa.text("SELECT 1"))
                return
        except sa.exc.SQLAlchemyError:
            self._drop()
        self._hold()

    @contextmanager
    def if_dead(self, executor: str) -> Iterator[bool]:
        """Hold an executor's lock for a moment; False when its process lives."""
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as session:
            free = bool(
                session.execute(sa.text(f"SELECT pg_try_advisory_lock({_KEY})"), {"id": executor}).scalar()
            )
            try:
                yield free
            finally:
                if free:
                    session.execute(sa.text(f"SELECT pg_advisory_unlock({_KEY})"), {"id": executor})

    def release(self) -> None:
        """Let go of the own id."""
        self._drop()

    def _hold(self) -> None:
        session = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        session.detach()  # closing it closes the session, and so frees the lock
        # A machine that vanished is noticed within seconds, not within the two hours of TCP's default.
        for setting, seconds in (("tcp_keepalives_idle", 5), ("tcp_keepalives_interval", 2)):
            session.execute(sa.text(f"SET {setting} = {seconds}"))
        session.execute(sa.text("SET tcp_keepalives_count = 3"))
        if session.execute(sa.text(f"SELECT pg_try_advisory_lock({_KEY})"), {"id": self._id}).scalar():
            self._session = session
        else:  # somebody is taking over our work at this moment; the next round holds it again
            session.close()

    def _drop(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.close()


_KEY = "hashtextextended(CAST(:id AS text), 7353)"  # the seed keeps our keys apart from others' advisory locks
