"""Which references count as a way to an account, which edges a foreign key must stand behind, which indexes are missed."""

from typing import Any

import attrs
import pytest
from tests.unit.policies.shops import (
    ORDERS,
    ORDERS_TABLE,
    PEOPLE,
    PEOPLE_TABLE,
    SCHEMA,
    SHOP,
    TRAIL,
    TRAIL_TABLE,
    field,
    schema_with,
    shop_with,
    with_column,
    with_field,
)

from specstep.policies.coverage import BOOKS, cover, is_personal
from specstep.policies.findings import Finding
from specstep.policies.model import Dataset, Edge, EdgeKind, Inventory, Machinery, Protection, Store, WithParent
from specstep.policies.schema import Column, Kind, Reference, Schema, Table

INSIDE = Edge(kind=EdgeKind.INSIDE, columns=("order_id",), to="orders")
NOTES = Dataset(
    name="notes",
    store=Store.APPLICATION,
    about="What is written on orders.",
    fields=tuple(field(name) for name in ("id", "order_id", "writer", "reader")),
    edges=(INSIDE,),
    retention=(WithParent(),),
    clauses=("RET-1",),
)


def notes(*references: Reference) -> Schema:
    names = [each.name for each in NOTES.fields]
    own = Reference(columns=("order_id",), to="orders", to_columns=("id",))
    columns = tuple(Column(name=name, kind=Kind.TEXT) for name in names)
    return schema_with(Table(name="notes", columns=columns, references=(own, *references)))


def to(name: str, column: str) -> Reference:
    return Reference(columns=(column,), to=name, to_columns=("id",))


def found(inventory: Inventory, schema: Schema) -> set[tuple[str, str]]:
    return {(each.kind, each.place) for each in cover(inventory, schema).findings}


def told(inventory: Inventory, schema: Schema, kind: str) -> Finding:
    (one,) = (each for each in cover(inventory, schema).findings if each.kind == kind)
    return one


BOTH = (to("people", "writer"), to("people", "reader"))


def test_two_references_to_accounts_that_nobody_explained_leave_open_whose_it_is() -> None:
    assert found(shop_with(NOTES), notes(BOTH[0])) == {("edge-missing", "notes.writer")}
    assert "kind=EdgeKind.OWNS" in told(shop_with(NOTES), notes(BOTH[0]), "edge-missing").message
    assert ("two-owners", "notes") in found(shop_with(NOTES), notes(*BOTH))
    assert told(shop_with(NOTES), notes(*BOTH), "two-owners").message.startswith(
        "writer, reader all lead to people"
    )


def test_references_to_other_tables_make_no_owners() -> None:
    elsewhere = (to("orders", "writer"), to("trail", "reader"))
    assert "two-owners" not in {kind for kind, _ in found(shop_with(NOTES), notes(*elsewhere))}


def test_where_an_owner_is_named_other_references_only_want_a_meaning() -> None:
    columns = [with_column(ORDERS_TABLE, name="giver", kind=Kind.TEXT)]
    columns.append(with_column(columns[0], name="taker", kind=Kind.TEXT))
    table = attrs.evolve(
        columns[1], references=(*ORDERS_TABLE.references, to("people", "giver"), to("people", "taker"))
    )
    orders = with_field(with_field(ORDERS, field("giver")), field("taker"))
    missing = cover(shop_with(orders), schema_with(table)).findings
    assert {(each.kind, each.place) for each in missing} == {
        ("edge-missing", "orders.giver"),
        ("edge-missing", "orders.taker"),
    }
    assert all("kind=EdgeKind.MENTIONS" in each.message for each in missing)


def test_where_people_are_mentioned_other_references_only_want_a_meaning() -> None:
    kept = [attrs.evolve(TRAIL.field("id"), name=name) for name in ("witness", "judge")]
    trail = with_field(with_field(TRAIL, kept[0]), kept[1])
    table = with_column(with_column(TRAIL_TABLE, name="witness", kind=Kind.TEXT), name="judge", kind=Kind.TEXT)
    references = (*TRAIL_TABLE.references, to("people", "witness"), to("people", "judge"))
    assert found(shop_with(trail), schema_with(attrs.evolve(table, references=references))) == {
        ("edge-missing", "trail.witness"),
        ("edge-missing", "trail.judge"),
    }


def test_what_is_described_as_a_whole_may_lead_to_accounts_along_several_edges() -> None:
    ways = [Edge(kind=EdgeKind.INSIDE, columns=(name,), to="people") for name in ("giver", "taker")]
    runs = attrs.evolve(
        NOTES, name="runs", fields=(field("*"),), coarse=True, edges=tuple(ways), retention=(WithParent(),)
    )
    table = Table(name="runs", columns=tuple(Column(name=name, kind=Kind.TEXT) for name in ("giver", "taker")))
    assert found(shop_with(runs), schema_with(table)) == set()


PAIR = Edge(kind=EdgeKind.OWNS, columns=("shop_id", "person_id"), to="people", to_columns=("key_hash", "id"))


def test_a_reference_of_two_columns_leads_nowhere_once_one_of_them_went() -> None:
    orders = attrs.evolve(with_field(ORDERS, field("shop_id")), edges=(PAIR,))
    half = attrs.evolve(ORDERS_TABLE, references=())
    assert found(shop_with(orders), schema_with(half)) == {("stale", "orders.shop_id"), ("unreachable", "orders")}
    whole = with_column(half, name="shop_id", kind=Kind.TEXT)
    assert found(shop_with(orders), schema_with(whole)) == {("stale", "orders.shop_id+person_id")}


def test_a_cascade_from_owner_to_owned_is_no_finding() -> None:
    cascade = attrs.evolve(ORDERS_TABLE.references[0], on_delete="CASCADE")
    assert found(SHOP, schema_with(attrs.evolve(ORDERS_TABLE, references=(cascade,)))) == set()


def test_a_table_of_the_engines_books_that_is_covered_is_covered_column_by_column() -> None:
    books = attrs.evolve(
        NOTES,
        name=BOOKS[0],
        fields=(field("run"),),
        edges=(),
        retention=(Machinery(because="It empties itself."),),
        unowned="The engine's own.",
    )
    table = Table(name=BOOKS[0], columns=tuple(Column(name=name, kind=Kind.TEXT) for name in ("run", "extra")))
    assert found(shop_with(books), schema_with(table)) == {("uncovered", f"{BOOKS[0]}.extra")}


@pytest.mark.parametrize(("kind", "proposed"), [(Kind.INTEGER, True), (Kind.DATE, False)])
def test_seconds_since_1970_are_proposed_for_a_number_alone(kind: Kind, proposed: bool) -> None:
    schema = schema_with(with_column(ORDERS_TABLE, name="ordered_at", kind=kind))
    assert ("stored=Stored.EPOCH_S" in told(SHOP, schema, "wrong-type-for-retention").message) == proposed


@pytest.mark.parametrize(
    ("indexes", "missed"),
    [
        (None, False),
        ((), True),
        (((),), True),
        ((("id",),), True),
        ((("person_id",),), False),
        ((("id",), ("person_id", "ordered_at")), False),
        ((("ordered_at", "person_id"),), True),
    ],
)
def test_an_index_serves_a_reference_when_it_begins_with_it(indexes: Any, missed: bool) -> None:
    report = cover(SHOP, schema_with(attrs.evolve(ORDERS_TABLE, indexes=indexes)))
    assert report.findings == ()
    assert [note.partition(",")[0] for note in report.notes] == ["orders: no index begins with person_id"] * missed


def test_a_dataset_is_personal_when_somebody_owns_it_or_any_field_tells_of_a_person() -> None:
    unowned: dict[str, Any] = {"edges": (), "retention": TRAIL.retention, "unowned": "Nobody's."}
    machine = attrs.evolve(TRAIL, fields=(field("id"), field("at")), **unowned)
    told = attrs.evolve(TRAIL, fields=(field("id"), field("at"), field("email", "user.contact.email")), **unowned)
    assert [is_personal(each) for each in (machine, told, PEOPLE)] == [False, True, True]
    assert is_personal(attrs.evolve(NOTES, fields=(field("id"), field("order_id"))))


def test_stores_that_nobody_looked_into_are_named_in_alphabetical_order() -> None:
    stores = (Store.WORKFLOW_ENGINE, Store.MIGRATIONS, Store.BLOBS)
    more = tuple(
        attrs.evolve(
            NOTES,
            name=store.value,
            store=store,
            edges=(),
            retention=(Machinery(because="Nothing of people."),),
            unowned="Nobody's.",
        )
        for store in stores
    )
    inventory = attrs.evolve(SHOP, datasets=(*SHOP.datasets, *more))
    assert cover(inventory, SCHEMA).unseen == ("blobs", "migrations", "workflow-engine")
    assert cover(inventory, SCHEMA, stores=()).unseen == ("application", "blobs", "migrations", "workflow-engine")


def test_a_column_without_a_bound_holds_any_hash() -> None:
    for kind in (Kind.TEXT, Kind.BYTES, Kind.OTHER, Kind.JSON):
        assert found(SHOP, schema_with(with_column(PEOPLE_TABLE, name="key_hash", kind=kind))) == set()


@pytest.mark.parametrize(
    ("protection", "in_bytes", "in_text"),
    [(Protection.HASH, 32, 43), (Protection.KEYED_HASH, 32, 43), (Protection.CIPHERTEXT, 29, 39)],
)
def test_exactly_what_a_protected_value_needs_will_do(protection: Protection, in_bytes: int, in_text: int) -> None:
    protected = attrs.evolve(PEOPLE.field("key_hash"), protection=protection)
    shop = shop_with(with_field(PEOPLE, protected))
    for kind, least in ((Kind.BYTES, in_bytes), (Kind.TEXT, in_text)):
        for length in (least, least - 1):
            schema = schema_with(with_column(PEOPLE_TABLE, name="key_hash", kind=kind, length=length))
            wrong = {("wrong-type-for-protection", "people.key_hash")}
            assert found(shop, schema) == (wrong if length < least else set())
