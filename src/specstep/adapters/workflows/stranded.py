"""Runs that ended here before the engine could write that down: for want of room on the disk, say.

To the engine they run for ever. Whoever follows one must be told, and it must go on once it can.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from collections.abc import Set as AbstractSet
from typing import TypeVar

from specstep.domain.errors import SpecStepError, Unavailable
from specstep.domain.ids import RunId

LOOKS = 3
"""A run that is just being taken up or written down is missed once; only after so many looks it counts as stranded."""
LONGEST_PAUSE = 32
"""Looks between two tries to put a run back, at most; the pauses double up to this."""
FOLLOWING_S = 1.0

T = TypeVar("T")


class _End:
    """Stands where there are no more values."""


_END = _End()


class StrandedRuns:
    """Counts for how many looks in a row a run has been missed, and keeps what went wrong with it."""

    def __init__(self) -> None:
        self._missed: dict[RunId, int] = {}
        self._reasons: dict[RunId, SpecStepError] = {}

    def look(self, marked: AbstractSet[RunId], running: AbstractSet[RunId]) -> tuple[RunId, ...]:
        """Take notice of what the engine takes for running and what does; the runs to put back now."""
        missing = marked - running
        self._missed = {run: self._missed.get(run, 0) + 1 for run in missing}
        self._reasons = {run: why for run, why in self._reasons.items() if run in marked}
        return tuple(sorted(run for run, looks in self._missed.items() if _due(looks)))

    def failed(self, run: RunId, why: SpecStepError) -> None:
        """Remember why something about a run could not be written down."""
        self._reasons[run] = why

    def reason(self, run: RunId) -> SpecStepError | None:
        """Why a run is stranded; None where it isn't."""
        if self._missed.get(run, 0) < LOOKS:
            return None
        return self._reasons.get(run) or Unavailable(
            service="The workflow engine",
            reason="what became of this run could not be written down.",
            way_out="See that its database can be written (is there room on the disk?), then try again.",
        )


def _due(looks: int) -> bool:
    """Whether to try after so many looks: at 3, then after pauses of 2, 4, 8 …"""
    pause, at = 1, LOOKS
    while at < looks:
        pause = min(pause * 2, LONGEST_PAUSE)
        at += pause
    return at == looks


async def until_trouble(values: AsyncIterator[T], trouble: Callable[[], SpecStepError | None]) -> AsyncIterator[T]:
    """The values, until there are no more.

    Raises:
        SpecStepError: what `trouble` answered while there was nothing new.
    """
    while True:
        upcoming: asyncio.Future[T | _End] = asyncio.ensure_future(anext(values, _END))
        try:
            while not upcoming.done():
                await asyncio.wait({upcoming}, timeout=FOLLOWING_S)
                if not upcoming.done() and (found := trouble()) is not None:
                    raise found
        finally:
            if not upcoming.done():
                upcoming.cancel()
                await asyncio.gather(upcoming, return_exceptions=True)
        value = upcoming.result()
        if isinstance(value, _End):
            return
        yield value
