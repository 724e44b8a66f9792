"""What is proposed for a table that an inventory says nothing about, as one would paste it."""

import attrs
import pytest
from tests.unit.policies.shops import ORDERS, PEOPLE, SHOP, TRAIL, shop_with

from specstep.policies.model import EdgeKind, Field, Machinery, Store
from specstep.policies.model.datasets import Dataset
from specstep.policies.model.taxonomy import CATEGORIES
from specstep.policies.schema import Column, Kind, Reference, Table
from specstep.policies.suggestions import WORDS, category_of, dataset_lines, edge_line, field_line

TO_PEOPLE = Reference(columns=("person_id",), to="people", to_columns=("id",))
TO_ORDERS = Reference(columns=("order_id",), to="orders", to_columns=("id",))


def column(name: str, kind: Kind = Kind.TEXT, *, nullable: bool = False) -> Column:
    return Column(name=name, kind=kind, nullable=nullable)


def table(*columns: Column, references: tuple[Reference, ...] = (), name: str = "gifts") -> Table:
    return Table(name=name, columns=columns, references=references)


NAMES = {
    "password_hash": "user.authorization.credentials",
    "hashed": "user.authorization.credentials",
    "session_key": "user.device.cookie_id",
    "Email": "user.contact.email",
    "mobile_number": "user.contact.phone_number",
    "home_city": "user.contact.address",
    "zip": "user.contact.address",
    "last_client_ip": "user.device.ip_address",
    "user_agent": "user.device",
    "age": "user.demographic.date_of_birth",
    "page": "user.content",  # not an age
    "country": "user.location",
    "display_name": "user.name",
    "card_number": "user.financial",
    "note": "user.content.private",
    "about_me": "user.content.private",
    "id": "user.unique_id",
    "uuid": "user.unique_id",
    "tenant_id": "user.unique_id",
    "name": "user.content",
    "colour": "user.content",
}


@pytest.mark.parametrize(("name", "category"), NAMES.items())
def test_a_columns_name_suggests_a_category(name: str, category: str) -> None:
    assert category_of(column(name), table(column(name))) == category


def test_every_category_that_is_suggested_is_one() -> None:
    assert {category for _, category in WORDS} <= CATEGORIES


@pytest.mark.parametrize("name", ["users", "Account", "person", "members", "customers"])
def test_a_name_in_a_table_of_people_is_theirs(name: str) -> None:
    assert category_of(column("name"), table(column("name"), name=name)) == "user.name"
    assert category_of(column("colour"), table(column("colour"), name=name)) == "user.content"


@pytest.mark.parametrize(
    ("name", "kind", "category"),
    [
        ("seen", Kind.TIME, "system.operations"),
        ("token_seen", Kind.TIME, "system.operations"),
        ("birth_day", Kind.DATE, "user.demographic.date_of_birth"),
        ("active", Kind.BOOLEAN, "system.operations"),
        ("count", Kind.INTEGER, "system.operations"),
        ("weight", Kind.NUMBER, "system.operations"),
        ("amount", Kind.TEXT, "user.content"),
    ],
)
def test_a_columns_type_suggests_a_category(name: str, kind: Kind, category: str) -> None:
    assert category_of(column(name, kind), table(column(name, kind))) == category


def test_a_reference_stands_for_somebody_whatever_its_name() -> None:
    note = Reference(columns=("note",), to="people", to_columns=("id",))
    assert category_of(column("note"), table(column("note"), references=(note,))) == "user.unique_id"


def test_a_line_for_a_plain_column() -> None:
    assert field_line(column("colour"), table(column("colour")), SHOP) == (
        'Field(name="colour", category="user.content", purposes=("essential.service",), clauses=("RET-1",))'
    )


@pytest.mark.parametrize(
    ("name", "protection"),
    [("token", "HASH"), ("encrypted_token", "CIPHERTEXT"), ("token_cipher", "CIPHERTEXT")],
)
def test_a_line_for_a_secret_protects_and_withholds_it(name: str, protection: str) -> None:
    assert field_line(column(name), table(column(name)), SHOP) == (
        f'Field(name="{name}", category="user.authorization.credentials", purposes=("essential.service.security",), '
        f'clauses=("RET-1",), protection=Protection.{protection}, export=Export.WITHHELD, because="A secret.")'
    )


def test_a_line_for_a_dataset_takes_its_clauses() -> None:
    held = attrs.evolve(ORDERS, clauses=("RET-1", "RET-2"))
    assert 'clauses=("RET-1", "RET-2")' in field_line(column("colour"), table(), SHOP, held)


def test_a_line_for_a_row_that_survives_its_person_is_anonymized() -> None:
    for dataset, expected in ((TRAIL, True), (ORDERS, False), (PEOPLE, False)):
        line = field_line(column("colour"), table(), SHOP, dataset)
        assert ("on_account_deletion=OnAccountDeletion.ANONYMIZE" in line) == expected


def test_a_line_for_machinery_holds_nothing_of_people() -> None:
    quiet = Dataset(
        name="jobs",
        store=Store.APPLICATION,
        about="Jobs.",
        fields=(Field(name="id", category="system", purposes=("essential",), clauses=("RET-1",)),),
        retention=(Machinery(because="So."),),
        clauses=("RET-1",),
        unowned="So.",
    )
    line = field_line(column("email"), table(), shop_with(quiet), quiet)
    assert 'category="system.operations"' in line
    assert "on_account_deletion" not in line  # nobody is mentioned
    assert 'category="user.contact.email"' in field_line(column("email"), table(), SHOP, ORDERS)


@pytest.mark.parametrize(("clauses", "proposed"), [((), "RET-1"), (("USE-1", "RET-1"), "USE-1")])
def test_a_clause_of_the_inventory_is_proposed(clauses: tuple[str, ...], proposed: str) -> None:
    listed = attrs.evolve(SHOP, datasets=(), clauses=clauses)
    assert f'clauses=("{proposed}",)' in field_line(column("colour"), table(), listed)


def test_what_nobody_says_otherwise_about_is_promised_what_accounts_are() -> None:
    theirs = attrs.evolve(SHOP, datasets=(ORDERS, TRAIL, attrs.evolve(PEOPLE, clauses=("SHOP-3",))))
    assert 'clauses=("SHOP-3",)' in field_line(column("colour"), table(), theirs)
    assert '    clauses=("SHOP-3",),' in dataset_lines(table(column("colour")), theirs)


@pytest.mark.parametrize(
    ("reference", "kind", "line"),
    [
        (TO_PEOPLE, EdgeKind.OWNS, 'Edge(kind=EdgeKind.OWNS, columns=("person_id",), to="people")'),
        (
            TO_ORDERS,
            EdgeKind.INSIDE,
            'Edge(kind=EdgeKind.INSIDE, columns=("order_id",), to="orders", nullable=("order_id",))',
        ),
        (TO_ORDERS, EdgeKind.MENTIONS, 'Edge(kind=EdgeKind.MENTIONS, columns=("order_id",), to="orders")'),
        (
            Reference(columns=("person_id", "order_id"), to="orders", to_columns=("person", "id")),
            EdgeKind.INSIDE,
            'Edge(kind=EdgeKind.INSIDE, columns=("person_id", "order_id"), to="orders", '
            'to_columns=("person", "id"), nullable=("order_id",))',
        ),
    ],
)
def test_a_line_for_a_foreign_key_says_what_may_be_empty(reference: Reference, kind: EdgeKind, line: str) -> None:
    gifts = table(column("person_id"), column("order_id", nullable=True))
    assert edge_line(reference, kind, gifts) == line


def test_lines_for_a_table_that_belongs_to_people() -> None:
    gifts = table(column("person_id"), column("colour"), references=(TO_PEOPLE,))
    assert dataset_lines(gifts, SHOP) == (
        "Dataset(\n"
        '    name="gifts",\n'
        "    store=Store.APPLICATION,\n"
        '    about="What gifts is for.",\n'
        "    fields=(\n"
        '        Field(name="person_id", category="user.unique_id", purposes=("essential.service",), '
        'clauses=("RET-1",)),\n'
        '        Field(name="colour", category="user.content", purposes=("essential.service",), '
        'clauses=("RET-1",)),\n'
        "    ),\n"
        "    retention=(WithOwner(),),\n"
        '    clauses=("RET-1",),\n'
        "    edges=(\n"
        '        Edge(kind=EdgeKind.OWNS, columns=("person_id",), to="people"),\n'
        "    ),\n"
        ")"
    )


def retention_of(given: Table) -> str:
    return next(line for line in dataset_lines(given, SHOP).splitlines() if "retention=" in line).strip()


def test_a_table_of_nobodys_goes_by_time_or_says_why_it_stays() -> None:
    counted = table(column("size", Kind.INTEGER), column("seen", Kind.TIME), column("gone", Kind.TIME))
    assert retention_of(counted) == 'retention=(DaysAfter(column="seen", days=30),),'
    assert retention_of(table(column("size"))) == 'retention=(Machinery(because="Why it stays."),),'
    assert 'unowned="Why it is right that it is nobody\'s."' in dataset_lines(counted, SHOP)
    assert "edges=" not in dataset_lines(counted, SHOP)


@pytest.mark.parametrize(
    ("person", "order", "rules"),
    [
        (None, False, "WithParent()"),
        (None, True, 'WithParent(of="orders")'),
        (False, False, "WithOwner(), WithParent()"),
        (False, True, "WithOwner()"),
        (True, True, 'WithOwner(), WithParent(of="orders")'),
        (True, False, "WithOwner(), WithParent()"),
    ],
)
def test_a_row_goes_with_those_that_it_cannot_do_without(person: bool | None, order: bool, rules: str) -> None:
    """`person` and `order`: whether that reference may be empty; None: there is none."""
    columns = [column("order_id", nullable=order)]
    references = [TO_ORDERS]
    if person is not None:
        columns.append(column("person_id", nullable=person))
        references.append(TO_PEOPLE)
    assert retention_of(table(*columns, references=tuple(references))) == f"retention=({rules},),"


def test_a_reference_of_two_columns_can_be_undone_by_one_of_them() -> None:
    both = Reference(columns=("order_id", "place"), to="orders", to_columns=("id", "place"))
    gifts = table(column("order_id"), column("place", nullable=True), references=(both,))
    assert retention_of(gifts) == 'retention=(WithParent(of="orders"),),'


def test_a_second_reference_to_the_account_is_left_to_a_person() -> None:
    giver = Reference(columns=("giver_id",), to="people", to_columns=("id",))
    gifts = table(column("person_id"), column("giver_id"), references=(TO_PEOPLE, giver))
    lines = dataset_lines(gifts, SHOP)
    assert lines.count("Edge(") == 1
    assert 'columns=("person_id",)' in lines
