"""What changes between two inventories, and of what people must hear first (GOV-3)."""

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.policies.said_of_changes import SAID
from tests.unit.policies.shops import ORDERS, PEOPLE, SHOP, TRAIL, field, shop_with, with_field

from specstep.policies.changes import MATERIAL, REMAINS, STRENGTH, ChangeKind, announcement, compare
from specstep.policies.inventory import INVENTORY
from specstep.policies.model import (
    Dataset,
    DaysAfter,
    Edge,
    EdgeKind,
    Export,
    Inventory,
    OnAccountDeletion,
    Protection,
    Store,
    WithOwner,
    only,
)

NOTE = ORDERS.field("note")
HASH = PEOPLE.field("key_hash")
WISHES = Dataset(
    name="wishes",
    store=Store.APPLICATION,
    about="What they would like.",
    fields=(field("person_id", "user.unique_id"), field("text", "user.behavior")),
    edges=(Edge(kind=EdgeKind.OWNS, columns=("person_id",), to="people"),),
    retention=(WithOwner(),),
    clauses=("RET-1",),
)


def kept_for(days: int) -> Inventory:
    return shop_with(attrs.evolve(ORDERS, retention=(WithOwner(), DaysAfter(column="ordered_at", days=days))))


# Each row: a change of the shop, and what kind of change it is; the way back is the second kind.
STEPS: dict[str, tuple[Inventory, ChangeKind, ChangeKind | None]] = {
    "longer": (kept_for(91), ChangeKind.LONGER_RETENTION, ChangeKind.SHORTER_RETENTION),
    "for ever": (
        shop_with(attrs.evolve(ORDERS, retention=(WithOwner(),))),
        ChangeKind.LONGER_RETENTION,
        ChangeKind.SHORTER_RETENTION,
    ),
    "longer for some": (
        shop_with(
            attrs.evolve(
                ORDERS, retention=(WithOwner(), DaysAfter(column="ordered_at", days=90, where=only("note", "x")))
            )
        ),
        ChangeKind.LONGER_RETENTION,
        ChangeKind.SHORTER_RETENTION,
    ),
    "a purpose": (
        shop_with(with_field(ORDERS, attrs.evolve(NOTE, purposes=(*NOTE.purposes, "marketing")))),
        ChangeKind.NEW_PURPOSE,
        ChangeKind.REMOVED_PURPOSE,
    ),
    "a recipient": (
        shop_with(with_field(PEOPLE, attrs.evolve(PEOPLE.field("email"), recipients=("courier",)))),
        ChangeKind.NEW_RECIPIENT,
        ChangeKind.REMOVED_RECIPIENT,
    ),
    "a category": (
        shop_with(with_field(ORDERS, field("mood", "user.health_and_medical"))),
        ChangeKind.NEW_CATEGORY,
        ChangeKind.REMOVED_FIELD,
    ),
    "another category": (
        shop_with(with_field(ORDERS, attrs.evolve(NOTE, category="user.content"))),
        ChangeKind.CATEGORY_CHANGED,
        ChangeKind.CATEGORY_CHANGED,
    ),
    "a field of a known kind": (
        shop_with(with_field(ORDERS, field("second_note", "user.content.private"))),
        ChangeKind.NEW_FIELD,
        ChangeKind.REMOVED_FIELD,
    ),
    "a dataset": (shop_with(WISHES), ChangeKind.NEW_DATASET, ChangeKind.REMOVED_DATASET),
    "stronger": (
        shop_with(with_field(PEOPLE, attrs.evolve(HASH, protection=Protection.KEYED_HASH))),
        ChangeKind.STRONGER_PROTECTION,
        ChangeKind.WEAKER_PROTECTION,
    ),
    "something stays": (
        shop_with(with_field(TRAIL, field("place", on_account_deletion=OnAccountDeletion.KEEP))),
        ChangeKind.NEW_FIELD,
        ChangeKind.REMOVED_FIELD,
    ),
    "less is forgotten": (
        shop_with(
            with_field(
                TRAIL,
                attrs.evolve(
                    TRAIL.field("detail"),
                    category="system",
                    anonymized=None,
                    on_account_deletion=OnAccountDeletion.KEEP,
                ),
            )
        ),
        ChangeKind.KEPT_AFTER_DELETION,
        ChangeKind.GONE_WITH_ACCOUNT,
    ),
    "withheld": (
        shop_with(with_field(ORDERS, attrs.evolve(NOTE, export=Export.WITHHELD, because="So."))),
        ChangeKind.NO_LONGER_EXPORTED,
        ChangeKind.NOW_EXPORTED,
    ),
    "no longer correctable": (
        shop_with(with_field(PEOPLE, attrs.evolve(PEOPLE.field("email"), correctable=False))),
        ChangeKind.NO_LONGER_CORRECTABLE,
        ChangeKind.NOW_CORRECTABLE,
    ),
    "another owner": (
        shop_with(
            attrs.evolve(
                ORDERS,
                retention=(DaysAfter(column="ordered_at", days=90),),
                edges=(Edge(kind=EdgeKind.INSIDE, columns=("person_id",), to="people"),),
            )
        ),
        ChangeKind.OTHER_OWNER,
        ChangeKind.OTHER_OWNER,
    ),
    "another reference": (
        shop_with(
            attrs.evolve(
                ORDERS,
                edges=(*ORDERS.edges, Edge(kind=EdgeKind.INSIDE, columns=("id",), to="trail", nullable=("id",))),
            )
        ),
        ChangeKind.EDGES_CHANGED,
        ChangeKind.EDGES_CHANGED,
    ),
    "another store": (
        shop_with(attrs.evolve(ORDERS, store=Store.BLOBS)),
        ChangeKind.STORE_CHANGED,
        ChangeKind.STORE_CHANGED,
    ),
    "clauses of a field": (
        shop_with(with_field(ORDERS, attrs.evolve(NOTE, clauses=("RET-1", "USE-1")))),
        ChangeKind.CLAUSES_CHANGED,
        ChangeKind.CLAUSES_CHANGED,
    ),
    "clauses": (
        shop_with(attrs.evolve(ORDERS, clauses=("RET-2",))),
        ChangeKind.CLAUSES_CHANGED,
        ChangeKind.CLAUSES_CHANGED,
    ),
    "words": (shop_with(attrs.evolve(ORDERS, about="Orders.")), ChangeKind.REWORDED, ChangeKind.REWORDED),
}


@pytest.mark.parametrize(("after", "forth", "back"), STEPS.values(), ids=STEPS.keys())
def test_GOV_3_each_change_is_classified_in_both_directions(
    after: Inventory, forth: ChangeKind, back: ChangeKind | None
) -> None:
    assert forth in {change.kind for change in compare(SHOP, after)}
    assert back in {change.kind for change in compare(after, SHOP)}


def said(mark: str, before: Inventory, after: Inventory) -> list[str]:
    lines = []
    for change in compare(before, after):
        lines += [f"{mark} {change.as_text().strip()}", f"  {change.announcement}"]
    return [line for line in lines if line.strip()]


@pytest.mark.parametrize("name", STEPS)
def test_GOV_3_each_step_is_told_in_full_and_nothing_else_is(name: str) -> None:
    after = STEPS[name][0]
    written = SAID.split(f"# {name}\n")[1].split("\n# ")[0].strip().splitlines()
    assert [*said(">", SHOP, after), *said("<", after, SHOP)] == written


def test_what_programs_read_of_a_change_leaves_out_what_does_not_apply() -> None:
    (change,) = compare(SHOP, STEPS["no longer correctable"][0])
    assert change.as_json() == {
        "kind": "no-longer-correctable",
        "dataset": "people",
        "field": "email",
        "before": None,
        "after": None,
        "material": True,
        "announcement": "You will no longer be able to correct this yourself: your e-mail address, in who shops here.",
    }
    (reworded,) = compare(SHOP, STEPS["words"][0])
    assert reworded.as_json() == {
        "kind": "reworded",
        "dataset": "orders",
        "field": None,
        "before": "What they bought.",
        "after": "Orders.",
        "material": False,
        "announcement": None,
    }


@pytest.mark.parametrize("after", [step[0] for step in STEPS.values()], ids=STEPS.keys())
def test_GOV_3_a_material_change_and_only_such_a_one_is_announced(after: Inventory) -> None:
    for change in compare(SHOP, after):
        assert bool(change.announcement) == change.material == (change.kind in MATERIAL)
        assert change.as_json()["material"] is change.material
        assert change.dataset in change.as_text()


def test_every_material_kind_can_occur() -> None:
    seen = {
        change.kind for after, _, _ in STEPS.values() for change in (*compare(SHOP, after), *compare(after, SHOP))
    }
    assert seen >= MATERIAL


@pytest.mark.parametrize("inventory", [SHOP, INVENTORY], ids=["shop", "own"])
def test_nothing_changes_between_an_inventory_and_itself(inventory: Inventory) -> None:
    assert compare(inventory, inventory) == ()
    assert announcement(()) == ""


@given(st.integers(0, 400), st.integers(0, 400))
def test_GOV_3_keeping_longer_is_material_and_keeping_shorter_is_not(before: int, after: int) -> None:
    changes = compare(kept_for(before), kept_for(after))
    assert any(change.material for change in changes) == (after > before)
    assert bool(changes) == (after != before)


def test_the_announcement_says_what_people_need_to_know() -> None:
    said = announcement(compare(SHOP, kept_for(365)))
    assert said.startswith("We are changing how we handle your data:")
    assert "what they bought" in said
    assert "1 year" in said


def kept(*rules: DaysAfter) -> Inventory:
    return shop_with(attrs.evolve(ORDERS, retention=(WithOwner(), *rules)))


FOR_ALL, FOR_SOME = {"column": "ordered_at"}, {"column": "ordered_at", "where": only("note", "x"), "name": "x"}


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ([(FOR_SOME, 30)], [(FOR_SOME, 60)], ChangeKind.LONGER_RETENTION),
        ([(FOR_SOME, 60)], [(FOR_SOME, 30)], ChangeKind.SHORTER_RETENTION),
        ([(FOR_SOME, 30)], [], ChangeKind.LONGER_RETENTION),
        ([(FOR_ALL, 90), (FOR_SOME, 30)], [(FOR_ALL, 90), (FOR_SOME, 60)], ChangeKind.LONGER_RETENTION),
        ([(FOR_ALL, 90), (FOR_SOME, 30)], [(FOR_ALL, 60), (FOR_SOME, 30)], ChangeKind.SHORTER_RETENTION),
        ([(FOR_ALL, 90), (FOR_SOME, 30)], [(FOR_ALL, 20)], ChangeKind.SHORTER_RETENTION),
    ],
)
def test_GOV_3_who_was_told_of_a_limit_hears_when_it_goes(
    before: list[tuple[dict[str, Any], int]], after: list[tuple[dict[str, Any], int]], kind: ChangeKind
) -> None:
    old, new = (kept(*(DaysAfter(days=days, **rule) for rule, days in rules)) for rules in (before, after))
    assert [change.kind for change in compare(old, new)] == [kind]


def test_GOV_3_a_new_field_may_bring_a_purpose_and_a_recipient_that_its_kind_did_not_have() -> None:
    for given_out, kinds in (
        ({"recipients": ("courier",)}, {ChangeKind.NEW_FIELD}),
        ({"purposes": ("marketing",)}, {ChangeKind.NEW_FIELD, ChangeKind.NEW_PURPOSE}),
        ({"recipients": ("printer",)}, {ChangeKind.NEW_FIELD, ChangeKind.NEW_RECIPIENT}),
    ):
        after = shop_with(
            with_field(ORDERS, field("rhyme", "user.content.private", **given_out)),
            recipients=("courier", "printer"),
        )
        assert {change.kind for change in compare(SHOP, after)} == kinds


def test_GOV_3_a_new_dataset_may_bring_a_purpose_that_its_kind_did_not_have() -> None:
    known = attrs.evolve(WISHES, fields=(WISHES.fields[0], field("text", "user.content.private")))
    used = attrs.evolve(
        WISHES, fields=(WISHES.fields[0], field("text", "user.content.private", purposes=("marketing", "sales")))
    )
    assert [change.kind for change in compare(SHOP, shop_with(known))] == [ChangeKind.NEW_DATASET]
    assert [(change.kind, change.after) for change in compare(SHOP, shop_with(used)) if change.material] == [
        (ChangeKind.NEW_PURPOSE, "marketing"),
        (ChangeKind.NEW_PURPOSE, "sales"),
    ]


def test_a_new_kind_of_data_is_named_where_it_first_lies() -> None:
    moody = with_field(with_field(ORDERS, field("zeal", "user.biometric")), field("mood", "user.biometric"))
    (material,) = [change for change in compare(SHOP, shop_with(moody)) if change.material]
    assert (material.dataset, material.field) == ("orders", "mood")


def test_differences_come_in_one_order_the_material_ones_first() -> None:
    purposes = ("marketing", "sales", "finance", "operations", "personalize", "employment")
    many = shop_with(with_field(ORDERS, attrs.evolve(NOTE, purposes=purposes)))
    gained = compare(SHOP, many)
    assert [change.material for change in gained] == [True] * 6 + [False]
    assert [change.after for change in gained[:6]] == sorted(purposes)
    assert [change.before for change in compare(many, SHOP) if not change.material] == sorted(purposes)


def test_an_announcement_has_a_point_for_each_material_change_and_for_no_other() -> None:
    assert announcement(compare(SHOP, STEPS["a category"][0])) == (
        "We are changing how we handle your data:\n\n"
        "- We will hold a kind of data that we did not hold before: your health.\n"
    )


def test_a_dataset_that_brings_a_new_recipient_is_material() -> None:
    given_away = attrs.evolve(
        WISHES, fields=(WISHES.fields[0], field("text", "user.content", recipients=("courier",)))
    )
    kinds = {change.kind for change in compare(SHOP, shop_with(given_away)) if change.material}
    assert kinds == {ChangeKind.NEW_RECIPIENT}


def test_no_two_forms_of_protection_or_of_deletion_rank_the_same() -> None:
    assert sorted(Protection, key=lambda each: STRENGTH[each]) == [
        Protection.NONE,
        Protection.CIPHERTEXT,
        Protection.HASH,
        Protection.KEYED_HASH,
    ]
    for ranks in (STRENGTH, REMAINS):
        assert len(set(ranks.values())) == len(ranks)
