"""The slow, plainly right engine: plain rows in memory, no plan, no index, no batch.

It reads the inventory alone and repeats the definitions until nothing changes. The engine that people run is held
against it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from specstep.policies.model import Dataset, Edge, EdgeKind, Inventory, Store, Timed

Row = dict[str, Any]
Rows = dict[str, list[Row]]


class Refused(Exception):
    """A row that survives needs one that is to go."""


def sweep(inventory: Inventory, rows: Rows, now: datetime, ran: Mapping[str, datetime] | None = None) -> None:
    """Let every row go that is due, with all that is bound to it; put into the bin what belongs there."""
    horizons = dict(ran or {})
    waiting = [(each, rule) for each in inventory.of(Store.APPLICATION) for rule in each.timed]
    while ready := [pair for pair in waiting if pair[1].after_rule in ("", *horizons)]:
        for dataset, rule in ready:
            for row in [each for each in rows[dataset.name] if _due(rule, each, now, horizons)]:
                if rule.BINS:
                    row[rule.mark] = now  # type: ignore[attr-defined]
                else:
                    remove(inventory, rows, _closure(inventory, rows, [row], Dataset.binds))
            horizons.setdefault(inventory.rule_name(dataset, rule), now)
            waiting.remove((dataset, rule))


def erase(inventory: Inventory, rows: Rows, account: object) -> None:
    """Let an account go with all that is its own; forget it where it is mentioned.

    Raises:
        Refused: a row of somebody else needs one that is to go.
    """
    start = [row for row in rows[inventory.account] if row[inventory.account_key] == account]
    remove(inventory, rows, own(inventory, rows, start))


def own(inventory: Inventory, rows: Rows, start: list[Row]) -> list[Row]:
    """An account's row and all that lead to it; a row that names its owner belongs to nobody else."""

    def follows(dataset: Dataset, edge: Edge) -> bool:
        return dataset.name != inventory.account and edge.kind is not EdgeKind.MENTIONS

    return _closure(inventory, rows, start, follows, owners=True)


def remove(inventory: Inventory, rows: Rows, going: list[Row]) -> None:
    """Take rows away, and empty what referred to them."""
    gone = {id(row) for row in going}
    emptied: list[tuple[Row, dict[str, Any]]] = []
    for dataset in inventory.of(Store.APPLICATION):
        for row in rows[dataset.name]:
            for edge in dataset.edges:
                target = _target(rows, edge, row)
                if id(row) not in gone and target is not None and id(target) in gone:
                    if not edge.optional:
                        raise Refused(dataset.name)
                    cleared = {field.name: field.anonymized for field in dataset.cleared_by(edge)}
                    mention = edge.kind is EdgeKind.MENTIONS
                    emptied.append((row, cleared if mention else dict.fromkeys(edge.nullable)))
    for row, values in emptied:
        row.update(values)
    for name in rows:
        rows[name] = [row for row in rows[name] if id(row) not in gone]


def _closure(
    inventory: Inventory, rows: Rows, start: list[Row], follows: Any, *, owners: bool = False
) -> list[Row]:
    found = {id(row): row for row in start}
    before = -1
    while len(found) != before:
        before = len(found)
        for dataset in inventory.of(Store.APPLICATION):
            for row in rows[dataset.name]:
                named = owners and dataset.owner is not None and _target(rows, dataset.owner, row) is not None
                for edge in dataset.edges:
                    target = _target(rows, edge, row)
                    if target is None or not follows(dataset, edge) or (named and edge != dataset.owner):
                        continue
                    if id(target) in found:
                        found[id(row)] = row
    return list(found.values())


def _target(rows: Rows, edge: Edge, row: Row) -> Row | None:
    key = [row[name] for name in edge.columns]
    if None in key:
        return None
    return next((each for each in rows.get(edge.to, ()) if [each[name] for name in edge.to_columns] == key), None)


def _due(rule: Timed, row: Row, now: datetime, horizons: Mapping[str, datetime]) -> bool:
    due = rule.due(row)
    if due is None or due > now:
        return False
    since = rule.since(row)
    return not rule.after_rule or (since is not None and since < horizons[rule.after_rule])
