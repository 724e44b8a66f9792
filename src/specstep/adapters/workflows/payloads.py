"""How inputs, results and events lie in the engine's tables: JSON, sealed by whoever wires it; never pickles."""

import json
from collections.abc import Callable
from typing import Any

from specstep.adapters.workflows.journal import RunFailed

Text = Callable[[str], str]
FAILED = "!"
"""Stands before a failure; no JSON begins like this."""


def plain(text: str) -> str:
    """No seal."""
    return text


class JsonPayloads:
    """Turns values into text and back. `seal` and `unseal` are the place for encryption."""

    def __init__(self, seal: Text = plain, unseal: Text = plain) -> None:
        self._seal = seal
        self._unseal = unseal

    def name(self) -> str:
        """What the engine notes beside each value."""
        return "specstep_json"

    def serialize(self, data: Any) -> str:
        """Write a value; of an exception only what may be told."""
        if isinstance(data, BaseException):
            told = data if isinstance(data, RunFailed) else RunFailed(step=None, reason=type(data).__name__)
            return self._seal(FAILED + _dumps([told.step, told.reason]))
        return self._seal(_dumps(data))

    def deserialize(self, serialized_data: str) -> Any:
        """Read a value."""
        text = self._unseal(serialized_data)
        if text.startswith(FAILED):
            step, reason = json.loads(text.removeprefix(FAILED))
            return RunFailed(step=step, reason=reason)
        return json.loads(text)


def _dumps(data: Any) -> str:
    return json.dumps(data, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
