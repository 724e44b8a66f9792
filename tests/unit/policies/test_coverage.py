"""An inventory against a schema, both ways: each kind of finding can occur, and says what to write."""

import re
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.policies.shops import (
    ORDERS,
    ORDERS_TABLE,
    PEOPLE_TABLE,
    SCHEMA,
    SHOP,
    TRAIL,
    TRAIL_TABLE,
    schema_with,
    shop_with,
    with_column,
    with_field,
    without_column,
)

import specstep.policies
from specstep.policies.coverage import BOOKS, KINDS, compare_schemas, cover
from specstep.policies.findings import Report, of_kind
from specstep.policies.model import Dataset, DaysAfter, Edge, EdgeKind, Field, Inventory, Machinery, Store, Stored
from specstep.policies.schema import Column, Kind, Reference, Schema, Table

TO_PEOPLE = Reference(columns=("friend_id",), to="people", to_columns=("id",))
LANGUAGE = {name: getattr(specstep.policies, name) for name in specstep.policies.__all__}


def kinds(report: Report) -> set[str]:
    return {finding.kind for finding in report.findings}


def pasted(message: str, name: str) -> Any:
    """What the line that a message proposes means."""
    line = message[message.index(f"{name}(") :]
    return eval(line, LANGUAGE)


def test_an_inventory_that_says_it_all_gives_no_finding() -> None:
    assert cover(SHOP, SCHEMA) == Report(findings=())


WRONG: dict[str, tuple[Inventory, Schema, tuple[str, str, str]]] = {
    "empty-schema": (SHOP, Schema(tables=()), ("empty-schema", "", "")),
    "a new column": (
        SHOP,
        schema_with(with_column(ORDERS_TABLE, name="gift_card", kind=Kind.TEXT)),
        ("uncovered", "orders", "gift_card"),
    ),
    "a new table": (
        SHOP,
        schema_with(Table(name="coupons", columns=(Column(name="id", kind=Kind.TEXT),))),
        ("uncovered", "coupons", ""),
    ),
    "a column that went": (SHOP, schema_with(without_column(ORDERS_TABLE, "note")), ("stale", "orders", "note")),
    "a table that went": (SHOP, Schema(tables=(PEOPLE_TABLE, ORDERS_TABLE)), ("stale", "trail", "")),
    "a foreign key that went": (
        SHOP,
        schema_with(attrs.evolve(ORDERS_TABLE, references=())),
        ("stale", "orders", "person_id"),
    ),
    "an owner's column that went": (
        SHOP,
        schema_with(without_column(attrs.evolve(ORDERS_TABLE, references=()), "person_id")),
        ("unreachable", "orders", ""),
    ),
    "a second way to the account": (
        shop_with(
            attrs.evolve(
                with_field(ORDERS, attrs.evolve(ORDERS.field("person_id"), name="friend_id")),
                edges=(*ORDERS.edges, Edge(kind=EdgeKind.INSIDE, columns=("friend_id",), to="people")),
            )
        ),
        schema_with(
            attrs.evolve(
                with_column(ORDERS_TABLE, name="friend_id", kind=Kind.TEXT),
                references=(*ORDERS_TABLE.references, TO_PEOPLE),
            )
        ),
        ("two-owners", "orders", ""),
    ),
    "a foreign key without an edge": (
        SHOP,
        schema_with(
            attrs.evolve(
                ORDERS_TABLE,
                references=(
                    *ORDERS_TABLE.references,
                    Reference(columns=("note",), to="trail", to_columns=("id",)),
                ),
            )
        ),
        ("edge-missing", "orders", "note"),
    ),
    "a cascade over a mention": (
        SHOP,
        schema_with(
            attrs.evolve(TRAIL_TABLE, references=(attrs.evolve(TRAIL_TABLE.references[0], on_delete="CASCADE"),))
        ),
        ("edge-cascades", "trail", "actor_id"),
    ),
    "a mention that can't be emptied": (
        SHOP,
        schema_with(with_column(TRAIL_TABLE, name="actor_id", kind=Kind.TEXT, nullable=False)),
        ("cannot-be-forgotten", "trail", "actor_id"),
    ),
    "a detail that can't be emptied": (
        shop_with(with_field(TRAIL, attrs.evolve(TRAIL.field("detail"), anonymized=None))),
        SCHEMA,
        ("cannot-be-forgotten", "trail", "detail"),
    ),
    "a hash in a number": (
        SHOP,
        schema_with(with_column(PEOPLE_TABLE, name="key_hash", kind=Kind.INTEGER)),
        ("wrong-type-for-protection", "people", "key_hash"),
    ),
    "a hash in a short text": (
        SHOP,
        schema_with(with_column(PEOPLE_TABLE, name="key_hash", kind=Kind.TEXT, length=42)),
        ("wrong-type-for-protection", "people", "key_hash"),
    ),
    "a hash in few bytes": (
        SHOP,
        schema_with(with_column(PEOPLE_TABLE, name="key_hash", kind=Kind.BYTES, length=31)),
        ("wrong-type-for-protection", "people", "key_hash"),
    ),
    "a rule that counts from a date": (
        SHOP,
        schema_with(with_column(ORDERS_TABLE, name="ordered_at", kind=Kind.DATE)),
        ("wrong-type-for-retention", "orders", "ordered_at"),
    ),
    "a rule that counts from a number": (
        SHOP,
        schema_with(with_column(ORDERS_TABLE, name="ordered_at", kind=Kind.INTEGER)),
        ("wrong-type-for-retention", "orders", "ordered_at"),
    ),
    "a rule that counts numbers in a time": (
        shop_with(
            attrs.evolve(ORDERS, retention=(DaysAfter(column="ordered_at", days=9, stored=Stored.EPOCH_S),))
        ),
        SCHEMA,
        ("wrong-type-for-retention", "orders", "ordered_at"),
    ),
    "a table that may not be read": (
        SHOP,
        schema_with(attrs.evolve(TRAIL_TABLE, readable=False)),
        ("unreadable", "trail", ""),
    ),
}


@pytest.mark.parametrize(("inventory", "schema", "expected"), WRONG.values(), ids=WRONG.keys())
def test_what_differs_is_found_where_it_differs(
    inventory: Inventory, schema: Schema, expected: tuple[str, str, str]
) -> None:
    found = cover(inventory, schema).findings
    assert expected in {(finding.kind, finding.dataset, finding.field) for finding in found}
    assert all(finding.message for finding in found)


def test_every_kind_of_finding_can_occur() -> None:
    found = {expected[0] for _, _, expected in WRONG.values()}
    compared = {finding.kind for finding in compare_schemas(SCHEMA, Schema(tables=()))}
    compared |= {
        finding.kind
        for finding in compare_schemas(SCHEMA, schema_with(with_column(PEOPLE_TABLE, name="x", kind=Kind.TEXT)))
    }
    assert found | compared == set(KINDS)


def test_exactly_the_bounds_of_a_hash_will_do() -> None:
    for column in ({"kind": Kind.TEXT, "length": 43}, {"kind": Kind.BYTES, "length": 32}, {"kind": Kind.BYTES}):
        schema = schema_with(with_column(PEOPLE_TABLE, name="key_hash", **column))
        assert cover(SHOP, schema).findings == ()


names = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)
columns = st.builds(Column, name=names, kind=st.sampled_from(Kind), nullable=st.booleans())


@given(columns, st.sampled_from(("people", "orders", "trail")))
def test_USE_1_a_column_that_nobody_covers_is_found_and_the_proposed_line_covers_it(
    column: Column, name: str
) -> None:
    table = SCHEMA.table(name)
    assert table is not None
    if table.column(column.name) is not None:
        return
    schema = schema_with(attrs.evolve(table, columns=(*table.columns, column)))
    (finding,) = of_kind(cover(SHOP, schema).findings, "uncovered")
    assert (finding.dataset, finding.field) == (name, column.name)
    field = pasted(finding.message, "Field")
    assert isinstance(field, Field)
    closed = cover(shop_with(with_field(SHOP.dataset(name), field)), schema)
    assert of_kind(closed.findings, "uncovered") == ()


@given(
    st.lists(columns, min_size=1, max_size=8, unique_by=lambda column: column.name), st.booleans(), st.booleans()
)
def test_a_table_that_nobody_covers_is_found_and_the_proposed_dataset_covers_it(
    found: list[Column], owned: bool, inside: bool
) -> None:
    keys = [Column(name="key_of_person", kind=Kind.TEXT)] * owned + [
        Column(name="key_of_order", kind=Kind.TEXT)
    ] * inside
    references = [Reference(columns=("key_of_person",), to="people", to_columns=("id",))] * owned
    references += [Reference(columns=("key_of_order",), to="orders", to_columns=("id",))] * inside
    kept = [column for column in found if column.name not in {"key_of_person", "key_of_order"}]
    table = Table(name="fresh", columns=(*kept, *keys), references=tuple(references))
    schema = schema_with(table)
    if not table.columns:
        return
    (finding,) = of_kind(cover(SHOP, schema).findings, "uncovered")
    people = not references and not any(column.kind is Kind.TIME for column in kept)
    if people:  # without a time or an owner a person has to decide; the proposal says so by what it leaves open
        assert "Machinery(" in finding.message
        return
    dataset = pasted(finding.message, "Dataset")
    assert isinstance(dataset, Dataset)
    assert of_kind(cover(shop_with(dataset), schema).findings, "uncovered") == ()


def test_the_proposed_edge_closes_its_finding() -> None:
    inventory, schema, _ = WRONG["a foreign key without an edge"]
    (finding,) = of_kind(cover(inventory, schema).findings, "edge-missing")
    edge = pasted(finding.message, "Edge")
    again = shop_with(attrs.evolve(ORDERS, edges=(*ORDERS.edges, edge)))
    assert of_kind(cover(again, schema).findings, "edge-missing") == ()


def test_stores_that_the_schema_does_not_show_are_named_and_not_called_stale() -> None:
    files = Dataset(
        name="pictures",
        store=Store.BLOBS,
        about="Pictures.",
        fields=(Field(name="key", category="system", purposes=("collect",), clauses=("RET-1",)),),
        retention=(Machinery(because="It holds nothing of people."),),
        clauses=("RET-1",),
        unowned="They show goods.",
    )
    report = cover(shop_with(files), SCHEMA)
    assert report.findings == ()
    assert report.unseen == ("blobs",)
    assert kinds(cover(shop_with(files), SCHEMA, stores=("application", "blobs"))) == {"stale"}


def test_a_dataset_that_is_described_as_a_whole_still_names_columns_that_are_there() -> None:
    fields = (Field(name="*", category="system", purposes=("collect",), clauses=("RET-1",)),)
    runs = Dataset(
        name="runs",
        store=Store.WORKFLOW_ENGINE,
        about="Runs.",
        fields=fields,
        retention=(DaysAfter(column="ended", days=7, stored=Stored.EPOCH_MS),),
        clauses=("RET-1",),
        edges=(Edge(kind=EdgeKind.INSIDE, columns=("of",), to="runs", nullable=("of",)),),
        coarse=True,
        unowned="The engine's.",
    )
    table = Table(
        name="runs", columns=(Column(name="ended", kind=Kind.INTEGER), Column(name="of", kind=Kind.TEXT))
    )
    assert cover(shop_with(runs), schema_with(table)).findings == ()
    found = cover(shop_with(runs), schema_with(attrs.evolve(table, columns=()))).findings
    assert {(finding.kind, finding.place) for finding in found} == {("stale", "runs.ended"), ("stale", "runs.of")}


def test_the_engines_own_books_need_no_entry() -> None:
    books = tuple(Table(name=name, columns=(Column(name="run", kind=Kind.TEXT),)) for name in BOOKS)
    assert cover(SHOP, Schema(tables=(*SCHEMA.tables, *books))).findings == ()


def test_a_table_is_found_in_whichever_namespace_it_lies() -> None:
    moved = Schema(tables=tuple(attrs.evolve(table, name=f"shop.{table.name}") for table in SCHEMA.tables))
    assert cover(SHOP, moved).findings == ()


def test_behind_and_ahead_are_told_apart_by_column() -> None:
    live = schema_with(with_column(without_column(ORDERS_TABLE, "note"), name="colour", kind=Kind.TEXT))
    found = {(finding.kind, finding.place) for finding in compare_schemas(SCHEMA, live)}
    assert found == {("database-behind", "orders.note"), ("database-ahead", "orders.colour")}


def test_a_report_reads_well_and_serves_programs() -> None:
    inventory, schema, _ = WRONG["a new column"]
    report = cover(inventory, schema)
    (said,) = report.as_json()["findings"]  # type: ignore[misc]
    assert set(said) == {"kind", "dataset", "field", "message"}
    assert re.match(r"uncovered {2}orders\.gift_card\n {2}No field covers", report.as_text())
    assert report.as_text().endswith("1 finding.")
    assert Report(findings=()).as_text() == "Nothing found."
