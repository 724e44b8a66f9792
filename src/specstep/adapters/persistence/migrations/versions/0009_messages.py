"""Messages, preferences about them, and addresses that nothing reaches."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

CHANNELS = "channel IN ('email', 'sms')"
STATES = "state IN ('queued', 'sent', 'delivered', 'bounced', 'failed', 'suppressed', 'unclear')"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "messages",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data", sa.Text(), nullable=True),
        sa.Column("address_hash", sa.Text(), nullable=True),
        sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=True),
        sa.Column("provider_id", sa.Text(), nullable=True),
        sa.Column("because", sa.Text(), nullable=False),
        sa.CheckConstraint(CHANNELS, name=op.f("ck_messages_channel_known")),
        sa.CheckConstraint(STATES, name=op.f("ck_messages_state_known")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_messages_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("provider", "provider_id", name=op.f("uq_messages_provider_provider_id")),
    )
    op.create_index(
        op.f("ix_messages_account_id_created_at_id"), "messages", ["account_id", "created_at", "id"], unique=False
    )
    op.create_index(op.f("ix_messages_created_at"), "messages", ["created_at"], unique=False)
    op.create_table(
        "message_preferences",
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(CHANNELS, name=op.f("ck_message_preferences_channel_known")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_message_preferences_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("account_id", "kind", "channel", name=op.f("pk_message_preferences")),
    )
    op.create_table(
        "message_suppressions",
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address_hash", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(CHANNELS, name=op.f("ck_message_suppressions_channel_known")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_message_suppressions_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("account_id", "channel", "address_hash", name=op.f("pk_message_suppressions")),
    )


def downgrade() -> None:
    """Drop them; what was queued is not sent."""
    op.drop_table("message_suppressions")
    op.drop_table("message_preferences")
    op.drop_table("messages")
