"""Identities of accounts, and what a sign-in says about an account's owner."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them; the accounts that are there have none yet."""
    op.create_table(
        "identities",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("email_verified", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_signed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_identities_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identities")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_identities_issuer_subject")),
    )
    op.create_index(op.f("ix_identities_account_id"), "identities", ["account_id"], unique=False)
    op.add_column("accounts", sa.Column("email", sa.Text(), nullable=True))
    op.add_column("accounts", sa.Column("verified_email", sa.Text(), nullable=True))
    op.add_column("accounts", sa.Column("age_confirmed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("accounts", sa.Column("photo_url", sa.Text(), nullable=True))
    op.create_index(op.f("ix_accounts_verified_email"), "accounts", ["verified_email"], unique=True)


def downgrade() -> None:
    """Drop them; who had signed in can't do so any more."""
    op.drop_index(op.f("ix_accounts_verified_email"), table_name="accounts")
    for column in ("photo_url", "age_confirmed_at", "verified_email", "email"):
        op.drop_column("accounts", column)
    op.drop_index(op.f("ix_identities_account_id"), table_name="identities")
    op.drop_table("identities")
