"""Statutory requests."""

import sqlalchemy as sa

from specstep.adapters.persistence.tables.types import UtcDateTime, account_column, metadata, one_of
from specstep.domain.statutory_requests import RequestKind

statutory_requests = sa.Table(
    "statutory_requests",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    account_column(),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("received_at", UtcDateTime, nullable=False),
    sa.Column("due_at", UtcDateTime, nullable=False),
    sa.Column("answer", sa.Text),
    sa.Column("answered_at", UtcDateTime),
    one_of("kind", RequestKind),
    sa.Index(None, "account_id", "received_at"),
    sa.Index(None, "answered_at", "due_at"),
)
