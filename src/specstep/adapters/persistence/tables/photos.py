"""Profile photos."""

import sqlalchemy as sa

from specstep.adapters.persistence.tables.types import UtcDateTime, metadata

profile_photos = sa.Table(
    "profile_photos",
    metadata,
    sa.Column("account_id", sa.Text, sa.ForeignKey("accounts.id"), primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("content_type", sa.Text, nullable=False),
    sa.Column("cached_at", UtcDateTime, nullable=False),
)
