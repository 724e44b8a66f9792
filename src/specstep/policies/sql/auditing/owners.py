"""Looks for rows that lie inside the data of two accounts: the erasure of one would tear the other's apart."""

from collections.abc import Iterator, Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement

from specstep.policies.audit.values import Audit
from specstep.policies.findings import Finding
from specstep.policies.model import Edge, EdgeKind, Inventory
from specstep.policies.sql.auditing.places import Place, count, counted

DEEPEST = 8
Owner = tuple[ColumnElement[object], list[tuple[sa.FromClause, ColumnElement[bool]]]]
"""Whose a row is, and what must be joined to know it."""


def crossed(
    connection: Connection, place: Place, told: Audit, places: Mapping[str, Place], inventory: Inventory
) -> Iterator[Finding]:
    """Rows of which two references lead to two accounts."""
    here = place.sql.alias("here")
    edges = [edge for edge in place.dataset.edges if edge.kind is not EdgeKind.MENTIONS]
    found = [(edge, owner) for edge in edges if (owner := _owner(here, edge, places, inventory)) is not None]
    if not found:
        return
    (first, (one, joined)), *others = found
    for edge, (other, joined_too) in others:
        if _agrees(first, edge, places, inventory):
            continue
        source: sa.FromClause = here
        for table, match in (*joined, *joined_too):
            source = source.join(table, match)
        number = count(connection, source, [one != other], told)
        if number:
            lie = "lies" if number == 1 else "lie"
            message = (
                f"{counted(number, told)} {lie} inside the data of two accounts: {'+'.join(first.columns)} leads to "
                f"one and {'+'.join(edge.columns)} to another. Neither can be erased without the other's row. "
                "Correct the references, and have the database enforce it: let the foreign key contain the owner."
            )
            yield Finding(
                kind="crossed-owners", dataset=place.dataset.name, field="+".join(edge.columns), message=message
            )


def _owner(here: sa.FromClause, edge: Edge, places: Mapping[str, Place], inventory: Inventory) -> Owner | None:
    """The account to which a reference leads; None: it can't be told."""
    joins: list[tuple[sa.FromClause, ColumnElement[bool]]] = []
    for _ in range(DEEPEST):
        if any(name not in here.c for name in edge.columns):
            return None
        if edge.to == inventory.account:
            key = edge.to_columns == (inventory.account_key,)
            return (here.c[edge.columns[0]], joins) if key else None
        parent = places.get(edge.to)
        if parent is None or any(name not in parent.sql.c for name in edge.to_columns):
            return None
        there = parent.sql.alias()
        pairs = zip(edge.columns, edge.to_columns, strict=True)
        joins.append((there, sa.and_(*(here.c[one] == there.c[other] for one, other in pairs))))
        inside = parent.dataset.owner or next(iter(parent.dataset.edges_of(EdgeKind.INSIDE)), None)
        if inside is None:
            return None
        here, edge = there, inside
    return None


def _agrees(own: Edge, edge: Edge, places: Mapping[str, Place], inventory: Inventory) -> bool:
    """Whether a reference contains the owner, so that both can't but lead to one account."""
    parent = places[edge.to].dataset.owner if edge.to in places else None
    if own.to != inventory.account or parent is None or parent.to != inventory.account:
        return False
    return (own.columns[0], parent.columns[0]) in zip(edge.columns, edge.to_columns, strict=True)
