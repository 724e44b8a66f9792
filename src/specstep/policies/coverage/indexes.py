"""Advice about the paths along which rows are found: a reference without an index costs a look at every row."""

from collections.abc import Iterator

from specstep.policies.coverage.looking import Look


def slow_paths(look: Look) -> Iterator[str]:
    """The references that an erasure or a sweep follows, in tables of which no index begins with one of them."""
    for dataset, table in look.pairs():
        if table.indexes is None:
            continue
        begun = {columns[0] for columns in table.indexes if columns}
        for edge in dataset.edges:
            if not begun & set(edge.columns):
                columns = ", ".join(edge.columns)
                yield (
                    f"{dataset.name}: no index begins with {columns}, so that whoever looks for the rows of one of "
                    f"{edge.to} reads the whole table, an erasure again and again. Add an index on ({columns})."
                )
