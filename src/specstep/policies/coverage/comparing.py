"""Compares an inventory with a schema, both ways, column by column."""

from collections.abc import Callable, Collection, Iterator

from specstep.policies.coverage.columns import forgetting, protections, retentions
from specstep.policies.coverage.indexes import slow_paths
from specstep.policies.coverage.looking import Look, table_of
from specstep.policies.coverage.references import edges, two_owners, unreachable
from specstep.policies.coverage.tables import empty, stale, uncovered, unreadable
from specstep.policies.findings import Finding, Report
from specstep.policies.model import Inventory
from specstep.policies.schema import Schema

CHECKS: tuple[Callable[[Look], Iterator[Finding]], ...] = (
    empty,
    uncovered,
    stale,
    unreachable,
    two_owners,
    edges,
    forgetting,
    protections,
    retentions,
    unreadable,
)


def cover(
    inventory: Inventory,
    schema: Schema,
    *,
    stores: Collection[str] | None = None,
) -> Report:
    """Every difference between what the inventory says and what is there.

    Args:
        inventory: what is said.
        schema: what is there.
        stores: the stores whose tables the schema shows; by default those of which it shows a table.

    Returns:
        The findings, the stores that the schema didn't show, and advice about indexes that are missing.
    """
    there = {dataset.store for dataset in inventory.datasets if table_of(schema, dataset) is not None}
    shown = {str(store) for store in (there if stores is None else stores)}
    look = Look.at(inventory, schema, (each for each in inventory.datasets if str(each.store) in shown))
    found = [finding for check in CHECKS for finding in check(look)]
    unseen = sorted({str(dataset.store) for dataset in inventory.datasets} - shown)
    return Report(findings=tuple(found), unseen=tuple(unseen), notes=tuple(slow_paths(look)))


def compare_schemas(declared: Schema, live: Schema) -> tuple[Finding, ...]:
    """Where a database is behind its metadata, or ahead of it, by table and column."""

    def lacks(one: Schema, other: Schema, kind: str, message: str) -> Iterator[Finding]:
        for table in one.tables:
            same = other.table(table.name)
            if same is None:
                yield Finding(kind=kind, dataset=table.name, message=message)
                continue
            for column in table.columns:
                if same.column(column.name) is None:
                    yield Finding(kind=kind, dataset=table.name, field=column.name, message=message)

    behind = "It is declared and not in the database: run the migrations, then check again."
    ahead = "It is in the database and not declared: is this program older than its database?"
    known = Schema(tables=tuple(table for table in live.tables if declared.table(table.name) is not None))
    return (
        *lacks(declared, live, "database-behind", behind),
        *lacks(known, declared, "database-ahead", ahead),
    )
