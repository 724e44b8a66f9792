"""The audit trail."""

import sqlalchemy as sa

from specstep.adapters.persistence.tables.types import UtcDateTime, metadata

audit_events = sa.Table(
    "audit_events",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("action", sa.Text, nullable=False),  # unchecked: the list grows with each capability
    sa.Column("actor_id", sa.Text, sa.ForeignKey("accounts.id")),
    sa.Column("subject_account_id", sa.Text, sa.ForeignKey("accounts.id")),
    sa.Column("subject_id", sa.Text),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Index(None, "at"),
    sa.Index(None, "actor_id", "at"),
    sa.Index(None, "subject_account_id", "at"),
)
