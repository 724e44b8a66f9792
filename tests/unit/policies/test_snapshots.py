"""Inventories as text: what is read is what was written, and its version tells it from any other."""

import attrs
import pytest

from specstep.policies.changes import compare
from specstep.policies.errors import Unreadable
from specstep.policies.inventory import INVENTORY
from specstep.policies.model import (
    At,
    Dataset,
    DaysAfter,
    Edge,
    EdgeKind,
    Field,
    IntoBin,
    Inventory,
    Store,
    Stored,
    UntilResolved,
    WhenMarked,
    WithOwner,
    WithParent,
    only,
)
from specstep.policies.snapshots import dumps, loads, version_of


def test_an_inventory_is_read_as_it_was_written() -> None:
    read = loads(dumps(INVENTORY))
    assert read == INVENTORY
    assert compare(INVENTORY, read) == ()
    assert version_of(read) == version_of(INVENTORY)


def test_GOV_4_whatever_changes_makes_another_version() -> None:
    versions = {version_of(INVENTORY)}
    for dataset in INVENTORY.datasets:
        others = (each for each in INVENTORY.datasets if each is not dataset)
        changed = attrs.evolve(
            INVENTORY, datasets=(*others, attrs.evolve(dataset, about=f"{dataset.about} Or not."))
        )
        versions.add(version_of(changed))
    assert len(versions) == len(INVENTORY.datasets) + 1


def test_rules_of_every_kind_are_read_as_they_were_written() -> None:
    said = only("name", 1, "a", True, says="some")
    rules = (
        DaysAfter(column="at", days=3, where=said, after_rule="counting", stored=Stored.EPOCH_MS),
        At(column="at", where=said, name="second"),
        UntilResolved(column="at", days=9, name="third"),
        IntoBin(column="at", mark="name", name="fourth"),
        WhenMarked(column="name"),
        WithOwner(),
        WithParent(of="accounts"),
    )
    notes = Dataset(
        name="notes",
        store=Store.APPLICATION,
        about="Notes.",
        fields=tuple(
            Field(name=name, category="user.name", purposes=("essential.service",), clauses=("A-1",))
            for name in ("id", "at", "name", "account_id")
        ),
        retention=rules,
        clauses=("A-1",),
        edges=(Edge(kind=EdgeKind.OWNS, columns=("account_id",), to="accounts"),),
    )
    accounts = attrs.evolve(notes, name="accounts", retention=(WithOwner(),), edges=())
    inventory = Inventory(datasets=(accounts, notes), duties=("counting",))
    assert loads(dumps(inventory)) == inventory


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"datasets":[3]}', '{"datasets":[{"name":"a"}]}'])
def test_what_is_no_inventory_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        loads(text)
