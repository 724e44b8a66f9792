"""Requests that created something."""

import sqlalchemy as sa

from specstep.adapters.persistence.tables.types import UtcDateTime, account_column, metadata

replays = sa.Table(
    "replays",
    metadata,
    account_column(),
    sa.Column("key_hash", sa.Text, nullable=False),
    sa.Column("act", sa.Text, nullable=False),
    sa.Column("subject_id", sa.Text, nullable=False),
    sa.Column("status", sa.Integer, nullable=True),
    sa.Column("begun_at", UtcDateTime, nullable=False),
    sa.Column("expires_at", UtcDateTime, nullable=False),
    sa.PrimaryKeyConstraint("account_id", "key_hash"),
    sa.Index(None, "expires_at"),
)
