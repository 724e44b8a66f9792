"""API keys: of each the salted hash, and the prefix by which it is found."""

import sqlalchemy as sa

from specstep.adapters.persistence.tables.types import UtcDateTime, account_column, metadata

api_keys = sa.Table(
    "api_keys",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    account_column(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("prefix", sa.Text, nullable=False),
    sa.Column("salted", sa.LargeBinary, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("last_used_at", UtcDateTime),
    sa.Column("expires_at", UtcDateTime),
    sa.UniqueConstraint("prefix"),
    sa.Index(None, "account_id", "created_at", "id"),
    sa.Index(None, "expires_at"),
)
