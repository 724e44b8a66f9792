"""Profile photos: those that are kept, and those that lie at a provider."""

from typing import Protocol

from specstep.domain.ids import AccountId
from specstep.domain.photos import Photo


class PhotoRecords(Protocol):
    """The pictures that are kept, one of an account."""

    async def put(self, account: AccountId, photo: Photo) -> None:
        """Keep a picture in the place of the one before."""
        ...

    async def get(self, account: AccountId) -> Photo | None: ...

    async def remove(self, account: AccountId) -> None:
        """Forget it; none is no error."""
        ...


class PhotoSource(Protocol):
    """Pictures at providers."""

    async def fetch(self, address: str) -> bytes | None:
        """What lies at an address of a provider that we know; None for any other, and where nothing comes."""
        ...
