"""A row that the harness writes leads where its references may, and every text in it says whose it is."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import pytest
import sqlalchemy as sa
from tests.samples.bookshop import bookshop, bookshop_tables, fields

from specstep.policies.model import Dataset, Edge, EdgeKind, Inventory, Store, WithOwner, WithParent
from specstep.policies.testing.machine import plainest
from specstep.policies.testing.values import NOBODY, tag_of
from specstep.policies.testing.writing import Writer, files_of, key_of

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
ANN, BOB = 1, 2
METADATA = bookshop_tables(stamped=True)
CUSTOMERS = [{"id": "bob", "name": "B", "favourite_id": None}, {"id": "ann", "name": "A", "favourite_id": None}]
ORDERS = [{"id": "b", "customer_id": "bob"}, {"id": "a", "customer_id": "ann"}]
TABLES = {"customers": CUSTOMERS, "orders": ORDERS}
WHOSE = {
    ("customers", ("ann",)): ANN,
    ("customers", ("bob",)): BOB,
    ("orders", ("a",)): ANN,
    ("orders", ("b",)): BOB,
}


def last(options: Sequence[Any]) -> Any:
    return options[-1]


def written(
    name: str,
    person: int = ANN,
    tables: Any = TABLES,
    choose: Any = plainest,
    inventory: Inventory | None = None,
    metadata: sa.MetaData = METADATA,
    whose: Any = WHOSE,
) -> Any:
    writer = Writer(inventory=inventory or bookshop(), metadata=metadata, supplied={})
    return writer.row(metadata.tables[name], person, tables, whose, NOW, choose)


def changed(name: str, **more: Any) -> Inventory:
    datasets = (attrs.evolve(each, **more) if each.name == name else each for each in bookshop().datasets)
    return attrs.evolve(bookshop(), datasets=tuple(datasets))


def test_a_row_is_known_by_its_key_and_one_without_by_all_of_it() -> None:
    row = {"order_id": "a", "number": 3, "dedication": b"d"}
    assert key_of(METADATA.tables["lines"], row) == ("a", 3)
    bare = sa.Table(
        "bare", sa.MetaData(), sa.Column("number", sa.Integer), sa.Column("dedication", sa.LargeBinary)
    )
    assert key_of(bare, row) == (3, b"d")


def test_what_a_person_owns_refers_to_them_and_bears_their_tag_in_every_text() -> None:
    row, whose = written("orders")
    assert (whose, row["customer_id"]) == (ANN, "ann")
    assert all(tag_of(ANN) in str(row[name]) for name in ("id", "address", "invoice"))
    assert len({row[name][-8:] for name in ("id", "invoice")}) == 2
    assert row["status"] == "cancelled"
    assert (row["placed_at"], row["expires_at"], row["deleted_at"]) == (NOW, None, None)
    assert written("orders", BOB)[0]["customer_id"] == "bob"


def test_a_rule_about_some_rows_is_met_with_rows_of_both_kinds() -> None:
    assert written("orders", choose=plainest)[0]["status"] == "cancelled"
    assert tag_of(ANN) in written("orders", choose=last)[0]["status"]


def test_without_the_row_that_it_must_refer_to_there_is_none() -> None:
    assert written("orders", 3) is None
    assert written("lines", tables={"orders": ORDERS[:1]}) is None
    assert written("orders", tables={}) is None


def test_a_reference_that_may_be_empty_leads_to_a_row_first_and_nowhere_last() -> None:
    wishes = [{"id": 9, "customer_id": "ann"}]
    tables, whose = {**TABLES, "wishes": wishes}, {**WHOSE, ("wishes", (9,)): ANN}
    assert written("wishes", tables=tables, whose=whose)[0]["after_id"] == 9
    # A row that is nobody's may be referred to by everybody.
    assert written("wishes", tables=tables, whose={**WHOSE, ("wishes", (9,)): NOBODY})[0]["after_id"] == 9
    assert written("wishes", tables=tables, whose=whose, choose=last)[0]["after_id"] is None
    assert written("wishes", BOB, tables=tables, whose=whose)[0]["after_id"] is None
    assert written("wishes")[0]["after_id"] is None


def test_a_mention_leads_to_oneself_first_and_to_others_too() -> None:
    assert written("reviews")[0]["writer_id"] == "ann"
    assert written("reviews", choose=lambda options: options[1])[0]["writer_id"] == "bob"
    assert written("reviews", choose=last)[0]["writer_id"] is None


def test_what_is_forgotten_with_a_mention_is_of_the_mentioned_and_the_rest_is_nobodys() -> None:
    row, whose = written("reviews", choose=lambda options: options[1] if len(options) == 3 else options[0])
    assert (whose, row["writer_id"]) == (NOBODY, "bob")
    assert tag_of(BOB) in row["signature"]
    assert tag_of(ANN) in row["stamp"]  # the inventory doesn't know this column, so it is searched for
    row, _ = written("reviews", choose=last)
    assert tag_of(NOBODY) in row["signature"]


def test_a_field_that_stays_in_a_row_that_survives_is_nobodys() -> None:
    reviews = bookshop().dataset("reviews")
    kept = tuple(
        attrs.evolve(each, name="stamp") if each.name == "id" else each
        for each in (reviews.fields[0], *reviews.fields)
    )
    inventory = changed("reviews", fields=(*reviews.fields, kept[0]))
    assert tag_of(NOBODY) in written("reviews", inventory=inventory)[0]["stamp"]


def test_what_lies_in_a_row_of_somebody_is_theirs() -> None:
    row, whose = written("lines")
    assert (whose, row["order_id"]) == (ANN, "a")
    assert tag_of(ANN).encode() in row["dedication"]


def test_a_row_that_may_be_without_owner_is_nobodys_when_it_is() -> None:
    wishes = bookshop().dataset("wishes")
    loose = attrs.evolve(wishes.edges[0], nullable=("customer_id",))
    tables = bookshop_tables()
    tables.tables["wishes"].c.customer_id.nullable = True
    inventory = changed("wishes", edges=(loose, wishes.edges[1]))
    row, whose = written("wishes", choose=last, inventory=inventory, metadata=tables)
    assert (whose, row["customer_id"]) == (NOBODY, None)
    assert tag_of(NOBODY) in row["book"]
    row, whose = written("wishes", inventory=inventory, metadata=tables)
    assert (whose, row["customer_id"], tag_of(ANN) in row["book"]) == (ANN, "ann", True)


def test_an_account_and_a_table_that_nobody_described_are_the_persons() -> None:
    row, whose = written("customers", tables={})
    assert (whose, row["favourite_id"]) == (ANN, None)
    assert tag_of(ANN) in row["name"]
    unknown = attrs.evolve(
        bookshop(), datasets=tuple(each for each in bookshop().datasets if each.name != "wishes")
    )
    row, whose = written("wishes", inventory=unknown)
    assert (whose, row["customer_id"], tag_of(ANN) in row["book"]) == (ANN, "ann", True)
    # Whom it leads to is not known either, so it may lead to anybody; one's own comes first.
    assert written("wishes", inventory=unknown, choose=last)[0]["customer_id"] == "bob"


def test_what_is_said_to_be_nobodys_bears_no_tag_of_a_person() -> None:
    goods = Dataset(
        name="goods",
        store=Store.APPLICATION,
        about="Books.",
        fields=fields("id", "title", "at"),
        retention=bookshop().dataset("reviews").retention,
        clauses=("SHOP-1",),
        unowned="Of books.",
    )
    metadata = sa.MetaData()
    columns = (
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("title", sa.Text),
        sa.Column("at", sa.DateTime),
    )
    sa.Table("goods", metadata, *columns)
    inventory = attrs.evolve(bookshop(), datasets=(*bookshop().datasets, goods))
    row, whose = written("goods", inventory=inventory, metadata=metadata)
    assert whose == NOBODY
    assert {tag_of(NOBODY) in row["id"], tag_of(NOBODY) in row["title"]} == {True}


PLACES = ("street", "house")


def two_columns(*, nullable: bool) -> tuple[Inventory, sa.MetaData]:
    """Homes known by street and house, and guests who stay in one of them; the street of a guest is always known."""
    metadata = sa.MetaData()
    sa.Table("customers", metadata, sa.Column("id", sa.Text, primary_key=True))
    owner = sa.Column("owner", sa.ForeignKey("customers.id"), nullable=False)
    sa.Table("homes", metadata, *(sa.Column(name, sa.Text, primary_key=True) for name in PLACES), owner)
    sa.Table(
        "guests",
        metadata,
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("street", sa.Text, nullable=False),
        sa.Column("house", sa.Text, nullable=nullable),
        sa.Column("left_on", sa.Integer, sa.Computed("1")),
        sa.ForeignKeyConstraint(PLACES, ["homes.street", "homes.house"]),
    )
    owns = Edge(kind=EdgeKind.OWNS, columns=("owner",), to="customers")
    inside = Edge(
        kind=EdgeKind.INSIDE,
        columns=PLACES,
        to="homes",
        to_columns=PLACES,
        nullable=("house",) if nullable else (),
    )
    common: dict[str, Any] = {"store": Store.APPLICATION, "about": "It.", "clauses": ("SHOP-1",)}
    datasets = (
        Dataset(name="customers", fields=fields("id"), retention=(WithOwner(),), **common),
        Dataset(name="homes", fields=fields(*PLACES, "owner"), edges=(owns,), retention=(WithOwner(),), **common),
        Dataset(
            name="guests",
            fields=fields("id", *PLACES, "left_on"),
            edges=(inside,),
            retention=(WithOwner(),) if nullable else (WithOwner(), WithParent()),
            **common,
        ),
    )
    return Inventory(datasets=datasets, account="customers"), metadata


HOMES = {"customers": [{"id": "ann"}], "homes": [{"street": "High", "house": "7", "owner": "ann"}]}
OF_HOMES = {("customers", ("ann",)): ANN, ("homes", ("High", "7")): ANN}


@pytest.mark.parametrize("nullable", [True, False])
def test_a_reference_of_several_columns_is_copied_column_by_column(nullable: bool) -> None:
    inventory, metadata = two_columns(nullable=nullable)
    row, whose = written("guests", tables=HOMES, inventory=inventory, metadata=metadata, whose=OF_HOMES)
    assert (row["street"], row["house"], whose) == ("High", "7", ANN)
    assert "left_on" not in row


def test_a_reference_that_is_undone_keeps_a_value_where_it_must_not_be_empty() -> None:
    inventory, metadata = two_columns(nullable=True)
    row, whose = written(
        "guests", tables=HOMES, inventory=inventory, metadata=metadata, whose=OF_HOMES, choose=last
    )
    assert (row["house"], whose) == (None, NOBODY)
    assert tag_of(ANN) in row["street"]
    assert set(row) == {"id", "street", "house"}


def test_two_references_that_share_a_column_agree() -> None:
    inventory, metadata = two_columns(nullable=False)
    table = metadata.tables["guests"]
    table.append_constraint(sa.ForeignKeyConstraint(["street"], ["roads.name"], name="road"))
    sa.Table("roads", metadata, sa.Column("name", sa.Text, primary_key=True))
    roads = [{"name": None}, {"name": "Low"}, {"name": "High"}]
    tables = {**HOMES, "roads": roads}
    row, _ = written("guests", tables=tables, inventory=inventory, metadata=metadata, whose=OF_HOMES)
    assert row["street"] == "High"
    assert (
        written(
            "guests", tables={**HOMES, "roads": roads[:2]}, inventory=inventory, metadata=metadata, whose=OF_HOMES
        )
        is None
    )


def test_a_time_is_absent_first_where_it_may_be_and_then_now() -> None:
    writer = Writer(inventory=bookshop(), metadata=METADATA, supplied={})
    orders = METADATA.tables["orders"]

    def options(name: str) -> list[Any]:
        found: list[Any] = []
        writer.time(orders, orders.c[name], NOW, lambda some: found.extend(some) or found[0])
        return found

    assert options("placed_at")[:2] == [NOW, NOW - timedelta(days=90)]
    assert options("expires_at")[:2] == [None, NOW]
    with pytest.raises(TypeError, match="holds no time"):
        writer.time(orders, orders.c.status, NOW, plainest)


def test_a_row_names_the_files_whose_key_it_holds() -> None:
    assert files_of(bookshop(), "orders", {"id": "a", "invoice": "a.pdf"}) == [("invoices", ("a.pdf",))]
    assert files_of(bookshop(), "orders", {"id": "a", "invoice": None}) == []
    assert files_of(bookshop(), "orders", {"id": "a"}) == []
    assert files_of(bookshop(), "wishes", {"invoice": "a.pdf"}) == []
    pair = Edge(kind=EdgeKind.INSIDE, columns=("a", "b"), to="orders", to_columns=("invoice", "status"))
    invoices = bookshop().dataset("invoices")
    both = changed("invoices", edges=(pair,), fields=fields("a", "b"))
    assert files_of(both, "orders", {"invoice": "a.pdf", "status": None}) == []
    assert files_of(both, "orders", {"invoice": "a.pdf", "status": "paid"}) == [(invoices.name, ("a.pdf", "paid"))]


def test_no_text_of_one_row_is_that_of_another() -> None:
    inventory, metadata = two_columns(nullable=True)
    writer = Writer(inventory=inventory, metadata=metadata, supplied={})
    texts: list[str] = []
    for _ in range(3):
        row, _whose = writer.row(metadata.tables["guests"], ANN, HOMES, OF_HOMES, NOW, last) or ({}, 0)
        texts += [each for each in row.values() if each is not None]
    assert len(texts) == len(set(texts)) == 6


def test_what_lies_with_somebody_and_with_nobody_is_somebodys() -> None:
    lines = bookshop().dataset("lines")
    second = Edge(kind=EdgeKind.INSIDE, columns=("number",), to="wishes")
    inventory = changed("lines", edges=(*lines.edges, second))
    tables = {**TABLES, "wishes": [{"id": 5, "customer_id": None}]}
    for nobodys in ({("wishes", (5,)): NOBODY}, {("wishes", (5,)): NOBODY, ("orders", ("b",)): NOBODY}):
        row, whose = written("lines", tables=tables, inventory=inventory, whose={**WHOSE, **nobodys})
        assert (row["number"], whose) == (5, ANN if row["order_id"] == "a" else NOBODY)


def test_a_row_that_lacks_what_it_would_be_referred_to_by_is_no_parent() -> None:
    by_invoice = Edge(kind=EdgeKind.INSIDE, columns=("order_id",), to="orders", to_columns=("invoice",))
    inventory = changed("lines", edges=(by_invoice,))
    orders = [{"id": "c", "invoice": None}, {"id": "a", "invoice": "a.pdf"}]
    whose = {("orders", ("a",)): ANN, ("orders", ("c",)): ANN}
    found = [
        written("lines", tables={"orders": orders}, inventory=inventory, whose=whose, choose=choose)
        for choose in (plainest, last)
    ]
    assert [row["order_id"] for row, _ in found] == ["a.pdf", "a.pdf"]


def test_a_column_that_another_reference_has_filled_is_not_emptied_again() -> None:
    inventory, metadata = two_columns(nullable=True)
    sa.Table("numbers", metadata, sa.Column("number", sa.Text, primary_key=True))
    metadata.tables["guests"].append_constraint(
        sa.ForeignKeyConstraint(["house"], ["numbers.number"], name="number")
    )
    tables = {**HOMES, "numbers": [{"number": "7"}, {"number": "8"}]}
    taken: list[object] = []

    def first_then_last(options: Sequence[Any]) -> Any:
        taken.append(options)
        return options[0] if len(taken) == 1 else options[-1]

    row, _ = written(
        "guests", tables=tables, inventory=inventory, metadata=metadata, whose=OF_HOMES, choose=first_then_last
    )
    assert (row["street"], row["house"]) == ("High", "7")


def test_columns_must_agree_all_together() -> None:
    inventory, metadata = two_columns(nullable=False)
    homes = [{"street": "Low", "house": "7", "owner": "ann"}, *HOMES["homes"]]
    sa.Table("roads", metadata, *(sa.Column(name, sa.Text, primary_key=True) for name in PLACES))
    metadata.tables["guests"].append_constraint(
        sa.ForeignKeyConstraint(PLACES, ["roads.street", "roads.house"], name="road")
    )
    roads = [{"street": "Low", "house": "8"}, {"street": "High", "house": "7"}, {"street": "Low", "house": "7"}]
    whose = {**OF_HOMES, ("homes", ("Low", "7")): ANN}
    row, _ = written(
        "guests",
        tables={**HOMES, "homes": homes, "roads": roads},
        inventory=inventory,
        metadata=metadata,
        whose=whose,
    )
    assert (row["street"], row["house"]) == ("Low", "7")
