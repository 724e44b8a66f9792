"""What must be left of rows, by the reference, with the rows themselves left as they are."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from specstep.policies.model import Inventory, Store
from specstep.policies.testing import reference
from specstep.policies.testing.reference import Row, Rows

Tables = Mapping[str, Sequence[Row]]
"""Rows by table; those of tables that the inventory doesn't know are there too."""


def swept(inventory: Inventory, tables: Tables, now: datetime, ran: Mapping[str, datetime]) -> Tables:
    """The rows that a complete sweep leaves.

    Args:
        inventory: the rules.
        tables: all rows.
        now: the time that rows are judged by.
        ran: the duties that have run elsewhere, each with the time before which it has seen everything.
    """
    rows = _copied(inventory, tables)
    reference.sweep(inventory, rows, now, ran)
    return {name: rows[name] for name in tables}


def erased(inventory: Inventory, tables: Tables, key: Any) -> Tables:
    """The rows that the complete erasure of an account leaves.

    Raises:
        Refused: a row of somebody else needs one that is to go.
    """
    rows = _copied(inventory, tables)
    reference.erase(inventory, rows, key)
    return {name: rows[name] for name in tables}


def _copied(inventory: Inventory, tables: Tables) -> Rows:
    unseen: Rows = {each.name: [] for each in inventory.of(Store.APPLICATION)}
    return unseen | {name: [dict(row) for row in rows] for name, rows in tables.items()}
