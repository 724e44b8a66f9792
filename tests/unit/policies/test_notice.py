"""What people read is complete, says only what is true, and comes out of the inventory."""

import datetime as dt
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.unit.policies.shops import ORDERS, SHOP, field, shop_with, with_field

from specstep.policies.clauses import CLAUSES
from specstep.policies.clauses.standing import Standing, standings
from specstep.policies.inventory import INVENTORY
from specstep.policies.model import (
    Dataset,
    Edge,
    EdgeKind,
    Export,
    Inventory,
    Protection,
    Store,
    only,
    unless,
)
from specstep.policies.model.taxonomy import CATEGORIES, PURPOSES
from specstep.policies.notice.datamap import data_map, data_map_json
from specstep.policies.notice.document import (
    Document,
    Grid,
    Heading,
    Paragraph,
    Points,
    as_html,
    as_json,
    as_markdown,
)
from specstep.policies.notice.durations import describe, longest_days, says_how_long
from specstep.policies.notice.facts import Operator, Recipient
from specstep.policies.notice.privacy import privacy_notice
from specstep.policies.notice.record import purposes, record_as_json, record_of_processing
from specstep.policies.notice.words import category_words, dpv_category, dpv_purpose, listed, purpose_words
from specstep.policies.retention import (
    At,
    DaysAfter,
    IntoBin,
    Machinery,
    Retention,
    UntilResolved,
    WhenMarked,
    WithOwner,
    WithParent,
)

NOBODY = Operator(service="Shop")
SOMEBODY = Operator(
    service="Shop",
    name="Shop Society",
    contact="privacy@example.org",
    region="Germany",
    transfer_basis="standard contractual clauses",
    effective=dt.date(2026, 12, 1),
    log_days=30,
    write_ahead_log_days=0,
    backup_days=1,
    encrypted_at_rest=True,
    announces_changes=True,
    replays_erasures=True,
    representative="Dr. Data",
    authority="the authority of Hamburg",
    recipients=(
        Recipient(key="courier", who="Fast Couriers Ltd", region="France", terms="they keep it for a week"),
        Recipient(key="bank", who="the bank"),
        Recipient(key="printer", who="the printer", region="Spain"),
    ),
)
INVENTORIES = pytest.mark.parametrize("inventory", [SHOP, INVENTORY], ids=["shop", "own"])


PARCELS = Dataset(
    name="warehouse.parcels",
    store=Store.APPLICATION,
    about="What is on its way.",
    fields=(
        field("id"),
        field("order_id"),
        field("size", purposes=("sales",)),
        field(
            "address", "user.contact.address", recipients=("courier",), purposes=("essential.service", "finance")
        ),
        field(
            "card", "user.financial", protection=Protection.CIPHERTEXT, export=Export.WITHHELD, because="a secret"
        ),
        field("deleted_at"),
    ),
    edges=(Edge(kind=EdgeKind.INSIDE, columns=("order_id",), to="orders"),),
    retention=(WithParent(), WhenMarked()),
    clauses=("RET-1", "RET-2"),
)
SHELVES = Dataset(
    name="shelves",
    store=Store.BLOBS,
    about="Where things lie.",
    fields=(field("id", "system"),),
    retention=(Machinery(because="Nobody's."),),
    clauses=("RET-1",),
    unowned="Nobody's.",
)
KEYS = Dataset(
    name="keys",
    store=Store.APPLICATION,
    about="What opens their lockers.",
    fields=(
        field(
            "code",
            "user.authorization.credentials",
            protection=Protection.KEYED_HASH,
            export=Export.WITHHELD,
            because="A secret.",
            purposes=("operations", "collect", "analytics", "essential.legal_obligation"),
            recipients=("printer", "bank", "archive"),
        ),
    ),
    edges=(Edge(kind=EdgeKind.INSIDE, columns=("code",), to="orders"),),
    retention=(WithParent(), DaysAfter(column="code", days=1, where=only("code", "x"))),
    clauses=("RET-1",),
)
BIG_SHOP = attrs.evolve(
    SHOP,
    datasets=(*SHOP.datasets, PARCELS, SHELVES, KEYS),
    recipients=("printer", "courier", "bank", "auditor", "archive"),
)
WHOLE = Path(__file__).with_name("documents")


def whole(name: str) -> str:
    """What somebody read, and found to be right."""
    return (WHOLE / name).read_text("utf-8")


def notice(inventory: Inventory = SHOP, operator: Operator = SOMEBODY) -> str:
    return as_markdown(privacy_notice(inventory, operator))


def test_the_notice_of_a_shop_reads_like_this() -> None:
    proofs = {clause.id: ("tests/x.py::test_x",) for clause in CLAUSES}
    kept = standings(CLAUSES, BIG_SHOP, claimed=("RET-1",), proofs=proofs)
    assert as_markdown(privacy_notice(BIG_SHOP, SOMEBODY, kept)) == whole("notice.md")


def test_the_notice_of_a_shop_whose_operator_says_nothing_reads_like_this() -> None:
    assert notice(BIG_SHOP, NOBODY) == whole("notice-of-nobody.md")


def test_the_record_of_a_shop_reads_like_this() -> None:
    assert as_markdown(record_of_processing(BIG_SHOP, SOMEBODY)) == whole("record.md")
    assert record_as_json(BIG_SHOP, SOMEBODY) == json.loads(whole("record.json"))


def test_a_record_says_what_nobody_said() -> None:
    shown = as_markdown(record_of_processing(BIG_SHOP, NOBODY))
    assert shown.count("not said") == 5
    assert "encrypted at rest" not in shown
    controller = record_as_json(BIG_SHOP, NOBODY)
    assert controller["controller"] == {"name": None, "contact": None, "representative": None}
    assert (controller["region"], controller["transferBasis"]) == (None, None)


def test_the_data_map_of_a_shop_reads_like_this() -> None:
    assert as_markdown(data_map(BIG_SHOP, "Shop")) == whole("data-map.md")
    assert data_map_json(BIG_SHOP, "Big Shop!") == json.loads(whole("data-map.json"))


def test_the_page_of_a_shop_is_this() -> None:
    grid = Grid(("What", "How | long"), [("Visits & more", "<1 day")])
    document = Document("A & B", [Paragraph("So?"), Heading("One"), Points(["x", "y"]), grid, Heading("None")])
    assert as_html(document).partition("<main>")[2] == (
        "\n<h1>A &amp; B</h1>\n<p>So?</p>\n<h2>One</h2>\n<ul>\n<li>x</li>\n<li>y</li>\n</ul>\n"
        '<div tabindex="0" role="region" aria-label="What"><table>\n'
        '<thead><tr><th scope="col">What</th><th scope="col">How | long</th></tr></thead>\n'
        "<tbody>\n<tr><td>Visits &amp; more</td><td>&lt;1 day</td></tr>\n</tbody>\n</table></div>\n"
        "<h2>None</h2>\n</main>\n</body>\n</html>\n"
    )
    assert as_json(document) == {
        "title": "A & B",
        "sections": [
            {"heading": "", "parts": [{"text": "So?"}]},
            {
                "heading": "One",
                "parts": [
                    {"points": ["x", "y"]},
                    {"rows": [{"What": "Visits & more", "How | long": "<1 day"}]},
                ],
            },
            {"heading": "None", "parts": []},
        ],
    }


@INVENTORIES
def test_every_dataset_about_people_is_in_the_notice_with_its_time(inventory: Inventory) -> None:
    shown = notice(inventory)
    for dataset in inventory.datasets:
        assert (
            f"| {dataset.called} |" in shown.lower()
            or f"{dataset.called}; " in shown
            or f"{dataset.called}." in shown
        )


@INVENTORIES
def test_every_recipient_is_named_with_what_it_gets(inventory: Inventory) -> None:
    section = notice(inventory, NOBODY).split("## Who else gets it")[1].split("##")[0]
    for dataset in inventory.datasets:
        for each in dataset.fields:
            if each.recipients:
                assert dataset.called in section
    assert section.count("\n- ") == len(inventory.recipients)


def test_where_nobody_gets_anything_the_notice_says_so() -> None:
    alone = shop_with(
        with_field(ORDERS, attrs.evolve(ORDERS.field("note"), recipients=())),
        recipients=(),
    )
    assert "Nobody, unless a law that binds us demands it." in notice(alone)


def test_what_the_operator_says_stands_in_the_notice() -> None:
    shown = notice()
    for said in (
        "Shop is run by Shop Society.",
        "privacy@example.org",
        "holds from 2026-12-01",
        "processed in Germany. What allows that: standard contractual clauses.",
        "write-ahead logs: none are kept",
        "Backups: at most 1 day.",
        "Log files of the service: at most 30 days.",
        "Fast Couriers Ltd, in France",
        "They keep it for a week.",
        "lie on encrypted storage",
        "told by e-mail",
        "carried out again before the service opens",
        "Dr. Data",
        "the authority of Hamburg",
    ):
        assert said in shown, said
    assert SOMEBODY.missing == ()


def test_what_nobody_said_is_not_claimed() -> None:
    shown = notice(operator=NOBODY)
    for claim in ("encrypted storage", "told by e-mail", "carried out again", "processed in", "is run by"):
        assert claim not in shown
    assert shown.count("the operator has not said how long") == 3
    assert NOBODY.missing == (
        "name",
        "contact",
        "region",
        "effective",
        "log_days",
        "write_ahead_log_days",
        "backup_days",
    )


def test_nobody_vouches_for_anything_by_saying_nothing() -> None:
    vouched = ("encrypted_at_rest", "announces_changes", "replays_erasures")
    assert [getattr(NOBODY, name) for name in vouched] == [False, False, False]
    for name in vouched:
        assert privacy_notice(SHOP, attrs.evolve(NOBODY, **{name: True})) != privacy_notice(SHOP, NOBODY)


def test_where_nothing_can_be_corrected_by_oneself_the_notice_says_whom_to_ask() -> None:
    fixed = attrs.evolve(SHOP.dataset("people").field("email"), correctable=False)
    shown = notice(shop_with(with_field(SHOP.dataset("people"), fixed)))
    assert "Have it corrected: write to us." in shown
    assert "Correct it yourself" not in shown


def test_what_holds_nothing_but_numbers_comes_last() -> None:
    bare = attrs.evolve(
        ORDERS,
        name="marks",
        about="Marks on orders.",
        fields=tuple(field(name) for name in ("person_id", "ordered_at")),
    )
    shown = notice(attrs.evolve(SHOP, datasets=(bare, *SHOP.datasets))).partition("## What we use it for")[0]
    said = "Nothing but numbers, times and states:"
    assert shown.count(said) == 1
    assert "marks on orders." in shown.partition(said)[2]
    assert "what they bought." in shown.partition(said)[0]


def test_a_bin_that_only_some_rows_get_into_by_themselves_is_told_beside_the_story() -> None:
    some = IntoBin(column="expires_at", where=only("status", "paid"))
    told = says_how_long([WithOwner(), some, WhenMarked(days=30)])
    assert told.startswith(
        "until you delete it, then 30 days in the recycle bin; or until you delete your account; or"
    )
    assert describe(some) in told


def test_only_clauses_that_are_kept_are_promised() -> None:
    proofs = {clause.id: ("tests/x.py::test_x",) for clause in CLAUSES}
    none = standings(CLAUSES, SHOP, proofs=proofs)
    some = standings(CLAUSES, SHOP, claimed=("RET-1", "RET-2"), proofs=proofs)
    assert "What we promise" not in as_markdown(privacy_notice(SHOP, NOBODY, none))
    shown = as_markdown(privacy_notice(SHOP, NOBODY, some))
    assert "(RET-1)" in shown
    assert "(RET-2)" not in shown  # nothing of the shop carries it out


def test_what_only_the_operator_can_keep_is_promised_where_the_operator_vouches_for_it() -> None:
    (promise, *_) = [each for each in CLAUSES if each.attested_by == "encrypted_at_rest"]
    kept = [Standing(clause=promise, claimed=True, rules=("x",), proofs=("y",))]
    assert f"({promise.id})" in as_markdown(privacy_notice(SHOP, SOMEBODY, kept))
    assert f"({promise.id})" not in as_markdown(privacy_notice(SHOP, NOBODY, kept))


def test_the_stores_of_a_map_come_in_one_order() -> None:
    names = [each["name"] for each in data_map_json(INVENTORY, "SpecStep")["dataset"]]  # type: ignore[attr-defined]
    assert len(names) > 2
    assert names == sorted(names)


def test_where_data_is_sold_the_notice_does_not_say_otherwise() -> None:
    sold = attrs.evolve(ORDERS.field("note"), purposes=("marketing.advertising.third_party",))
    assert "not sold" in notice()
    assert "not sold" not in notice(shop_with(with_field(ORDERS, sold)))


def test_rights_follow_from_the_fields() -> None:
    shown = notice()
    assert "Correct it yourself: email (people)." in shown
    assert "Some fields stay out of an export. People: A secret." in shown
    assert "What stays names nobody: id and at in trail." in shown
    assert "Keys and passwords (people): only as a hash" in shown


@INVENTORIES
def test_the_record_has_every_purpose_with_categories_and_time_limits(inventory: Inventory) -> None:
    shown = as_markdown(record_of_processing(inventory, SOMEBODY))
    activities = record_as_json(inventory, SOMEBODY)["activities"]
    assert isinstance(activities, list)
    assert [each["purpose"] for each in activities] == list(purposes(inventory))
    for each in activities:
        assert each["purpose"] in shown.replace("\\", "")
        assert each["dataCategories"]
        assert each["retention"]


@INVENTORIES
def test_every_column_is_in_the_data_map(inventory: Inventory) -> None:
    shown = as_markdown(data_map(inventory, "Shop")).replace("\\", "")
    manifests = data_map_json(inventory, "Shop")
    collections = {
        collection["name"]: {each["name"] for each in collection["fields"]}
        for manifest in manifests["dataset"]  # type: ignore[attr-defined]
        for collection in manifest["collections"]
    }
    for dataset in inventory.datasets:
        assert collections[dataset.name] == {each.name for each in dataset.fields}
        assert f"## {dataset.name}\n" in shown
        for each in dataset.fields:
            assert f"| {each.name} | {each.category} |" in shown


def test_the_manifests_use_keys_as_fideslang_allows_them() -> None:
    manifests = data_map_json(INVENTORY, "SpecStep")
    keys = [manifest["fides_key"] for manifest in (*manifests["dataset"], *manifests["system"])]  # type: ignore[misc]
    assert all(re.fullmatch(r"[a-zA-Z0-9_.-]+", key) for key in keys)
    (system,) = manifests["system"]  # type: ignore[misc]
    for declaration in system["privacy_declarations"]:
        assert declaration["data_use"] in PURPOSES
        assert set(declaration["data_categories"]) <= CATEGORIES


@given(st.sampled_from(sorted(CATEGORIES)), st.sampled_from(sorted(PURPOSES)))
def test_every_key_of_the_taxonomy_has_words_and_a_term(category: str, purpose: str) -> None:
    for words in (category_words(category), purpose_words(purpose)):
        assert words
        assert "." not in words
        assert "_" not in words
    assert dpv_category(category).partition(":")[0] in {"dpv", "pd"}
    assert dpv_purpose(purpose)


RULES = {
    WithOwner(): "until you delete it or your account",
    WithParent(): "as long as what it is part of",
    WithParent(of="big_orders"): "as long as what it is part of (big orders)",
    DaysAfter(column="created_at", days=1): "1 day after it was made",
    DaysAfter(column="at", days=365): "1 year after it happened",
    DaysAfter(column="at", days=2555): "7 years after it happened",
    DaysAfter(column="seen_on", days=30): "30 days after seen on",
    DaysAfter(column="ordered_at", days=30): "30 days after it was ordered",
    DaysAfter(column="starts_at", days=30): "30 days after starts at",
    DaysAfter(
        column="at", days=9, where=only("kind", "a", "b")
    ): "9 days after it happened (where kind is a or b)",
    DaysAfter(column="at", days=9, where=unless("kind", "a")): "9 days after it happened (where kind is not a)",
    DaysAfter(column="at", days=0): "0 days after it happened",
    DaysAfter(column="at", days=366): "366 days after it happened",
    DaysAfter(column="at", days=730): "2 years after it happened",
    DaysAfter(column="at", days=1_096): "1096 days after it happened",
    DaysAfter(column="at", days=1_459): "1459 days after it happened",
    DaysAfter(column="at", days=1_461): "4 years after it happened",
    DaysAfter(column="at", days=1_462): "4 years after it happened",
    DaysAfter(column="at", days=1_463): "1463 days after it happened",
    DaysAfter(column="at", days=2_557): "7 years after it happened",
    DaysAfter(column="at", days=9, where=attrs.evolve(only("kind", "a"), says="drafts")): (
        "9 days after it happened (drafts)"
    ),
    At(column="expires_at"): "until it expires",
    At(column="ends_on"): "until its time is up (ends on)",
    IntoBin(column="expires_at"): "until it expires, then it goes into the recycle bin",
    WhenMarked(): "30 days after it was put into the recycle bin",
    UntilResolved(): "until it is resolved",
    UntilResolved(days=14): "until it is resolved, and 14 days more",
    Machinery(because="So."): "as long as the service runs; it holds nothing about people",
}


@pytest.mark.parametrize(("rule", "words"), RULES.items(), ids=[type(rule).__name__ for rule in RULES])
def test_each_rule_is_said_in_words(rule: WithOwner, words: str) -> None:
    assert describe(rule) == words


BIN_STORIES = {
    (WithOwner(), WhenMarked(days=30)): (
        "until you delete it, then 30 days in the recycle bin; or until you delete your account"
    ),
    (WithOwner(), WithParent(), IntoBin(column="expires_at"), WhenMarked(days=1)): (
        "until you delete it or it expires, then 1 day in the recycle bin; or until you delete your account; "
        "or as long as what it is part of (big orders)"
    ),
    (IntoBin(column="ends_on"), WhenMarked(days=7)): (
        "until its time is up (ends on), then 7 days in the recycle bin"
    ),
    (WithParent(), WhenMarked(days=7)): (
        "until it is deleted, then 7 days in the recycle bin; or as long as what it is part of (big orders)"
    ),
    (WithOwner(), WhenMarked(days=7, where=only("kind", "a"))): (
        "until you delete it or your account; or 7 days after it was put into the recycle bin (where kind is a)"
    ),
}


@pytest.mark.parametrize(("rules", "words"), BIN_STORIES.items())
def test_what_leads_into_a_recycle_bin_and_out_of_it_is_told_as_one_story(
    rules: tuple[Retention, ...], words: str
) -> None:
    assert says_how_long(rules, {"orders": "big orders"}) == words


def test_a_parent_is_called_what_people_call_it() -> None:
    parents = {"orders": "what you ordered", "people": "your account"}
    assert says_how_long([WithParent(of="orders")], parents) == "as long as what it is part of (what you ordered)"
    assert describe(WithParent(), parents).endswith("(what you ordered and your account)")


def test_the_notice_calls_data_what_people_call_it() -> None:
    note = attrs.evolve(ORDERS.field("note"), title="your wish", correctable=True)
    shown = notice(shop_with(attrs.evolve(with_field(ORDERS, note), title="what you ordered")))
    assert "- What you ordered: " in shown
    assert "| What you ordered | " in shown
    assert "your wish (what you ordered)" in shown


def test_a_bin_and_a_rule_for_some_rows_set_no_limit() -> None:
    some = DaysAfter(column="at", days=9, where=only("kind", "a"))
    assert longest_days((WithOwner(), WhenMarked(), some)) == float("inf")
    assert longest_days((some, DaysAfter(column="at", days=90), DaysAfter(column="at", days=30))) == 30


HOSTILE = "<script>alert(1)</script> | **bold** [link](javascript:x) `code`"


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)


def test_what_people_typed_is_shown_and_never_carried_out() -> None:
    document = Document(
        HOSTILE, [Heading(HOSTILE), Paragraph(HOSTILE), Points([HOSTILE]), Grid((HOSTILE, "b"), [(HOSTILE, "c")])]
    )
    pages = (as_html(document), MarkdownIt().enable("table").render(as_markdown(document)))
    for page in pages:
        seen = Seen()
        seen.feed(page)
        assert not seen.tags & {"script", "strong", "a", "code"}
        assert "alert(1)" in page


@INVENTORIES
def test_the_page_loads_nothing_and_has_its_landmarks(inventory: Inventory) -> None:
    page = as_html(privacy_notice(inventory, SOMEBODY))
    assert not re.search(r"(?:src|href)=|url\(", page)
    assert page.count("<h1>") == page.count("<main>") == 1
    assert 'lang="en"' in page


def test_programs_get_the_sections() -> None:
    sections = as_json(privacy_notice(SHOP, SOMEBODY))["sections"]
    assert isinstance(sections, list)
    assert sections[1]["heading"] == "What we hold"
    assert all(section["parts"] for section in sections)


def test_the_life_of_copies_is_said_in_days() -> None:
    shown = notice(operator=attrs.evolve(SOMEBODY, backup_days=2, log_days=1))
    assert "Backups: at most 2 days." in shown
    assert "Log files of the service: at most 1 day." in shown


def test_a_cell_holds_what_it_holds() -> None:
    shown = as_markdown(Document("A", [Grid(("a", "b"), [("x|y", "z")])]))
    assert shown == "# A\n\n| a | b |\n| --- | --- |\n| x\\|y | z |\n"


def test_a_row_that_does_not_fit_its_header_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        as_json(Document("A", [Grid(("a", "b"), [("x",)])]))


def test_an_empty_beginning_is_no_section() -> None:
    assert as_json(Document("A", [Heading("One"), Paragraph("x")]))["sections"] == [
        {"heading": "One", "parts": [{"text": "x"}]}
    ]


def test_days_are_not_negative() -> None:
    assert Operator(service="Shop", backup_days=0).backup_days == 0
    with pytest.raises(ValueError, match="negative"):
        Operator(service="Shop", backup_days=-1)


def test_ciphertext_is_named_where_it_protects() -> None:
    secret = field(
        "card",
        "user.financial",
        protection=Protection.CIPHERTEXT,
        export=SHOP.dataset("people").field("key_hash").export,
        because="A secret.",
    )
    assert "encrypted by the service itself" in notice(shop_with(with_field(ORDERS, secret)))


def test_words_are_listed_as_in_a_sentence() -> None:
    assert [listed(()), listed(("a",)), listed(("a", "b")), listed(("a", "b", "c"))] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert listed(("a", "b", "c"), last="or") == "a, b or c"
    assert listed(("a and b", "c")) == "a and b, and c"
    assert listed(("a", "b, c", "d")) == "a; b, c; and d"
