"""How much one statement takes on: as many rows as it has got through in a few milliseconds so far."""

from collections import deque

import attrs

TARGET_S = 0.008
FIRST, LEAST = 1_000, 1_000
REMEMBERED = 8
SLOWER, FASTER = 0.5, 1.5


@attrs.define(kw_only=True)
class Pace:
    """Keeps statements short on whatever machine and table: `size` follows the time that they took.

    The measurements bound the time for which others wait; what is done in the end doesn't depend on them.

    Args:
        most: never more rows than this.
        least: no fewer, however long they take, unless `most` says so.
    """

    most: int
    least: int = LEAST
    size: int = attrs.field(init=False)
    _costs_s: deque[float] = attrs.field(init=False, factory=lambda: deque(maxlen=REMEMBERED))

    def __attrs_post_init__(self) -> None:
        self.size = min(self.most, FIRST)

    def took(self, rows: int, seconds: float) -> None:
        """Learn from a statement over so many rows."""
        if not rows:
            return
        self._costs_s.append(seconds / rows)
        # One of the quicker of the last: what a busy machine adds comes on top of any size, so that smaller ones would
        # only be held up more often. Not the quickest: that one found by chance all that it wanted at hand.
        wanted = TARGET_S / max(sorted(self._costs_s)[len(self._costs_s) // 4], 1e-9)
        bounded = min(max(wanted, self.size * SLOWER), self.size * FASTER)
        self.size = min(self.most, max(int(bounded), self.least))
