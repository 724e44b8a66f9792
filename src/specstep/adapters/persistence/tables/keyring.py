"""The keys of the key ring, each wrapped by a master key that lies elsewhere."""

import sqlalchemy as sa

from specstep.adapters.persistence.tables.types import UtcDateTime, metadata

encryption_keys = sa.Table(
    "encryption_keys",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("activates_at", UtcDateTime, nullable=False),
    sa.Column("expires_at", UtcDateTime, nullable=False),
    sa.Column("retired_at", UtcDateTime),
    sa.Column("revoked_at", UtcDateTime),
    sa.Column("master", sa.Text, nullable=False),
    sa.Column("wrapped", sa.LargeBinary, nullable=False),
)
