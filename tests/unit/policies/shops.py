"""A small shop's inventory and schema, for tests that change one thing about them."""

from typing import Any

import attrs

from specstep.policies.model import (
    Dataset,
    DaysAfter,
    Edge,
    EdgeKind,
    Export,
    Field,
    Inventory,
    OnAccountDeletion,
    Protection,
    Store,
    WithOwner,
)
from specstep.policies.schema import Column, Kind, Reference, Schema, Table

SYSTEM = "system.operations"


def field(name: str, category: str = SYSTEM, **more: Any) -> Field:
    return Field(
        **{"name": name, "category": category, "purposes": ("essential.service",), "clauses": ("RET-1",), **more}
    )


PEOPLE = Dataset(
    name="people",
    store=Store.APPLICATION,
    about="Who shops here.",
    fields=(
        field("id", "user.unique_id"),
        field("email", "user.contact.email", correctable=True),
        field(
            "key_hash",
            "user.authorization.credentials",
            protection=Protection.HASH,
            export=Export.WITHHELD,
            because="A secret.",
        ),
    ),
    retention=(WithOwner(),),
    clauses=("RET-1",),
)
ORDERS = Dataset(
    name="orders",
    store=Store.APPLICATION,
    about="What they bought.",
    fields=(
        field("id"),
        field("person_id", "user.unique_id"),
        field("ordered_at"),
        field("note", "user.content.private", recipients=("courier",)),
    ),
    edges=(Edge(kind=EdgeKind.OWNS, columns=("person_id",), to="people"),),
    retention=(WithOwner(), DaysAfter(column="ordered_at", days=90)),
    clauses=("RET-1",),
)
TRAIL = Dataset(
    name="trail",
    store=Store.APPLICATION,
    about="Who did what.",
    fields=(
        field("id", on_account_deletion=OnAccountDeletion.KEEP),
        field("at", on_account_deletion=OnAccountDeletion.KEEP),
        field("actor_id", "user.unique_id", on_account_deletion=OnAccountDeletion.ANONYMIZE),
        field("detail", "user.content", on_account_deletion=OnAccountDeletion.ANONYMIZE, anonymized=""),
    ),
    edges=(Edge(kind=EdgeKind.MENTIONS, columns=("actor_id",), to="people"),),
    retention=(DaysAfter(column="at", days=30),),
    clauses=("RET-1",),
)
SHOP = Inventory(datasets=(PEOPLE, ORDERS, TRAIL), account="people", recipients=("courier",))

PEOPLE_TABLE = Table(
    name="people",
    columns=(
        Column(name="id", kind=Kind.TEXT, nullable=False),
        Column(name="email", kind=Kind.TEXT),
        Column(name="key_hash", kind=Kind.TEXT, length=64),
    ),
)
ORDERS_TABLE = Table(
    name="orders",
    columns=(
        Column(name="id", kind=Kind.INTEGER, nullable=False),
        Column(name="person_id", kind=Kind.TEXT, nullable=False),
        Column(name="ordered_at", kind=Kind.TIME),
        Column(name="note", kind=Kind.TEXT),
    ),
    references=(Reference(columns=("person_id",), to="people", to_columns=("id",)),),
)
TRAIL_TABLE = Table(
    name="trail",
    columns=(
        Column(name="id", kind=Kind.INTEGER, nullable=False),
        Column(name="at", kind=Kind.TIME),
        Column(name="actor_id", kind=Kind.TEXT),
        Column(name="detail", kind=Kind.TEXT, nullable=False),
    ),
    references=(Reference(columns=("actor_id",), to="people", to_columns=("id",)),),
)
SCHEMA = Schema(tables=(PEOPLE_TABLE, ORDERS_TABLE, TRAIL_TABLE))


def schema_with(changed: Table) -> Schema:
    """The schema with one table changed or added."""
    others = tuple(table for table in SCHEMA.tables if table.name != changed.name)
    return Schema(tables=(*others, changed))


def with_column(table: Table, **column: Any) -> Table:
    """The table with one column more, or another in the place of the one of that name."""
    fresh = Column(**column)
    kept = tuple(each for each in table.columns if each.name != fresh.name)
    return attrs.evolve(table, columns=(*kept, fresh))


def without_column(table: Table, name: str) -> Table:
    """The table without a column."""
    return attrs.evolve(table, columns=tuple(each for each in table.columns if each.name != name))


def shop_with(changed: Dataset, **more: Any) -> Inventory:
    """The inventory with one dataset changed or added."""
    names = [dataset.name for dataset in SHOP.datasets]
    others = tuple(changed if dataset.name == changed.name else dataset for dataset in SHOP.datasets)
    datasets = others if changed.name in names else (*others, changed)
    return attrs.evolve(SHOP, datasets=datasets, **more)


def with_field(dataset: Dataset, changed: Field) -> Dataset:
    """The dataset with one field changed or added."""
    kept = tuple(changed if each.name == changed.name else each for each in dataset.fields)
    return attrs.evolve(dataset, fields=kept if changed in kept else (*kept, changed))
