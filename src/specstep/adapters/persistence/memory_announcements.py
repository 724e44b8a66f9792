"""What people are told, in memory."""

from collections.abc import Sequence
from datetime import datetime

import attrs

from specstep.adapters.persistence.memory_state import Part
from specstep.domain.announcements import Announcement, PolicyVersion, Recipient
from specstep.domain.errors import NotFound
from specstep.domain.ids import AccountId, AnnouncementId


class MemoryPolicyVersions(Part):
    async def add(self, version: PolicyVersion) -> None:
        state = self.write(version)
        if version.version in state.policy_versions:
            raise self.conflict("It exists already.")
        state.policy_versions[version.version] = version

    async def get(self, version: str) -> PolicyVersion | None:
        return self.state.policy_versions.get(version)

    async def in_force(self) -> PolicyVersion | None:
        since = {each.effective_at: each for each in self.state.policy_versions.values()}
        times = [time for time in since if time is not None]
        return since[max(times)] if times else None

    async def take_effect(self, version: str, at: datetime) -> None:
        state = self.write(at)
        if version not in state.policy_versions:
            raise NotFound(kind="version of the policies", id=version)
        state.policy_versions[version] = attrs.evolve(state.policy_versions[version], effective_at=at)


class MemoryAnnouncements(Part):
    async def add(self, announcement: Announcement) -> None:
        state = self.write(announcement)
        if announcement.id in state.announcements:
            raise self.conflict("It exists already.")
        state.announcements[announcement.id] = announcement

    async def get(self, id: AnnouncementId) -> Announcement | None:
        return self.state.announcements.get(id)

    async def list(self, *, limit: int) -> Sequence[Announcement]:
        return self._newest()[:limit]

    async def of_version(self, version: str) -> Sequence[Announcement]:
        return [each for each in self._newest() if each.version == version]

    async def update(self, announcement: Announcement) -> None:
        state = self.write(announcement)
        stored = state.announcements.get(announcement.id)
        if stored is None:
            raise NotFound(kind="announcement", id=announcement.id)
        state.announcements[announcement.id] = attrs.evolve(
            stored,
            text=announcement.text,
            effective_at=announcement.effective_at,
            begun_at=announcement.begun_at,
            finished_at=announcement.finished_at,
        )

    async def enlist(self, id: AnnouncementId, accounts: Sequence[AccountId]) -> int:
        state = self.write()
        new = [each for each in dict.fromkeys(accounts) if (id, each) not in state.recipients]
        for each in new:
            self.refer(state.accounts.get(each), "an account")
            state.recipients[id, each] = Recipient(announcement_id=id, account_id=each)
        return len(new)

    async def untold(self, id: AnnouncementId, *, limit: int) -> Sequence[AccountId]:
        waiting = (each.account_id for each in await self.recipients(id) if each.told_at is None)
        return [each for each in waiting if self.state.accounts[each].closing_at is None][:limit]

    async def told(self, id: AnnouncementId, account: AccountId, at: datetime) -> None:
        state = self.write(at)
        listed = state.recipients.get((id, account))
        if listed is not None and listed.told_at is None:
            state.recipients[id, account] = attrs.evolve(listed, told_at=at)

    async def recipients(self, id: AnnouncementId) -> Sequence[Recipient]:
        listed = (each for each in self.state.recipients.values() if each.announcement_id == id)
        return sorted(listed, key=lambda each: each.account_id)

    def _newest(self) -> Sequence[Announcement]:
        every = self.state.announcements.values()
        return sorted(every, key=lambda each: (each.created_at, each.id), reverse=True)
