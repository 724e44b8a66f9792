"""Profile photos, for serving them from the service's own origin (GEN-4)."""

import attrs

from specstep.domain.ids import AccountId
from specstep.domain.photos import Photo, photo_of
from specstep.ports.clocks import Clock
from specstep.ports.persistence import Database
from specstep.ports.photos import PhotoSource


@attrs.frozen(kw_only=True)
class ProfilePhotos:
    """The pictures of accounts."""

    database: Database
    source: PhotoSource
    clock: Clock

    async def read(self, account: AccountId) -> Photo | None:
        """An account's picture: the one that is kept, or what lies at the address that is; None where there is none.

        A provider that is away is no error: a page without a picture is better than none.
        """
        async with self.database.reading() as unit:
            kept = await unit.photos.get(account)
            found = await unit.accounts.get(account)
        if kept is not None or found is None or found.photo_url is None or found.closing_at is not None:
            return kept
        content = await self.source.fetch(found.photo_url)
        return None if content is None else photo_of(content, self.clock.now())
