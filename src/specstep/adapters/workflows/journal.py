"""What a run needs from whatever records it; everything else about running jobs is the same for all engines."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

import attrs

from specstep.domain.errors import Conflict
from specstep.ports.workflows import Json

Body = Callable[[], Awaitable[Json]]
Slot = Callable[[Body], Awaitable[Json]]


class Interrupted(asyncio.CancelledError):
    """This execution is over, though the run may go on elsewhere: cancelled, taken over, or the process drains."""


class NotRecorded(BaseException):
    """Leaves a step's body when it failed. No `Exception`, because those are what journals record."""


@attrs.define(kw_only=True, auto_exc=True)
class RunFailed(Exception):
    """How a run ended badly: the step (None outside of any) and a reason without content of people.

    `error` is the name of the error's class, where it is known.
    """

    step: str | None
    reason: str
    error: str | None = None

    def __str__(self) -> str:
        return self.reason if self.step is None else f"step {self.step!r}: {self.reason}"


def changed_steps(name: str) -> Conflict:
    """The error of a run that another version of its handler began."""
    return Conflict(what=f"Step {name!r} stands where this run has recorded another one.")


class Journal(Protocol):
    """Records one execution of a run, and answers what earlier executions recorded.

    `reserve`, `sleep` and `wait_signal` take the next place in the run's history; a handler calls them in the same
    order in every execution. `append` takes no place and may be called at any time.
    """

    def reserve(self, name: str) -> Slot:
        """Take the next place. The slot answers what is recorded there, or runs the body and records its result.

        What leaves the body as `NotRecorded` or as a cancellation is not recorded, so that it runs again.
        """
        ...

    async def sleep(self, seconds: float) -> None: ...

    async def wait_signal(self, topic: str, timeout_s: float) -> Json: ...

    async def append(self, key: str | None, value: Json) -> None:
        """Append an event to the progress stream, unless one with this key is there."""
        ...
