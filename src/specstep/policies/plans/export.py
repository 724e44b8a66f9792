"""The export of an account's data (RIG-1)."""

from collections.abc import Mapping

import attrs

from specstep.policies.model.datasets import Dataset
from specstep.policies.model.edges import Edge
from specstep.policies.model.inventories import Inventory
from specstep.policies.model.kinds import EdgeKind, Store
from specstep.policies.plans.erasure import follow_ownership
from specstep.policies.plans.steps import Follow, Mark

SOMEBODY_ELSE = "[withheld: somebody else]"


@attrs.frozen(kw_only=True)
class ExportTable:
    """What an export holds of a dataset: its columns, each with what stands in its value's place, if anything.

    `mentions` are the references by which rows that are nobody's own belong into the export of those they mention.
    """

    dataset: str
    about: str
    columns: tuple[tuple[str, str | None], ...]
    mentions: tuple[Edge, ...] = ()


@attrs.frozen(kw_only=True)
class ExportPlan:
    """How an account's rows are reached, and what is printed of them, parents first.

    `without` names the datasets that lead to the account and are not in the export, with the reason.
    """

    account: str
    account_key: str
    mark: Mark
    follows: tuple[Follow, ...]
    tables: tuple[ExportTable, ...]
    without: tuple[tuple[str, str], ...] = ()

    def readme(self, numbers: Mapping[str, int]) -> str:
        """The description of the format that lies in the export, with how many rows each file has."""
        lines = [
            "# Your data",
            "",
            "Each file holds one kind of data, one JSON object to a line, in UTF-8. Times are in UTC (ISO 8601),",
            "exact decimals are strings, bytes are Base64, and what was never set is null.",
            "A value that begins with `[withheld:` is held by the service and not printed; it says why.",
            "",
        ]
        for table in self.tables:
            name = f"{table.dataset}.jsonl"
            lines += [f"## {name} ({numbers.get(table.dataset, 0)})", "", table.about, ""]
            lines += [
                f"- `{column}`" + (f": {withheld}" if withheld else "") for column, withheld in table.columns
            ]
            lines.append("")
        if self.without:
            lines += ["## Not in these files", ""]
            lines += [f"- {name}: {why}" for name, why in self.without]
            lines.append("")
        return "\n".join(lines)


def plan_export(inventory: Inventory) -> ExportPlan:
    """Derive the export from the inventory: the rows that an erasure takes, and those that it anonymizes.

    Raises:
        KeyError: the inventory has no accounts.
    """
    owned = inventory.owned
    rank = {name: place for place, name in enumerate(reversed(inventory.order.names))}
    inside = [each for each in inventory.datasets if each.name in owned or _mentions(inventory, each)]
    tables = [each for each in inside if each.store is Store.APPLICATION]
    follows = sorted(follow_ownership(inventory), key=lambda each: (rank[each.edge.to], rank[each.dataset]))
    return ExportPlan(
        account=inventory.dataset(inventory.account).name,
        account_key=inventory.account_key,
        mark=Mark(dataset=inventory.account, column=inventory.account_key),
        follows=tuple(follows),
        tables=tuple(
            ExportTable(
                dataset=each.name,
                about=each.about,
                columns=tuple((field.name, field.withheld) for field in each.fields),
                mentions=() if each.name in owned else _mentions(inventory, each),
            )
            for each in sorted(tables, key=lambda each: rank[each.name])
        ),
        without=tuple(
            (each.name, f"lies in the store {each.store.value}") for each in inside if each not in tables
        ),
    )


def _mentions(inventory: Inventory, dataset: Dataset) -> tuple[Edge, ...]:
    return tuple(edge for edge in dataset.edges_of(EdgeKind.MENTIONS) if edge.to == inventory.account)
