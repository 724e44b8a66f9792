"""Profile photos in memory."""

from specstep.adapters.persistence.memory_state import Part
from specstep.domain.ids import AccountId
from specstep.domain.photos import Photo


class MemoryPhotoRecords(Part):
    async def put(self, account: AccountId, photo: Photo) -> None:
        state = self.write(photo)
        self.require_open(account)
        self.refer(state.accounts.get(account), "an account")
        state.photos[account] = photo

    async def get(self, account: AccountId) -> Photo | None:
        return self.state.photos.get(account)

    async def remove(self, account: AccountId) -> None:
        self.write().photos.pop(account, None)
