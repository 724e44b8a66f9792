"""The harness follows what the inventory says of references, and those that only the schema knows of."""

import attrs
import pytest
import sqlalchemy as sa
from tests.samples.bookshop import OWNER, bookshop, bookshop_tables

from specstep.policies.model import Edge, EdgeKind, Inventory, OnAccountDeletion
from specstep.policies.testing import Unproven
from specstep.policies.testing.links import dataset_of, links_of, parents_first

TABLES = bookshop_tables().tables


def without_edges(name: str) -> Inventory:
    """The shop, of which nobody said what the references of one table mean."""
    datasets = tuple(
        attrs.evolve(each, edges=(), retention=bookshop().dataset("reviews").retention, unowned="Unsaid.")
        if each.name == name
        else each
        for each in bookshop().datasets
    )
    return attrs.evolve(bookshop(), datasets=datasets)


def test_a_table_that_is_described_as_a_whole_or_not_at_all_has_no_columns_to_go_by() -> None:
    assert dataset_of(bookshop(), "orders") == bookshop().dataset("orders")
    assert dataset_of(bookshop(), "nowhere") is None
    coarse = attrs.evolve(
        bookshop().dataset("lines"),
        coarse=True,
        fields=(attrs.evolve(bookshop().dataset("lines").fields[0], name="*"),),
    )
    others = tuple(each for each in bookshop().datasets if each.name != "lines")
    assert dataset_of(attrs.evolve(bookshop(), datasets=(*others, coarse)), "lines") is None


def test_owners_come_first_and_a_reference_that_may_be_empty_says_by_which_columns() -> None:
    owner, after = links_of(bookshop(), TABLES["wishes"])
    assert (owner.kind, owner.columns, owner.to, owner.undoing) == (
        EdgeKind.OWNS,
        ("customer_id",),
        "customers",
        (),
    )
    assert (after.kind, after.columns, after.undoing) == (EdgeKind.INSIDE, ("after_id",), ("after_id",))


def test_a_reference_that_must_be_there_is_followed_before_one_that_may_be_empty() -> None:
    wishes = bookshop().dataset("wishes")
    turned = attrs.evolve(wishes, edges=tuple(reversed(wishes.edges)))
    owned = attrs.evolve(OWNER, kind=EdgeKind.INSIDE)
    for edges in (turned.edges, (wishes.edges[1], owned)):
        changed = attrs.evolve(wishes, edges=edges, retention=(*bookshop().dataset("lines").retention,))
        others = tuple(each for each in bookshop().datasets if each.name != "wishes")
        found = links_of(attrs.evolve(bookshop(), datasets=(*others, changed)), TABLES["wishes"])
        assert [each.columns for each in found] == [("customer_id",), ("after_id",)]


def test_a_foreign_key_that_nobody_described_is_followed_all_the_same() -> None:
    def key(table: sa.Table) -> list[tuple[object, ...]]:
        links = links_of(Inventory(datasets=(), account="customers"), table)
        return [(each.kind, each.columns, each.to, each.to_columns, each.undoing) for each in links]

    assert key(TABLES["wishes"]) == [
        (None, ("customer_id",), "customers", ("id",), ()),
        (None, ("after_id",), "wishes", ("id",), ("after_id",)),
    ]
    assert key(TABLES["orders"]) == [(None, ("customer_id",), "customers", ("id",), ())]


def test_an_edge_is_no_second_reference_beside_its_foreign_key_nor_one_without_its_columns() -> None:
    assert len(links_of(bookshop(), TABLES["lines"])) == 1
    bare = sa.Table("lines", sa.MetaData(), sa.Column("number", sa.Integer, primary_key=True))
    assert links_of(bookshop(), bare) == ()


def test_a_reference_can_be_undone_only_where_inventory_and_schema_both_say_so() -> None:
    strict = sa.Table(
        "wishes", sa.MetaData(), *(sa.Column(name, sa.Integer, nullable=False) for name in ("after_id",))
    )
    assert [each.undoing for each in links_of(bookshop(), strict)] == [()]


def test_tables_come_after_those_that_their_rows_need() -> None:
    for given in (list(TABLES.values()), list(reversed(TABLES.values()))):
        names = [table.fullname for table in parents_first(bookshop(), given)]
        assert sorted(names) == sorted(TABLES)
        for before, after in (("customers", "orders"), ("orders", "lines"), ("customers", "wishes")):
            assert names.index(before) < names.index(after)


def test_a_reference_to_a_table_that_is_not_there_holds_nobody_up() -> None:
    assert parents_first(bookshop(), [TABLES["lines"]]) == [TABLES["lines"]]


def test_references_that_must_not_be_empty_and_run_in_a_circle_are_named() -> None:
    metadata = sa.MetaData()
    for name, other in (("hens", "eggs"), ("eggs", "hens")):
        of = sa.Column("of", sa.ForeignKey(f"{other}.id", use_alter=True, name=f"fk_{name}"), nullable=False)
        sa.Table(name, metadata, sa.Column("id", sa.Integer, primary_key=True), of)
    with pytest.raises(Unproven, match="hens, eggs: no row can be written"):
        parents_first(Inventory(datasets=(), account="customers"), list(metadata.tables.values()))


def _ordered(first: EdgeKind | None, second: EdgeKind | None) -> list[str]:
    """In which order two references of a table are followed, of which only the first may be empty."""
    reviews = bookshop().dataset("reviews")
    kinds = {"a": second, "b": first}
    edges = tuple(
        Edge(kind=kind, columns=(name,), to="customers", nullable=(name,)) for name, kind in kinds.items() if kind
    )
    kept = tuple(attrs.evolve(reviews.fields[0], name=name) for name in ("id", "at"))
    after = {None: OnAccountDeletion.DELETE, EdgeKind.MENTIONS: OnAccountDeletion.ANONYMIZE}
    referring = tuple(
        attrs.evolve(reviews.field("signature"), name=name, on_account_deletion=after.get(kind, after[None]))
        for name, kind in kinds.items()
    )
    fields = (*(attrs.evolve(each, on_account_deletion=after[None]) for each in kept), *referring)
    owned = bookshop().dataset("wishes").retention
    changed = attrs.evolve(reviews, edges=edges, fields=fields, retention=owned)
    others = tuple(each for each in bookshop().datasets if each.name != "reviews")
    metadata = bookshop_tables()
    metadata.remove(metadata.tables["reviews"])
    table = sa.Table(
        "reviews",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.ForeignKey("customers.id"), nullable=False),
        sa.Column("b", sa.ForeignKey("customers.id"), nullable=True),
    )
    return [each.columns[0] for each in links_of(attrs.evolve(bookshop(), datasets=(*others, changed)), table)]


@pytest.mark.parametrize(
    ("first", "second"),
    [(EdgeKind.OWNS, EdgeKind.INSIDE), (EdgeKind.INSIDE, EdgeKind.MENTIONS), (EdgeKind.INSIDE, None)],
)
def test_what_a_reference_means_counts_more_than_whether_it_may_be_empty(
    first: EdgeKind | None, second: EdgeKind | None
) -> None:
    assert _ordered(first, second) == ["b", "a"]


def test_an_edge_of_which_only_some_columns_are_there_is_none() -> None:
    half = Edge(kind=EdgeKind.OWNS, columns=("customer_id", "shop_id"), to="customers", to_columns=("id", "name"))
    wishes = bookshop().dataset("wishes")
    shop = attrs.evolve(wishes.fields[0], name="shop_id")
    changed = attrs.evolve(wishes, edges=(half, wishes.edges[1]), fields=(*wishes.fields, shop))
    others = tuple(each for each in bookshop().datasets if each.name != "wishes")
    found = links_of(attrs.evolve(bookshop(), datasets=(*others, changed)), TABLES["wishes"])
    assert [(each.kind, each.columns) for each in found] == [
        (EdgeKind.INSIDE, ("after_id",)),
        (None, ("customer_id",)),
    ]
