"""Whether references are what the inventory says of them, and lead to accounts."""

from collections.abc import Iterator

from specstep.policies.coverage.looking import Look, unqualified
from specstep.policies.findings import Finding
from specstep.policies.model import Dataset, Edge, EdgeKind
from specstep.policies.schema import Reference, Table
from specstep.policies.suggestions import edge_line


def unreachable(look: Look) -> Iterator[Finding]:
    """Those that the inventory traces to an account, and the schema doesn't."""
    account = look.inventory.account
    reached = {account}
    real = {dataset.name: list(_real_edges(look, dataset)) for dataset in look.seen}
    while more := {
        name for name, edges in real.items() if name not in reached and any(edge.to in reached for edge in edges)
    }:
        reached |= more
    for dataset in look.seen:
        if dataset.name in reached or dataset.unowned or not dataset.edges:
            continue
        if look.table_of(dataset) is not None:
            message = (
                f"No column leads from it to {account} any more, so exports miss it and erasures leave it behind. "
                f'Give it one, with Edge(kind=EdgeKind.OWNS, columns=("…",), to="{account}"), or say in `unowned` '
                "why it is nobody's."
            )
            yield Finding(kind="unreachable", dataset=dataset.name, message=message)


def _real_edges(look: Look, dataset: Dataset) -> Iterator[Edge]:
    table = look.table_of(dataset)
    for edge in dataset.edges:
        if table is not None and all(table.column(column) is not None for column in edge.columns):
            yield edge


def two_owners(look: Look) -> Iterator[Finding]:
    """Several references to accounts of which none is said to be the owner."""
    account = look.inventory.account
    for dataset, table in look.pairs():
        said = {edge.columns: edge.kind for edge in dataset.edges if edge.to == account}
        if dataset.owner is None and not dataset.edges_of(EdgeKind.MENTIONS):
            for reference in table.references:
                if unqualified(reference.to) == unqualified(account):
                    said.setdefault(reference.columns, EdgeKind.OWNS)
        claims = [columns for columns, kind in said.items() if kind is not EdgeKind.MENTIONS]
        if len(claims) > 1 and not dataset.coarse:
            columns = ", ".join("+".join(each) for each in claims)
            message = (
                f"{columns} all lead to {account}. Let one edge be EdgeKind.OWNS, and the others "
                "EdgeKind.MENTIONS: people who are forgotten while the row stays."
            )
            yield Finding(kind="two-owners", dataset=dataset.name, message=message)


def edges(look: Look) -> Iterator[Finding]:
    """Foreign keys and edges that speak of one another, or not."""
    for dataset, table in look.pairs():
        if dataset.coarse:
            yield from _coarse_edges(dataset, table)
            continue
        said = {(edge.columns, unqualified(edge.to)): edge for edge in dataset.edges}
        for reference in table.references:
            edge = said.pop((reference.columns, unqualified(reference.to)), None)
            message = (
                _edge_missing(look, dataset, table, reference) if edge is None else _edge_cascades(edge, reference)
            )
            if message:
                kind = "edge-missing" if edge is None else "edge-cascades"
                place = "+".join(reference.columns)
                yield Finding(kind=kind, dataset=dataset.name, field=place, message=message)
        for edge in said.values():
            if all(table.column(column) is not None for column in edge.columns):
                message = (
                    f"No foreign key stands behind this edge to {edge.to}, so nothing keeps it true. Declare the "
                    "foreign key, or remove the edge."
                )
                yield Finding(kind="stale", dataset=dataset.name, field="+".join(edge.columns), message=message)


def _coarse_edges(dataset: Dataset, table: Table) -> Iterator[Finding]:
    for edge in dataset.edges:
        for name in edge.columns:
            if table.column(name) is None:
                message = f"An edge to {edge.to} speaks of this column, and there is no such column."
                yield Finding(kind="stale", dataset=dataset.name, field=name, message=message)


def _edge_missing(look: Look, dataset: Dataset, table: Table, reference: Reference) -> str:
    kind = EdgeKind.INSIDE
    if unqualified(reference.to) == unqualified(look.inventory.account):
        kind = EdgeKind.OWNS if dataset.owner is None else EdgeKind.MENTIONS
    return (
        f"Nothing says what this reference to {reference.to} means. Add to the edges of {dataset.name}, and "
        f"correct what isn't true: {edge_line(reference, kind, table)}"
    )


def _edge_cascades(edge: Edge, reference: Reference) -> str:
    if edge.kind is not EdgeKind.MENTIONS or reference.on_delete != "CASCADE":
        return ""
    return (
        f"The row is to survive whom it mentions, and the database deletes it with the row of {reference.to} "
        "(ON DELETE CASCADE). Declare the foreign key without it, or another edge."
    )
