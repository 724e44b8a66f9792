"""Counting by rolling windows."""

from typing import Protocol

from specstep.domain.limits import Limit, Verdict


class Limiter(Protocol):
    """Counts by key. What was refused isn't counted, so that who keeps trying gets in as soon as there is room."""

    async def hit(self, key: str, limit: Limit) -> Verdict:
        """Let one in where there is room, in one step: whoever comes at once, from whichever process.

        Raises:
            Unavailable: it can't be counted right now.
        """
        ...

    async def peek(self, key: str, limit: Limit) -> Verdict:
        """Whether one would be let in; nothing is counted.

        Raises:
            Unavailable: it can't be told right now.
        """
        ...
