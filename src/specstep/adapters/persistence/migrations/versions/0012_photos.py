"""Profile photos."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them, empty."""
    op.create_table(
        "profile_photos",
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("cached_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_profile_photos_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_profile_photos")),
    )


def downgrade() -> None:
    """Drop them; each comes back with its owner's next sign-in."""
    op.drop_table("profile_photos")
