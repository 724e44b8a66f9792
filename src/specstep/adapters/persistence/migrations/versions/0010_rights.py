"""Consents, statutory requests, announcements, and which policies hold."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

CONSENTS = "kind IN ('sign-up-attribution', 'product-mail', 'images-to-model', 'improvement-statistics')"
REQUESTS = "kind IN ('objection', 'restriction', 'complaint', 'other')"
ANNOUNCEMENTS = "kind IN ('policy-change', 'data-breach')"


def upgrade() -> None:
    """Create them, empty; who signed up before was shown a notice whose version nobody wrote down."""
    op.create_table(
        "consents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("notice_version", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(CONSENTS, name=op.f("ck_consents_kind_known")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_consents_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index(op.f("ix_consents_account_id_kind"), "consents", ["account_id", "kind"], unique=False)
    op.create_table(
        "statutory_requests",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(REQUESTS, name=op.f("ck_statutory_requests_kind_known")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_statutory_requests_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statutory_requests")),
    )
    for columns in (["account_id", "received_at"], ["answered_at", "due_at"]):
        name = op.f(f"ix_statutory_requests_{'_'.join(columns)}")
        op.create_index(name, "statutory_requests", columns, unique=False)
    op.create_table(
        "policy_versions",
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("inventory", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("effective_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_policy_versions")),
    )
    op.create_table(
        "announcements",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Text(), nullable=True),
        sa.Column("effective_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(ANNOUNCEMENTS, name=op.f("ck_announcements_kind_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
    )
    op.create_table(
        "announcement_recipients",
        sa.Column("announcement_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_announcement_recipients_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("announcement_id", "account_id", name=op.f("pk_announcement_recipients")),
    )
    op.create_index(
        op.f("ix_announcement_recipients_account_id"), "announcement_recipients", ["account_id"], unique=False
    )
    op.add_column("accounts", sa.Column("notice_version", sa.Text(), nullable=True))


def downgrade() -> None:
    """Drop them; whoever consented is asked again."""
    op.drop_column("accounts", "notice_version")
    op.drop_index(op.f("ix_announcement_recipients_account_id"), table_name="announcement_recipients")
    op.drop_table("announcement_recipients")
    op.drop_table("announcements")
    op.drop_table("policy_versions")
    for columns in (["answered_at", "due_at"], ["account_id", "received_at"]):
        op.drop_index(op.f(f"ix_statutory_requests_{'_'.join(columns)}"), table_name="statutory_requests")
    op.drop_table("statutory_requests")
    op.drop_index(op.f("ix_consents_account_id_kind"), table_name="consents")
    op.drop_table("consents")
