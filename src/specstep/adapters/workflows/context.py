"""A run as its handler sees it, over any journal."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextvars import ContextVar

import attrs

from specstep.adapters.workflows.attempts import attempt, failure
from specstep.adapters.workflows.graphs import require_acyclic, run_graph
from specstep.adapters.workflows.journal import Interrupted, Journal, NotRecorded, Slot
from specstep.ports.workflows import ONCE, GraphStep, Handler, Job, Json, Retry


class Gate:
    """Counts the steps in flight, and lets no new one through once it is closed."""

    def __init__(self) -> None:
        self.closed = False
        self._inside = 0
        self._idle = asyncio.Event()
        self._idle.set()

    def __enter__(self) -> None:
        self._inside += 1
        self._idle.clear()

    def __exit__(self, *error: object) -> None:
        self._inside -= 1
        if self._inside == 0:
            self._idle.set()

    async def idle(self, timeout_s: float) -> None:
        """Return when no step is in flight any more, or after the time-out."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._idle.wait()
        except TimeoutError:
            return


@attrs.define(eq=False)
class _Scope:
    """Where events come from: a step, or the handler's own body. The n-th event of a scope is published once."""

    name: str
    published: int = 0

    def next_key(self) -> str:
        key = f"{self.name}#{self.published}"
        self.published += 1
        return key


_step: ContextVar[_Scope | None] = ContextVar("specstep_step", default=None)


class Execution:
    """One execution of a run: the handler's context, and what ends it from outside."""

    def __init__(self, job: Job, journal: Journal, gate: Gate) -> None:
        self._job = job
        self._journal = journal
        self._gate = gate
        self._body = _Scope("")
        self._failed: tuple[str, Exception] | None = None
        self._interrupted = False
        self._task: asyncio.Task[object] | None = None

    @property
    def job(self) -> Job:
        """The job that is run."""
        return self._job

    @property
    def task(self) -> "asyncio.Task[object] | None":
        """The task that runs the handler, while it does."""
        return self._task

    async def run(self, handler: Handler) -> Json:
        """Run the handler to its end.

        Raises:
            RunFailed: it failed.
            Interrupted: it was ended from outside, whatever the handler made of that.
        """
        self._task = asyncio.current_task()
        try:
            result = await handler(self)
        except asyncio.CancelledError as error:
            if not self._interrupted and not (self._task and self._task.cancelling()):
                raise failure(None, error) from None  # somebody else's cancellation leaked out of the handler
            raise
        except Exception as error:  # noqa: BLE001  (it goes on as the run's failure)
            if not self._interrupted:
                raise failure(self._failed[0] if self._failed else None, error) from None
        else:
            if self._failed is not None:
                # INVARIANT: a run with a failed step never counts as done, so that resuming can carry on.
                raise failure(*self._failed) from None
            if not self._interrupted:
                return result
        raise Interrupted

    def interrupt(self) -> None:
        """End this execution where it stands; steps in flight are cancelled and run again next time."""
        self._interrupted = True
        if self._task is not None:
            self._task.cancel()

    async def step(
        self,
        name: str,
        run: Callable[[], Awaitable[Json]],
        *,
        retry: Retry = ONCE,
        timeout_s: float | None = None,
    ) -> Json:
        """Run a step and record its result; on a later attempt answer the recorded one."""
        self._check()
        return await self._run(self._journal.reserve(name), name, run, retry, timeout_s)

    async def graph(self, steps: Sequence[GraphStep]) -> Mapping[str, Json]:
        """Run steps by their dependencies, as parallel as they allow."""
        self._check()
        require_acyclic(steps)
        # INVARIANT: places in the history are taken in the order of `steps`, not in that of their starts.
        slots = {step.name: self._journal.reserve(step.name) for step in steps}

        def start(step: GraphStep, given: Mapping[str, Json]) -> Awaitable[Json]:
            return self._run(slots[step.name], step.name, lambda: step.run(given), step.retry, step.timeout_s)

        return await run_graph(steps, start)

    async def publish(self, value: Json) -> None:
        """Append to the run's progress stream."""
        scope = _step.get() or self._body
        # What is told about a failure is news each time, and must not count among the body's events.
        key = None if self._failed is not None else scope.next_key()
        await self._outside(self._journal.append(key, value))

    async def sleep(self, seconds: float) -> None:
        """Wait durably."""
        self._check()
        await self._outside(self._journal.sleep(seconds))

    async def wait_signal(self, topic: str, *, timeout_s: float) -> Json:
        """Wait for a signal from outside; None when none came in time."""
        self._check()
        return await self._outside(self._journal.wait_signal(topic, timeout_s))

    async def _run(
        self, slot: Slot, name: str, run: Callable[[], Awaitable[Json]], retry: Retry, timeout_s: float | None
    ) -> Json:
        broken: list[Exception] = []

        async def body() -> Json:
            self._check_open()
            token = _step.set(_Scope(name))
            try:
                result = await attempt(run, retry, timeout_s, self._check_open)
                json.dumps(result, allow_nan=False)  # here, because the engine would record the refusal for good
                return result
            except Exception as error:
                broken.append(error)
                raise NotRecorded from error
            finally:
                _step.reset(token)

        with self._gate:
            try:
                return await self._outside(slot(body))
            except NotRecorded:
                if self._failed is None:
                    self._failed = (name, broken[0])
                raise broken[0] from None

    async def _outside(self, call: Awaitable[Json]) -> Json:
        try:
            return await call
        except Interrupted:
            self._interrupted = True
            raise

    def _check(self) -> None:
        """Refuse what would take a place in the history where it must not."""
        if _step.get() is not None:
            raise RuntimeError("a step can't start steps, sleep or wait for signals")
        if self._failed is not None:
            raise self._failed[1]
        self._check_open()

    def _check_open(self) -> None:
        if self._gate.closed or self._interrupted:
            self._interrupted = True
            raise Interrupted
