"""Generations, what each was given, and the answers that models gave."""

import sqlalchemy as sa

from specstep.adapters.persistence.tables.types import (
    ExactDecimal,
    UtcDateTime,
    account_column,
    metadata,
    one_of,
    usage_columns,
    within,
)
from specstep.domain.generations.values import ProfileName, Status

generations = sa.Table(
    "generations",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    account_column(),
    sa.Column("interview_id", sa.Text, nullable=False),
    sa.Column("profile", sa.Text, nullable=False),
    sa.Column("provider", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("budget_tokens", sa.BigInteger),
    sa.Column("budget_usd", ExactDecimal),
    *usage_columns(),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("updated_at", UtcDateTime, nullable=False),
    sa.Column("finished_at", UtcDateTime),
    sa.Column("gate_passed", sa.Boolean),
    sa.Column("stopped_by", sa.Text),
    sa.Column("failure", sa.Text),
    sa.Column("resumable", sa.Boolean, nullable=False),
    sa.Column("deleted_at", UtcDateTime),
    sa.UniqueConstraint("id", "account_id"),
    within("interviews", "interview_id"),
    one_of("profile", ProfileName),
    one_of("status", Status),
    sa.Index(None, "account_id", "created_at", "id"),
    sa.Index(None, "interview_id"),
)

generation_snapshots = sa.Table(
    "generation_snapshots",
    metadata,
    sa.Column("generation_id", sa.Text, primary_key=True),
    account_column(),
    sa.Column("dossier", sa.Text, nullable=False),  # JSON
    within("generations", "generation_id"),
    sa.Index(None, "account_id"),
)

model_answers = sa.Table(
    "model_answers",
    metadata,
    sa.Column("run", sa.Text, primary_key=True),
    sa.Column("step", sa.Text, primary_key=True),
    account_column(),
    sa.Column("task", sa.Text, nullable=False),
    sa.Column("provider", sa.Text, nullable=False),
    sa.Column("model", sa.Text, nullable=False),
    sa.Column("content", sa.Text, nullable=False),  # JSON
    *usage_columns(),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Index(None, "account_id"),
)
