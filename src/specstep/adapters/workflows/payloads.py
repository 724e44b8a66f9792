"""How inputs, results and events lie in the engine's tables: JSON, sealed by whoever wires it; never pickles."""

import json
from collections.abc import Callable
from typing import Any

from specstep.adapters.workflows.journal import RunFailed

Text = Callable[[str], str]


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
        if isinstance(data, RunFailed):
            data = {"$failed": {"step": data.step, "reason": data.reason}}
        elif isinstance(data, BaseException):
            data = {"$failed": {"step": None, "reason": type(data).__name__}}
        return self._seal(json.dumps(data, separators=(",", ":"), ensure_ascii=False, allow_nan=False))

    def deserialize(self, serialized_data: str) -> Any:
        """Read a value."""
        data = json.loads(self._unseal(serialized_data))
        if isinstance(data, dict) and data.keys() == {"$failed"}:
            return RunFailed(**data["$failed"])
        return data
