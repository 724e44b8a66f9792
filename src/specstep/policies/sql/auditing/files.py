"""Compares the files of a blob store with the records that name them, both ways."""

from collections.abc import Iterator
from itertools import islice

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from specstep.policies.audit.values import Audit, Files
from specstep.policies.findings import Finding
from specstep.policies.model import Edge, Inventory, WithOwner
from specstep.policies.sql.auditing.places import Place

PAGE = 500


def orphaned_files(
    connection: Connection, inventory: Inventory, files: Files, places: dict[str, Place], told: Audit
) -> Iterator[Finding]:
    """Files that no record names, and records whose file isn't there.

    A file may be named by a journal of files about to appear or to go, too; a journal's row needs no file.
    """
    dataset = inventory.dataset(files.dataset)
    together = (dataset, *(inventory.dataset(name) for name in files.beside))
    every = (edge for each in together for edge in each.edges)
    edges = [edge for edge in every if edge.to in places and len(edge.columns) == 1]
    if not edges:
        message = "No edge leads from these files to a table that was found, so nothing was compared."
        yield Finding(kind="cannot-look", dataset=dataset.name, message=message)
        return
    names = set(islice(files.names(), told.limits.files + 1))
    if len(names) > told.limits.files:
        message = f"There are more than {told.limits.files} files; raise the limit to compare them."
        yield Finding(kind="cannot-look", dataset=dataset.name, message=message)
        return
    orphans = set(names)
    for edge in edges:
        named = {files.name_of(key) for key in _named(connection, places[edge.to], edge)}
        orphans -= named
        if _is_record(places[edge.to]) and (gone := len(named - names)):
            message = f"{gone} of its rows name a file that isn't there. Restore the files, or delete the records."
            yield Finding(kind="missing-file", dataset=edge.to, field=edge.to_columns[0], message=message)
    if orphans:
        message = (
            f"{len(orphans)} of {len(names)} files are named by no record, so no erasure reaches them. Delete "
            f"them: {', '.join(sorted(orphans)[:3])}{' …' if len(orphans) > 3 else ''}"
        )
        yield Finding(kind="orphan-file", dataset=dataset.name, message=message)


def _named(connection: Connection, place: Place, edge: Edge) -> Iterator[str]:
    column = place.sql.c[edge.to_columns[0]]
    result = connection.execution_options(yield_per=PAGE).scalars(sa.select(column).where(column.is_not(None)))
    yield from (str(name) for name in result)


def _is_record(place: Place) -> bool:
    """Whether each of its rows stands for a file: a journal's rows, which nothing but time keeps, don't."""
    return any(isinstance(rule, WithOwner) for rule in place.dataset.retention)
