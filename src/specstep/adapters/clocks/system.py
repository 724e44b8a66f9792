"""Time and entropy of the operating system."""

import secrets
from datetime import UTC, datetime


class SystemClock:
    """Tells the machine's time."""

    def now(self) -> datetime:
        """The current time, aware, in UTC."""
        return datetime.now(UTC)


class SystemEntropy:
    """Gives the operating system's random bytes."""

    def take(self, size_bytes: int) -> bytes:
        """That many unpredictable bytes."""
        return secrets.token_bytes(size_bytes)
