"""Durable work with DBOS, on SQLite or PostgreSQL: one code path, one host per process."""

import asyncio
import contextlib
import contextvars
import logging
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa

from specstep.adapters.persistence.engines import SQLITE_PRAGMAS, create_sync_engine, parse, sqlite_path
from specstep.adapters.persistence.failures import translate
from specstep.adapters.workflows.context import Execution, Gate
from specstep.adapters.workflows.executors import AdvisoryExecutors, Executors, FileExecutors
from specstep.adapters.workflows.journal import RunFailed
from specstep.adapters.workflows.payloads import JsonPayloads, Seal
from specstep.adapters.workflows.stranded import StrandedRuns, until_trouble
from specstep.adapters.workflows.threads import in_thread
from specstep.domain.errors import AlreadyOpen, CannotDecrypt, MasterKeyMissing, SpecStepError, Unavailable
from specstep.domain.ids import AccountId, RunId
from specstep.domain.logs import Event
from specstep.ports.logs import SILENCE, Log
from specstep.ports.workflows import Handler, Job, Json, ProgressEvent, RunInfo

if TYPE_CHECKING:
    from specstep.adapters.workflows.dbos_engine import DbosEngine, DbosJournal

SWEEP_S = 2.0
UNWINDING_S = 5.0
"""How long handlers may take to clean up after they were interrupted."""
ATTEMPTS = 10
"""A run that was cut off this often is taken to be the cause, and ends as failed."""


@contextmanager
def _in_our_words() -> Iterator[None]:
    """What the driver raises, as an error of ours."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        raise translate(error) from error


class DbosWorkflows:
    """Runs jobs of this process and takes over those of dead ones.

    `connect` is enough to submit, follow and end runs; `start` runs them, too. `drain` closes both. Where no key can
    be read that payloads are sealed under, it runs and takes no jobs until that is put right and it starts again.
    """

    _open: str | None = None  # the address of the one that is connected

    def __init__(
        self,
        url: str,
        *,
        seal: Seal | None = None,
        log: Log = SILENCE,
        attempts: int = ATTEMPTS,
        sweep_s: float = SWEEP_S,
    ) -> None:
        self._url = url
        self._payloads = JsonPayloads(seal)
        self._log = log
        self._locked: SpecStepError | None = None
        self._attempts = attempts
        self._sweep_s = sweep_s
        self._handlers: Mapping[str, Handler] = {}
        self._gate = Gate()
        self._running: dict[RunId, set[Execution]] = {}
        self._sql: sa.Engine | None = None
        self._engine: DbosEngine | None = None
        self._executors: Executors | None = None
        self._executor = ""
        self._sweeping: asyncio.Task[None] | None = None
        self._connecting = asyncio.Lock()
        self._stranded = StrandedRuns()

    async def connect(self) -> None:
        """Open the database and bring the engine's tables up to date.

        Raises:
            AlreadyOpen: this process has a host; the engine is a singleton.
        """
        async with self._connecting:
            if self._engine is not None:
                return
            if DbosWorkflows._open is not None:
                raise AlreadyOpen(url=DbosWorkflows._open)
            DbosWorkflows._open = parse(self._url).render_as_string()  # the password is left out
            try:
                try:
                    await self._payloads.ready()
                    self._locked = None
                except (MasterKeyMissing, CannotDecrypt) as error:
                    self._locked = error
                with _in_our_words():
                    self._sql, self._engine = await in_thread(self._make)
            except BaseException:
                DbosWorkflows._open = None
                raise

    def _make(self) -> "tuple[sa.Engine, DbosEngine]":
        from specstep.adapters.workflows.dbos_engine import DbosEngine  # slow, and seldom needed

        sql = engine_for(self._url)
        engine = DbosEngine(sql, self._payloads, self._attempts)
        engine.migrate()
        return sql, engine

    async def start(self, handlers: Mapping[str, Handler]) -> None:
        """Take up work, that of an earlier life of this process first.

        Raises:
            AlreadyOpen: this process has a host; the engine is a singleton.
        """
        await self.connect()
        try:
            with _in_our_words():
                await self._start(handlers)
        except BaseException:
            await self.drain(timeout_s=0)
            raise

    async def _start(self, handlers: Mapping[str, Handler]) -> None:
        engine, sql = self._connected, cast("sa.Engine", self._sql)
        if self._locked is not None:
            return  # the engine would take for failed what it can't read
        self._handlers = handlers
        self._gate = Gate()
        path = sqlite_path(self._url)
        executors: Executors = AdvisoryExecutors(sql) if path is None else FileExecutors(folder_for(path))
        self._executor = await in_thread(executors.claim)
        self._executors = executors
        await in_thread(engine.recover, self._executor)  # of the one who had this id before us
        await in_thread(take_over, engine, executors, self._executor)
        engine.launch(self._executor, self._run)
        self._sweeping = asyncio.create_task(self._sweep())

    async def drain(self, *, timeout_s: float) -> None:
        """Start no further step, wait for those in flight, let go; what is left carries on elsewhere."""
        engine, self._engine = self._engine, None
        if engine is None:
            return
        self._gate.closed = True
        if self._sweeping is not None:
            self._sweeping.cancel()
            await asyncio.gather(self._sweeping, return_exceptions=True)
            self._sweeping = None
        await self._gate.idle(timeout_s)
        tasks = [execution.task for runs in self._running.values() for execution in runs if execution.task]
        for execution in [execution for runs in self._running.values() for execution in runs]:
            execution.interrupt()
        if tasks:
            await asyncio.wait(tasks, timeout=UNWINDING_S)
        loop = asyncio.get_running_loop()
        closer = ThreadPoolExecutor(1)
        await loop.run_in_executor(closer, self._close, engine)
        closer.shutdown(wait=False)
        # The engine put its own pool, now closed, under the loop; whoever lives on needs another one.
        loop.set_default_executor(ThreadPoolExecutor())
        DbosWorkflows._open = None

    def _close(self, engine: "DbosEngine") -> None:
        engine.destroy()
        if self._executors is not None:
            self._executors.release()
            self._executors = None
        if self._sql is not None:
            self._sql.dispose()
            self._sql = None

    async def submit(self, job: Job) -> None:
        """Start the job soon, in this process if it runs jobs; a key that was submitted before changes nothing."""
        engine = self._unlocked
        with _in_our_words():
            if self._executors is None or self._gate.closed:
                await engine.enqueue(job)
                return
            # A context of its own: a job submitted by a running one must not become a part of it.
            await asyncio.create_task(engine.start(job), context=contextvars.Context())

    async def submit_in(self, transaction: object, job: Job) -> None:
        """The same, inside the caller's unit of work (an AsyncSession or AsyncConnection on this database)."""
        engine = self._unlocked
        await cast("Any", transaction).run_sync(lambda session: engine.enqueue_in(session, job))

    async def cancel(self, key: RunId) -> None:
        """No step starts any more; the step in flight is interrupted: here at once, elsewhere within a second."""
        with _in_our_words():
            await self._connected.cancel(key)
        for execution in list(self._running.get(key, ())):
            execution.interrupt()

    async def resume(self, key: RunId) -> None:
        """Carry on a failed or cancelled run after its last finished step."""
        with _in_our_words():
            await self._unlocked.resume(key)

    async def signal(self, key: RunId, topic: str, value: Json) -> None:
        """Leave a value for a run that waits for it, or will."""
        with _in_our_words():
            await self._unlocked.send(key, topic, value)

    async def info(self, key: RunId) -> RunInfo | None:
        """A run as it is now; None if there is none."""
        with _in_our_words():
            return await self._connected.info(key)

    async def progress(self, key: RunId, *, after: int = -1) -> AsyncIterator[ProgressEvent]:
        """Events with an offset beyond `after`, past and future; ends when the run has ended."""
        offset = after + 1
        values = self._connected.events(key, offset)
        with _in_our_words():
            async for value in until_trouble(values, lambda: self._stranded.reason(key)):
                yield ProgressEvent(offset=offset, value=value)
                offset += 1

    async def last_event(self, key: RunId) -> ProgressEvent | None:
        """The newest event."""
        with _in_our_words():
            found = await self._connected.last_event(key)
        return None if found is None else ProgressEvent(offset=found[0], value=found[1])

    async def find(self, *, account: AccountId | None = None, run_prefix: str | None = None) -> Sequence[RunInfo]:
        """All runs, oldest first."""
        with _in_our_words():
            return await self._connected.find(account, run_prefix)

    async def purge(
        self,
        *,
        finished_before: datetime | None = None,
        run_prefix: str | None = None,
        account: AccountId | None = None,
    ) -> int:
        """Remove finished runs with everything the engine keeps of them; how many there were."""
        with _in_our_words():
            return await self._connected.purge(finished_before, run_prefix, account)

    @property
    def _connected(self) -> "DbosEngine":
        if self._engine is None:
            raise Unavailable(service="The workflow engine", reason="it is not connected.")
        return self._engine

    @property
    def _unlocked(self) -> "DbosEngine":
        engine = self._connected
        if self._locked is not None:
            raise self._locked
        return engine

    async def _run(self, job: Job, journal: "DbosJournal") -> Json:
        """Run one execution of a job, and tell of it."""
        with self._log.bound(run=run_told(job), kind=job.kind):
            self._log.record(Event.JOB_STARTED)
            began = time.monotonic()
            try:
                result = await self._execute(job, journal)
            except RunFailed as failed:
                self._log.record(Event.JOB_FAILED, step=failed.step, error=failed.error, duration_ms=_since(began))
                raise
            except BaseException as error:
                # Interrupted, or the engine itself; whoever goes on tells how it ends.
                self._log.record(Event.JOB_ENDED, state="interrupted", error=type(error).__name__)
                raise
            self._log.record(Event.JOB_ENDED, state="done", duration_ms=_since(began))
            return result

    async def _execute(self, job: Job, journal: "DbosJournal") -> Json:
        handler = self._handlers.get(job.kind)
        if handler is None:
            raise RunFailed(step=None, reason=f"nobody here handles {job.kind!r}")
        execution = Execution(job, journal, self._gate)
        self._running.setdefault(job.key, set()).add(execution)
        try:
            return await execution.run(handler)
        finally:
            if journal.failure is not None:
                self._stranded.failed(job.key, journal.failure)
            runs = self._running[job.key]
            runs.discard(execution)
            if not runs:
                del self._running[job.key]

    async def _sweep(self) -> None:
        """Take over the runs of dead processes, and put back those that got lost in this one, again and again."""
        engine, executors = self._connected, cast("Executors", self._executors)
        while True:
            await asyncio.sleep(self._sweep_s)
            with contextlib.suppress(SpecStepError):  # the keys that are known will do until the next round
                await self._payloads.ready()
            try:
                marked = await in_thread(take_over, engine, executors, self._executor)
                for run in self._stranded.look(marked, self._running.keys()):
                    await in_thread(engine.requeue, run, self._executor)
            except Exception as error:  # noqa: BLE001  (a database that is away may be back in the next round)
                logging.getLogger("specstep.workflows").debug("sweep: %s", type(error).__name__)


def run_told(job: Job) -> str | None:
    """The run as log lines name it; not one whose key leads to its account."""
    return None if job.account_id in job.key else job.key


def _since(began: float) -> int:
    return int((time.monotonic() - began) * 1000)


def take_over(engine: "DbosEngine", executors: Executors, own: str) -> set[RunId]:
    """Put the runs of dead executors back into the queue; answers those that are marked as running on our own."""
    executors.keep()
    marked = engine.marked_as_running()
    for executor in marked.keys() - {own}:
        with executors.if_dead(executor) as dead:
            if dead:
                engine.recover(executor)
    return marked.get(own, set())


def folder_for(path: Path) -> Path:
    """Where the locks of the processes on a SQLite file lie."""
    return path.with_name(f"{path.name}.executors")


def engine_for(url: str) -> sa.Engine:
    """The engine that DBOS uses.

    On SQLite, DBOS relies on the driver to begin transactions, and only before writes: its polling must not take
    the write lock each time, and its migrations begin by themselves. Hence not the engine of the units of work.
    """
    if sqlite_path(url) is None:
        return create_sync_engine(url)
    engine = sa.create_engine(
        parse(url).set(drivername="sqlite+pysqlite"), connect_args={"isolation_level": "IMMEDIATE"}
    )

    def connected(connection: Any, record: object) -> None:
        del record
        for pragma in SQLITE_PRAGMAS:
            connection.execute(pragma)

    sa.event.listen(engine, "connect", connected)
    return engine
