"""The master key, under which the keys of the ring are stored: a file, the environment, or a key service."""

from typing import Protocol

import attrs

from specstep.domain.secrets import Secret


@attrs.frozen(kw_only=True)
class WrappedKey:
    """A key of the ring as it may lie in the database. `master` names the master key, and tells nothing of it."""

    master: str
    wrapped: bytes


class MasterKeys(Protocol):
    """Wraps keys of 32 bytes. There may be several master keys, of which the first wraps and all unwrap."""

    @property
    def recipient(self) -> str:
        """The recipient in the inventory that keys go to ("none" where they stay with the operator)."""
        ...

    async def name(self) -> str | None:
        """The name of the master key that wraps; None where there is none yet and `wrap` would make it.

        Raises:
            MasterKeyMissing: there is none, and none can be made here.
            Misconfigured: what is there is no master key.
            Unavailable: it can't be asked right now.
        """
        ...

    async def wrap(self, key: Secret[bytes], bound: bytes) -> WrappedKey:
        """Wrap a key; on a place of one's own, the first call makes the master key.

        Args:
            key: 32 bytes.
            bound: what must be given again to unwrap it.

        Raises:
            MasterKeyMissing, Misconfigured, Unavailable: as for `name`.
        """
        ...

    async def unwrap(self, wrapped: WrappedKey, bound: bytes) -> Secret[bytes]:
        """The key.

        Raises:
            MasterKeyMissing: the master key that wrapped it is not there.
            CannotDecrypt: it was altered, or `bound` is another one.
            Misconfigured, Unavailable: as for `name`.
        """
        ...
