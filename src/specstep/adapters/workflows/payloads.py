"""How inputs, results and events lie in the engine's tables: JSON, sealed by whoever wires it; never pickles."""

import json
from typing import Any, Protocol

from specstep.adapters.workflows.journal import RunFailed

FAILED = "!"
"""Stands before a failure; no JSON begins like this."""


class Seal(Protocol):
    """The place for encryption. `seal` and `unseal` are called from any thread."""

    async def ready(self) -> None:
        """Look at the keys; called when a host connects, and again and again while it runs.

        Raises:
            MasterKeyMissing, CannotDecrypt: none of them can be read.
        """
        ...

    def seal(self, text: str) -> str: ...

    def unseal(self, text: str) -> str: ...


class NoSeal:
    """Leaves payloads readable."""

    async def ready(self) -> None:
        """Nothing to look at."""

    def seal(self, text: str) -> str:
        """The text."""
        return text

    def unseal(self, text: str) -> str:
        """The text."""
        return text


class JsonPayloads:
    """Turns values into text and back, under a seal."""

    def __init__(self, seal: Seal | None = None) -> None:
        self._sealing: Seal = seal or NoSeal()

    async def ready(self) -> None:
        """Look at the keys; raises like `Seal.ready`."""
        await self._sealing.ready()

    def name(self) -> str:
        """What the engine notes beside each value."""
        return "specstep_json"

    def serialize(self, data: Any) -> str:
        """Write a value; of an exception only what may be told."""
        if isinstance(data, BaseException):
            told = data if isinstance(data, RunFailed) else RunFailed(step=None, reason=type(data).__name__)
            return self._sealing.seal(FAILED + _dumps([told.step, told.reason]))
        return self._sealing.seal(_dumps(data))

    def deserialize(self, serialized_data: str) -> Any:
        """Read a value."""
        text = self._sealing.unseal(serialized_data)
        if text.startswith(FAILED):
            step, reason = json.loads(text.removeprefix(FAILED))
            return RunFailed(step=step, reason=reason)
        return json.loads(text)


def _dumps(data: Any) -> str:
    return json.dumps(data, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
