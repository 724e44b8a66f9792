"""Finished packages; their archives lie in the blob store."""

import sqlalchemy as sa

from specstep.adapters.persistence.tables.types import UtcDateTime, account_column, metadata, within

packages = sa.Table(
    "packages",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    account_column(),
    sa.Column("generation_id", sa.Text, nullable=False),
    sa.Column("interview_id", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("blob", sa.Text, nullable=False),
    sa.Column("size_bytes", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("gate_passed", sa.Boolean, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("expires_at", UtcDateTime),
    sa.Column("deleted_at", UtcDateTime),
    sa.UniqueConstraint("generation_id"),
    sa.UniqueConstraint("blob"),
    within("generations", "generation_id"),
    within("interviews", "interview_id"),
    sa.Index(None, "account_id", "created_at", "id"),
    sa.Index(None, "interview_id"),
    sa.Index(None, "expires_at"),
)
