"""An inventory that contradicts itself is refused when it is built."""

from collections.abc import Callable

import pytest

from specstep.policies.model import (
    Dataset,
    DaysAfter,
    Edge,
    EdgeKind,
    Export,
    Field,
    Inventory,
    Store,
    WithOwner,
)

OWNER = Edge(kind=EdgeKind.OWNS, columns=("id",), to="people")


def field(name: str = "id", **changes: object) -> Field:
    fields: dict[str, object] = {"name": name, "category": "system", "purposes": ("p",), "clauses": ("C-1",)}
    return Field(**(fields | changes))  # type: ignore[arg-type]


def dataset(name: str = "people", **changes: object) -> Dataset:
    fields: dict[str, object] = {
        "name": name,
        "store": Store.APPLICATION,
        "about": "People.",
        "fields": (field(),),
        "retention": (WithOwner(),),
        "clauses": ("C-1",),
    }
    return Dataset(**(fields | changes))  # type: ignore[arg-type]


WRONG: dict[str, Callable[[], object]] = {
    "no purpose": lambda: field(purposes=()),
    "no clause": lambda: field(clauses=()),
    "withheld without a reason": lambda: field(export=Export.WITHHELD),
    "a reason without being withheld": lambda: field(because="so"),
    "a field twice": lambda: dataset(fields=(field(), field())),
    "no retention": lambda: dataset(retention=()),
    "no clause of a dataset": lambda: dataset(clauses=()),
    "two owners": lambda: dataset(edges=(OWNER, OWNER)),
    "an edge from nowhere": lambda: dataset(edges=(Edge(kind=EdgeKind.INSIDE, columns=("x",), to="people"),)),
    "retention by no column": lambda: dataset(retention=(DaysAfter(column="at", days=1),)),
    "negative days": lambda: DaysAfter(column="at", days=-1),
    "coarse with columns": lambda: dataset(coarse=True),
    "a star that is not coarse": lambda: dataset(fields=(field("*"),)),
    "a dataset twice": lambda: Inventory(datasets=(dataset(), dataset())),
    "an edge to nowhere": lambda: Inventory(datasets=(dataset("pets", edges=(OWNER,)),)),
    "a recipient not listed": lambda: Inventory(datasets=(dataset(fields=(field(recipients=("somebody",)),)),)),
}


@pytest.mark.parametrize("build", WRONG.values(), ids=WRONG.keys())
def test_a_contradiction_is_refused(build: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        build()


def test_datasets_and_fields_are_found_by_name() -> None:
    inventory = Inventory(datasets=(dataset(), dataset("pets", edges=(OWNER,), store=Store.BLOBS)))
    assert inventory.dataset("people").field("id") == field()
    assert [found.name for found in inventory.of(Store.BLOBS)] == ["pets"]
    with pytest.raises(KeyError):
        inventory.dataset("plants")
    with pytest.raises(KeyError):
        inventory.dataset("people").field("age")
