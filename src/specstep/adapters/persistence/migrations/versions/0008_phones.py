"""Phones, and the codes on their way to them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them, empty."""
    op.create_table(
        "phones",
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("use", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("use IN ('contact', 'sms')", name=op.f("ck_phones_use_known")),
        sa.CheckConstraint("use <> 'sms' OR verified_at IS NOT NULL", name=op.f("ck_phones_sms_verified")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_phones_account_id_accounts")),
        sa.PrimaryKeyConstraint("account_id", "use", name=op.f("pk_phones")),
    )
    op.create_table(
        "phone_codes",
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_phone_codes_account_id_accounts")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_phone_codes")),
    )
    op.create_index(op.f("ix_phone_codes_expires_at"), "phone_codes", ["expires_at"], unique=False)


def downgrade() -> None:
    """Drop them; numbers are given and verified anew."""
    op.drop_index(op.f("ix_phone_codes_expires_at"), table_name="phone_codes")
    op.drop_table("phone_codes")
    op.drop_table("phones")
