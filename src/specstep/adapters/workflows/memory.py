"""Work in memory: the same contract without the durability. For tests, and for trying things out."""

import asyncio
import contextvars
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Protocol, cast

import attrs

from specstep.adapters.workflows.context import Execution, Gate
from specstep.adapters.workflows.journal import Body, Interrupted, RunFailed, Slot, changed_steps
from specstep.domain.errors import NotFound
from specstep.domain.ids import AccountId, RunId
from specstep.ports.workflows import Handler, Job, Json, ProgressEvent, RunInfo, RunState

ENDED = {RunState.DONE, RunState.FAILED, RunState.CANCELLED}


class Transaction(Protocol):
    """What `submit_in` needs of a unit of work in memory."""

    @property
    def after_commit(self) -> list[Callable[[], None]]: ...


@attrs.define(eq=False)
class _Run:
    job: Job
    state: str = RunState.QUEUED
    error: RunFailed | None = None
    result: Json = None
    ended_at: datetime | None = None
    places: dict[int, tuple[str, Json]] = attrs.field(factory=dict)
    events: list[tuple[str | None, Json]] = attrs.field(factory=list)
    signals: dict[str, list[Json]] = attrs.field(factory=dict)
    changed: asyncio.Event = attrs.field(factory=asyncio.Event)
    execution: Execution | None = None
    task: "asyncio.Task[None] | None" = None

    def change(self) -> None:
        """Wake up whoever waits for something to happen to this run."""
        self.changed.set()
        self.changed = asyncio.Event()


@attrs.define(eq=False)
class MemoryStore:
    """What outlives a host in memory: hand it to the next one, as a process would find its database."""

    runs: dict[RunId, _Run] = attrs.field(factory=dict)


@attrs.define(eq=False)
class _MemoryJournal:
    _run: _Run
    _next: int = 0

    def reserve(self, name: str) -> Slot:
        place = self._take()

        async def slot(body: Body) -> Json:
            if place not in self._run.places:
                self._run.places[place] = (name, _as_stored(await body()))
            recorded, value = self._run.places[place]
            if recorded != name:
                raise changed_steps(name)
            return _as_stored(value)

        return slot

    async def sleep(self, seconds: float) -> None:
        async def until() -> Json:
            return asyncio.get_running_loop().time() + seconds

        end = cast("float", await self.reserve("sleep")(until))
        await asyncio.sleep(end - asyncio.get_running_loop().time())

    async def wait_signal(self, topic: str, timeout_s: float) -> Json:
        async def receive() -> Json:
            try:
                async with asyncio.timeout(timeout_s):
                    while not (waiting := self._run.signals.get(topic)):
                        await self._run.changed.wait()
            except TimeoutError:
                return None
            return waiting.pop(0)

        return await self.reserve("signal")(receive)

    async def append(self, key: str | None, value: Json) -> None:
        if key is None or all(key != known for known, _ in self._run.events):
            self._run.events.append((key, _as_stored(value)))
            self._run.change()

    def _take(self) -> int:
        self._next += 1
        return self._next


class MemoryWorkflows:
    """Runs jobs in this process, for as long as it lives."""

    def __init__(self, store: MemoryStore | None = None) -> None:
        self._runs = (store or MemoryStore()).runs
        self._handlers: Mapping[str, Handler] | None = None
        self._gate = Gate()

    async def connect(self) -> None:
        """Nothing: it is ready."""

    async def start(self, handlers: Mapping[str, Handler]) -> None:
        """Take up work, that of an earlier life first."""
        self._handlers = handlers
        self._gate = Gate()
        for run in self._runs.values():
            if run.state not in ENDED:
                self._launch(run)

    async def drain(self, *, timeout_s: float) -> None:
        """Start no further step, wait for those in flight, let go."""
        self._gate.closed = True
        self._handlers = None
        await self._gate.idle(timeout_s)
        for run in self._runs.values():
            if run.execution is not None:
                run.execution.interrupt()
        await asyncio.gather(*(run.task for run in self._runs.values() if run.task), return_exceptions=True)

    async def submit(self, job: Job) -> None:
        """Start the job; a key that was submitted before changes nothing."""
        self._submit(job)

    async def submit_in(self, transaction: object, job: Job) -> None:
        """The same, once the caller's unit of work in memory has committed."""
        cast("Transaction", transaction).after_commit.append(lambda: self._submit(job))

    async def cancel(self, key: RunId) -> None:
        """End a run; nothing happens when it has ended."""
        run = self._find(key)
        if run.state not in (RunState.DONE, RunState.FAILED):
            self._end(run, RunState.CANCELLED)
            if run.execution is not None:
                run.execution.interrupt()

    async def resume(self, key: RunId) -> None:
        """Carry on a failed or cancelled run."""
        run = self._find(key)
        if run.state in (RunState.FAILED, RunState.CANCELLED):
            run.state, run.error, run.ended_at = RunState.QUEUED, None, None
            self._launch(run)

    async def signal(self, key: RunId, topic: str, value: Json) -> None:
        """Leave a value for a run that waits for it, or will."""
        run = self._find(key)
        run.signals.setdefault(topic, []).append(_as_stored(value))
        run.change()

    async def info(self, key: RunId) -> RunInfo | None:
        """A run as it is now."""
        run = self._runs.get(key)
        return None if run is None else self._told(run)

    async def find(self, *, account: AccountId | None = None, run_prefix: str | None = None) -> Sequence[RunInfo]:
        """All runs, oldest first."""
        return [self._told(run) for run in self._runs.values() if _is_meant(run.job, account, run_prefix)]

    def _told(self, run: _Run) -> RunInfo:
        return RunInfo(
            key=run.job.key,
            kind=run.job.kind,
            state=run.state,
            error=str(run.error) if run.error else None,
            failed_step=run.error.step if run.error else None,
            result=run.result,
        )

    async def progress(self, key: RunId, *, after: int = -1) -> AsyncIterator[ProgressEvent]:
        """Events with an offset beyond `after`, past and future; ends when the run has ended."""
        run = self._find(key)
        offset = after + 1
        while True:
            while offset < len(run.events):
                yield ProgressEvent(offset=offset, value=_as_stored(run.events[offset][1]))
                offset += 1
            if run.state in ENDED:
                return
            await run.changed.wait()

    async def last_event(self, key: RunId) -> ProgressEvent | None:
        """The newest event."""
        events = self._find(key).events
        return ProgressEvent(offset=len(events) - 1, value=_as_stored(events[-1][1])) if events else None

    async def purge(
        self,
        *,
        finished_before: datetime | None = None,
        run_prefix: str | None = None,
        account: AccountId | None = None,
    ) -> int:
        """Forget finished runs; how many there were."""
        gone = [
            key
            for key, run in self._runs.items()
            if run.ended_at is not None
            and (finished_before is None or run.ended_at < finished_before)
            and _is_meant(run.job, account, run_prefix)
        ]
        for key in gone:
            del self._runs[key]
        return len(gone)

    def _submit(self, job: Job) -> None:
        if job.key not in self._runs:
            self._runs[job.key] = _Run(
                attrs.evolve(job, payload=cast("dict[str, Json]", _as_stored(dict(job.payload))))
            )
            self._launch(self._runs[job.key])

    def _launch(self, run: _Run) -> None:
        if self._handlers is not None:
            before, run.task = run.task, None
            run.task = asyncio.create_task(self._execute(run, before), context=contextvars.Context())

    async def _execute(self, run: _Run, before: "asyncio.Task[None] | None") -> None:
        if before is not None:
            await asyncio.gather(before, return_exceptions=True)
        if run.state != RunState.QUEUED and run.state != RunState.RUNNING:
            return
        if self._handlers is None:
            return  # drained before it began: the next host takes it up
        handler = self._handlers.get(run.job.kind)
        if handler is None:
            run.error = RunFailed(step=None, reason=f"nobody here handles {run.job.kind!r}")
            self._end(run, RunState.FAILED)
            return
        run.state = RunState.RUNNING
        run.execution = Execution(run.job, _MemoryJournal(run), self._gate)
        try:
            result = _as_stored(await run.execution.run(handler))
        except RunFailed as failed:
            run.error = failed
            self._end(run, RunState.FAILED)
        except (Interrupted, asyncio.CancelledError):
            return
        else:
            run.result = result
            self._end(run, RunState.DONE)
        finally:
            run.execution = None

    def _end(self, run: _Run, state: str) -> None:
        run.state = state
        run.ended_at = datetime.now(UTC)
        run.change()

    def _find(self, key: RunId) -> _Run:
        run = self._runs.get(key)
        if run is None:
            raise NotFound(kind="run", id=key)
        return run


def _is_meant(job: Job, account: AccountId | None, run_prefix: str | None) -> bool:
    return account in (None, job.account_id) and job.key.startswith(run_prefix or "")


def _as_stored(value: Json) -> Json:
    """A value as it comes back from a store; refuses what isn't JSON."""
    return cast("Json", json.loads(json.dumps(value, allow_nan=False)))
