"""What everybody concerned must be told: material changes of the privacy policy (GOV-3), and leaks (SEC-9)."""

from datetime import datetime, timedelta
from enum import StrEnum

import attrs

from specstep.domain.errors import BadInput
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


@attrs.frozen(kw_only=True)
class BreachText:
    """What those concerned are told of a leak (GDPR, Article 34(2))."""

    happened: str
    concerned: str
    advice: str


def breach_text(text: str) -> BreachText:
    """Read a notice: three parts, each below a line that begins with "# " and that nobody is sent.

    They say what happened, what data it concerns, and what to do about it and what is being done.

    Raises:
        BadInput: these aren't three parts, or one of them says nothing.
    """
    before, *parts = f"\n{text}".replace("\r\n", "\n").split("\n# ")
    said = [body.strip() for _, _, body in (part.partition("\n") for part in parts)]
    if before.strip() or len(said) != len(attrs.fields(BreachText)) or not all(said):
        raise BadInput(
            where="the notice",
            what="needs three parts: what happened, what it concerns, and what to do.",
            way_out='Begin each with a line like "# What happened".',
        )
    happened, concerned, advice = said
    return BreachText(happened=happened, concerned=concerned, advice=advice)
