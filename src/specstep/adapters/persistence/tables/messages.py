"""Messages, what people prefer about them, and addresses that nothing reaches."""

import sqlalchemy as sa

from specstep.adapters.persistence.tables.types import UtcDateTime, account_column, metadata, one_of
from specstep.domain.messages.kinds import Channel
from specstep.domain.messages.values import DeliveryState

messages = sa.Table(
    "messages",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    account_column(),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("changed_at", UtcDateTime, nullable=False),
    sa.Column("data", sa.Text),
    sa.Column("address_hash", sa.Text),
    sa.Column("handed_over_at", UtcDateTime),
    sa.Column("tries", sa.BigInteger, nullable=False),
    sa.Column("provider", sa.Text),
    sa.Column("provider_id", sa.Text),
    sa.Column("because", sa.Text, nullable=False),
    one_of("channel", Channel),
    one_of("state", DeliveryState),
    sa.UniqueConstraint("provider", "provider_id"),
    sa.Index(None, "account_id", "created_at", "id"),
    sa.Index(None, "created_at"),
)

message_preferences = sa.Table(
    "message_preferences",
    metadata,
    sa.Column("account_id", sa.Text, sa.ForeignKey("accounts.id"), primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("wanted", sa.Boolean, nullable=False),
    sa.Column("changed_at", UtcDateTime, nullable=False),
    one_of("channel", Channel),
)

message_suppressions = sa.Table(
    "message_suppressions",
    metadata,
    sa.Column("account_id", sa.Text, sa.ForeignKey("accounts.id"), primary_key=True),
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("address_hash", sa.Text, primary_key=True),
    sa.Column("since", UtcDateTime, nullable=False),
    one_of("channel", Channel),
)
