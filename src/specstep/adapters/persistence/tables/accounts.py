"""Accounts."""

import sqlalchemy as sa

from specstep.adapters.persistence.tables.types import UtcDateTime, metadata, one_of
from specstep.domain.accounts import Role

accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("display_name", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("closing_at", UtcDateTime),  # its deletion was asked for: it takes nothing new
    sa.Column("email", sa.Text),
    sa.Column("verified_email", sa.Text),
    sa.Column("age_confirmed_at", UtcDateTime),
    sa.Column("photo_url", sa.Text),
    sa.Column("notice_version", sa.Text),
    one_of("role", Role),
    # INVARIANT: of two who claim one proven address at the same time, one is refused here.
    sa.Index(None, "verified_email", unique=True),
)
