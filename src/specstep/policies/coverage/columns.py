"""Whether columns can hold what is promised of them."""

from collections.abc import Iterator

from specstep.policies.coverage.looking import Look
from specstep.policies.findings import Finding
from specstep.policies.model import Field, OnAccountDeletion, Protection, Stored
from specstep.policies.schema import Column, Kind

# A SHA-256 hash is 32 bytes, 43 characters in base64; AES-GCM adds 28 bytes to what it hides.
LEAST = {
    Protection.HASH: (32, 43),
    Protection.KEYED_HASH: (32, 43),
    Protection.CIPHERTEXT: (29, 39),
}
HOLDS_BYTES = (Kind.TEXT, Kind.BYTES, Kind.OTHER, Kind.JSON)


def forgetting(look: Look) -> Iterator[Finding]:
    """What is to be emptied, and can be."""
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


def protections(look: Look) -> Iterator[Finding]:
    """Columns that can hold what they are said to be protected by."""
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


def retentions(look: Look) -> Iterator[Finding]:
    """Rules that count from a column which holds a time."""
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
