"""A dataset with its table, and how rows of it are counted."""

from contextlib import suppress
from typing import Any

import attrs
import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import NoSuchTableError

from specstep.policies.audit.values import Audit
from specstep.policies.model import Dataset
from specstep.policies.schema import Table


@attrs.frozen
class Place:
    """A dataset with its table, as it was found, and as SQLAlchemy speaks of it."""

    dataset: Dataset
    table: Table
    sql: sa.Table


def as_sqlalchemy(connection: Connection, table: Table) -> sa.Table:
    """The table with the types that the database says it has."""
    space, _, name = table.name.rpartition(".")
    with suppress(NoSuchTableError):
        return sa.Table(name, sa.MetaData(), schema=space or None, autoload_with=connection, resolve_fks=False)
    inspector = sa.inspect(connection)
    home = next(each for each in inspector.get_schema_names() if inspector.has_table(name, schema=each))
    return sa.Table(name, sa.MetaData(), schema=home, autoload_with=connection, resolve_fks=False)


def count(connection: Connection, rows: sa.FromClause, where: list[Any], told: Audit) -> int:
    """How many rows there are, counted up to one more than the limit."""
    found = (
        sa.select(sa.literal_column("1", sa.Integer)).select_from(rows).where(*where).limit(told.limits.rows + 1)
    )
    return int(connection.execute(sa.select(sa.func.count()).select_from(found.subquery())).scalar_one())


def counted(number: int, told: Audit) -> str:
    """How many rows, where counting stopped at the limit."""
    if number > told.limits.rows:
        return f"More than {told.limits.rows} rows"
    return "1 row" if number == 1 else f"{number} rows"
