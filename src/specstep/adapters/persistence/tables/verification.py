"""Phones, and the codes on their way to them."""

import sqlalchemy as sa

from specstep.adapters.persistence.tables.types import UtcDateTime, account_column, metadata, one_of
from specstep.domain.verification.numbers import Use

phones = sa.Table(
    "phones",
    metadata,
    account_column(),
    sa.Column("use", sa.Text, nullable=False),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("set_at", UtcDateTime, nullable=False),
    sa.Column("verified_at", UtcDateTime),
    one_of("use", Use),
    # INVARIANT: no number is here for short messages that its owner hasn't verified.
    sa.CheckConstraint("use <> 'sms' OR verified_at IS NOT NULL", name="sms_verified"),
    sa.PrimaryKeyConstraint("account_id", "use"),
)

phone_codes = sa.Table(
    "phone_codes",
    metadata,
    account_column(),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("code_hash", sa.Text, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("sent_at", UtcDateTime, nullable=False),
    sa.Column("expires_at", UtcDateTime, nullable=False),
    sa.PrimaryKeyConstraint("account_id"),
    sa.Index(None, "expires_at"),
)
