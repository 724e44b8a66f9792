"""Durable work: jobs of named steps that survive the process."""

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
    """How often a step is tried, and how long is waited in between (doubling, seconds)."""

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
    """A run as seen from outside."""

    key: RunId
    kind: str
    state: str
    error: str | None = None
    failed_step: str | None = None
    result: Json = None


class JobContext(Protocol):
    """What a handler sees of its run. A finished step never runs again; one that was cut off does."""

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
        """Run a step and record its result; on a later attempt answer the recorded one."""
        ...

    async def graph(self, steps: Sequence[GraphStep]) -> Mapping[str, Json]:
        """Run steps by their dependencies, as parallel as they allow; the outcome survives a crash like `step`."""
        ...

    async def publish(self, value: Json) -> None:
        """Append to the run's progress stream."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait durably."""
        ...

    async def wait_signal(self, topic: str, *, timeout_s: float) -> Json:
        """Wait for a signal from outside; None when none came in time."""
        ...


Handler = Callable[[JobContext], Awaitable[Json]]


class Workflows(Protocol):
    """Submits, follows and ends runs. All calls are idempotent by the job's key."""

    async def submit(self, job: Job) -> None:
        """Start the job soon; a key that was submitted before changes nothing."""
        ...

    async def submit_in(self, transaction: object, job: Job) -> None:
        """The same, inside the caller's unit of work: rolled back with it."""
        ...

    async def cancel(self, key: RunId) -> None:
        """No step starts any more; the step in flight is interrupted where it can be."""
        ...

    async def resume(self, key: RunId) -> None:
        """Carry on a failed or cancelled run after its last finished step."""
        ...

    async def signal(self, key: RunId, topic: str, value: Json) -> None: ...

    async def info(self, key: RunId) -> RunInfo | None: ...

    def progress(self, key: RunId, *, after: int = -1) -> AsyncIterator[ProgressEvent]:
        """Events with an offset beyond `after`, past and future; ends when the run has ended."""
        ...

    async def purge(self, *, finished_before: datetime | None = None, run_prefix: str | None = None) -> int:
        """Remove finished runs with everything the engine keeps of them; how many there were."""
        ...


class WorkflowHost(Workflows, Protocol):
    """The side that runs jobs in this process."""

    async def start(self, handlers: Mapping[str, Handler]) -> None:
        """Take up work, that of an earlier life of this process first."""
        ...

    async def drain(self, *, timeout_s: float) -> None:
        """Start no further step, wait for those in flight, let go; what is left carries on elsewhere."""
        ...
