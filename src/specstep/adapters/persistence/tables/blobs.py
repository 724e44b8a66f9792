"""The journal of files that are about to appear or to go."""

from enum import StrEnum

import sqlalchemy as sa

from specstep.adapters.persistence.tables.types import UtcDateTime, account_column, metadata, one_of


class Fate(StrEnum):
    """What an entry announces."""

    INTENT = "intent"
    TOMBSTONE = "tombstone"


blob_intents = sa.Table(
    "blob_intents",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    account_column(),
    sa.Column("fate", sa.Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    one_of("fate", Fate),
    sa.Index(None, "at"),
    sa.Index(None, "account_id"),
)
