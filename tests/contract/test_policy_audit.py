"""An audit of a running database finds what breaks the policy, on SQLite and PostgreSQL, and writes nothing."""

import base64
import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from tests.contract.policy_databases import DAY, INVENTORY, NOW, letters, people, shop_url, stored, visits, written
from tests.servers.postgresql import PostgreSQLServer

from specstep.policies import Audit, CannotOpen, Files, Limits, Report, audit_database, cover, looking_at, reflect
from specstep.policies.audit.values import KINDS
from specstep.policies.model import Dataset, Edge, EdgeKind, Field, Inventory, Store, WithOwner
from specstep.policies.sql import bookkeeping

__all__ = ["shop_url"]

HASH = hashlib.sha256(b"x").hexdigest()
SEALED = bytes(range(100, 164))
CANARY = "canary-7f3a9c2e5b"
ANNA: dict[str, Any] = {"id": 1, "name": "Anna", "key_hash": HASH, "token": SEALED}


def put(url: str, table: sa.Table, **row: Any) -> None:
    values = {name: stored(url, value) if isinstance(value, datetime) else value for name, value in row.items()}
    with written(url) as connection:
        connection.execute(table.insert().values(**values))


def look(url: str, **told: Any) -> Report:
    with looking_at(url) as connection:
        return audit_database(connection, INVENTORY, Audit(**{"now": NOW, **told}))


def found(report: Report) -> set[tuple[str, str]]:
    return {(finding.kind, finding.place) for finding in report.findings}


def test_a_database_in_order_gives_no_finding(shop_url: str) -> None:
    put(shop_url, people, **ANNA)
    put(shop_url, letters, id=1, person_id=1, sent_at=NOW + 9 * DAY, expires_s=int((NOW + DAY).timestamp()))
    put(shop_url, visits, id=1, at=NOW - 30 * DAY)
    report = look(shop_url)
    assert report.findings == ()
    assert report.unseen == ("blobs",)


ROWS: dict[str, tuple[sa.Table, dict[str, Any], tuple[str, str]]] = {
    "a visit from long ago": (visits, {"at": NOW - 32 * DAY}, ("outlived", "visits.at")),
    "a letter that belongs into the bin": (
        letters,
        {"person_id": 1, "sent_at": NOW - 2 * DAY},
        ("outlived", "letters.sent_at"),
    ),
    "a letter that lay in the bin too long": (
        letters,
        {"person_id": 1, "sent_at": NOW, "deleted_at": NOW - 32 * DAY},
        ("outlived", "letters.deleted_at"),
    ),
    "a letter that expired, in seconds": (
        letters,
        {"person_id": 1, "expires_s": int((NOW - 2 * DAY).timestamp())},
        ("outlived", "letters.expires_s"),
    ),
    "a visit without a time": (visits, {"at": None}, ("never-due", "visits.at")),
    "a visit in the future": (visits, {"at": NOW + 3 * DAY}, ("future-time", "visits.at")),
    "a readable key": (people, {**ANNA, "id": 2, "key_hash": "hunter2"}, ("plaintext", "people.key_hash")),
    "a readable token": (people, {**ANNA, "id": 2, "token": b"secret-token"}, ("plaintext", "people.token")),
    "a letter of nobody": (letters, {"person_id": 77}, ("orphan-row", "letters.person_id")),
}


@pytest.mark.parametrize(("table", "row", "expected"), ROWS.values(), ids=ROWS.keys())
def test_a_row_that_breaks_the_policy_is_found(
    shop_url: str, table: sa.Table, row: dict[str, Any], expected: tuple[str, str]
) -> None:
    put(shop_url, people, **ANNA)
    put(shop_url, table, **{"id": 5, **row})
    report = look(shop_url)
    assert found(report) == {expected}
    for secret in ("hunter2", "secret-token", "Anna"):
        assert secret not in report.as_text()


@pytest.mark.parametrize("days", [30, 31])
def test_a_row_may_be_there_until_the_sweep_after_its_time(shop_url: str, days: int) -> None:
    put(shop_url, visits, id=1, at=NOW - days * DAY + DAY / 24)
    assert look(shop_url).findings == ()


@pytest.mark.parametrize(
    "form",
    [CANARY, CANARY.encode().hex(), base64.b64encode(b"a" + CANARY.encode() + b"z").decode(), f"Bearer {CANARY}%"],
    ids=["as it is", "in hexadecimal", "in base64", "within a text"],
)
def test_a_planted_secret_is_found_wherever_it_can_be_read(shop_url: str, form: str) -> None:
    put(shop_url, people, **{**ANNA, "token": SEALED + form.encode()})
    put(shop_url, letters, id=1, person_id=1, body=form)
    assert ("canary", "letters.body") in found(look(shop_url, canaries=(CANARY,)))
    assert ("canary", "people.token") in found(look(shop_url, canaries=(CANARY,)))
    assert look(shop_url, canaries=("canary-of-somebody-else",)).findings == ()


def test_files_and_records_are_compared_both_ways(shop_url: str) -> None:
    put(shop_url, people, **ANNA)
    put(shop_url, letters, id=1, person_id=1, picture="a.png")
    put(shop_url, letters, id=2, person_id=1, picture="b.png")

    def with_files(names: Sequence[str], **limits: int) -> Report:
        files = Files(dataset="pictures", names=lambda: names)
        return look(shop_url, files=(files,), limits=Limits(**limits))

    assert with_files(["a.png", "b.png"]) == Report(findings=(), notes=with_files([]).notes)
    assert found(with_files(["a.png", "b.png", "c.png"])) == {("orphan-file", "pictures")}
    assert found(with_files(["a.png"])) == {("missing-file", "letters.picture")}
    assert found(with_files(["a.png", "b.png"], files=1)) == {("cannot-look", "pictures")}


def test_a_rule_that_did_not_run_is_found_once_there_was_something_to_do(shop_url: str) -> None:
    put(shop_url, visits, id=1, at=NOW - 5 * DAY)
    runs = {"old letters": NOW, "letters.expires_s": NOW, "letters.deleted_at": NOW}
    assert found(look(shop_url, last_runs=runs)) == {("rule-overdue", "visits.at")}
    assert look(shop_url, last_runs={**runs, "visits.at": NOW}).findings == ()
    assert found(look(shop_url, last_runs={**runs, "visits.at": NOW - 3 * DAY})) == {("rule-overdue", "visits.at")}


def test_the_engines_own_books_say_when_rules_ran(shop_url: str) -> None:
    put(shop_url, visits, id=1, at=NOW - 5 * DAY)
    assert look(shop_url).notes == ("Nobody keeps books here about when the rules last ran.",)
    books = bookkeeping(sa.MetaData()).rule_runs
    with written(shop_url) as connection:
        books.metadata.create_all(connection)
    assert found(look(shop_url)) == {("rule-overdue", "visits.at")}
    put(shop_url, books, rule="visits.at", ran_ms=int(NOW.timestamp() * 1000), number=0)
    assert look(shop_url) == Report(findings=(), unseen=("blobs",))


def test_counting_stops_at_its_limit(shop_url: str) -> None:
    with written(shop_url) as connection:
        rows = [{"id": number, "at": stored(shop_url, NOW - 40 * DAY)} for number in range(12)]
        connection.execute(visits.insert(), rows)
    (finding,) = look(shop_url, limits=Limits(rows=10)).findings
    assert finding.message.startswith("More than 10 rows should be gone")


def test_a_database_that_is_behind_names_the_tables_it_lacks(shop_url: str) -> None:
    with written(shop_url) as connection:
        visits.drop(connection)
    assert found(look(shop_url)) == {("missing-table", "visits")}


def test_a_column_that_went_stops_only_its_own_checks(shop_url: str) -> None:
    with written(shop_url) as connection:
        connection.execute(sa.text("ALTER TABLE letters DROP COLUMN expires_s"))
    put(shop_url, visits, id=1, at=NOW - 40 * DAY)
    assert found(look(shop_url)) == {("outlived", "visits.at")}


def test_nothing_can_be_written_through_it(shop_url: str) -> None:
    with looking_at(shop_url) as connection, pytest.raises(sa.exc.DBAPIError, match=r"(?i)read.?only"):
        connection.execute(visits.insert().values(id=1))


@pytest.mark.postgresql
def test_a_table_that_may_not_be_read_is_said_and_the_rest_is_looked_at(
    postgresql_server: PostgreSQLServer, shop_url: str
) -> None:
    if shop_url.startswith("sqlite"):
        pytest.skip("SQLite has no rights")
    put(shop_url, letters, id=1, person_id=77, sent_at=NOW - 40 * DAY)
    with written(shop_url) as connection:
        connection.execute(sa.text("CREATE ROLE reader_of_shop LOGIN"))
        connection.execute(sa.text("GRANT SELECT ON people, letters TO reader_of_shop"))
    limited = sa.engine.make_url(shop_url).set(username="reader_of_shop").render_as_string(hide_password=False)
    try:
        report = look(limited)
        with looking_at(limited) as connection:
            covered = cover(INVENTORY, reflect(connection))
    finally:
        with written(shop_url) as connection:
            connection.execute(sa.text("DROP OWNED BY reader_of_shop"))
            connection.execute(sa.text("DROP ROLE reader_of_shop"))
    assert ("cannot-look", "visits") in found(report)
    assert ("outlived", "letters.sent_at") in found(report)
    assert ("unreadable", "visits") in found(covered)


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////nowhere/at/all.db",
        "sqlite://",
        "postgresql://user:hunter2@localhost:1/none",
        "mysql://user:hunter2@localhost/none",
        "what?",
    ],
)
def test_what_cannot_be_opened_is_said_without_its_password(url: str) -> None:
    with pytest.raises(CannotOpen) as refused, looking_at(url):
        pass
    assert "hunter2" not in str(refused.value)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are notes, and no database at all. " * 40)
    with pytest.raises(CannotOpen, match=r"notes\.txt"), looking_at(f"sqlite:///{path}"):
        pass


def test_an_audit_needs_a_zone_and_canaries_of_some_length() -> None:
    with pytest.raises(ValueError, match="zone"):
        Audit(now=NOW.replace(tzinfo=None))
    with pytest.raises(ValueError, match="12 characters"):
        Audit(now=NOW, canaries=("short",))


def test_every_kind_of_finding_is_among_these() -> None:
    seen = {expected[0] for _, _, expected in ROWS.values()}
    seen |= {
        "canary",
        "orphan-file",
        "missing-file",
        "rule-overdue",
        "missing-table",
        "cannot-look",
        "crossed-owners",
    }
    of_the_operator = {"unattested", "deletion-overdue"}  # which the database can't tell
    assert seen | of_the_operator == set(KINDS)


def field(name: str) -> Field:
    return Field(name=name, category="system.operations", purposes=("essential.service",), clauses=("RET-2",))


def kept(name: str, columns: str, *edges: Edge) -> Dataset:
    return Dataset(
        name=name,
        store=Store.APPLICATION,
        about="Rows.",
        fields=tuple(field(each) for each in columns.split()),
        edges=edges,
        retention=(WithOwner(),),
        clauses=("RET-2",),
    )


def edge(kind: EdgeKind, column: str, to: str) -> Edge:
    return Edge(kind=kind, columns=(column,), to=to)


def test_a_row_inside_the_data_of_two_accounts_is_found_and_one_inside_its_own_is_not(shop_url: str) -> None:
    owns, inside = EdgeKind.OWNS, EdgeKind.INSIDE
    inventory = Inventory(
        datasets=(
            kept("accounts", "id"),
            kept("folders", "id owner_id", edge(owns, "owner_id", "accounts")),
            kept(
                "papers",
                "id owner_id folder_id",
                edge(owns, "owner_id", "accounts"),
                edge(inside, "folder_id", "folders"),
            ),
            kept(
                "notes",
                "id folder_id paper_id",
                edge(owns, "folder_id", "folders"),
                edge(inside, "paper_id", "papers"),
            ),
        )
    )
    rows = {
        "accounts": [(1,), (2,)],
        "folders": [(1, 1), (2, 2)],
        "papers": [(1, 1, 1), (2, 2, 2), (3, 1, 2), (4, 1, None)],
        "notes": [(1, 1, 1), (2, 2, 1), (3, 2, 2), (4, 1, None)],
    }
    with written(shop_url) as connection:
        for dataset in inventory.datasets:
            names = [each.name for each in dataset.fields]
            connection.execute(
                sa.text(f"CREATE TABLE {dataset.name} ({', '.join(f'{name} integer' for name in names)})")
            )
            for row in rows[dataset.name]:
                values = ", ".join("NULL" if value is None else str(value) for value in row)
                connection.execute(sa.text(f"INSERT INTO {dataset.name} VALUES ({values})"))
    with looking_at(shop_url) as connection:
        report = audit_database(connection, inventory, Audit(now=NOW))
    assert found(report) == {("crossed-owners", "papers.folder_id"), ("crossed-owners", "notes.paper_id")}
    assert all(
        finding.message.startswith("1 row lies inside the data of two accounts") for finding in report.findings
    )
