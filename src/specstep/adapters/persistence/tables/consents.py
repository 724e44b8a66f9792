"""Consents."""

import sqlalchemy as sa

from specstep.adapters.persistence.tables.types import UtcDateTime, account_column, metadata, one_of
from specstep.domain.consents import ConsentKind

consents = sa.Table(
    "consents",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    account_column(),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("notice_version", sa.Text, nullable=False),
    sa.Column("given_at", UtcDateTime, nullable=False),
    sa.Column("withdrawn_at", UtcDateTime),
    one_of("kind", ConsentKind),
    sa.Index(None, "account_id", "kind"),
)
