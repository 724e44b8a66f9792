"""The books of the policy engine, and the time from which an account takes nothing new."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the books; no account is closing yet."""
    op.create_table(
        "policy_marks",
        sa.Column("run", sa.Text(), nullable=False),
        sa.Column("dataset", sa.Text(), nullable=False),
        sa.Column("key_1", sa.Text(), nullable=False),
        sa.Column("key_2", sa.Text(), nullable=False),
        sa.Column("key_3", sa.Text(), nullable=False),
        sa.Column("key_4", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "run", "dataset", "key_1", "key_2", "key_3", "key_4", name=op.f("pk_policy_marks")
        ),
    )
    op.create_table(
        "policy_tallies",
        sa.Column("run", sa.Text(), nullable=False),
        sa.Column("dataset", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("run", "dataset", "act", name=op.f("pk_policy_tallies")),
    )
    op.create_table(
        "policy_rule_runs",
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("ran_ms", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("rule", name=op.f("pk_policy_rule_runs")),
    )
    op.add_column("accounts", sa.Column("closing_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Drop them; a deletion that is under way is forgotten, and must be asked for again."""
    op.drop_column("accounts", "closing_at")
    op.drop_table("policy_rule_runs")
    op.drop_table("policy_tallies")
    op.drop_table("policy_marks")
