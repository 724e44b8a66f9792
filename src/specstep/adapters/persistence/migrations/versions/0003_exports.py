"""Exports that lie ready for a week."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; no export is there yet."""
    op.create_table(
        "exports",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("blob", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("link_sha256", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_exports_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
        sa.UniqueConstraint("blob", name=op.f("uq_exports_blob")),
        sa.UniqueConstraint("link_sha256", name=op.f("uq_exports_link_sha256")),
    )
    op.create_index(op.f("ix_exports_account_id_created_at_id"), "exports", ["account_id", "created_at", "id"])
    op.create_index(op.f("ix_exports_expires_at"), "exports", ["expires_at"])


def downgrade() -> None:
    """Move the files of exports into the journal, from which the next sweep removes them; drop the table."""
    op.execute(
        "INSERT INTO blob_intents (key, account_id, fate, at) "
        "SELECT blob, account_id, 'tombstone', created_at FROM exports"
    )
    op.drop_table("exports")
