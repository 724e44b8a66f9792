"""Streams that are open, so that a server that stops can end them well."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import attrs

from specstep.entrypoints.web.metrics import Metrics


@attrs.define(eq=False)
class Streams:
    """Counts open streams, and tells all of them to end."""

    metrics: Metrics
    stopping: asyncio.Event = attrs.field(factory=asyncio.Event)

    @contextmanager
    def open(self) -> Iterator[asyncio.Event]:
        """While a stream is open; what comes is set once it has to end."""
        self.metrics.streams += 1
        try:
            yield self.stopping
        finally:
            self.metrics.streams -= 1
