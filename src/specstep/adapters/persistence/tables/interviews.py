"""Interviews, and what hangs on them: turns, reference documents, facts."""

import sqlalchemy as sa

from specstep.adapters.persistence.tables.types import UtcDateTime, account_column, metadata, one_of, within
from specstep.domain.interviews.values import (
    AnswerKind,
    FactKind,
    FactStatus,
    InterviewStatus,
    Phase,
    SourceKind,
    Speaker,
)

interviews = sa.Table(
    "interviews",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    account_column(),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("phase", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("updated_at", UtcDateTime, nullable=False),
    sa.Column("deleted_at", UtcDateTime),
    sa.UniqueConstraint("id", "account_id"),
    one_of("status", InterviewStatus),
    one_of("phase", Phase),
    sa.Index(None, "account_id", "created_at", "id"),
)

turns = sa.Table(
    "turns",
    metadata,
    sa.Column("interview_id", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("id", sa.Text, nullable=False),
    account_column(),
    sa.Column("speaker", sa.Text, nullable=False),
    sa.Column("phase", sa.Text, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("question", sa.Text),  # JSON
    sa.Column("answer", sa.Text),
    sa.UniqueConstraint("interview_id", "id"),
    within("interviews", "interview_id"),
    one_of("speaker", Speaker),
    one_of("phase", Phase),
    one_of("answer", AnswerKind),
    sa.Index(None, "account_id"),
)

reference_documents = sa.Table(
    "reference_documents",
    metadata,
    sa.Column("interview_id", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    account_column(),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("added_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("interview_id", "number"),
    within("interviews", "interview_id"),
    sa.Index(None, "account_id"),
)

facts = sa.Table(
    "facts",
    metadata,
    sa.Column("interview_id", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    account_column(),
    sa.Column("position", sa.Integer, nullable=False),  # the order in which they were taken
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Column("source_kind", sa.Text, nullable=False),
    sa.Column("source_ref", sa.Text, nullable=False),
    sa.Column("source_quote", sa.Text),
    sa.Column("source_why", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("superseded_by", sa.Text),
    sa.Column("speaker", sa.Text),
    sa.Column("priority", sa.Text),
    within("interviews", "interview_id"),
    one_of("kind", FactKind),
    one_of("source_kind", SourceKind),
    one_of("status", FactStatus),
    sa.Index(None, "account_id"),
)
