"""What the checks look at: datasets, each beside the table in which it lies."""

from collections.abc import Iterable

import attrs

from specstep.policies.model import Dataset, Inventory
from specstep.policies.model.taxonomy import under
from specstep.policies.schema import Schema, Table


@attrs.frozen
class Look:
    """An inventory and a schema, with the datasets that lie in a store that the schema shows."""

    inventory: Inventory
    schema: Schema
    seen: tuple[Dataset, ...]
    tables: dict[str, Table]

    @classmethod
    def at(cls, inventory: Inventory, schema: Schema, seen: Iterable[Dataset]) -> "Look":
        """Look up the table of each dataset, once."""
        datasets = tuple(seen)
        found = {dataset.name: table_of(schema, dataset) for dataset in datasets}
        return cls(
            inventory, schema, datasets, {name: table for name, table in found.items() if table is not None}
        )

    def table_of(self, dataset: Dataset) -> Table | None:
        """The table in which a dataset lies."""
        return self.tables.get(dataset.name)

    def pairs(self) -> list[tuple[Dataset, Table]]:
        """The datasets that have a table, each with it."""
        return [(each, self.tables[each.name]) for each in self.seen if each.name in self.tables]


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


def unqualified(name: str) -> str:
    """A table's name without its namespace."""
    return name.rpartition(".")[2]
