"""The master key in an environment variable, as an orchestrator hands it in."""

import os
from pathlib import Path

from specstep.adapters.master_keys.local import MasterKey, missing, read_keys, unwrap, wrap
from specstep.domain.secrets import Secret
from specstep.ports.clocks import Entropy
from specstep.ports.master_keys import WrappedKey

VARIABLE = "SPECSTEP_MASTER_KEY_VALUE"


class EnvironmentMasterKeys:
    """Keys of 32 bytes in base64, apart by commas or spaces; the first wraps. None is ever made here."""

    recipient = "none"

    def __init__(self, path: Path, entropy: Entropy) -> None:
        del path  # for those that keep a file
        self._entropy = entropy

    async def name(self) -> str | None:
        """Of the first."""
        return self._first().name

    async def wrap(self, key: Secret[bytes], bound: bytes) -> WrappedKey:
        """Under the first."""
        return wrap(key, bound, self._first(), self._entropy)

    async def unwrap(self, wrapped: WrappedKey, bound: bytes) -> Secret[bytes]:
        """Under the one that wrapped it."""
        return unwrap(wrapped, bound, self._keys(), VARIABLE)

    def _first(self) -> MasterKey:
        for key in self._keys():
            return key
        raise missing(VARIABLE)

    def _keys(self) -> tuple[MasterKey, ...]:
        return read_keys(os.environ.get(VARIABLE, ""), VARIABLE)
