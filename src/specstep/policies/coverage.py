"""Compares an inventory with a schema, both ways, column by column."""

from collections.abc import Callable, Collection, Iterator

import attrs

from specstep.policies.findings import Finding, Report
from specstep.policies.model import (
    Dataset,
    Edge,
    EdgeKind,
    Field,
    Inventory,
    OnAccountDeletion,
    Protection,
    Stored,
)
from specstep.policies.model.taxonomy import under
from specstep.policies.schema import Column, Kind, Reference, Schema, Table
from specstep.policies.suggestions import dataset_lines, edge_line, field_line

KINDS: dict[str, str] = {
    "empty-schema": "No table was found at all, so nothing was compared.",
    "uncovered": "A table or column that the inventory doesn't know.",
    "stale": "A dataset, field or edge whose table, column or foreign key isn't there.",
    "unreachable": "Data of people that leads to no account: exports miss it, and erasures leave it behind.",
    "two-owners": "Several references to accounts, so that whose data it is stays open.",
    "edge-missing": "A foreign key of which the inventory doesn't say what it means.",
    "edge-cascades": "The database deletes a row by itself that the inventory promises to keep.",
    "cannot-be-forgotten": "A reference or field that is to be emptied, in a column that must not be empty.",
    "wrong-type-for-protection": "A column that can't hold a hash or ciphertext: it is protected in name only.",
    "wrong-type-for-retention": "A rule that counts from a column that holds no time.",
    "unreadable": "A table that this database user may not read.",
    "database-behind": "Declared in the metadata, and not in the database.",
    "database-ahead": "In the database, and not declared in the metadata.",
}

# A SHA-256 hash is 32 bytes, 43 characters in base64; AES-GCM adds 28 bytes to what it hides.
LEAST = {
    Protection.HASH: (32, 43),
    Protection.KEYED_HASH: (32, 43),
    Protection.CIPHERTEXT: (29, 39),
}
# The engine's own books, which its sweeps and erasures empty themselves; an inventory need not cover them.
BOOKS = ("policy_marks", "policy_tallies", "policy_rule_runs")
HOLDS_BYTES = (Kind.TEXT, Kind.BYTES, Kind.OTHER, Kind.JSON)

Pair = tuple[Dataset, Table]


@attrs.frozen
class _Look:
    inventory: Inventory
    schema: Schema
    seen: tuple[Dataset, ...]  # those that lie in a store that the schema shows

    def pairs(self) -> Iterator[Pair]:
        for dataset in self.seen:
            table = table_of(self.schema, dataset)
            if table is not None:
                yield dataset, table


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
        The findings, and the stores that the schema didn't show.
    """
    there = {dataset.store for dataset in inventory.datasets if table_of(schema, dataset) is not None}
    shown = {str(store) for store in (there if stores is None else stores)}
    look = _Look(
        inventory=inventory,
        schema=schema,
        seen=tuple(dataset for dataset in inventory.datasets if str(dataset.store) in shown),
    )
    checks: tuple[Callable[[_Look], Iterator[Finding]], ...] = (
        _empty,
        _uncovered,
        _stale,
        _unreachable,
        _two_owners,
        _edges,
        _forgetting,
        _protections,
        _retentions,
        _unreadable,
    )
    found = [finding for check in checks for finding in check(look)]
    unseen = sorted({str(dataset.store) for dataset in inventory.datasets} - shown)
    return Report(findings=tuple(found), unseen=tuple(unseen))


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


def table_of(schema: Schema, dataset: Dataset) -> Table | None:
    """The table in which a dataset lies; a name without its namespace will do where it is the only one."""
    found = schema.table(dataset.name)
    if found is not None:
        return found
    qualified = [table for table in schema.tables if table.name.endswith(f".{dataset.name}")]
    return qualified[0] if len(qualified) == 1 else None


def is_personal(dataset: Dataset) -> bool:
    """Whether it is somebody's, or any field of it tells something about a person."""
    return not dataset.unowned or any(under(field.category, ("user",)) for field in dataset.fields)


def _empty(look: _Look) -> Iterator[Finding]:
    if not look.schema.tables:
        message = "No table was found. Is this the right database? Were the models imported?"
        yield Finding(kind="empty-schema", dataset="", message=message)


def _uncovered(look: _Look) -> Iterator[Finding]:
    covered = {table.name: dataset for dataset, table in look.pairs()}
    for table in look.schema.tables:
        dataset = covered.get(table.name)
        if dataset is None and _unqualified(table.name) in BOOKS:
            continue
        if dataset is None:
            lines = dataset_lines(table, look.inventory)
            message = f"No dataset covers this table. Add to the inventory, and correct what isn't true:\n{lines}"
            yield Finding(kind="uncovered", dataset=table.name, message=message)
            continue
        names = {field.name for field in dataset.fields}
        for column in table.columns:
            if not dataset.coarse and column.name not in names:
                message = (
                    f"No field covers this column ({column.kind}). Add to the fields of {dataset.name}, and "
                    f"correct what isn't true: {field_line(column, table, look.inventory, dataset)}"
                )
                yield Finding(kind="uncovered", dataset=dataset.name, field=column.name, message=message)


def _stale(look: _Look) -> Iterator[Finding]:
    for dataset in look.seen:
        table = table_of(look.schema, dataset)
        if table is None:
            message = "There is no such table. Remove the dataset, or name it as its table is named."
            yield Finding(kind="stale", dataset=dataset.name, message=message)
        elif not dataset.coarse:
            for field in dataset.fields:
                if table.column(field.name) is None:
                    message = f'There is no such column. Remove Field(name="{field.name}", …).'
                    yield Finding(kind="stale", dataset=dataset.name, field=field.name, message=message)


def _unreachable(look: _Look) -> Iterator[Finding]:
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
        if table_of(look.schema, dataset) is not None:
            message = (
                f"No column leads from it to {account} any more, so exports miss it and erasures leave it behind. "
                f'Give it one, with Edge(kind=EdgeKind.OWNS, columns=("…",), to="{account}"), or say in `unowned` '
                "why it is nobody's."
            )
            yield Finding(kind="unreachable", dataset=dataset.name, message=message)


def _real_edges(look: _Look, dataset: Dataset) -> Iterator[Edge]:
    table = table_of(look.schema, dataset)
    for edge in dataset.edges:
        if table is not None and all(table.column(column) is not None for column in edge.columns):
            yield edge


def _two_owners(look: _Look) -> Iterator[Finding]:
    account = look.inventory.account
    for dataset, table in look.pairs():
        said = {edge.columns: edge.kind for edge in dataset.edges if edge.to == account}
        if dataset.owner is None and not dataset.edges_of(EdgeKind.MENTIONS):
            for reference in table.references:
                if _unqualified(reference.to) == _unqualified(account):
                    said.setdefault(reference.columns, EdgeKind.OWNS)
        claims = [columns for columns, kind in said.items() if kind is not EdgeKind.MENTIONS]
        if len(claims) > 1 and not dataset.coarse:
            columns = ", ".join("+".join(each) for each in claims)
            message = (
                f"{columns} all lead to {account}. Let one edge be EdgeKind.OWNS, and the others "
                "EdgeKind.MENTIONS: people who are forgotten while the row stays."
            )
            yield Finding(kind="two-owners", dataset=dataset.name, message=message)


def _edges(look: _Look) -> Iterator[Finding]:
    for dataset, table in look.pairs():
        if dataset.coarse:
            yield from _coarse_edges(dataset, table)
            continue
        said = {(edge.columns, _unqualified(edge.to)): edge for edge in dataset.edges}
        for reference in table.references:
            edge = said.pop((reference.columns, _unqualified(reference.to)), None)
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


def _edge_missing(look: _Look, dataset: Dataset, table: Table, reference: Reference) -> str:
    kind = EdgeKind.INSIDE
    if _unqualified(reference.to) == _unqualified(look.inventory.account):
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


def _forgetting(look: _Look) -> Iterator[Finding]:
    for dataset, table in look.pairs():
        emptied = {column: edge.to for edge in dataset.edges for column in edge.nullable}
        for field in dataset.fields:
            column = table.column(field.name)
            if column is None or column.nullable:
                continue
            if field.name in emptied:
                message = (
                    f"When the row of {emptied[field.name]} goes, this is emptied, and the column takes no NULL. "
                    "Make it nullable, or the edge one that can't be empty (nullable=(), and not a mention)."
                )
            elif field.on_account_deletion is OnAccountDeletion.ANONYMIZE and field.anonymized is None:
                message = (
                    "It is emptied when its person goes, and the column takes no NULL. Make it nullable, or say "
                    'in `anonymized` what stands there instead, such as anonymized="".'
                )
            else:
                continue
            yield Finding(kind="cannot-be-forgotten", dataset=dataset.name, field=field.name, message=message)


def _unqualified(name: str) -> str:
    return name.rpartition(".")[2]


def _protections(look: _Look) -> Iterator[Finding]:
    for dataset, table in look.pairs():
        for field in dataset.fields:
            column = table.column(field.name)
            why = _too_small(field, column) if column is not None else None
            if why:
                message = (
                    f"It is said to hold a {field.protection}, and {why}. Change the column or the protection."
                )
                yield Finding(
                    kind="wrong-type-for-protection", dataset=dataset.name, field=field.name, message=message
                )


def _too_small(field: Field, column: Column) -> str | None:
    if field.protection not in LEAST:
        return None
    if column.kind not in HOLDS_BYTES:
        return f"a column of type {column.kind} can't hold one"
    least = LEAST[field.protection][0 if column.kind is Kind.BYTES else 1]
    if column.length is not None and column.length < least:
        return f"a column of {column.length} is too short for one (at least {least})"
    return None


def _retentions(look: _Look) -> Iterator[Finding]:
    for dataset, table in look.pairs():
        for rule in dataset.timed:
            column = table.column(rule.column)
            if column is None:
                if dataset.coarse:
                    message = "A retention rule counts from this column, and there is no such column."
                    yield Finding(kind="stale", dataset=dataset.name, field=rule.column, message=message)
                continue
            wanted = Kind.TIME if rule.stored is Stored.TIME else Kind.INTEGER
            if column.kind is not wanted:
                way_out = "name a column of a date-and-time type"
                if column.kind is Kind.INTEGER:
                    way_out += ", or say stored=Stored.EPOCH_S (or EPOCH_MS) if it counts since 1970"
                message = f"A retention rule reads a {wanted} here, and the column is a {column.kind}: {way_out}."
                yield Finding(
                    kind="wrong-type-for-retention", dataset=dataset.name, field=rule.column, message=message
                )


def _unreadable(look: _Look) -> Iterator[Finding]:
    for table in look.schema.tables:
        if not table.readable:
            message = (
                "This database user may not read the table. Grant SELECT on it, or use a user who may; its "
                "columns were compared, its rows can't be looked at."
            )
            yield Finding(kind="unreadable", dataset=table.name, message=message)
