"""What an audit of SpecStep's own database looks for beyond its inventory."""

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from specstep.adapters.persistence.tables import accounts, statutory_requests
from specstep.application.retention.steps import OVERDUE
from specstep.entrypoints.cli.counting import counted
from specstep.entrypoints.settings import Settings
from specstep.policies.findings import Finding


def own_findings(connection: Connection, settings: Settings, now: datetime) -> Iterator[Finding]:
    """Encryption at rest that nobody vouches for (SEC-2), and what takes too long: deletions (RET-1), answers (RIG-8)."""
    if not settings.encrypted_at_rest:
        yield Finding(
            kind="unattested",
            dataset="",
            field="SEC-2",
            message="Nobody vouches that the database and the files lie on encrypted storage. If they do, set "
            "SPECSTEP_ENCRYPTED_AT_REST=true, and `encrypted_at_rest = true` among the facts of the notice.",
        )
    if not _has_column(connection, accounts.name, accounts.c.closing_at.name):
        return  # an older schema, which `check` tells
    late = sa.select(sa.func.count()).where(accounts.c.closing_at < now - OVERDUE)
    if number := connection.execute(late).scalar_one():
        yield Finding(
            kind="deletion-overdue",
            dataset=accounts.name,
            field=accounts.c.closing_at.name,
            message=f"The deletion of {counted(number, 'account')} was asked for more than a day ago and is not done. Run "
            "`specstep sweep`, which carries them on, and see what `specstep account delete` says of them.",
        )
    if not _has_column(connection, statutory_requests.name, statutory_requests.c.due_at.name):
        return
    waiting = statutory_requests.c.answered_at.is_(None) & (statutory_requests.c.due_at <= now)
    if number := connection.execute(
        sa.select(sa.func.count()).select_from(statutory_requests).where(waiting)
    ).scalar_one():
        yield Finding(
            kind="answer-overdue",
            dataset=statutory_requests.name,
            field=statutory_requests.c.due_at.name,
            message=f"The answer to {counted(number, 'request')} that people have a right to is overdue. See "
            "`specstep requests list`.",
        )


def _has_column(connection: Connection, table: str, column: str) -> bool:
    inspector = sa.inspect(connection)
    return inspector.has_table(table) and column in {each["name"] for each in inspector.get_columns(table)}
