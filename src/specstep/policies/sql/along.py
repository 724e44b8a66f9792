"""Deleting rows in the order of the index that finds them, on PostgreSQL.

A deleted row leaves its entry in every index until the next VACUUM. Whoever looks for rows of an account afterwards
(the foreign keys, when its own row goes; the search for late ones) passes over the entries of all that went, and
visits the row of each: for seconds, in a single statement. A look that passes over entries of rows that are gone for
everybody marks them, and the next one skips them. So each look here passes over no more than what the last unit left,
while those pages are still at hand; and at the end there is nothing left to visit.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.sql.elements import ColumnElement

from specstep.policies.sql.keys import as_text
from specstep.policies.sql.pace import Pace

if TYPE_CHECKING:
    from specstep.policies.sql.removing import Removing

FEWEST = 200  # rows for which a unit pays
DEARER, SPARE_S = 4, 0.5  # an old transaction elsewhere keeps all entries alive: then looking in order is given up


def deleted_along(removing: "Removing", dataset: str, along: ColumnElement[bool]) -> int:
    """Delete marked rows that a condition finds by an index; how many went. What it leaves is left to others.

    Raises:
        Blocked: a row that survives refers to one of them.
    """
    texts = as_text(removing.schema.key(dataset))
    query = sa.select(*texts).where(along).limit(sa.bindparam("size", type_=sa.Integer))
    pace = Pace(most=removing.chunk, least=FEWEST)
    looked_s = deleted_s = 0.0
    total = 0

    def some() -> int:
        nonlocal looked_s, deleted_s
        began = time.perf_counter()
        keys = [tuple(each) for each in removing.connection.execute(query, {"size": pace.size})]
        looked = time.perf_counter()
        gone = removing.delete_keys(dataset, keys) if keys else 0
        looked_s += looked - began
        deleted_s += time.perf_counter() - looked
        pace.took(len(keys), time.perf_counter() - began)
        return gone

    # Also where an account owns most of a table, and the planner would rather read all of it.
    with switched_off(removing.connection, "enable_seqscan", "enable_bitmapscan"):
        # INVARIANT: each round takes something away, or is the last: late rows, which have no mark, are left alone.
        while looked_s < DEARER * deleted_s + SPARE_S and (gone := int(removing.unit(some))):
            total += gone
    return total


@contextmanager
def switched_off(connection: sa.Connection, *names: str) -> Iterator[None]:
    """Settings of a PostgreSQL session switched off for a while; outside of transactions."""
    if connection.dialect.name != "postgresql":
        yield
        return
    _set(connection, [f"SET {name} = off" for name in names])
    try:
        yield
    finally:
        if not connection.invalidated and not connection.in_transaction():
            _set(connection, [f"RESET {name}" for name in names])


def _set(connection: sa.Connection, orders: Sequence[str]) -> None:
    with connection.begin():
        for order in orders:
            connection.execute(sa.text(order))


def has_index(table: sa.Table, column: str) -> bool:
    """Whether an index of the table begins with a column, as far as its declaration says."""
    keys = [constraint.columns for constraint in table.constraints if isinstance(constraint, sa.UniqueConstraint)]
    found = [[each.name for each in columns] for columns in (*keys, table.primary_key.columns)]
    found += [[each.name for each in index.columns] for index in table.indexes]
    return any(names[:1] == [column] for names in found)
