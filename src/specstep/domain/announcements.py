"""What everybody concerned must be told: material changes of the privacy policy (GOV-3), and leaks (SEC-9)."""

from datetime import datetime, timedelta
from enum import StrEnum

import attrs

from specstep.domain.ids import AccountId, AnnouncementId

LEAST_NOTICE = timedelta(days=1)
"""How long before a change takes effect its announcement must begin to go out, at the least."""


class AnnouncementKind(StrEnum):
    """What it is about."""

    POLICY_CHANGE = "policy-change"
    DATA_BREACH = "data-breach"


@attrs.frozen(kw_only=True)
class PolicyVersion:
    """The policies of a program, as an inventory in JSON, with when they were met first and since when they hold."""

    version: str
    inventory: str = attrs.field(repr=False)
    recorded_at: datetime
    effective_at: datetime | None = None


@attrs.frozen(kw_only=True)
class Announcement:
    """Something that people are told, once each.

    Args:
        version: the policies that are announced; None where it isn't about them.
        effective_at: from when these hold, once everybody was told.
        begun_at: when its sending began; None for a draft.
        finished_at: when everybody had been told, as far as they can be.
    """

    id: AnnouncementId
    kind: AnnouncementKind
    text: str
    created_at: datetime
    version: str | None = None
    effective_at: datetime | None = None
    begun_at: datetime | None = None
    finished_at: datetime | None = None

    def lets_through(self, now: datetime) -> bool:
        """Whether what it announces may take effect."""
        return self.finished_at is not None and self.effective_at is not None and now >= self.effective_at


@attrs.frozen(kw_only=True)
class Recipient:
    """Somebody who is told something; `told_at` is when their message was queued."""

    announcement_id: AnnouncementId
    account_id: AccountId
    told_at: datetime | None = None
