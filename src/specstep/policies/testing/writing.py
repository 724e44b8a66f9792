"""New rows for people: every reference leads where it may, and every text says whose it is."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import attrs
import sqlalchemy as sa

from specstep.policies.model import EdgeKind, Inventory, OnAccountDeletion, Store
from specstep.policies.testing.links import Link, dataset_of, links_of
from specstep.policies.testing.reference import Row
from specstep.policies.testing.values import (
    NOBODY,
    Choose,
    Supplied,
    as_held,
    interesting_times,
    is_time,
    value_for,
)

Whose = Mapping[tuple[str, tuple[Any, ...]], int]
"""The person for whom each row was written, by its table and key."""


def key_of(table: sa.Table, row: Row) -> tuple[Any, ...]:
    """What tells a row from the others of its table."""
    return tuple(row[column.name] for column in (table.primary_key.columns or table.c))


@attrs.define(kw_only=True)
class Writer:
    """Makes rows out of an inventory and a schema; each gets numbers that none had before."""

    inventory: Inventory
    metadata: sa.MetaData
    supplied: Supplied
    number: int = 0

    def row(
        self,
        table: sa.Table,
        person: int,
        tables: Mapping[str, Sequence[Row]],
        whose: Whose,
        now: datetime,
        choose: Choose,
    ) -> tuple[Row, int] | None:
        """A row for a person as the database takes it; None where no parent is there that it could have.

        With it comes the person whose it is: nobody, where every reference that would lead to one is empty, and
        where rows only mention people.
        """
        held: Row = {}
        mentioned: dict[str, int] = {}
        leads_to: dict[EdgeKind | None, set[int]] = {EdgeKind.OWNS: set(), EdgeKind.INSIDE: set()}
        for link in links_of(self.inventory, table):
            parents = self._parents(link, person, tables, whose, held)
            if link.undoing and not any(name in held for name in link.undoing):
                parents = [*parents, None] if parents else [None]
            if not parents:
                return None
            parent = choose(parents)
            if parent is None:
                held |= dict.fromkeys(link.undoing)
                self._fill_rest(link, table, person, held)
                continue
            held |= {name: parent[there] for name, there in zip(link.columns, link.to_columns, strict=True)}
            referred = whose.get((link.to, key_of(self._table(link.to), parent)), person)
            mentioned |= self._cleared(table, link, referred)
            if link.kind in leads_to:
                leads_to[link.kind].add(referred)
        whose_row = person
        if dataset_of(self.inventory, table.fullname) and table.fullname != self.inventory.account:
            owners = leads_to[EdgeKind.OWNS] or leads_to[EdgeKind.INSIDE] or {NOBODY}
            whose_row = max(owners) if table.fullname in self.inventory.owned else NOBODY
        if table.fullname in self.inventory.owned:
            person = whose_row
        for column in table.c:
            if column.name not in held and column.computed is None:
                held[column.name] = self._value(table, column, person, mentioned, now, choose)
        return held, whose_row

    def time(self, table: sa.Table, column: sa.Column[Any], now: datetime, choose: Choose) -> Any:
        """A time for a column: none at all first, where that may be, then those around which rules change their mind."""
        dataset = dataset_of(self.inventory, table.fullname)
        stored = is_time(dataset, column)
        if stored is None:
            raise TypeError(f"{column} holds no time")
        times = [as_held(column, time, stored) for time in interesting_times(dataset, column.name, now)]
        return choose([None, *times] if column.nullable else times)

    def _value(
        self,
        table: sa.Table,
        column: sa.Column[Any],
        person: int,
        mentioned: Mapping[str, int],
        now: datetime,
        choose: Choose,
    ) -> Any:
        dataset = dataset_of(self.inventory, table.fullname)
        if is_time(dataset, column):
            return self.time(table, column, now, choose)
        self.number += 1
        subject = self._subject(table, column, person, mentioned)
        plain = value_for(column, subject, self.number, self.supplied, choose)
        asked = [
            value
            for rule in (dataset.timed if dataset else ())
            if rule.where is not None and rule.where.column == column.name
            for value in rule.where.values
        ]
        return choose([*asked, plain]) if asked else plain

    def _subject(self, table: sa.Table, column: sa.Column[Any], person: int, mentioned: Mapping[str, int]) -> int:
        """Whose value a column holds; what may stay in a row that survives is nobody's."""
        dataset = dataset_of(self.inventory, table.fullname)
        field = next((each for each in dataset.fields if each.name == column.name), None) if dataset else None
        if dataset is None or field is None:
            return person
        if field.on_account_deletion is OnAccountDeletion.KEEP or dataset.unowned:
            return NOBODY
        if field.on_account_deletion is OnAccountDeletion.ANONYMIZE:
            return mentioned.get(column.name, NOBODY)
        reaches = dataset.name in self.inventory.owned or dataset.edges_of(EdgeKind.MENTIONS)
        return person if reaches else NOBODY

    def _cleared(self, table: sa.Table, link: Link, person: int) -> dict[str, int]:
        """The fields that speak of the one whom a reference mentions."""
        dataset = dataset_of(self.inventory, table.fullname)
        if dataset is None or link.kind is not EdgeKind.MENTIONS:
            return {}
        edge = next(each for each in dataset.edges if (each.columns, each.to) == (link.columns, link.to))
        return {field.name: person for field in dataset.cleared_by(edge)}

    def _parents(
        self,
        link: Link,
        person: int,
        tables: Mapping[str, Sequence[Row]],
        whose: Whose,
        held: Row,
    ) -> list[Row | None]:
        """Rows that a reference may lead to: one's own alone, or first, for mentions and what nobody described."""
        parent = self.metadata.tables.get(link.to)
        if parent is None:
            return []
        agreeing = [
            row
            for row in tables.get(link.to, ())
            if all(
                held.get(name, row[there]) == row[there] and row[there] is not None
                for name, there in zip(link.columns, link.to_columns, strict=True)
            )
        ]
        owners = [whose.get((link.to, key_of(parent, row))) for row in agreeing]
        if link.kind in (EdgeKind.OWNS, EdgeKind.INSIDE):
            return [row for row, owner in zip(agreeing, owners, strict=True) if owner in (person, NOBODY)]
        own = [row for row, owner in zip(agreeing, owners, strict=True) if owner == person]
        return [*own, *(row for row, owner in zip(agreeing, owners, strict=True) if owner != person)]

    def _fill_rest(self, link: Link, table: sa.Table, person: int, held: Row) -> None:
        """Values for the columns of an undone reference that must not be empty."""
        for name in link.columns:
            if name not in held:
                self.number += 1
                held[name] = value_for(
                    table.c[name], person, self.number, self.supplied, lambda options: options[0]
                )

    def _table(self, name: str) -> sa.Table:
        return self.metadata.tables[name]


def files_of(inventory: Inventory, dataset: str, row: Row) -> list[tuple[str, tuple[str, ...]]]:
    """The files that a row names: the dataset of files, and the key."""
    return [
        (files.name, tuple(str(row[name]) for name in edge.to_columns))
        for files in inventory.of(Store.BLOBS)
        for edge in files.edges
        if edge.to == dataset and all(row.get(name) is not None for name in edge.to_columns)
    ]
