"""Every sealed value of the database, for those who look after the key ring."""

from collections.abc import Sequence
from typing import Protocol

import attrs

from specstep.domain.keyring.values import Place

Key = tuple[str | int, ...]


@attrs.frozen(kw_only=True)
class SealedValue:
    """A sealed value with the place where it lies; `key` are the values of its row's primary key."""

    key: Key
    place: Place
    sealed: bytes = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class Resealed:
    """A value, and what takes its place."""

    value: SealedValue
    sealed: bytes = attrs.field(repr=False)


class SealedValues(Protocol):
    """The columns that the inventory calls ciphertext of somebody's. None has to be named anywhere else."""

    @property
    def purposes(self) -> Sequence[str]:
        """The columns as "dataset.field", in an order that stays."""
        ...

    async def page(self, purpose: str, *, after: Key | None, limit: int) -> Sequence[SealedValue]:
        """Some values of a column, in the order of their keys; rows without a value are left out."""
        ...

    async def replace(self, purpose: str, values: Sequence[Resealed]) -> int:
        """Put new values in the place of old ones, in one transaction; how many were replaced.

        A value that is no longer the old one stays as it is: somebody wrote it meanwhile.
        """
        ...
