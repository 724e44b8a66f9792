"""What people are told, who is told, and the policies that hold."""

import sqlalchemy as sa

from specstep.adapters.persistence.tables.types import UtcDateTime, metadata, one_of
from specstep.domain.announcements import AnnouncementKind

policy_versions = sa.Table(
    "policy_versions",
    metadata,
    sa.Column("version", sa.Text, primary_key=True),
    sa.Column("inventory", sa.Text, nullable=False),
    sa.Column("recorded_at", UtcDateTime, nullable=False),
    sa.Column("effective_at", UtcDateTime),
)

announcements = sa.Table(
    "announcements",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("version", sa.Text),
    sa.Column("effective_at", UtcDateTime),
    sa.Column("begun_at", UtcDateTime),
    sa.Column("finished_at", UtcDateTime),
    one_of("kind", AnnouncementKind),
)

announcement_recipients = sa.Table(
    "announcement_recipients",
    metadata,
    # No reference: announcements stay, whoever of those who were told is still here.
    sa.Column("announcement_id", sa.Text, primary_key=True),
    sa.Column("account_id", sa.Text, sa.ForeignKey("accounts.id"), primary_key=True),
    sa.Column("told_at", UtcDateTime),
    sa.Index(None, "account_id"),
)
