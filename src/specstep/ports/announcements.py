"""Records of what people are told, and of the policies that hold."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from specstep.domain.announcements import Announcement, PolicyVersion, Recipient
from specstep.domain.ids import AccountId, AnnouncementId


class PolicyVersions(Protocol):
    """The policies of the programs that have run here."""

    async def add(self, version: PolicyVersion) -> None:
        """Raises Conflict where it is there."""
        ...

    async def get(self, version: str) -> PolicyVersion | None: ...

    async def in_force(self) -> PolicyVersion | None:
        """The one that took effect last."""
        ...

    async def take_effect(self, version: str, at: datetime) -> None:
        """From now on, this one; again, too. Raises NotFound."""
        ...


class AnnouncementRecords(Protocol):
    """Announcements, and who is told."""

    async def add(self, announcement: Announcement) -> None: ...
    async def get(self, id: AnnouncementId) -> Announcement | None: ...

    async def list(self, *, limit: int) -> Sequence[Announcement]:
        """The newest first."""
        ...

    async def of_version(self, version: str) -> Sequence[Announcement]:
        """Those about a version of the policies, newest first."""
        ...

    async def update(self, announcement: Announcement) -> None:
        """Replace its text and times; raises NotFound."""
        ...

    async def enlist(self, id: AnnouncementId, accounts: Sequence[AccountId]) -> int:
        """Have them told; how many were not on the list yet."""
        ...

    async def untold(self, id: AnnouncementId, *, limit: int) -> Sequence[AccountId]:
        """Some who weren't told yet, and whose deletion wasn't asked for, in the order of their ids."""
        ...

    async def told(self, id: AnnouncementId, account: AccountId, at: datetime) -> None:
        """Note that their message is on its way; once it was noted, this changes nothing."""
        ...

    async def recipients(self, id: AnnouncementId) -> Sequence[Recipient]:
        """All on the list who are still here, in the order of their ids."""
        ...
