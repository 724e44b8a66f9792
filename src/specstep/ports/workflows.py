"""Durable work: jobs of named steps that survive the process.

A handler is run again from its beginning after a crash, and finds the results of its finished steps in their
places. So it must ask for the same steps in the same order each time; what changes (time, chance, the database)
belongs into steps. Steps run side by side only by `JobContext.graph`.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

import attrs

from specstep.domain.ids import AccountId, RunId

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


@attrs.frozen(kw_only=True)
class Job:
    """Work to be done. `key` is the run's id and idempotency key: submitting it twice runs it once.

    `kind` names the handler. `payload` carries ids, never content of people.
    """

    key: RunId
    kind: str
    account_id: AccountId
    payload: Mapping[str, Json] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class ProgressEvent:
    """An entry of a run's progress stream; `offset` counts from 0 without gaps."""

    offset: int
    value: Json


@attrs.frozen(kw_only=True)
class Retry:
    """How often a step is tried, and how long is waited in between (doubling, seconds).

    Errors of SpecStep's own are tried again only if they are `Unavailable` and don't say that it is of no use.
    """

    attempts: int = 1
    first_wait_s: float = 1.0


ONCE = Retry()


@attrs.frozen(kw_only=True)
class GraphStep:
    """A step that starts once those named in `after` have ended; gets their results by name."""

    name: str
    run: Callable[[Mapping[str, Json]], Awaitable[Json]]
    after: tuple[str, ...] = ()
    retry: Retry = ONCE
    timeout_s: float | None = None


class RunState:
    """The states of a run (plain words, not the engine's)."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@attrs.frozen(kw_only=True)
class RunInfo:
    """A run as seen from outside.

    `error` holds no content of people: the message of an error of SpecStep's own, of all others the name. `result`
    is what the handler returned.
    """

    key: RunId
    kind: str
    state: str
    error: str | None = None
    failed_step: str | None = None
    result: Json = None


class JobContext(Protocol):
    """What a handler sees of its run. A finished step never runs again; one that was cut off or failed does.

    A step that was cut off may have done all that it does: a paid call needs its own record of the answer before
    the step returns. When a run is cancelled, or this process drains, the calls below raise
    `asyncio.CancelledError`; let it pass.
    """

    @property
    def job(self) -> Job: ...

    async def step(
        self,
        name: str,
        run: Callable[[], Awaitable[Json]],
        *,
        retry: Retry = ONCE,
        timeout_s: float | None = None,
    ) -> Json:
        """Run a step and record its result; in a later execution answer the recorded one.

        Args:
            name: tells the step apart in errors; another name in the same place fails the run.
            run: its body, which may publish, but starts no steps itself.
            retry: how often it is tried, within one execution.
            timeout_s: bound for a single try.

        Raises:
            Exception: what the body raised at last. The run has failed by then, whatever the handler does with it:
                no further step starts, and `resume` runs this one again.
            Conflict: this run has recorded another step in this place.
        """
        ...

    async def graph(self, steps: Sequence[GraphStep]) -> Mapping[str, Json]:
        """Run steps by their dependencies, as parallel as they allow; each one survives a crash like `step`.

        When one fails, no further one starts, and those in flight end and are kept.

        Raises:
            ValueError: a name twice, a step after one that isn't there, or a cycle; nothing has run.
        """
        ...

    async def publish(self, value: Json) -> None:
        """Append to the run's progress stream, from the handler or from a step.

        The n-th event of a step, and of the handler outside of its steps, is in the stream once, also when that
        runs again; what a handler tells after one of its steps has failed is appended each time.
        """
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait durably."""
        ...

    async def wait_signal(self, topic: str, *, timeout_s: float) -> Json:
        """Wait for a signal from outside, or take one that has come; None when none came in time."""
        ...


Handler = Callable[[JobContext], Awaitable[Json]]


class Workflows(Protocol):
    """Submits, follows and ends runs. All calls but `signal` are idempotent by the job's key.

    `cancel`, `resume`, `signal`, `progress` and `last_event` raise NotFound for a key that was never submitted, or purged since.
    """

    async def submit(self, job: Job) -> None:
        """Start the job soon; a key that was submitted before changes nothing."""
        ...

    async def submit_in(self, transaction: object, job: Job) -> None:
        """The same, inside the caller's unit of work: rolled back with it."""
        ...

    async def cancel(self, key: RunId) -> None:
        """Start no step any more, and interrupt the one in flight where it can be; an ended run stays as it is."""
        ...

    async def resume(self, key: RunId) -> None:
        """Carry on a failed or cancelled run after all of its finished steps; any other stays as it is.

        Signals that a failed run had not taken are lost.
        """
        ...

    async def signal(self, key: RunId, topic: str, value: Json) -> None:
        """Leave a value for a run that waits for it, or will."""
        ...

    async def info(self, key: RunId) -> RunInfo | None:
        """A run as it is now; None for a key that was never submitted, or purged since."""
        ...

    def progress(self, key: RunId, *, after: int = -1) -> AsyncIterator[ProgressEvent]:
        """Events with an offset beyond `after`, past and future; ends when the run has ended.

        Raises:
            Unavailable: the run came to a stop in this process and nothing could be recorded of that, for want of
                room, say. It is carried on once that works again.
        """
        ...

    async def last_event(self, key: RunId) -> ProgressEvent | None:
        """The event that came last so far; None where none has come yet."""
        ...

    async def find(self, *, account: AccountId | None = None, run_prefix: str | None = None) -> Sequence[RunInfo]:
        """All runs that the engine knows, oldest first.

        Args:
            account: only those submitted for this account.
            run_prefix: only those whose key begins so.
        """
        ...

    async def purge(
        self,
        *,
        finished_before: datetime | None = None,
        run_prefix: str | None = None,
        account: AccountId | None = None,
    ) -> int:
        """Remove finished runs with everything the engine keeps of them; how many there were.

        Args:
            finished_before: only those that ended before this time.
            run_prefix: only those whose key begins so.
            account: only those submitted for this account.
        """
        ...


class WorkflowHost(Workflows, Protocol):
    """The side that runs jobs in this process."""

    async def connect(self) -> None:
        """Be ready to submit, follow and end runs, without running any yet."""
        ...

    async def start(self, handlers: Mapping[str, Handler]) -> None:
        """Take up work, that of an earlier life of this process first."""
        ...

    async def drain(self, *, timeout_s: float) -> None:
        """Start no further step, wait for those in flight, let go; what is left carries on elsewhere."""
        ...
