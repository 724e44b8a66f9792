"""Time and entropy, so that the inside stays reproducible."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The current time, aware, in UTC."""
        ...


class Entropy(Protocol):
    """Gives random bytes, fit for secrets."""

    def take(self, size_bytes: int) -> bytes:
        """That many unpredictable bytes."""
        ...
