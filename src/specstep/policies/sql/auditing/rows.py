"""Looks for rows whose reference leads nowhere: possible where the database doesn't enforce foreign keys."""

from collections.abc import Iterator, Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from specstep.policies.audit.values import Audit
from specstep.policies.findings import Finding
from specstep.policies.sql.auditing.places import Place, count, counted


def orphans(connection: Connection, place: Place, told: Audit, places: Mapping[str, Place]) -> Iterator[Finding]:
    """Rows that refer to one that isn't there."""
    for edge in place.dataset.edges:
        parent = places.get(edge.to)
        if parent is None or place.dataset.coarse or parent.dataset.coarse:
            continue
        here, there = place.sql.alias("here"), parent.sql.alias("there")
        if any(name not in here.c for name in edge.columns) or any(
            name not in there.c for name in edge.to_columns
        ):
            continue
        match = [here.c[a] == there.c[b] for a, b in zip(edge.columns, edge.to_columns, strict=True)]
        filled = [here.c[column].is_not(None) for column in edge.columns]
        number = count(connection, here, [*filled, ~sa.exists().where(*match)], told)
        if number:
            refer = "refers" if number == 1 else "refer"
            message = (
                f"{counted(number, told)} {refer} to a row of {edge.to} that isn't there, so no erasure reaches "
                "it. Delete what is orphaned, and let the database enforce the foreign key."
            )
            yield Finding(
                kind="orphan-row", dataset=place.dataset.name, field="+".join(edge.columns), message=message
            )
