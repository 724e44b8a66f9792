"""The engine on a small schema of a stranger, with things going wrong; both databases."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from tests.samples.albums import ALBUMS, EVENTS, INVENTORY, METADATA, PEOPLE, PHOTOS, POISON, SCHEMA
from tests.samples.policy_worlds import Beside, Crash, crash_at, sqlite_engine

from specstep.policies.model import Dataset, Edge, EdgeKind, Field, Inventory, Store, WithOwner
from specstep.policies.plans import plan_erasure, plan_export, plan_sweep
from specstep.policies.sql import (
    AccountFailed,
    Erasing,
    ErasureReport,
    Outcome,
    Schema,
    erase,
    erase_all,
    sweep,
    write_export,
)
from specstep.policies.sql.marks import delete_rows, page_of_marks, set_marks, strike_marks

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
ANN, BOB, EVE = "ann", "bob", "eve"


@pytest.fixture(params=KINDS)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    """Three people with an album of two photos each; Ann's is old."""
    if request.param == "sqlite":
        made = sqlite_engine(f"sqlite:///{tmp_path / 'albums.db'}")
    else:
        url = sa.make_url(request.getfixturevalue("postgresql_url")).set(drivername="postgresql+psycopg")
        made = sa.create_engine(url)
    METADATA.create_all(made)
    with made.begin() as connection:
        for number, who in enumerate((ANN, BOB, EVE)):
            at = NOW - timedelta(days=40 if who == ANN else 1)
            connection.execute(sa.insert(PEOPLE).values(id=who, name=who.title()))
            connection.execute(sa.insert(ALBUMS).values(id=number, owner=who, at=at, token=f"secret of {who}"))
            for photo in (2 * number, 2 * number + 1):
                connection.execute(sa.insert(PHOTOS).values(id=photo, album=number, file=f"f{photo}"))
        connection.execute(sa.insert(EVENTS).values(id=1, at=NOW, who=ANN, whom=BOB, detail="Ann looked at Bob"))
        connection.execute(sa.insert(EVENTS).values(id=2, at=NOW, who=BOB, whom=None, detail="Bob came"))
    yield made
    made.dispose()


@pytest.fixture
def connection(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection with no transaction open."""
    with engine.connect() as opened:
        yield opened


def erasing(connection: sa.Connection, account: str) -> Erasing:
    return Erasing(
        connection=connection, schema=SCHEMA, plan=plan_erasure(INVENTORY), account=account, run=f"run-{account}"
    )


def left(connection: sa.Connection, of: sa.Table) -> set[object]:
    with connection.begin():
        return {row[0] for row in connection.execute(sa.select(of))}


def poison(connection: sa.Connection, album: int) -> None:
    with connection.begin():
        connection.execute(sa.insert(POISON).values(id=album, album=album))


def test_RIG_3_an_erasure_fences_revokes_deletes_and_verifies_in_this_order(connection: sa.Connection) -> None:
    beside = Beside(files={f"f{number}" for number in range(6)})
    report = erase(erasing(connection, ANN), beside)
    assert beside.asked == [
        ("fence", ANN),
        ("revoke", ANN, "albums", "album-share"),
        ("files", "files"),
        ("runs", ANN, ("runs",)),
    ]
    assert beside.files == {"f2", "f3", "f4", "f5"}
    assert report.complete
    assert set(report.counts) == {
        ("albums", "deleted", 1),
        ("events", "anonymized", 1),
        ("files", "files", 2),
        ("people", "deleted", 1),
        ("photos", "deleted", 2),
    }
    assert (left(connection, PEOPLE), left(connection, ALBUMS)) == ({BOB, EVE}, {1, 2})


def test_RET_12_only_the_time_stays_of_an_event_that_mentioned_a_deleted_account(
    connection: sa.Connection,
) -> None:
    erase(erasing(connection, ANN), Beside())
    with connection.begin():
        rows = {row.id: row for row in connection.execute(sa.select(EVENTS))}
    assert (rows[1].who, rows[1].whom, rows[1].detail) == (None, None, "")
    assert (rows[2].who, rows[2].detail) == (BOB, "Bob came")


def test_RIG_3_an_erasure_that_matches_nothing_says_so(connection: sa.Connection) -> None:
    report = erase(erasing(connection, "nobody"), Beside())
    assert (report.matched, report.complete) == (0, True)
    assert report.says.startswith("nothing matched")


def test_RIG_3_one_poisoned_account_stops_no_other_and_is_not_reported_as_done(connection: sa.Connection) -> None:
    poison(connection, 0)
    found = erase_all([erasing(connection, who) for who in (ANN, BOB)], Beside())
    assert isinstance(found[0], AccountFailed)
    assert isinstance(found[1], ErasureReport)
    assert left(connection, PEOPLE) == {ANN, EVE}
    assert not erasing(connection, ANN).verify().complete
    with connection.begin():
        connection.execute(sa.delete(POISON))
    assert erase(erasing(connection, ANN), Beside()).complete
    assert left(connection, PEOPLE) == {EVE}


def test_RIG_3_what_slips_in_between_marking_and_deleting_goes_too(connection: sa.Connection) -> None:
    work = erasing(connection, ANN)
    work.mark()
    with connection.begin():
        connection.execute(sa.insert(ALBUMS).values(id=9, owner=ANN, at=NOW))
    assert erase(work, Beside()).complete
    assert left(connection, ALBUMS) == {1, 2}


def test_RET_2_a_row_that_cannot_go_is_reported_and_stops_no_other(connection: sa.Connection) -> None:
    with connection.begin():
        connection.execute(sa.update(ALBUMS).values(at=NOW - timedelta(days=31)))
    poison(connection, 1)
    report = sweep(connection, SCHEMA, plan_sweep(INVENTORY), NOW, run="s", files=Beside())
    rule = next(each for each in report.rules if each.rule == "albums.at")
    assert (rule.rows, rule.blocked, rule.others) == (2, 1, (("photos", "deleted", 4),))
    assert report.findings == (rule,)
    assert left(connection, ALBUMS) == {1}
    assert next(each for each in report.rules if each.rule == "runs.done").outcome is Outcome.ELSEWHERE


def test_RET_2_a_sweep_leaves_what_another_transaction_holds(engine: sa.Engine, connection: sa.Connection) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("one writer at a time: the other one would have to be done first")
    with engine.connect() as other, other.begin():
        other.execute(sa.update(ALBUMS).where(ALBUMS.c.id == 0).values(at=NOW))  # its owner wants it after all
        report = sweep(connection, SCHEMA, plan_sweep(INVENTORY), NOW, run="s", files=Beside())
        assert sum(each.rows for each in report.rules) == 0
    assert sweep(connection, SCHEMA, plan_sweep(INVENTORY), NOW, run="t", files=Beside()).findings == ()
    assert left(connection, ALBUMS) == {0, 1, 2}


def test_RIG_1_an_export_holds_one_persons_rows_and_no_secret(connection: sa.Connection, tmp_path: Path) -> None:
    numbers = write_export(connection, SCHEMA, plan_export(INVENTORY), ANN, tmp_path / "out", run="e")
    assert numbers == {"people": 1, "albums": 1, "photos": 2, "events": 1}
    text = "".join(path.read_text(encoding="utf-8") for path in sorted((tmp_path / "out").iterdir()))
    assert "secret of" not in text
    album = json.loads((tmp_path / "out" / "albums.jsonl").read_text(encoding="utf-8"))
    assert album["token"] == "[withheld: credential material]"
    event = json.loads((tmp_path / "out" / "events.jsonl").read_text(encoding="utf-8"))
    assert (event["who"], event["whom"]) == (ANN, "[withheld: somebody else]")
    readme = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert "## albums.jsonl (1)" in readme
    assert "`token`: [withheld: credential material]" in readme


KEYS = [("a", "1", "", ""), ("a", "12", "", ""), ("a1", "2", "", ""), ("a", "1", "2", ""), ("b", "1", "", "")]


def test_marks_are_set_once_and_struck_by_their_whole_key(connection: sa.Connection) -> None:
    marks = SCHEMA.books.marks
    with connection.begin():
        assert set_marks(connection, marks, "run", "pairs", KEYS) == len(KEYS)
        assert set_marks(connection, marks, "run", "pairs", KEYS[:2]) == 0
        assert set_marks(connection, marks, "run", "people", [("a", "", "", ""), ("b", "", "", "")]) == 2
        for number, key in enumerate(KEYS):
            assert strike_marks(connection, marks, "run", "pairs", [key], told=True) == [key]
            left = page_of_marks(connection, marks, "run", "pairs", None, 9)
            assert left == sorted(set(KEYS[number + 1 :]))
        assert strike_marks(connection, marks, "run", "pairs", KEYS[:1], told=True) == []
        assert strike_marks(connection, marks, "run", "people", [("a", "", "", "")]) == []
        assert page_of_marks(connection, marks, "run", "people", None, 9) == [("b", "", "", "")]


def test_rows_go_by_their_whole_key_as_well(engine: sa.Engine) -> None:
    metadata = sa.MetaData()
    key = (sa.Column("a", sa.Text, primary_key=True), sa.Column("n", sa.Integer, primary_key=True))
    pairs = sa.Table("pairs", metadata, *key)
    rows = [{"a": a, "n": n} for a in "xyz" for n in range(3)]
    with engine.begin() as opened:
        metadata.create_all(opened)
        opened.execute(sa.insert(pairs), rows)
        assert delete_rows(opened, tuple(pairs.primary_key), [("x", "0"), ("y", "2"), ("z", "7")]) == 2
        found = {(row.a, row.n) for row in opened.execute(sa.select(pairs))}
        assert found == {(row["a"], row["n"]) for row in rows} - {("x", 0), ("y", 2)}
        assert delete_rows(opened, tuple(PEOPLE.primary_key), [("nobody",)]) == 0


OWNS = Edge(kind=EdgeKind.OWNS, columns=("owner",), to="people")


def kept(name: str, *columns: str, edges: tuple[Edge, ...] = ()) -> Dataset:
    fields = tuple(
        Field(name=each, category="system.operations", purposes=("essential.service",), clauses=("RIG-3",))
        for each in columns
    )
    return Dataset(
        name=name,
        store=Store.APPLICATION,
        about="Rows.",
        fields=fields,
        edges=edges,
        retention=(WithOwner(),),
        clauses=("RIG-3",),
    )


@pytest.fixture
def indexed(engine: sa.Engine) -> Iterator[Callable[[], Erasing]]:
    """Ten things of one of two people, found by an index, and their erasure by the page of three."""
    metadata = sa.MetaData()
    people = sa.Table("people", metadata, sa.Column("id", sa.Integer, primary_key=True))
    columns = (
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("owner", sa.ForeignKey("people.id"), index=True),
    )
    things = sa.Table("things", metadata, *columns)
    schema = Schema.of(metadata)
    inventory = Inventory(
        datasets=(kept("people", "id"), kept("things", "id", "owner", edges=(OWNS,))), account="people"
    )
    plan = plan_erasure(inventory)

    def settle() -> Erasing:
        with engine.begin() as connection:
            metadata.drop_all(connection)
            metadata.create_all(connection)
            connection.execute(sa.insert(people), [{"id": 1}, {"id": 2}])
            connection.execute(sa.insert(things), [{"id": each, "owner": 1 + each // 10} for each in range(20)])
        return Erasing(connection=opened, schema=schema, plan=plan, account=1, run="run", chunk=3)

    METADATA.drop_all(engine)
    with engine.connect() as opened:
        yield settle
        opened.rollback()
        metadata.drop_all(opened)
        opened.commit()


def test_RIG_3_an_erasure_along_an_index_is_right_whichever_statement_it_is_killed_at(
    engine: sa.Engine, indexed: Callable[[], Erasing]
) -> None:
    statement, killed = 0, True
    while killed:
        work = indexed()
        killed = False
        try:
            with crash_at(engine, statement):
                erase(work, Beside())
        except Crash:
            killed = True
            work.connection.rollback()
        report = erase(work, Beside())
        assert report.complete
        assert {name: number for name, _, number in report.counts} == {"people": 1, "things": 10}
        assert left(work.connection, work.schema.table("things")) == set(range(10, 20))
        statement += 3
    assert statement > 30


def test_RIG_3_rows_that_came_late_are_found_along_an_index_too(indexed: Callable[[], Erasing]) -> None:
    work = indexed()
    work.mark()
    things = work.schema.table("things")
    with work.connection.begin():
        work.connection.execute(sa.insert(things), [{"id": each, "owner": 1} for each in range(30, 37)])
    assert erase(work, Beside()).complete
    assert left(work.connection, things) == set(range(10, 20))
    with work.connection.begin():
        assert not work.connection.execute(sa.select(work.schema.books.marks)).all()


@pytest.mark.postgresql
def test_an_erasure_gives_back_the_settings_of_its_session(
    engine: sa.Engine, indexed: Callable[[], Erasing]
) -> None:
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no such settings")
    work = indexed()
    names = ("synchronous_commit", "enable_seqscan", "enable_bitmapscan")

    def settings() -> list[object]:
        with work.connection.begin():
            return [work.connection.execute(sa.text(f"SHOW {name}")).scalar() for name in names]

    before = settings()
    erase(work, Beside())
    assert settings() == before == ["on", "on", "on"]
