"""What people are told, in SQL."""

from collections.abc import Sequence
from datetime import datetime

import attrs
import sqlalchemy as sa

from specstep.adapters.persistence.execution import Execution
from specstep.adapters.persistence.rows.converter import dump, load
from specstep.adapters.persistence.storable import require_storable
from specstep.adapters.persistence.tables import (
    accounts,
    announcement_recipients,
    announcements,
    policy_versions,
)
from specstep.domain.announcements import Announcement, PolicyVersion, Recipient
from specstep.domain.errors import NotFound
from specstep.domain.ids import AccountId, AnnouncementId

CHANGING = ("text", "effective_at", "begun_at", "finished_at")


@attrs.frozen
class SqlPolicyVersions:
    """Versions of the policies; their text never changes."""

    _execution: Execution

    async def add(self, version: PolicyVersion) -> None:
        """Insert."""
        require_storable(version)
        await self._execution.write(sa.insert(policy_versions).values(dump(version)))

    async def get(self, version: str) -> PolicyVersion | None:
        """By its name."""
        found = sa.select(policy_versions).where(policy_versions.c.version == version)
        row = await self._execution.held(found)
        return None if row is None else load(row, PolicyVersion)

    async def in_force(self) -> PolicyVersion | None:
        """The last one."""
        since = policy_versions.c.effective_at
        last = sa.select(policy_versions).where(since.is_not(None)).order_by(since.desc()).limit(1)
        row = await self._execution.row(last)
        return None if row is None else load(row, PolicyVersion)

    async def take_effect(self, version: str, at: datetime) -> None:
        """Note the time."""
        changing = sa.update(policy_versions).where(policy_versions.c.version == version)
        if not await self._execution.write(changing.values(effective_at=at)):
            raise NotFound(kind="version of the policies", id=version)


@attrs.frozen
class SqlAnnouncements:
    """Announcements, and those on their lists."""

    _execution: Execution

    async def add(self, announcement: Announcement) -> None:
        """Insert."""
        require_storable(announcement)
        await self._execution.write(sa.insert(announcements).values(dump(announcement)))

    async def get(self, id: AnnouncementId) -> Announcement | None:
        """By id."""
        row = await self._execution.held(sa.select(announcements).where(announcements.c.id == id))
        return None if row is None else load(row, Announcement)

    async def list(self, *, limit: int) -> Sequence[Announcement]:
        """The newest."""
        return await self._newest(sa.select(announcements).limit(limit))

    async def of_version(self, version: str) -> Sequence[Announcement]:
        """All about it."""
        return await self._newest(sa.select(announcements).where(announcements.c.version == version))

    async def update(self, announcement: Announcement) -> None:
        """Replace what changes."""
        require_storable(announcement)
        fields = {name: value for name, value in dump(announcement).items() if name in CHANGING}
        changing = sa.update(announcements).where(announcements.c.id == announcement.id).values(fields)
        if not await self._execution.write(changing):
            raise NotFound(kind="announcement", id=announcement.id)

    async def enlist(self, id: AnnouncementId, accounts: Sequence[AccountId]) -> int:
        """Insert those that aren't there."""
        table = announcement_recipients
        listed = sa.select(table.c.account_id).where(
            table.c.announcement_id == id, table.c.account_id.in_(accounts)
        )
        known = {row["account_id"] for row in await self._execution.rows(listed)}
        new = [
            {"announcement_id": id, "account_id": each} for each in dict.fromkeys(accounts) if each not in known
        ]
        if new:
            await self._execution.write(sa.insert(table), new)
        return len(new)

    async def untold(self, id: AnnouncementId, *, limit: int) -> Sequence[AccountId]:
        """Those without a time."""
        table = announcement_recipients
        waiting = sa.select(table.c.account_id).join(accounts, accounts.c.id == table.c.account_id)
        waiting = waiting.where(
            table.c.announcement_id == id, table.c.told_at.is_(None), accounts.c.closing_at.is_(None)
        )
        rows = await self._execution.rows(waiting.order_by(table.c.account_id).limit(limit))
        return [AccountId(row["account_id"]) for row in rows]

    async def told(self, id: AnnouncementId, account: AccountId, at: datetime) -> None:
        """Note the time where there is none."""
        table = announcement_recipients
        mine = sa.and_(table.c.announcement_id == id, table.c.account_id == account, table.c.told_at.is_(None))
        await self._execution.write(sa.update(table).where(mine).values(told_at=at))

    async def recipients(self, id: AnnouncementId) -> Sequence[Recipient]:
        """In the order of their ids."""
        table = announcement_recipients
        listed = sa.select(table).where(table.c.announcement_id == id).order_by(table.c.account_id)
        return [load(row, Recipient) for row in await self._execution.rows(listed)]

    async def _newest(self, statement: sa.Select[tuple[object, ...]]) -> Sequence[Announcement]:
        ordered = statement.order_by(announcements.c.created_at.desc(), announcements.c.id.desc())
        return [load(row, Announcement) for row in await self._execution.rows(ordered)]
