"""Where the program tells operators what it does."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from specstep.domain.logs import Event, Value


class Log(Protocol):
    """Takes events with fields out of the closed lists of `domain.logs`. Never raises, never waits."""

    def record(self, event: Event, **fields: Value) -> None:
        """Tell of an event; a value that its field doesn't take is left out."""
        ...

    def bound(self, **fields: Value) -> AbstractContextManager[None]:
        """Have everything that is told inside bear these fields, in tasks that begin there, too."""
        ...


class Silence:
    """Tells nothing."""

    def record(self, event: Event, **fields: Value) -> None:
        """Nothing."""

    @contextmanager
    def bound(self, **fields: Value) -> Iterator[None]:
        """Nothing."""
        del fields
        yield


SILENCE = Silence()
