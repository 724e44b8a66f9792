"""Whether tables and columns are those that the inventory speaks of."""

from collections.abc import Iterator

from specstep.policies.coverage.kinds import BOOKS
from specstep.policies.coverage.looking import Look, unqualified
from specstep.policies.findings import Finding
from specstep.policies.suggestions import dataset_lines, field_line


def empty(look: Look) -> Iterator[Finding]:
    """That there is something to compare at all."""
    if not look.schema.tables:
        message = "No table was found. Is this the right database? Were the models imported?"
        yield Finding(kind="empty-schema", dataset="", message=message)


def uncovered(look: Look) -> Iterator[Finding]:
    """Tables and columns that the inventory doesn't know."""
    covered = {table.name: dataset for dataset, table in look.pairs()}
    for table in look.schema.tables:
        dataset = covered.get(table.name)
        if dataset is None and unqualified(table.name) in BOOKS:
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


def stale(look: Look) -> Iterator[Finding]:
    """Datasets and fields that aren't there."""
    for dataset in look.seen:
        table = look.table_of(dataset)
        if table is None:
            message = "There is no such table. Remove the dataset, or name it as its table is named."
            yield Finding(kind="stale", dataset=dataset.name, message=message)
        elif not dataset.coarse:
            for field in dataset.fields:
                if table.column(field.name) is None:
                    message = f'There is no such column. Remove Field(name="{field.name}", …).'
                    yield Finding(kind="stale", dataset=dataset.name, field=field.name, message=message)


def unreadable(look: Look) -> Iterator[Finding]:
    """Tables that this user may not read."""
    for table in look.schema.tables:
        if not table.readable:
            message = (
                "This database user may not read the table. Grant SELECT on it, or use a user who may; its "
                "columns were compared, its rows can't be looked at."
            )
            yield Finding(kind="unreadable", dataset=table.name, message=message)
