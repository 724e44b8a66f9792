"""An inventory that contradicts itself is refused when it is built, and the message says where."""

from collections.abc import Callable

import attrs
import pytest

from specstep.policies.errors import Contradiction, Unerasable
from specstep.policies.model import (
    Dataset,
    DaysAfter,
    Edge,
    EdgeKind,
    Export,
    Field,
    IntoBin,
    Inventory,
    Machinery,
    OnAccountDeletion,
    Protection,
    Retention,
    Store,
    WhenMarked,
    WithOwner,
    WithParent,
    only,
)

OWNER = Edge(kind=EdgeKind.OWNS, columns=("owner",), to="accounts")
MENTION = Edge(kind=EdgeKind.MENTIONS, columns=("who",), to="accounts")
GONE = OnAccountDeletion.ANONYMIZE
KEPT = OnAccountDeletion.KEEP


def field(name: str = "id", **changes: object) -> Field:
    made = Field(name=name, category="system.operations", purposes=("essential.service",), clauses=("C-1",))
    return attrs.evolve(made, **changes)  # type: ignore[arg-type]


def dataset(name: str = "pets", *fields: Field, **changes: object) -> Dataset:
    given: dict[str, object] = {
        "name": name,
        "store": Store.APPLICATION,
        "about": "Pets.",
        "fields": (field(), field("owner"), *fields),
        "retention": (WithOwner(),),
        "clauses": ("C-1",),
        "edges": (OWNER,),
    }
    return Dataset(**(given | changes))  # type: ignore[arg-type]


ACCOUNTS = dataset("accounts", edges=())


def inventory(*datasets: Dataset, **changes: object) -> Inventory:
    return Inventory(datasets=(ACCOUNTS, *datasets), **changes)  # type: ignore[arg-type]


def inside(to: str, column: str = "up", *, nullable: bool = False) -> Edge:
    return Edge(kind=EdgeKind.INSIDE, columns=(column,), to=to, nullable=(column,) if nullable else ())


def events(*fields: Field) -> Dataset:
    """Rows that survive the account they mention."""
    who = field("who", category="user.unique_id", on_account_deletion=GONE)
    at = field("at", on_account_deletion=KEPT)
    rules = (DaysAfter(column="at", days=90),)
    return dataset("events", fields=(at, who, *fields), edges=(MENTION,), retention=rules)


TOYS = dataset("toys", edges=(), unowned="so", retention=(Machinery(because="so"),))


def pets_of_toys(**changes: object) -> Dataset:
    """Rows that mention toys and nothing else."""
    mention = attrs.evolve(MENTION, to="toys")
    return attrs.evolve(events(), name="pets", edges=(mention,), **changes)


WRONG: dict[str, tuple[str | tuple[str, ...], Callable[[], object]]] = {
    "no purpose": ("pets: field x: data without a purpose", lambda: dataset("pets", field("x", purposes=()))),
    "no clause": ("pets: field x: names no clause", lambda: dataset("pets", field("x", clauses=()))),
    "no id": ("pets: field x: 'ret 2' is no clause id", lambda: dataset("pets", field("x", clauses=("ret 2",)))),
    "withheld without a reason": ("field x: a withheld", lambda: dataset("p", field("x", export=Export.WITHHELD))),
    "a reason without being withheld": ("field x: a withheld", lambda: dataset("p", field("x", because="so"))),
    "an exported secret": (
        "pets: field x: a secret must not be exported",
        lambda: dataset("pets", field("x", protection=Protection.CIPHERTEXT)),
    ),
    "a secret in the clear": (
        "pets: field x: user.authorization.password in the clear",
        lambda: dataset(
            "pets", field("x", category="user.authorization.password", export=Export.WITHHELD, because="so")
        ),
    ),
    "a field twice": ("pets: field id is declared twice", lambda: dataset("pets", field())),
    "no retention": ("pets: says nowhere how long", lambda: dataset(retention=())),
    "no clause of a dataset": ("pets: names no clause", lambda: dataset(clauses=())),
    "two owners": ("pets: has two owners", lambda: dataset(edges=(OWNER, OWNER))),
    "an edge from nowhere": ("pets: field up: its edge to pets", lambda: dataset(edges=(OWNER, inside("pets")))),
    "retention by no column": (
        "pets: field at: its retention reads this",
        lambda: dataset(retention=(DaysAfter(column="at", days=1),)),
    ),
    "a filter by no column": (
        "pets: field kind: its retention reads this",
        lambda: dataset("pets", field("at"), retention=(DaysAfter(column="at", days=1, where=only("kind", "a")),)),
    ),
    "a bin that is never emptied": (
        "pets: field deleted_at: rows are put into the bin",
        lambda: dataset("pets", field("at"), field("deleted_at"), retention=(IntoBin(column="at"),)),
    ),
    "a parent that is none": (
        "pets: is kept with its parent toys, but is inside of none",
        lambda: dataset(retention=(WithParent(of="toys"),)),
    ),
    "machinery that goes": (
        "pets: is machinery that stays, and goes",
        lambda: dataset(retention=(Machinery(because="so"), WithOwner())),
    ),
    "machinery of people": (
        "pets: field x: is of people",
        lambda: dataset("pets", field("x", category="user.name"), retention=(Machinery(because="so"),)),
    ),
    "coarse with columns": ("pets: a coarse dataset", lambda: dataset(coarse=True)),
    "a star that is not coarse": ("pets: a coarse dataset", lambda: dataset(fields=(field("*"),), edges=())),
    "a mention that stays": (
        "pets: field who: identifies somebody of accounts",
        lambda: dataset("pets", field("who"), edges=(OWNER, MENTION)),
    ),
    "anonymized by nothing": (
        "pets: field x: is to be anonymized, but no mention",
        lambda: dataset("pets", field("x", on_account_deletion=GONE)),
    ),
    "an anonymization that keeps an identifier": (
        "events: field name: user.name could lead back to a person",
        lambda: inventory(events(field("name", category="user.name", on_account_deletion=KEPT))),
    ),
    "a survivor that is deleted": (
        "events: field note: its row outlives the account",
        lambda: inventory(events(field("note"))),
    ),
    "kept in a row that goes": (
        "pets: field x: cannot be kept",
        lambda: inventory(dataset("pets", field("x", on_account_deletion=KEPT))),
    ),
    "a dataset twice": ("pets: is declared twice", lambda: inventory(dataset(), dataset())),
    "an edge to nowhere": (
        "pets: refers to toys",
        lambda: inventory(dataset("pets", field("up"), edges=(OWNER, inside("toys")))),
    ),
    "an edge to no column": (
        "pets: refers to accounts.key",
        lambda: inventory(dataset(edges=(attrs.evolve(OWNER, to_columns=("key",)),))),
    ),
    "a recipient not listed": (
        "pets: field x: unknown recipient 'us'",
        lambda: inventory(dataset("pets", field("x", recipients=("us",)))),
    ),
    "an unknown category": (
        "pets: field x: unknown category 'user.shoe'",
        lambda: inventory(dataset("pets", field("x", category="user.shoe"))),
    ),
    "an unknown purpose": (
        "pets: field x: unknown purpose 'fun'",
        lambda: inventory(dataset("pets", field("x", purposes=("fun",)))),
    ),
    "an unknown clause": (
        "pets: unknown clause C-3",
        lambda: inventory(dataset(clauses=("C-3",)), clauses=("C-1",)),
    ),
    "many unknown clauses": (
        tuple(f"pets: unknown clause C-{number}" for number in range(2, 8)),
        lambda: inventory(dataset(clauses=("C-7", "C-3", "C-5", "C-2", "C-6", "C-4", "C-1")), clauses=("C-1",)),
    ),
    "kept with an owner, and by time, and nobody's": (
        "pets: is kept with its owner, but has none",
        lambda: inventory(
            dataset(
                "pets",
                field("at"),
                edges=(),
                unowned="so",
                retention=(WithOwner(), DaysAfter(column="at", days=1)),
            )
        ),
    ),
    "rows that would be nobody's once time has taken what they lie in": (
        "toys: when time takes a row of pets",
        lambda: inventory(
            dataset("pets", field("at"), retention=(DaysAfter(column="at", days=1),)),
            dataset("toys", field("up"), edges=(inside("pets", nullable=True),)),
        ),
    ),
    "rows that also lie in what is nobody's": (
        "crumbs: when time takes a row of pets",
        lambda: inventory(
            dataset("pets", field("at"), retention=(DaysAfter(column="at", days=1),)),
            dataset("rooms", edges=(), unowned="so", retention=(Machinery(because="so"),)),
            dataset(
                "crumbs",
                field("up"),
                field("room"),
                edges=(inside("pets", nullable=True), inside("rooms", "room")),
            ),
        ),
    ),
    "an unknown clause of a field": (
        "pets: unknown clause C-3",
        lambda: inventory(dataset("pets", field("x", clauses=("C-3", "C-1"))), clauses=("C-1",)),
    ),
    "an owner that leads nowhere": (
        ("pets: its owner toys never leads to accounts", "pets: is kept with its owner, but has none"),
        lambda: inventory(
            dataset("toys", edges=(), unowned="so", retention=(Machinery(because="so"),)),
            dataset(edges=(attrs.evolve(OWNER, to="toys"),), unowned="so"),
        ),
    ),
    "reaching nobody": (
        ("pets: reaches no account", "pets: is kept with its owner, but has none"),
        lambda: inventory(dataset(edges=())),
    ),
    "mentioning only what leads to nobody": (
        "pets: reaches no account (it only mentions toys, from where none can be reached); add its edge, or say in",
        lambda: inventory(TOYS, pets_of_toys()),
    ),
    "nobody's and somebody's": ("pets: says that it is nobody's", lambda: inventory(dataset(unowned="so"))),
    "accounts that are swept": (
        ("accounts: accounts go by an erasure", "accounts: an edge that can't be empty"),
        lambda: Inventory(
            datasets=(dataset("accounts", field("at"), edges=(), retention=(DaysAfter(column="at", days=1),)),)
        ),
    ),
    "a cause that is none": (
        "pets: field at: waits for 'count'",
        lambda: inventory(
            dataset("pets", field("at"), retention=(DaysAfter(column="at", days=1, after_rule="count"),))
        ),
    ),
    "rules that wait for each other": (
        "rule pets.at: waits for itself",
        lambda: inventory(
            dataset("pets", field("at"), retention=(DaysAfter(column="at", days=1, after_rule="pets.at"),))
        ),
    ),
    "rules of one name": (
        "rule pets.at: is declared 2 times",
        lambda: inventory(
            dataset(
                "pets", field("at"), retention=(DaysAfter(column="at", days=1), DaysAfter(column="at", days=2))
            )
        ),
    ),
    "no name": ("pets: field : a field needs a name", lambda: dataset("pets", field(""))),
    "nothing to say": ("pets: says nothing about itself", lambda: dataset(about="")),
    "no id of a dataset": ("pets: 'c1' is no clause id", lambda: dataset(clauses=("c1", "C-1"))),
    "a secret by its category": (
        "pets: field x: a secret must not be exported",
        lambda: dataset("pets", field("x", category="user.authorization.password", protection=Protection.HASH)),
    ),
    "a value for an anonymization that never is": (
        "pets: field x: has a value for when it is anonymized",
        lambda: dataset("pets", field("x", anonymized="somebody")),
    ),
    "a secret that can be corrected": (
        "pets: field x: a secret can be replaced",
        lambda: dataset(
            "pets",
            field("x", protection=Protection.HASH, export=Export.WITHHELD, because="so", correctable=True),
        ),
    ),
    "an edge of two columns to one": (
        "pets: its edge to toys has 2 columns here and 1 there",
        lambda: dataset(
            "pets", field("a"), field("b"), edges=(Edge(kind=EdgeKind.INSIDE, columns=("a", "b"), to="toys"),)
        ),
    ),
    "an edge that others empty": (
        "pets: its edge to toys has no columns b, c, d, e, f to be nullable",
        lambda: dataset(
            "pets",
            field("a"),
            edges=(attrs.evolve(inside("toys", "a"), nullable=("f", "c", "e", "b", "d", "a")),),
        ),
    ),
    "a mention for ever": (
        ("pets: its mention of accounts could never be undone", "field who: identifies somebody"),
        lambda: dataset("pets", field("who"), edges=(OWNER, attrs.evolve(MENTION, nullable=()))),
    ),
    "an edge that clears without being a mention": (
        "pets: its edge to toys clears fields, but is no mention",
        lambda: dataset("pets", field("up"), edges=(attrs.evolve(inside("toys"), clears=("up",)),)),
    ),
    "an edge that clears what is not there": (
        "pets: field name: its edge to accounts speaks of this",
        lambda: dataset(
            "pets",
            field("who", on_account_deletion=GONE),
            edges=(OWNER, attrs.evolve(MENTION, clears=("name",))),
        ),
    ),
    "retention by what a mention empties": (
        "events: field at: its retention reads this, but it can be emptied",
        lambda: dataset(
            "events",
            fields=(field("at", on_account_deletion=GONE), field("who", on_account_deletion=GONE)),
            edges=(MENTION,),
            retention=(DaysAfter(column="at", days=1),),
        ),
    ),
    "retention by what an edge empties": (
        "pets: field up: its retention reads this, but it can be emptied",
        lambda: dataset(
            "pets",
            field("up"),
            edges=(OWNER, inside("toys", nullable=True)),
            retention=(DaysAfter(column="up", days=1),),
        ),
    ),
    "a bin that another column empties": (
        "pets: field deleted_at: rows are put into the bin",
        lambda: dataset(
            "pets",
            field("at"),
            field("deleted_at"),
            field("gone_at"),
            retention=(IntoBin(column="at"), WhenMarked(column="gone_at")),
        ),
    ),
    "a bin that only its owner empties": (
        "pets: field deleted_at: rows are put into the bin",
        lambda: dataset("pets", field("at"), field("deleted_at"), retention=(WithOwner(), IntoBin(column="at"))),
    ),
    "a bin that another kind of rule empties": (
        "pets: field deleted_at: rows are put into the bin",
        lambda: dataset(
            "pets",
            field("at"),
            field("deleted_at"),
            retention=(IntoBin(column="at"), DaysAfter(column="deleted_at", days=30)),
        ),
    ),
    "a mention that could be emptied, of what the owner needs": (
        "pets: field owner: identifies somebody of accounts",
        lambda: dataset(edges=(OWNER, attrs.evolve(MENTION, columns=("owner",), nullable=("owner",)))),
    ),
    "a parent where there is none": (
        "pets: is kept with its parent, but is inside of none",
        lambda: dataset(edges=(), retention=(WithParent(),)),
    ),
    "a parent that is only mentioned": (
        "pets: is kept with its parent, but is inside of none",
        lambda: dataset(
            "pets", field("who", on_account_deletion=GONE), edges=(MENTION,), retention=(WithParent(),)
        ),
    ),
    "an owner's column that is anonymized": (
        "pets: field owner: is to be anonymized, but an edge to the row's own owner needs it",
        lambda: dataset(
            fields=(field(), field("owner", on_account_deletion=GONE), field("who", on_account_deletion=GONE)),
            edges=(OWNER, MENTION),
        ),
    ),
    "a reference that would become a word": (
        "pets: field who: refers to accounts, so nothing but NULL",
        lambda: dataset(
            "pets", field("who", on_account_deletion=GONE, anonymized="nobody"), edges=(OWNER, MENTION)
        ),
    ),
    "an account with an owner": (
        "accounts: is the account itself, and says that somebody owns it",
        lambda: Inventory(
            datasets=(
                dataset("toys", edges=(), unowned="so", retention=(Machinery(because="so"),)),
                dataset("accounts", edges=(attrs.evolve(OWNER, to="toys"),)),
            )
        ),
    ),
    "accounts that nothing tells apart": (
        "accounts: field key: tells accounts apart, and is none of its fields",
        lambda: inventory(account_key="key"),
    ),
    "rules that wait in a circle": (
        ("rule pets.at: waits for itself", "rule pets.to: waits for itself"),
        lambda: inventory(
            dataset(
                "pets",
                field("at"),
                field("to"),
                retention=(
                    DaysAfter(column="at", days=1, after_rule="pets.to"),
                    DaysAfter(column="to", days=1, after_rule="pets.at"),
                ),
            )
        ),
    ),
    "a rule that waits for those that wait for each other": (
        ("rule pets.to: waits for itself", "rule pets.up: waits for itself"),
        lambda: inventory(
            dataset(
                "pets",
                field("at"),
                field("to"),
                field("up"),
                retention=(
                    DaysAfter(column="at", days=1, after_rule="pets.to"),
                    DaysAfter(column="to", days=1, after_rule="pets.up"),
                    DaysAfter(column="up", days=1, after_rule="pets.to"),
                ),
            )
        ),
    ),
    "accounts that a sweep would take along": (
        (
            "accounts: an edge that can't be empty would let a sweep take accounts along",
            "accounts: its edge to plants can't be empty",
        ),
        lambda: Inventory(
            datasets=(
                dataset(
                    "plants", field("at"), edges=(), unowned="so", retention=(DaysAfter(column="at", days=1),)
                ),
                dataset("accounts", field("up"), edges=(inside("plants"),)),
            )
        ),
    ),
    "rows that time takes from under others, two steps away": (
        "crumbs: its edge to toys can't be empty",
        lambda: inventory(
            dataset("pets", field("at"), retention=(DaysAfter(column="at", days=1),)),
            dataset("toys", field("up"), edges=(OWNER, inside("pets")), retention=(WithParent(of="pets"),)),
            dataset("crumbs", field("up"), edges=(OWNER, inside("toys"))),
        ),
    ),
    "rows that time takes from under others": (
        "toys: its edge to pets can't be empty",
        lambda: inventory(
            dataset("pets", field("at"), retention=(DaysAfter(column="at", days=1),)),
            dataset("toys", field("up"), edges=(OWNER, inside("pets"))),
        ),
    ),
    "rows that time leaves to nobody": (
        "toys: when time takes a row of pets",
        lambda: inventory(
            dataset("pets", field("at"), retention=(DaysAfter(column="at", days=1),)),
            dataset("toys", field("up"), edges=(attrs.evolve(inside("pets"), nullable=("up",)),)),
        ),
    ),
}


def test_what_only_mentions_needs_a_way_to_an_account_or_says_that_it_is_nobodys() -> None:
    assert inventory(TOYS, pets_of_toys(unowned="so")).owned == {"accounts"}
    of_somebody = attrs.evolve(TOYS, edges=(OWNER,), unowned="", retention=(WithOwner(),))
    assert inventory(of_somebody, pets_of_toys()).owned == {"accounts", "toys"}
    with pytest.raises(Contradiction, match="says that it is nobody's"):
        inventory(of_somebody, pets_of_toys(unowned="so"))


def test_the_way_to_an_account_may_be_any_edges() -> None:
    known = attrs.evolve(events(), name="toys", fields=(field(on_account_deletion=KEPT), *events().fields))
    boxes = attrs.evolve(TOYS, name="boxes", edges=(inside("toys", "owner"),), retention=(WithParent(),))
    pets = attrs.evolve(pets_of_toys(), edges=(attrs.evolve(MENTION, to="boxes"),))
    assert inventory(known, boxes, pets).owned == {"accounts"}


@pytest.mark.parametrize(("where", "build"), WRONG.values(), ids=WRONG.keys())
def test_a_contradiction_is_refused_where_it_lies_and_nowhere_else(
    where: str | tuple[str, ...], build: Callable[[], object]
) -> None:
    with pytest.raises(Contradiction) as caught:
        build()
    expected = (where,) if isinstance(where, str) else where
    assert len(caught.value.findings) == len(expected), "it finds fault with something else as well"
    for part, finding in zip(expected, caught.value.findings, strict=True):
        assert part in finding


def test_all_contradictions_are_named_at_once() -> None:
    with pytest.raises(Contradiction) as caught:
        dataset("pets", field("x", purposes=()), field("y", clauses=()))
    assert len(caught.value.findings) == 2


def test_RIG_3_a_circle_that_nothing_opens_is_refused_with_its_path() -> None:
    with pytest.raises(Unerasable) as caught:
        inventory(
            dataset("pets", field("up"), edges=(OWNER, inside("toys"))),
            dataset("toys", field("up"), edges=(OWNER, inside("pets"))),
        )
    assert caught.value.path in (("pets", "toys", "pets"), ("toys", "pets", "toys"))


def test_RIG_3_a_circle_that_a_nullable_column_opens_can_be_erased() -> None:
    made = inventory(
        dataset("pets", field("up"), edges=(OWNER, inside("toys", nullable=True))),
        dataset("toys", field("up"), edges=(OWNER, inside("pets"))),
    )
    assert made.order.names.index("toys") < made.order.names.index("pets") < made.order.names.index("accounts")
    assert [(cut.child, cut.parent) for cut in made.order.cut] == [("pets", "toys")]


def test_RIG_3_a_reference_to_its_own_dataset_must_be_nullable() -> None:
    with pytest.raises(Unerasable, match="pets → pets"):
        inventory(dataset("pets", field("up"), edges=(OWNER, inside("pets"))))
    assert inventory(dataset("pets", field("up"), edges=(OWNER, inside("pets", nullable=True)))).order.cut


def test_what_leads_to_an_account_along_any_path_is_owned() -> None:
    made = inventory(
        dataset(),
        dataset("toys", field("up"), edges=(inside("pets"),)),
        events(),
        dataset("plants", edges=(), unowned="so", retention=(Machinery(because="so"),)),
    )
    assert made.owned == {"accounts", "pets", "toys"}


def test_datasets_and_fields_are_found_by_name() -> None:
    made = inventory(dataset())
    assert made.dataset("pets").field("id") == field()
    assert [found.name for found in made.of(Store.APPLICATION)] == ["accounts", "pets"]
    with pytest.raises(KeyError):
        made.dataset("plants")
    with pytest.raises(KeyError):
        made.dataset("pets").field("age")


def test_RIG_1_a_secret_is_printed_as_withheld_credential_material() -> None:
    secret = field("x", protection=Protection.HASH, export=Export.WITHHELD, because="A key.")
    assert secret.withheld == "[withheld: credential material]"
    by_kind = field("x", category="user.authorization.password", export=Export.WITHHELD, because="A key.")
    assert by_kind.withheld == "[withheld: credential material]"
    assert field("x", export=Export.WITHHELD, because="A place.").withheld == "[withheld: A place.]"
    assert field("x").withheld is None


def test_RET_2_a_row_goes_with_the_parent_that_it_cannot_do_without() -> None:
    tight, loose = inside("boxes", "box"), inside("rooms", "room", nullable=True)
    who = attrs.evolve(MENTION, nullable=())
    columns = (field("box"), field("room"), field("who", on_account_deletion=GONE))

    def bound(*retention: Retention) -> list[bool]:
        made = dataset("toys", *columns, edges=(OWNER, tight, loose, MENTION), retention=retention)
        return [made.binds(edge) for edge in (tight, loose, MENTION, who)]

    assert bound(WithOwner()) == [True, False, False, False]
    assert bound(WithOwner(), WithParent()) == [True, False, False, False]
    assert bound(WithOwner(), WithParent(of="rooms")) == [True, True, False, False]
    assert bound(WithOwner(), WithParent(of="boxes")) == [True, False, False, False]


def test_RIG_3_a_mention_clears_what_it_names_or_else_all_that_is_anonymized() -> None:
    first = attrs.evolve(MENTION, columns=("who",), nullable=("who",), clears=("name",))
    second = attrs.evolve(MENTION, columns=("other",), nullable=("other",))
    names = ("who", "name", "other", "note")
    columns = tuple(field(name, on_account_deletion=GONE) for name in names)
    made = dataset("events", *columns, edges=(OWNER, first, second))
    assert [each.name for each in made.cleared_by(first)] == ["who", "name"]
    assert [each.name for each in made.cleared_by(second)] == list(names)


def test_RIG_3_a_mention_may_share_with_the_owner_what_is_never_emptied() -> None:
    mention = Edge(
        kind=EdgeKind.MENTIONS, columns=("owner", "who"), to="members", to_columns=("of", "id"), nullable=("who",)
    )
    made = dataset("pets", field("who", on_account_deletion=GONE), edges=(OWNER, mention))
    assert [each.name for each in made.cleared_by(mention)] == ["who"]


def test_RIG_3_a_row_that_somebody_owns_goes_whatever_it_mentions() -> None:
    made = inventory(dataset("pets", field("who", on_account_deletion=GONE), edges=(OWNER, MENTION)))
    assert "pets" in made.owned


def test_a_rule_is_called_by_its_name_or_by_its_column() -> None:
    named, plain = DaysAfter(column="at", days=1, name="old pets"), DaysAfter(column="at", days=2)
    made = inventory(dataset("pets", field("at"), retention=(named, plain)))
    assert [made.rule_name(made.dataset("pets"), rule) for rule in (named, plain)] == ["old pets", "pets.at"]


def test_RET_2_what_only_may_lie_in_a_row_that_time_takes_holds_its_own_rows() -> None:
    made = inventory(
        dataset("pets", field("at"), retention=(DaysAfter(column="at", days=1),)),
        dataset("toys", field("up"), edges=(OWNER, inside("pets", nullable=True))),
        dataset("crumbs", field("up"), edges=(OWNER, inside("toys"))),
    )
    assert not made.dataset("toys").binds(made.dataset("toys").edges[1])


def test_an_account_that_is_described_as_a_whole_needs_no_key_among_its_fields() -> None:
    whole = dataset("accounts", edges=(), fields=(field("*"),), coarse=True)
    assert Inventory(datasets=(whole,), account_key="key").owned == {"accounts"}


def test_RIG_3_a_row_that_goes_with_what_it_lies_in_is_never_lost() -> None:
    made = inventory(
        dataset("pets", field("at"), retention=(DaysAfter(column="at", days=1),)),
        dataset("toys", field("up"), edges=(inside("pets", nullable=True),), retention=(WithParent(of="pets"),)),
    )
    assert made.owned == {"accounts", "pets", "toys"}


def test_RIG_3_only_what_time_takes_and_somebody_owns_can_lose_a_row() -> None:
    made = inventory(
        dataset("pets"),
        dataset("logs", field("at"), edges=(), unowned="so", retention=(DaysAfter(column="at", days=1),)),
        dataset(
            "toys",
            field("up"),
            field("log"),
            edges=(inside("pets", nullable=True), inside("logs", "log", nullable=True)),
        ),
    )
    assert "toys" in made.owned


def test_RET_2_a_row_may_go_with_its_owner_and_with_what_time_takes() -> None:
    made = inventory(
        dataset("pets", field("at"), retention=(DaysAfter(column="at", days=1),)),
        dataset(
            "toys", field("up"), edges=(OWNER, inside("pets")), retention=(WithOwner(), WithParent(of="pets"))
        ),
    )
    assert made.dataset("toys").binds(inside("pets"))


def test_a_rule_may_wait_for_what_runs_elsewhere() -> None:
    counted = dataset("pets", field("at"), retention=(DaysAfter(column="at", days=1, after_rule="count"),))
    assert inventory(counted, duties=("count",)).duties == ("count",)


def test_what_is_described_as_a_whole_is_referred_to_by_any_column_and_found_by_its_store() -> None:
    boxes = dataset("boxes", fields=(field("*"),), coarse=True, store=Store.BLOBS)
    made = inventory(
        boxes, dataset("pets", field("up"), edges=(OWNER, attrs.evolve(inside("boxes"), to_columns=("key",))))
    )
    assert [each.name for each in made.of(Store.BLOBS)] == ["boxes"]
    assert [each.name for each in made.of(Store.APPLICATION)] == ["accounts", "pets"]
