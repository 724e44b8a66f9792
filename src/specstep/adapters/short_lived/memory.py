"""Short-lived state in this process: for one process, and in the place of a lost server."""

import time
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable
from datetime import timedelta
from typing import Generic, TypeVar

from specstep.domain.limits import Limit, Verdict, verdict

MOST_VALUES = 50_000
MOST_COUNTED = 100_000
"""How much is kept; beyond that what was touched longest ago goes, so that no flood of keys fills the memory."""
Value = TypeVar("Value")


class MemoryShortLived:
    """Dictionaries of bounded size. Each act runs without an await, so that nobody comes between."""

    recipient = "none"

    def __init__(
        self,
        url: str = "",
        *,
        time_s: Callable[[], float] = time.monotonic,
        most_values: int = MOST_VALUES,
        most_counted: int = MOST_COUNTED,
    ) -> None:
        del url  # for those that are elsewhere
        self._time_s = time_s
        self._values: _Expiring[bytes] = _Expiring(most_values)
        self._counters: _Expiring[int] = _Expiring(most_values)
        self._hits: OrderedDict[str, list[float]] = OrderedDict()
        self._counted = 0
        self._most_counted = most_counted

    async def put(self, key: str, value: bytes, *, lives: timedelta) -> None:
        """Keep it."""
        now = self._time_s()
        self._values.put(key, value, now + lives.total_seconds())

    async def get(self, key: str) -> bytes | None:
        """The value."""
        return self._values.get(key, self._time_s())

    async def take(self, key: str) -> bytes | None:
        """The value, for the last time."""
        found = self._values.get(key, self._time_s())
        self._values.remove(key)
        return found

    async def swap(self, key: str, old: bytes | None, new: bytes | None, *, lives: timedelta) -> bool:
        """Change it where it is still the old one."""
        now = self._time_s()
        if self._values.get(key, now) != old:
            return False
        if new is None:
            self._values.remove(key)
        else:
            self._values.put(key, new, now + lives.total_seconds())
        return True

    async def count(self, key: str, *, lives: timedelta, by: int = 1) -> int:
        """Add to the counter."""
        now = self._time_s()
        found = self._counters.get(key, now)
        if found is None and by:
            self._counters.put(key, by, now + lives.total_seconds())
            return by
        if found is None:
            return 0
        self._counters.change(key, found + by)
        return found + by

    async def hit(self, key: str, limit: Limit) -> Verdict:
        """Count one where there is room."""
        return self._judge(key, limit, counting=True)

    async def peek(self, key: str, limit: Limit) -> Verdict:
        """Whether there is room."""
        return self._judge(key, limit, counting=False)

    async def check(self) -> str:
        """In this process."""
        return "in this process alone"

    async def close(self) -> None:
        """Nothing to let go."""

    def __len__(self) -> int:
        """How much is kept: values, counters, and what was counted by limits."""
        return len(self._values) + len(self._counters) + self._counted

    def _judge(self, key: str, limit: Limit, *, counting: bool) -> Verdict:
        now, window_s = self._time_s(), limit.window.total_seconds()
        hits = self._hits.get(key, [])
        if hits and hits[0] <= now - window_s:
            over = bisect_right(hits, now - window_s)
            del hits[:over]  # a deque would take six times as much room for one
            self._counted -= over
        allowed = len(hits) < limit.number
        if allowed and counting:
            hits.append(now)
            self._counted += 1
            self._hits[key] = hits
        if hits:
            self._hits.move_to_end(key)
        else:
            self._hits.pop(key, None)
        reset = timedelta(seconds=hits[0] + window_s - now) if hits else timedelta(0)
        if self._counted > self._most_counted:
            self._make_room()
        return verdict(limit, counted=len(hits), allowed=allowed, reset=reset)

    def _make_room(self) -> None:
        while self._counted > self._most_counted:
            _, forgotten = self._hits.popitem(last=False)
            self._counted -= len(forgotten)


class _Expiring(Generic[Value]):
    """At most so many values, each with the time at which it ends."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[str, tuple[Value, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: str, now: float) -> Value | None:
        found = self._kept.get(key)
        if found is None:
            return None
        if found[1] <= now:
            del self._kept[key]
            return None
        return found[0]

    def put(self, key: str, value: Value, ends: float) -> None:
        self._kept[key] = value, ends
        self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def change(self, key: str, value: Value) -> None:
        self._kept[key] = value, self._kept[key][1]
        self._kept.move_to_end(key)

    def remove(self, key: str) -> None:
        self._kept.pop(key, None)
