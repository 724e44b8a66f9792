"""Exports that lie ready; their archives lie in the blob store."""

import sqlalchemy as sa

from specstep.adapters.persistence.tables.types import UtcDateTime, account_column, metadata

exports = sa.Table(
    "exports",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    account_column(),
    sa.Column("blob", sa.Text, nullable=False),
    sa.Column("size_bytes", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("expires_at", UtcDateTime, nullable=False),
    sa.Column("link_sha256", sa.Text),
    sa.UniqueConstraint("blob"),
    sa.UniqueConstraint("link_sha256"),
    sa.Index(None, "account_id", "created_at", "id"),
    sa.Index(None, "expires_at"),
)
