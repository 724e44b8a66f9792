"""What an audit looks at, where it finds references, owners, files and secrets, and what it lets be."""

import base64
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import attrs
import pytest
import sqlalchemy as sa
from tests.contract.policy_databases import NOW

from specstep.policies.audit.values import Audit, Files, Limits
from specstep.policies.findings import Report
from specstep.policies.model import (
    Dataset,
    DaysAfter,
    Edge,
    EdgeKind,
    Export,
    Field,
    Inventory,
    Machinery,
    OnAccountDeletion,
    Protection,
    Store,
    WithOwner,
    WithParent,
)
from specstep.policies.sql import bookkeeping
from specstep.policies.sql.audit import audit_database
from specstep.policies.sql.auditing.places import count
from specstep.policies.sql.auditing.secrets import forms_of


def field(name: str, **more: Any) -> Field:
    return Field(
        **{
            "name": name,
            "category": "system.operations",
            "purposes": ("essential.service",),
            "clauses": ("C-1",),
            **more,
        }
    )


def dataset(name: str, *fields: str | Field, **more: Any) -> Dataset:
    given = {
        "name": name,
        "store": Store.APPLICATION,
        "about": "Rows.",
        "fields": tuple(each if isinstance(each, Field) else field(each) for each in fields),
        "retention": (WithOwner(),),
        "clauses": ("C-1",),
    }
    return Dataset(**{**given, **more})


def edge(kind: EdgeKind, columns: str, to: str, to_columns: str = "id", **more: Any) -> Edge:
    return Edge(kind=kind, columns=tuple(columns.split()), to=to, to_columns=tuple(to_columns.split()), **more)


PEOPLE = dataset("people", "id", "name")


@pytest.fixture
def connection() -> Iterator[sa.Connection]:
    """An empty database."""
    engine = sa.create_engine("sqlite://")
    with engine.connect() as opened:
        yield opened
    engine.dispose()


def audited(connection: sa.Connection, *datasets: Dataset, **told: Any) -> Report:
    inventory = Inventory(datasets=(PEOPLE, *datasets), account="people")
    return audit_database(connection, inventory, Audit(**{"now": NOW, "last_runs": {}, **told}))


def said(report: Report) -> list[str]:
    return [f"{each.kind} {each.place}: {each.message.partition('.')[0]}" for each in report.findings]


def statements(connection: sa.Connection) -> list[str]:
    """Those that are made from now on."""
    found: list[str] = []
    sa.event.listen(connection, "before_cursor_execute", lambda *given: found.append(given[2]))
    return found


def run(connection: sa.Connection, *statements: str) -> None:
    for each in statements:
        connection.execute(sa.text(each))


# Which stores a database is, and what it says of itself

RUNS = dataset(
    "runs",
    "id",
    store=Store.WORKFLOW_ENGINE,
    retention=(Machinery(because="so"),),
    unowned="so",
)
VERSIONS = attrs.evolve(RUNS, name="versions", store=Store.MIGRATIONS)
MISSING = "There is no such table in this database"


def test_a_table_is_missed_where_others_of_its_store_are(connection: sa.Connection) -> None:
    run(connection, "CREATE TABLE people (id text PRIMARY KEY, name text)")
    toys = dataset("toys", "id", "of", edges=(edge(EdgeKind.OWNS, "of", "people"),))
    report = audited(connection, RUNS, VERSIONS, toys)
    assert said(report) == [f"missing-table toys: {MISSING}"]
    assert report.unseen == ("migrations", "workflow-engine")


def test_of_a_database_of_another_store_no_table_of_the_application_is_missed(connection: sa.Connection) -> None:
    run(connection, "CREATE TABLE runs (id text PRIMARY KEY)")
    more = attrs.evolve(RUNS, name="more_runs")
    report = audited(connection, RUNS, more, VERSIONS)
    assert said(report) == [f"missing-table more_runs: {MISSING}"]
    assert report.unseen == ("application", "migrations")


def test_an_empty_database_misses_the_tables_of_the_application(connection: sa.Connection) -> None:
    assert said(audited(connection, RUNS)) == [f"missing-table people: {MISSING}"]


def test_it_is_said_where_nobody_keeps_books_about_the_rules(connection: sa.Connection) -> None:
    run(connection, "CREATE TABLE people (id text PRIMARY KEY, name text)")
    note = ("Nobody keeps books here about when the rules last ran.",)
    assert audited(connection, last_runs=None).notes == note
    assert audited(connection, last_runs={}).notes == ()
    metadata = sa.MetaData()
    bookkeeping(metadata)
    metadata.create_all(connection)
    assert audited(connection, last_runs=None).notes == ()


# References


TWO = edge(EdgeKind.INSIDE, "a b", "parents", "x y")
CHILDREN = dataset("children", "a", "b", edges=(TWO,), retention=(WithParent(),))
PARENTS = dataset("parents", "x", "y", "of", edges=(edge(EdgeKind.OWNS, "of", "people"),))


def parents_and_children(connection: sa.Connection, parents: str = "x int, y int, of text") -> None:
    run(
        connection,
        "CREATE TABLE people (id text PRIMARY KEY, name text)",
        f"CREATE TABLE parents ({parents})",
        "CREATE TABLE children (a int, b int)",
    )


def test_a_reference_of_two_columns_leads_nowhere_where_no_row_has_both(connection: sa.Connection) -> None:
    parents_and_children(connection)
    run(
        connection,
        "INSERT INTO people VALUES ('ann', 'Ann')",
        "INSERT INTO parents VALUES (1, 2, 'ann'), (3, 4, 'ann')",
        "INSERT INTO children VALUES (1, 2), (3, NULL), (NULL, 4), (NULL, NULL)",
    )
    assert audited(connection, PARENTS, CHILDREN).findings == ()
    run(connection, "INSERT INTO children VALUES (1, 4)")
    (found,) = audited(connection, PARENTS, CHILDREN).findings
    assert (found.kind, found.place) == ("orphan-row", "children.a+b")


@pytest.mark.parametrize("lost", ["x", "y", "a", "b", "of"])
def test_a_reference_of_which_a_column_is_gone_is_left_to_the_check(connection: sa.Connection, lost: str) -> None:
    parents_and_children(connection)
    run(connection, "INSERT INTO parents VALUES (1, 2, 'nobody')", "INSERT INTO children VALUES (1, 2)")
    run(connection, f"ALTER TABLE {'children' if lost in 'ab' else 'parents'} DROP COLUMN {lost}")
    kinds = [each.kind for each in audited(connection, PARENTS, CHILDREN).findings]
    assert kinds == ([] if lost == "of" else ["orphan-row"])


def test_what_is_described_as_a_whole_is_not_looked_through_for_references(connection: sa.Connection) -> None:
    parents_and_children(connection)
    run(connection, "INSERT INTO children VALUES (7, 8)")
    whole = attrs.evolve(CHILDREN, fields=(field("*"),), coarse=True)
    parts = attrs.evolve(PARENTS, fields=(field("*"),), coarse=True)
    assert audited(connection, PARENTS, whole).findings == ()
    assert audited(connection, parts, CHILDREN).findings == ()
    assert [each.kind for each in audited(connection, PARENTS, CHILDREN).findings] == ["orphan-row"]


def test_a_reference_into_what_was_not_found_is_not_looked_at(connection: sa.Connection) -> None:
    run(
        connection,
        "CREATE TABLE people (id text PRIMARY KEY, name text)",
        "CREATE TABLE children (a int, b int)",
        "INSERT INTO children VALUES (7, 8)",
    )
    assert said(audited(connection, PARENTS, CHILDREN)) == [f"missing-table parents: {MISSING}"]


# Owners

MINE = edge(EdgeKind.OWNS, "of", "people")
ROOMS = dataset("rooms", "id", "of", edges=(MINE,))
SHELVES = dataset(
    "shelves", "id", "room", edges=(edge(EdgeKind.INSIDE, "room", "rooms"),), retention=(WithParent(),)
)
BOOKS = dataset(
    "books",
    "id",
    "of",
    "shelf",
    edges=(MINE, edge(EdgeKind.INSIDE, "shelf", "shelves", nullable=("shelf",))),
)


def library(connection: sa.Connection) -> None:
    run(
        connection,
        "CREATE TABLE people (id text PRIMARY KEY, name text)",
        "CREATE TABLE rooms (id int, of text)",
        "CREATE TABLE shelves (id int, room int)",
        "CREATE TABLE books (id int, of text, shelf int)",
        "INSERT INTO people VALUES ('ann', 'Ann'), ('bob', 'Bob')",
        "INSERT INTO rooms VALUES (1, 'ann'), (2, 'bob')",
        "INSERT INTO shelves VALUES (10, 1), (20, 2)",
        "INSERT INTO books VALUES (100, 'ann', 10), (200, 'bob', 20), (300, 'bob', NULL)",
    )


def test_a_row_in_the_data_of_two_accounts_is_found_by_what_it_lies_in(connection: sa.Connection) -> None:
    library(connection)
    assert audited(connection, ROOMS, SHELVES, BOOKS).findings == ()
    run(connection, "INSERT INTO books VALUES (400, 'ann', 20)")
    (found,) = audited(connection, ROOMS, SHELVES, BOOKS).findings
    assert (found.kind, found.place) == ("crossed-owners", "books.shelf")
    assert found.message.startswith(
        "1 row lies inside the data of two accounts: of leads to one and shelf to another"
    )


@pytest.mark.parametrize("lost", ["rooms.of", "shelves.room", "shelves.id", "books.shelf", "books.of"])
def test_whose_a_row_is_cannot_be_told_where_a_column_is_gone(connection: sa.Connection, lost: str) -> None:
    library(connection)
    run(connection, "INSERT INTO books VALUES (400, 'ann', 20)")
    table, _, column = lost.partition(".")
    run(connection, f"ALTER TABLE {table} DROP COLUMN {column}")
    kinds = {each.kind for each in audited(connection, ROOMS, SHELVES, BOOKS).findings}
    assert kinds <= {"orphan-row"}


def test_whose_a_row_is_cannot_be_told_where_the_way_leads_to_nobody(connection: sa.Connection) -> None:
    library(connection)
    run(connection, "INSERT INTO books VALUES (400, 'ann', 20)")
    nobodys = attrs.evolve(ROOMS, edges=(), unowned="so", retention=(Machinery(because="so"),))
    shelves = attrs.evolve(SHELVES, unowned="so")
    assert audited(connection, nobodys, shelves, BOOKS).findings == ()


def test_an_account_is_known_by_its_key_alone(connection: sa.Connection) -> None:
    library(connection)
    run(connection, "INSERT INTO books VALUES (400, 'Ann', 20)", "DELETE FROM books WHERE id < 400")
    by_name = attrs.evolve(BOOKS, edges=(attrs.evolve(MINE, to_columns=("name",)), BOOKS.edges[1]))
    assert audited(connection, ROOMS, SHELVES, by_name).findings == ()


@pytest.mark.parametrize(
    ("columns", "to_columns", "crossed"),
    [("of shelf", "of id", 0), ("shelf of", "id of", 0), ("shelf", "id", 1), ("other shelf", "of id", 1)],
)
def test_a_reference_that_contains_the_owner_cannot_cross(
    connection: sa.Connection, columns: str, to_columns: str, crossed: int
) -> None:
    run(
        connection,
        "CREATE TABLE people (id text PRIMARY KEY, name text)",
        "CREATE TABLE shelves (id int, of text)",
        "CREATE TABLE books (id int, of text, shelf int, other text)",
        "INSERT INTO people VALUES ('ann', 'Ann'), ('bob', 'Bob')",
        "INSERT INTO shelves VALUES (1, 'bob')",
        "INSERT INTO books VALUES (1, 'ann', 1, 'bob')",
    )
    shelves = dataset("shelves", "id", "of", edges=(MINE,))
    inside = edge(EdgeKind.INSIDE, columns, "shelves", to_columns)
    books = dataset("books", "id", "of", "shelf", "other", edges=(MINE, inside))
    made = statements(connection)
    kinds = [each.kind for each in audited(connection, shelves, books).findings]
    assert kinds.count("crossed-owners") == crossed
    assert sum("!=" in each for each in made) == crossed  # nobody looks where it can't be


def test_what_mentions_another_lies_in_nobodys_data_but_its_owners(connection: sa.Connection) -> None:
    run(
        connection,
        "CREATE TABLE people (id text PRIMARY KEY, name text)",
        "CREATE TABLE notes (of text, about text)",
        "INSERT INTO people VALUES ('ann', 'Ann'), ('bob', 'Bob')",
        "INSERT INTO notes VALUES ('ann', 'bob')",
    )
    mention = edge(EdgeKind.MENTIONS, "about", "people", nullable=("about",))
    about = field("about", on_account_deletion=OnAccountDeletion.ANONYMIZE)
    assert audited(connection, dataset("notes", "of", about, edges=(MINE, mention))).findings == ()
    both = attrs.evolve(mention, kind=EdgeKind.INSIDE)
    notes = dataset("notes", "of", "about", edges=(MINE, both))
    assert [each.kind for each in audited(connection, notes).findings] == ["crossed-owners"]


# Files


PICTURES = dataset(
    "pictures",
    "key",
    store=Store.BLOBS,
    edges=(edge(EdgeKind.INSIDE, "key", "letters", "picture"),),
    retention=(WithParent(),),
)
SOUNDS = attrs.evolve(PICTURES, name="sounds", edges=(edge(EdgeKind.INSIDE, "key", "letters", "sound"),))
LETTERS = dataset("letters", "id", "of", "picture", "sound", edges=(MINE,))
JOURNAL = dataset(
    "journal", "file", "at", retention=(DaysAfter(column="at", days=1),), unowned="Files about to appear."
)


def letters(connection: sa.Connection) -> None:
    run(
        connection,
        "CREATE TABLE people (id text PRIMARY KEY, name text)",
        "CREATE TABLE letters (id int, of text, picture text, sound text)",
        "CREATE TABLE journal (file text, at timestamp)",
        "INSERT INTO people VALUES ('ann', 'Ann')",
        "INSERT INTO letters VALUES (1, 'ann', 'a', 's')",
    )


def compared(connection: sa.Connection, pictures: Dataset, names: str, *more: Dataset, **files: Any) -> list[str]:
    told = Files(dataset="pictures", names=lambda: iter(names), **files)
    report = audited(connection, LETTERS, JOURNAL, pictures, *more, files=(told,))
    return [f"{each.kind} {each.place}" for each in report.findings]


def test_files_that_lie_beside_those_of_others_are_compared_together(connection: sa.Connection) -> None:
    letters(connection)
    assert compared(connection, PICTURES, "as", SOUNDS, beside=("sounds",)) == []
    assert compared(connection, PICTURES, "as", SOUNDS) == ["orphan-file pictures"]
    assert compared(connection, PICTURES, "a", SOUNDS, beside=("sounds",)) == ["missing-file letters.sound"]


def test_a_store_of_files_that_were_compared_has_been_seen(connection: sa.Connection) -> None:
    letters(connection)
    told = Files(dataset="pictures", names=lambda: iter("a"))
    assert audited(connection, LETTERS, JOURNAL, PICTURES, files=(told,)).unseen == ()
    assert audited(connection, LETTERS, JOURNAL, PICTURES).unseen == ("blobs",)


def test_a_journal_may_name_a_file_that_is_not_there_yet(connection: sa.Connection) -> None:
    letters(connection)
    run(connection, "INSERT INTO journal VALUES ('b', '2026-06-01 11:00:00')")
    both = attrs.evolve(PICTURES, edges=(*PICTURES.edges, edge(EdgeKind.INSIDE, "key", "journal", "file")))
    assert compared(connection, both, "a") == []
    assert compared(connection, both, "ab") == []
    assert compared(connection, both, "abc") == ["orphan-file pictures"]


def test_without_an_edge_of_one_column_to_a_table_nothing_is_compared(connection: sa.Connection) -> None:
    letters(connection)
    two = attrs.evolve(
        PICTURES,
        fields=(field("key"), field("kind")),
        edges=(edge(EdgeKind.INSIDE, "key kind", "letters", "picture id"),),
    )
    assert compared(connection, two, "a") == ["cannot-look pictures"]
    run(connection, "DROP TABLE letters")
    assert compared(connection, PICTURES, "a") == ["missing-table letters", "cannot-look pictures"]


# Secrets, and counting

SECRET = "a canary of today"


@pytest.mark.parametrize("secret", [SECRET, SECRET + "!", SECRET + "!!", "?>?>?>?>?>?>", "ÿþýüûúù÷ö"])
@pytest.mark.parametrize("before", range(5))
@pytest.mark.parametrize("after", range(3))
def test_a_secret_is_known_in_base64_wherever_it_stands(secret: str, before: int, after: int) -> None:
    text = b"x" * before + secret.encode() + b"y" * after
    for encoded in (base64.b64encode(text), base64.urlsafe_b64encode(text)):
        assert any(form in encoded.decode() for form in forms_of(secret))
    other = base64.b64encode(b"x" * before + b"an uncanny silence of yesterday" + b"y" * after).decode()
    assert not any(form in other for form in forms_of(secret))


def test_the_forms_of_a_secret_leave_out_no_more_of_it_than_they_must() -> None:
    for secret in ("0123456789ab", "0123456789abc", "0123456789abcd"):
        short = min(map(len, forms_of(secret)))
        assert short >= len(secret) * 4 // 3 - 4


def secrets(connection: sa.Connection, **protection: Protection) -> Dataset:
    columns = ", ".join(f"{name} text" for name in protection)
    run(
        connection,
        "CREATE TABLE people (id text PRIMARY KEY, name text)",
        f"CREATE TABLE keys (of text, {columns})",
        "INSERT INTO people VALUES ('ann', 'Ann')",
    )
    fields = [
        field(
            name,
            protection=kind,
            **({} if kind is Protection.NONE else {"export": Export.WITHHELD, "because": "A secret."}),
        )
        for name, kind in protection.items()
    ]
    return dataset("keys", "of", *fields, edges=(MINE,))


def test_what_needs_no_protection_may_be_read_and_a_column_that_went_is_passed_over(
    connection: sa.Connection,
) -> None:
    keys = secrets(connection, plain=Protection.NONE, hash=Protection.HASH, gone=Protection.HASH)
    run(
        connection,
        "INSERT INTO keys VALUES ('ann', 'hunter2', 'hunter2', 'hunter2')",
        "ALTER TABLE keys DROP COLUMN gone",
    )
    made = statements(connection)
    report = audited(connection, keys)
    assert [f"{each.kind} {each.place}" for each in report.findings] == ["plaintext keys.hash"]
    assert not any("plain" in each for each in made)


def test_of_several_reasons_the_commonest_is_told(connection: sa.Connection) -> None:
    keys = secrets(connection, hash=Protection.HASH)
    run(connection, "INSERT INTO keys VALUES ('ann', 'x'), ('ann', 'hunter2'), ('ann', 'hunter3')")
    (found,) = audited(connection, keys).findings
    assert "(a readable text of 7 characters)" in found.message


def test_a_planted_secret_is_searched_in_bytes_too_and_after_what_cannot_hold_one(
    connection: sa.Connection,
) -> None:
    run(connection, "CREATE TABLE people (id text PRIMARY KEY, number int, raw blob, name text)")
    canary = "a canary of today"
    connection.execute(
        sa.text("INSERT INTO people VALUES ('ann', 7, :raw, '')"), {"raw": b"\xff\0" + canary.encode()}
    )
    made = statements(connection)
    report = audited(connection, canaries=(canary,))
    assert [f"{each.kind} {each.place}" for each in report.findings] == ["canary people.raw"]
    assert not any("number" in each for each in made)
    run(connection, "UPDATE people SET raw = NULL, name = '100%_canary_of_today'")
    assert audited(connection, canaries=("canary%of_today",)).findings == ()


def test_rows_are_counted_up_to_one_more_than_the_limit(connection: sa.Connection) -> None:
    run(connection, "CREATE TABLE people (id text PRIMARY KEY, name text)")
    run(connection, *(f"INSERT INTO people VALUES ('{n}', '')" for n in range(5)))
    people = sa.table("people", sa.column("id"))
    for limit, number in ((3, 4), (4, 5), (5, 5), (9, 5)):
        assert count(connection, people, [], Audit(now=NOW, limits=Limits(rows=limit))) == number
    assert count(connection, people, [people.c.id == "7"], Audit(now=NOW)) == 0


# What can't be looked at


def test_a_check_that_is_cut_short_is_a_finding_and_stops_no_other(
    connection: sa.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    library(connection)
    monkeypatch.setattr("specstep.policies.sql.connecting.SQLITE_STEPS", 0)
    monkeypatch.setattr("specstep.policies.sql.connecting.SQLITE_CALL_EVERY", 1)
    report = audited(connection, ROOMS, SHELVES, BOOKS, canaries=(SECRET,))
    assert {each.kind for each in report.findings} == {"cannot-look"}
    said = {f"{each.place}: {each.message}" for each in report.findings}
    assert "books: The check for orphans could not be made: interrupted." in said
    assert "books: The check for owners could not be made: interrupted." in said
    assert "people.name: The search for planted secrets could not be made: interrupted." in said
    assert "books.of: The search for planted secrets could not be made: interrupted." in said


def test_rules_about_a_table_that_is_missing_are_not_overdue(connection: sa.Connection) -> None:
    run(connection, "CREATE TABLE people (id text PRIMARY KEY, name text)")
    assert said(audited(connection, JOURNAL, last_runs={})) == [f"missing-table journal: {MISSING}"]


@pytest.mark.parametrize(("hours", "overdue"), [(0, False), (47, False), (48, False), (49, True)])
def test_a_rule_is_overdue_two_nights_after_it_ran(connection: sa.Connection, hours: int, overdue: bool) -> None:
    letters(connection)
    found = audited(connection, JOURNAL, last_runs={"journal.at": NOW - timedelta(hours=hours)})
    assert [each.kind for each in found.findings] == ["rule-overdue"] * overdue


@pytest.mark.parametrize(("hours", "overdue"), [(47, False), (48, True)])
def test_a_rule_that_never_ran_is_overdue_once_it_had_something_to_do_for_two_nights(
    connection: sa.Connection, hours: int, overdue: bool
) -> None:
    letters(connection)
    time = (NOW - timedelta(hours=hours)).replace(tzinfo=None)
    connection.execute(
        sa.text("INSERT INTO journal VALUES ('b', :time)"), {"time": f"{time:%Y-%m-%d %H:%M:%S.%f}"}
    )
    found = audited(connection, JOURNAL, last_runs={})
    assert [each.kind for each in found.findings if each.kind == "rule-overdue"] == ["rule-overdue"] * overdue
