"""Keeps the audit log append-only on SQLite, for the connections that serve.

Triggers that only one connection has: the policy engine's connections, which let events go in their time, don't have
them; and neither tools nor migrations meet functions that they don't know.
"""

from typing import Any

TABLE = "audit_events"
REFUSAL = "the audit log is only added to"


def guard(cursor: Any) -> None:
    """Have a connection refuse to change or remove events; nothing where there is no such table yet."""
    cursor.execute("SELECT 1 FROM main.sqlite_master WHERE type = 'table' AND name = ?", (TABLE,))
    if cursor.fetchone() is None:
        return
    for act in ("UPDATE", "DELETE"):
        cursor.execute(
            f"CREATE TEMP TRIGGER IF NOT EXISTS {TABLE}_no_{act.lower()} BEFORE {act} ON main.{TABLE} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
