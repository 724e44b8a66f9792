"""Which columns of a table refer to which others: what the inventory says, and what only the schema knows."""

import attrs
import sqlalchemy as sa

from specstep.policies.model import Dataset, EdgeKind, Inventory
from specstep.policies.testing.faults import Unproven


@attrs.frozen(kw_only=True)
class Link:
    """A reference. Without a kind, the inventory doesn't know it; `undoing` are the columns that may be NULL."""

    columns: tuple[str, ...]
    to: str
    to_columns: tuple[str, ...]
    kind: EdgeKind | None
    undoing: tuple[str, ...]


def dataset_of(inventory: Inventory, name: str) -> Dataset | None:
    """The dataset with this name, described by columns."""
    return next((each for each in inventory.datasets if each.name == name and not each.coarse), None)


def links_of(inventory: Inventory, table: sa.Table) -> tuple[Link, ...]:
    """The references of a table, owners first, so that the others can follow them."""
    dataset = dataset_of(inventory, table.fullname)
    known = [
        Link(
            columns=edge.columns,
            to=edge.to,
            to_columns=edge.to_columns,
            kind=edge.kind,
            undoing=tuple(name for name in edge.nullable if name in table.c and table.c[name].nullable),
        )
        for edge in (dataset.edges if dataset else ())
        if all(name in table.c for name in edge.columns)
    ]
    described = {(link.columns, link.to) for link in known}
    unknown = [
        Link(
            columns=columns,
            to=key.referred_table.fullname,
            to_columns=tuple(element.column.name for element in key.elements),
            kind=None,
            undoing=tuple(column.name for column in key.columns if column.nullable),
        )
        for key in sorted(table.foreign_key_constraints, key=lambda each: tuple(each.column_keys))
        for columns in (tuple(column.name for column in key.columns),)
        if (columns, key.referred_table.fullname) not in described
    ]
    rank = {EdgeKind.OWNS: 0, EdgeKind.INSIDE: 1, EdgeKind.MENTIONS: 2, None: 3}
    return tuple(sorted((*known, *unknown), key=lambda link: (rank[link.kind], bool(link.undoing))))


def parents_first(inventory: Inventory, tables: list[sa.Table]) -> list[sa.Table]:
    """The tables in an order in which rows can be written.

    Raises:
        Unproven: references that must not be empty run in a circle.
    """
    names = {table.fullname for table in tables}
    waiting, ordered = list(tables), list[sa.Table]()
    while waiting:
        there = {table.fullname for table in ordered}
        ready = [
            table
            for table in waiting
            if all(link.undoing or link.to in there or link.to not in names for link in links_of(inventory, table))
        ]
        if not ready:
            stuck = ", ".join(table.fullname for table in waiting)
            raise Unproven(
                f"{stuck}: no row can be written, for references that must not be empty run in a circle"
            )
        ordered += ready
        waiting = [table for table in waiting if table not in ready]
    return ordered
