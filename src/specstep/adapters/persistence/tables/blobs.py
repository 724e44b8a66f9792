"""The journal of files that are about to appear or to go."""

import sqlalchemy as sa

from specstep.adapters.persistence.fates import Fate
from specstep.adapters.persistence.tables.types import UtcDateTime, account_column, metadata, one_of

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
