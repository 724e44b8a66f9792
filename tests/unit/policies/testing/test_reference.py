"""The slow engine, against which the fast one is held, on a shop small enough to see what is right."""

from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import pytest
from tests.samples.bookshop import OWNER, bookshop

from specstep.policies.model import DaysAfter, Edge, EdgeKind, Inventory, WithOwner, WithParent
from specstep.policies.testing import reference
from specstep.policies.testing.reference import Refused, Rows

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def order(key: str, customer: str, **more: Any) -> dict[str, Any]:
    empty = {"status": "paid", "address": {}, "placed_at": NOW, "expires_at": None, "deleted_at": None}
    return {"id": key, "customer_id": customer, "invoice": None, **empty, **more}


def shop() -> Rows:
    """Ann with an old order of two lines and a wish after another, Bob with one of each; both wrote a review."""
    return {
        "customers": [
            {"id": "ann", "name": "Ann", "favourite_id": "a"},
            {"id": "bob", "name": "Bob", "favourite_id": "a"},
        ],
        "orders": [order("a", "ann", status="cancelled", placed_at=NOW - 90 * DAY), order("b", "bob")],
        "lines": [{"order_id": key, "number": number, "dedication": b""} for key, number in ("a1", "a2", "b1")],
        "wishes": [
            {"id": 1, "customer_id": "ann", "book": "Emma", "after_id": None},
            {"id": 2, "customer_id": "ann", "book": "Persuasion", "after_id": 1},
            {"id": 3, "customer_id": "bob", "book": "Emma", "after_id": None},
        ],
        "reviews": [
            {"id": 1, "at": NOW - 365 * DAY, "writer_id": "ann", "signature": "A."},
            {"id": 2, "at": NOW - 364 * DAY, "writer_id": "bob", "signature": "B."},
        ],
    }


def keys(rows: Rows) -> dict[str, list[Any]]:
    return {
        name: [row.get("id", f"{row.get('order_id')}{row.get('number')}") for row in rows[name]] for name in rows
    }


def swept(rows: Rows, inventory: Inventory | None = None, now: datetime = NOW, **ran: datetime) -> Rows:
    reference.sweep(inventory or bookshop(), rows, now, ran)
    return rows


def erased(rows: Rows, account: str, inventory: Inventory | None = None) -> Rows:
    reference.erase(inventory or bookshop(), rows, account)
    return rows


def changed(name: str, **more: Any) -> Inventory:
    datasets = (attrs.evolve(each, **more) if each.name == name else each for each in bookshop().datasets)
    return attrs.evolve(bookshop(), datasets=tuple(datasets), duties=("count",))


def test_what_is_due_goes_with_what_lies_in_it_and_what_pointed_there_is_emptied() -> None:
    rows = shop()
    reference.sweep(bookshop(), rows, NOW)
    assert keys(rows) == {
        "customers": ["ann", "bob"],
        "orders": ["b"],
        "lines": ["b1"],
        "wishes": [1, 2, 3],
        "reviews": [2],
    }
    assert [row["favourite_id"] for row in rows["customers"]] == [None, None]
    assert rows["wishes"] == shop()["wishes"]


def test_nothing_goes_a_moment_early() -> None:
    early = NOW - timedelta(microseconds=1)
    assert swept(shop(), now=early) == shop()


def test_what_has_expired_lies_in_the_bin_for_its_time_and_then_goes() -> None:
    rows = {**shop(), "orders": [order("a", "ann", expires_at=NOW)]}
    (binned,) = swept(rows)["orders"]
    assert (binned["deleted_at"], keys(rows)["lines"][:2]) == (NOW, ["a1", "a2"])
    (again,) = swept(rows, now=NOW + DAY)["orders"]
    assert again["deleted_at"] == NOW
    assert swept(rows, now=NOW + 30 * DAY)["orders"] == []


WAITING = (WithOwner(), DaysAfter(column="placed_at", days=90, after_rule="count"))


def test_a_rule_that_waits_takes_only_what_its_duty_has_seen() -> None:
    waits = changed("orders", retention=WAITING)
    placed = NOW - 90 * DAY
    assert keys(swept(shop(), waits))["orders"] == ["a", "b"]
    assert keys(swept(shop(), waits, count=placed))["orders"] == ["a", "b"]
    assert keys(swept(shop(), waits, count=placed + timedelta(microseconds=1)))["orders"] == ["b"]


def test_a_rule_that_waits_for_another_comes_after_it_in_the_same_sweep() -> None:
    second = changed(
        "orders", retention=(WithOwner(), DaysAfter(column="placed_at", days=90, after_rule="reviews.at"))
    )
    assert keys(swept(shop(), second))["orders"] == ["b"]


def test_an_account_goes_with_all_that_is_its_own_and_is_forgotten_where_it_is_mentioned() -> None:
    rows = erased(shop(), "ann")
    assert keys(rows) == {
        "customers": ["bob"],
        "orders": ["b"],
        "lines": ["b1"],
        "wishes": [3],
        "reviews": [1, 2],
    }
    assert rows["customers"] == [{"id": "bob", "name": "Bob", "favourite_id": None}]
    assert [(row["writer_id"], row["signature"]) for row in rows["reviews"]] == [(None, None), ("bob", "B.")]
    assert erased(shop(), "nobody") == shop()


NOTE = Edge(kind=EdgeKind.INSIDE, columns=("after_id",), to="orders", nullable=("after_id",))


def test_a_row_that_names_its_owner_is_nobody_elses_whatever_it_lies_in() -> None:
    inside = changed("wishes", edges=(OWNER, NOTE))
    rows = {**shop(), "wishes": [{"id": 3, "customer_id": "bob", "book": "Emma", "after_id": "a"}]}
    assert erased(rows, "ann", inside)["wishes"] == [
        {"id": 3, "customer_id": "bob", "book": "Emma", "after_id": None}
    ]


def test_a_row_whose_owner_is_empty_belongs_to_whom_it_lies_with() -> None:
    optional = attrs.evolve(OWNER, nullable=("customer_id",))
    inside = changed("wishes", edges=(optional, NOTE), retention=(WithOwner(), WithParent(of="orders")))
    rows = {
        **shop(),
        "wishes": [
            {"id": 4, "customer_id": None, "book": "Emma", "after_id": "a"},
            {"id": 5, "customer_id": None, "book": "Emma", "after_id": "b"},
        ],
    }
    assert keys(erased(rows, "ann", inside))["wishes"] == [5]


def test_somebody_elses_row_that_cannot_be_without_one_that_goes_refuses_the_erasure() -> None:
    fixed = attrs.evolve(NOTE, nullable=())
    inside = changed("wishes", edges=(OWNER, fixed), retention=(WithOwner(), WithParent()))
    rows = {**shop(), "wishes": [{"id": 3, "customer_id": "bob", "book": "Emma", "after_id": "a"}]}
    with pytest.raises(Refused, match="wishes"):
        erased(rows, "ann", inside)


def test_a_row_that_goes_by_time_is_missed_by_nobody_who_mentions_it() -> None:
    mention = Edge(kind=EdgeKind.MENTIONS, columns=("writer_id",), to="orders")
    rows = {**shop(), "reviews": [{"id": 2, "at": NOW, "writer_id": "a", "signature": "A."}]}
    (review,) = swept(rows, changed("reviews", edges=(mention,)))["reviews"]
    assert (review["writer_id"], review["signature"]) == (None, None)


def test_a_nullable_reference_binds_only_where_it_is_said_to() -> None:
    said = (WithOwner(), WithParent(of="orders"))
    rows = {**shop(), "wishes": [{"id": 1, "customer_id": "ann", "book": "Emma", "after_id": "a"}]}
    assert swept(rows, changed("wishes", edges=(OWNER, NOTE)))["wishes"][0]["after_id"] is None
    rows = {**shop(), "wishes": [{"id": 1, "customer_id": "ann", "book": "Emma", "after_id": "a"}]}
    assert swept(rows, changed("wishes", edges=(OWNER, NOTE), retention=said))["wishes"] == []
