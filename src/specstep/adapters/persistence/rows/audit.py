"""Rows of the audit trail."""

from collections.abc import Mapping
from typing import Any

from specstep.adapters.persistence.rows.converter import dump, load
from specstep.domain.audit import AuditEvent


def event_row(event: AuditEvent) -> dict[str, Any]:
    """An event; the columns that refer to accounts say so in their names."""
    fields = dump(event)
    actor, subject = fields.pop("actor"), fields.pop("subject_account")
    return {**fields, "actor_id": actor, "subject_account_id": subject}


def event(row: Mapping[str, Any]) -> AuditEvent:
    """An event."""
    return load({**row, "actor": row["actor_id"], "subject_account": row["subject_account_id"]}, AuditEvent)
