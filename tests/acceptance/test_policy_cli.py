"""`specstep policy` as a person, cron and CI run it: on SpecStep's own data and on a stranger's."""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.acceptance.conftest import CommandLine

SHOP = """
from specstep.policies import At, Dataset, Edge, EdgeKind, Export, Field, Inventory, Protection, Store, WithOwner
import attrs
import sqlalchemy as sa

metadata = sa.MetaData()
sa.Table("people", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("email", sa.Text))
sa.Table(
    "keys",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("person_id", sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("hashed", sa.String(64)),
    sa.Column("expires_at", sa.DateTime),
)

def field(name, category="system.operations", **more):
    return Field(name=name, category=category, purposes=("essential.service",), clauses=("P-1",), **more)

people = Dataset(
    name="people", store=Store.APPLICATION, about="People.", retention=(WithOwner(),), clauses=("P-1",),
    fields=(field("id", "user.unique_id"), field("email", "user.contact.email")),
)
secret = field(
    "hashed", "user.authorization.credentials", protection=Protection.HASH, export=Export.WITHHELD, because="Secret."
)
keys = Dataset(
    name="keys", store=Store.APPLICATION, about="Keys.", retention=(WithOwner(), At(column="expires_at")),
    clauses=("P-1",), fields=(field("id"), field("person_id", "user.unique_id"), secret, field("expires_at")),
    edges=(Edge(kind=EdgeKind.OWNS, columns=("person_id",), to="people"),),
)
INVENTORY = Inventory(datasets=(people, keys), account="people")
LONGER = attrs.evolve(INVENTORY, datasets=(people, attrs.evolve(keys, retention=(WithOwner(),))))
SHORTER = INVENTORY
nothing = 17
"""
ON_SHOP = ("--inventory", "shop:INVENTORY")


@pytest.fixture
def shop(command_line: CommandLine) -> CommandLine:
    """A folder with a module `shop`, and a database of it in order."""
    (command_line.folder / "shop.py").write_text(SHOP)
    (command_line.folder / "broken.py").write_text("raise RuntimeError('no luck')")
    with sqlite3.connect(command_line.folder / "shop.db") as database:
        database.executescript(
            """
            CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT);
            CREATE TABLE keys (
                id INTEGER PRIMARY KEY,
                person_id INTEGER NOT NULL REFERENCES people (id),
                hashed VARCHAR(64),
                expires_at DATETIME
            );
            CREATE INDEX keys_person_id ON keys (person_id);
            INSERT INTO people VALUES (1, 'anna@example.org');
            """
        )
        database.execute("INSERT INTO keys VALUES (1, 1, ?, NULL)", [hashlib.sha256(b"x").hexdigest()])
    return command_line


def said(cli: CommandLine, *arguments: str, status: int = 0) -> Any:
    done = cli.run("policy", *arguments, "--json")
    assert done.returncode == status, done.stdout + done.stderr
    return json.loads(done.stdout)


def kinds(report: Any) -> set[tuple[str, str, str | None]]:
    return {(each["kind"], each["dataset"], each["field"]) for each in report["findings"]}


def attested(command_line: CommandLine) -> CommandLine:
    """The same, with an operator who vouches for encrypted storage."""
    return CommandLine(folder=command_line.folder, settings={"SPECSTEP_ENCRYPTED_AT_REST": "true"})


def test_SEC_2_encryption_at_rest_that_nobody_vouches_for_is_a_finding(command_line: CommandLine) -> None:
    assert command_line.run("db", "upgrade").returncode == 0
    assert kinds(said(command_line, "audit", status=1)) == {("unattested", "", "SEC-2")}
    assert said(attested(command_line), "audit")["findings"] == []


def test_RET_1_RIG_3_a_deletion_that_takes_longer_than_a_day_is_a_finding(command_line: CommandLine) -> None:
    assert command_line.run("db", "upgrade").returncode == 0
    with closing(sqlite3.connect(command_line.folder / "data" / "specstep.sqlite")) as database, database:
        database.execute(
            "INSERT INTO accounts (id, display_name, role, created_at, closing_at) "
            "VALUES ('a', 'Anna', 'user', '2026-01-01 00:00:00', '2026-01-02 00:00:00')"
        )
    assert kinds(said(attested(command_line), "audit", status=1)) == {
        ("deletion-overdue", "accounts", "closing_at")
    }


def test_our_own_inventory_covers_our_own_tables(command_line: CommandLine) -> None:
    report = said(command_line, "check")
    assert report["findings"] == []
    assert "blobs" in report["unseen"]


def test_our_own_database_is_checked_and_audited_as_it_runs(command_line: CommandLine) -> None:
    assert command_line.run("db", "upgrade").returncode == 0
    address = f"sqlite:///{command_line.folder / 'data' / 'specstep.sqlite'}"
    assert said(command_line, "check", "--database", address)["findings"] == []
    assert said(attested(command_line), "audit")["findings"] == []


def test_a_database_with_a_package_and_runs_of_the_engine_is_in_order(command_line: CommandLine) -> None:
    made = command_line.run("demo", "--out", "package")
    assert made.returncode == 0, made.stderr
    report = said(command_line, "check", "--database", f"sqlite:///{command_line.folder}/data/specstep.sqlite")
    assert report["findings"] == []
    assert report["unseen"] == ["blobs"]
    vouched = attested(command_line)
    audit = said(vouched, "audit")
    assert (audit["findings"], audit["unseen"]) == ([], [])
    (blob,) = [path for path in (command_line.folder / "data" / "blobs").rglob("*") if path.is_file()]
    blob.rename(blob.with_name("astray"))
    assert {kind for kind, _, _ in kinds(said(vouched, "audit", status=1))} == {"orphan-file", "missing-file"}


def test_clauses_are_listed_for_programs_and_people(command_line: CommandLine) -> None:
    listed = said(command_line, "clauses")
    assert {"id", "title", "state", "rules", "proofs"} == set(listed[0])
    kept = [each for each in listed if each["state"] == "kept"]
    assert kept
    assert all(each["rules"] and each["proofs"] for each in kept)
    shown = command_line.run("policy", "clauses").stdout
    assert len(shown.splitlines()) == len(listed)


@pytest.mark.parametrize("what", ["sweep", "erasure", "export"])
def test_plans_are_shown_for_our_data_and_for_a_strangers(shop: CommandLine, what: str) -> None:
    assert said(shop, "plan", what)["plan"] == what
    assert said(shop, "plan", what, *ON_SHOP)["plan"] == what
    assert "keys" in shop.run("policy", "plan", what, *ON_SHOP).stdout


def test_a_strangers_schema_is_checked_from_the_folder_it_lies_in(shop: CommandLine) -> None:
    assert said(shop, "check", *ON_SHOP, "--metadata", "shop:metadata") == {
        "findings": [],
        "unseen": [],
        "notes": [],
    }
    assert said(shop, "check", *ON_SHOP, "--database", "sqlite:///shop.db")["findings"] == []


def test_a_column_that_nobody_covers_fails_and_is_said_with_the_line_to_write(shop: CommandLine) -> None:
    with sqlite3.connect(shop.folder / "shop.db") as database:
        database.execute("ALTER TABLE people ADD COLUMN phone TEXT")
    done = shop.run("policy", "check", *ON_SHOP, "--metadata", "shop:metadata", "--database", "sqlite:///shop.db")
    assert done.returncode == 1
    assert 'Field(name="phone", category="user.contact.phone_number"' in done.stdout
    assert "database-ahead  people.phone" in done.stdout


def test_an_audit_finds_what_is_wrong_in_a_strangers_database(shop: CommandLine) -> None:
    audit = ("audit", *ON_SHOP, "--database", "sqlite:///shop.db")
    assert said(shop, *audit)["findings"] == []
    with sqlite3.connect(shop.folder / "shop.db") as database:
        database.execute("INSERT INTO keys VALUES (2, 1, 'hunter2', '2020-01-01 00:00:00')")
        database.execute("UPDATE people SET email = 'planted-canary-4711'")
    (shop.folder / "canaries.txt").write_text("planted-canary-4711\n")
    before = (shop.folder / "shop.db").read_bytes()
    report = said(shop, *audit, "--canaries", "canaries.txt", status=1)
    assert kinds(report) == {
        ("outlived", "keys", "expires_at"),
        ("plaintext", "keys", "hashed"),
        ("canary", "people", "email"),
    }
    assert "hunter2" not in json.dumps(report)
    assert (shop.folder / "shop.db").read_bytes() == before


def test_a_difference_that_people_must_hear_of_has_a_status(shop: CommandLine) -> None:
    assert said(shop, "diff", "shop:INVENTORY", "shop:SHORTER") == {
        "changes": [],
        "material": False,
        "announcement": None,
    }
    report = said(shop, "diff", "shop:INVENTORY", "shop:LONGER", status=1)
    assert [change["kind"] for change in report["changes"]] == ["longer-retention"]
    assert report["announcement"].startswith("We are changing")
    assert said(shop, "diff", "shop:LONGER", "shop:INVENTORY")["material"] is False


def test_notice_record_and_map_are_printed_with_what_the_operator_says(shop: CommandLine) -> None:
    facts = shop.folder / "facts.toml"
    facts.write_text('service = "Shop"\nname = "Shop Society"\nbackup_days = 14\neffective = 2026-12-01\n')
    notice = shop.run("policy", "notice", *ON_SHOP, "--facts", str(facts)).stdout
    assert "# Privacy notice of Shop" in notice
    assert "Backups: at most 14 days." in notice
    assert "2026-12-01" in notice
    page = shop.run("policy", "notice", *ON_SHOP, "--facts", str(facts), "--format", "html").stdout
    assert page.startswith("<!doctype html>")
    assert said(shop, "notice", *ON_SHOP, "--facts", str(facts))["missing"] == [
        "contact",
        "region",
        "log_days",
        "write_ahead_log_days",
    ]
    assert said(shop, "notice", "--record", *ON_SHOP)["activities"]
    collections = said(shop, "map", *ON_SHOP, "--service", "Shop")["dataset"][0]["collections"]
    assert [each["name"] for each in collections] == ["people", "keys"]


WRONG: dict[str, tuple[tuple[str, ...], int, str]] = {
    "a module that isn't there": (
        ("check", "--inventory", "nowhere:X", "--metadata", "shop:metadata"),
        2,
        "nowhere",
    ),
    "a module that breaks": (("check", "--inventory", "broken:X", "--metadata", "shop:metadata"), 2, "no luck"),
    "a name that isn't there": (("check", "--inventory", "shop:NOPE", "--metadata", "shop:metadata"), 2, "NOPE"),
    "no name": (("check", "--inventory", "shop", "--metadata", "shop:metadata"), 2, "module:NAME"),
    "no inventory": (("check", "--inventory", "shop:nothing", "--metadata", "shop:metadata"), 2, "int"),
    "no metadata": (("check", *ON_SHOP, "--metadata", "shop:nothing"), 2, "int"),
    "nothing to compare with": (("check", *ON_SHOP), 2, "--metadata"),
    "a database that isn't there": (("check", *ON_SHOP, "--database", "sqlite:///no.db"), 3, "no.db"),
    "another kind of database": (("audit", *ON_SHOP, "--database", "mysql://a:hunter2@b/c"), 3, "mysql"),
    "a dataset without files": (
        ("audit", *ON_SHOP, "--database", "sqlite:///shop.db", "--files", "x=."),
        2,
        "'x'",
    ),
    "facts that nobody asked for": (("notice", "--facts", "shop.py"), 2, "TOML"),
    "canaries that aren't there": (("audit", "--canaries", "none.txt"), 2, "none.txt"),
}


@pytest.mark.parametrize(("arguments", "status", "named"), WRONG.values(), ids=WRONG.keys())
def test_what_cannot_be_used_is_said_in_a_sentence(
    shop: CommandLine, arguments: tuple[str, ...], status: int, named: str
) -> None:
    done = shop.run("policy", *arguments)
    assert done.returncode == status
    assert named in done.stderr
    assert "Traceback" not in done.stderr
    assert "hunter2" not in done.stderr
    assert json.loads(shop.run("policy", *arguments, "--json").stdout)["error"]["message"]


def test_a_database_that_is_behind_says_so(shop: CommandLine) -> None:
    with sqlite3.connect(shop.folder / "shop.db") as database:
        database.execute("DROP TABLE keys")
    check = ("check", *ON_SHOP, "--metadata", "shop:metadata", "--database", "sqlite:///shop.db")
    assert ("database-behind", "keys", None) in kinds(said(shop, *check, status=1))
    audit = said(shop, "audit", *ON_SHOP, "--database", "sqlite:///shop.db", status=1)
    assert kinds(audit) == {("missing-table", "keys", None)}


def test_the_help_names_every_command(command_line: CommandLine) -> None:
    shown = command_line.run("policy", "--help").stdout
    for name in ("check", "audit", "plan", "notice", "map", "diff", "clauses"):
        assert name in shown
    assert Path(command_line.folder).is_dir()
