"""The first tables: accounts, interviews, generations, packages, the blob journal and the audit trail."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create everything."""
    op.create_table(
        "accounts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("role IN ('user', 'support', 'operator')", name=op.f("ck_accounts_role_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
    )
    op.create_table(
        "audit_events",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=True),
        sa.Column("subject_account_id", sa.Text(), nullable=True),
        sa.Column("subject_id", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["accounts.id"], name=op.f("fk_audit_events_actor_id_accounts")),
        sa.ForeignKeyConstraint(
            ["subject_account_id"], ["accounts.id"], name=op.f("fk_audit_events_subject_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_events")),
    )
    op.create_index(op.f("ix_audit_events_actor_id_at"), "audit_events", ["actor_id", "at"], unique=False)
    op.create_index(op.f("ix_audit_events_at"), "audit_events", ["at"], unique=False)
    op.create_index(
        op.f("ix_audit_events_subject_account_id_at"), "audit_events", ["subject_account_id", "at"], unique=False
    )
    op.create_table(
        "blob_intents",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("fate", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("fate IN ('intent', 'tombstone')", name=op.f("ck_blob_intents_fate_known")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_blob_intents_account_id_accounts")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_blob_intents")),
    )
    op.create_index(op.f("ix_blob_intents_account_id"), "blob_intents", ["account_id"], unique=False)
    op.create_index(op.f("ix_blob_intents_at"), "blob_intents", ["at"], unique=False)
    op.create_table(
        "interviews",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "phase IN ('vision', 'requirements', 'architecture', 'review')", name=op.f("ck_interviews_phase_known")
        ),
        sa.CheckConstraint("status IN ('open', 'complete')", name=op.f("ck_interviews_status_known")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_interviews_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interviews")),
        sa.UniqueConstraint("id", "account_id", name=op.f("uq_interviews_id_account_id")),
    )
    op.create_index(
        op.f("ix_interviews_account_id_created_at_id"),
        "interviews",
        ["account_id", "created_at", "id"],
        unique=False,
    )
    op.create_table(
        "model_answers",
        sa.Column("run", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("input_tokens", sa.BigInteger(), nullable=False),
        sa.Column("output_tokens", sa.BigInteger(), nullable=False),
        sa.Column("cost_usd", sa.Text(), nullable=False),
        sa.Column("calls", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_model_answers_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("run", "step", name=op.f("pk_model_answers")),
    )
    op.create_index(op.f("ix_model_answers_account_id"), "model_answers", ["account_id"], unique=False)
    op.create_table(
        "facts",
        sa.Column("interview_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("source_kind", sa.Text(), nullable=False),
        sa.Column("source_ref", sa.Text(), nullable=False),
        sa.Column("source_quote", sa.Text(), nullable=True),
        sa.Column("source_why", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("superseded_by", sa.Text(), nullable=True),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("priority", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('goal', 'actor', 'need', 'rule', 'limit', 'quality', 'data', 'decision', 'context', "
            "'non-goal', 'later', 'question', 'aside')",
            name=op.f("ck_facts_kind_known"),
        ),
        sa.CheckConstraint(
            "source_kind IN ('turn', 'reference', 'assumption')", name=op.f("ck_facts_source_kind_known")
        ),
        sa.CheckConstraint(
            "status IN ('taken', 'corrected', 'rejected', 'superseded')", name=op.f("ck_facts_status_known")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_facts_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["interview_id", "account_id"],
            ["interviews.id", "interviews.account_id"],
            name=op.f("fk_facts_interview_id_account_id_interviews"),
        ),
        sa.PrimaryKeyConstraint("interview_id", "id", name=op.f("pk_facts")),
    )
    op.create_index(op.f("ix_facts_account_id"), "facts", ["account_id"], unique=False)
    op.create_table(
        "generations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("interview_id", sa.Text(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("budget_tokens", sa.BigInteger(), nullable=True),
        sa.Column("budget_usd", sa.Text(), nullable=True),
        sa.Column("input_tokens", sa.BigInteger(), nullable=False),
        sa.Column("output_tokens", sa.BigInteger(), nullable=False),
        sa.Column("cost_usd", sa.Text(), nullable=False),
        sa.Column("calls", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gate_passed", sa.Boolean(), nullable=True),
        sa.Column("stopped_by", sa.Text(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("resumable", sa.Boolean(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "profile IN ('Fast', 'Normal', 'Extensive', 'Researcher')", name=op.f("ck_generations_profile_known")
        ),
        sa.CheckConstraint(
            "status IN ('Queued', 'Running', 'Complete', 'Failed', 'Cancelled')",
            name=op.f("ck_generations_status_known"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_generations_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["interview_id", "account_id"],
            ["interviews.id", "interviews.account_id"],
            name=op.f("fk_generations_interview_id_account_id_interviews"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_generations")),
        sa.UniqueConstraint("id", "account_id", name=op.f("uq_generations_id_account_id")),
    )
    op.create_index(
        op.f("ix_generations_account_id_created_at_id"),
        "generations",
        ["account_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_generations_interview_id"), "generations", ["interview_id"], unique=False)
    op.create_table(
        "reference_documents",
        sa.Column("interview_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_reference_documents_account_id_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["interview_id", "account_id"],
            ["interviews.id", "interviews.account_id"],
            name=op.f("fk_reference_documents_interview_id_account_id_interviews"),
        ),
        sa.PrimaryKeyConstraint("interview_id", "id", name=op.f("pk_reference_documents")),
        sa.UniqueConstraint("interview_id", "number", name=op.f("uq_reference_documents_interview_id_number")),
    )
    op.create_index(op.f("ix_reference_documents_account_id"), "reference_documents", ["account_id"], unique=False)
    op.create_table(
        "turns",
        sa.Column("interview_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "answer IN ('said', 'recommended', 'you-decide', 'skipped')", name=op.f("ck_turns_answer_known")
        ),
        sa.CheckConstraint(
            "phase IN ('vision', 'requirements', 'architecture', 'review')", name=op.f("ck_turns_phase_known")
        ),
        sa.CheckConstraint("speaker IN ('person', 'interviewer')", name=op.f("ck_turns_speaker_known")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_turns_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["interview_id", "account_id"],
            ["interviews.id", "interviews.account_id"],
            name=op.f("fk_turns_interview_id_account_id_interviews"),
        ),
        sa.PrimaryKeyConstraint("interview_id", "number", name=op.f("pk_turns")),
        sa.UniqueConstraint("interview_id", "id", name=op.f("uq_turns_interview_id_id")),
    )
    op.create_index(op.f("ix_turns_account_id"), "turns", ["account_id"], unique=False)
    op.create_table(
        "generation_snapshots",
        sa.Column("generation_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("dossier", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_generation_snapshots_account_id_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["generation_id", "account_id"],
            ["generations.id", "generations.account_id"],
            name=op.f("fk_generation_snapshots_generation_id_account_id_generations"),
        ),
        sa.PrimaryKeyConstraint("generation_id", name=op.f("pk_generation_snapshots")),
    )
    op.create_index(
        op.f("ix_generation_snapshots_account_id"), "generation_snapshots", ["account_id"], unique=False
    )
    op.create_table(
        "packages",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("generation_id", sa.Text(), nullable=False),
        sa.Column("interview_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("blob", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("gate_passed", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_packages_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["generation_id", "account_id"],
            ["generations.id", "generations.account_id"],
            name=op.f("fk_packages_generation_id_account_id_generations"),
        ),
        sa.ForeignKeyConstraint(
            ["interview_id", "account_id"],
            ["interviews.id", "interviews.account_id"],
            name=op.f("fk_packages_interview_id_account_id_interviews"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packages")),
        sa.UniqueConstraint("blob", name=op.f("uq_packages_blob")),
        sa.UniqueConstraint("generation_id", name=op.f("uq_packages_generation_id")),
    )
    op.create_index(
        op.f("ix_packages_account_id_created_at_id"), "packages", ["account_id", "created_at", "id"], unique=False
    )
    op.create_index(op.f("ix_packages_expires_at"), "packages", ["expires_at"], unique=False)
    op.create_index(op.f("ix_packages_interview_id"), "packages", ["interview_id"], unique=False)


def downgrade() -> None:
    """Drop everything; indexes go with their tables."""
    op.drop_table("packages")
    op.drop_table("generation_snapshots")
    op.drop_table("turns")
    op.drop_table("reference_documents")
    op.drop_table("generations")
    op.drop_table("facts")
    op.drop_table("model_answers")
    op.drop_table("interviews")
    op.drop_table("blob_intents")
    op.drop_table("audit_events")
    op.drop_table("accounts")
