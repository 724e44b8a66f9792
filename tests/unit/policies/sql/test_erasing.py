"""What an erasure reports, what it leaves for a next try, and what a sweep does with files that can't go."""

import datetime as dt
import enum
import json
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
import sqlalchemy as sa
from tests.samples.albums import ALBUMS, EVENTS, INVENTORY, METADATA, PEOPLE, PHOTOS, SCHEMA, field, table
from tests.samples.policy_worlds import Beside, sqlite_engine

from specstep.policies.errors import Unsettled
from specstep.policies.model import Dataset, Export, Field, Inventory, Store, WithOwner
from specstep.policies.plans import plan_erasure, plan_export, plan_sweep
from specstep.policies.sql import (
    Erasing,
    ErasureReport,
    Outcome,
    RuleReport,
    Schema,
    SweepReport,
    erase,
    export_rows,
    preview_erasure,
    preview_sweep,
    sweep,
    write_export,
)

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
OLD = (NOW - timedelta(days=40)).replace(tzinfo=None)


@pytest.fixture
def connection() -> Iterator[sa.Connection]:
    """Ann and Bob with an album each; Ann's is old and holds three photos, of which two are in files."""
    engine = sqlite_engine()
    METADATA.create_all(engine)
    with engine.connect() as opened:
        with opened.begin():
            opened.execute(sa.insert(PEOPLE), [{"id": "ann", "name": "Ann"}, {"id": "bob", "name": "Bob"}])
            opened.execute(
                sa.insert(ALBUMS), [{"id": 1, "owner": "ann", "at": OLD}, {"id": 2, "owner": "bob", "at": None}]
            )
            photos = [{"id": n, "album": 1, "file": name} for n, name in enumerate(("a", "b", None))]
            opened.execute(sa.insert(PHOTOS), [*photos, {"id": 9, "album": 2, "file": "z"}])
            opened.execute(sa.insert(EVENTS).values(id=1, who="ann", whom="bob", detail="Ann looked"))
        yield opened
    engine.dispose()


def erasing(connection: sa.Connection, account: str = "ann", **more: Any) -> Erasing:
    given = {"connection": connection, "schema": SCHEMA, "plan": plan_erasure(INVENTORY), "account": account}
    return Erasing(**{**given, "run": f"run-{account}", **more})


def marks(connection: sa.Connection) -> int:
    with connection.begin():
        return int(connection.execute(sa.select(sa.func.count()).select_from(SCHEMA.books.marks)).scalar_one())


@attrs.define
class Sticky(Beside):
    """A store of files that keeps some of them."""

    kept: tuple[str, ...] = ()

    def delete_files(self, dataset: str, keys: Sequence[tuple[str, ...]]) -> Sequence[tuple[str, ...]]:
        super().delete_files(dataset, keys)
        return [key for key in keys if key[0] in self.kept]


def test_a_report_is_a_sentence() -> None:
    def report(*counts: tuple[str, str, int], **more: Any) -> ErasureReport:
        return ErasureReport(run="r", counts=counts, **more)

    done = report(
        ("albums", "deleted", 2), ("events", "anonymized", 1), ("files", "files", 4), ("tags", "unlinked", 3)
    )
    assert (done.matched, done.complete) == (6, True)
    assert done.says == "done: 2 deleted in albums, 1 anonymized in events, 4 files in files, 3 unlinked in tags"
    assert report(("files", "files", 4)).says == "nothing matched: no row of this account was found"
    left = report(remaining=(("albums", 2), ("files", 1)))
    assert (left.complete, left.says) == (False, "not done: there is still 2 of albums, 1 of files")
    assert report(account_there=True).says == "not done: there is still the account"


def test_an_account_is_counted_before_it_goes_and_a_look_leaves_nothing(connection: sa.Connection) -> None:
    assert preview_erasure(erasing(connection)) == {"people": 1, "albums": 1, "photos": 3}
    assert preview_erasure(erasing(connection, "nobody")) == {}
    assert marks(connection) == 0
    assert erasing(connection).verify() == ErasureReport(run="run-ann", counts=(), account_there=True)


@pytest.mark.parametrize("chunk", [1, 2, 1000])
def test_an_erasure_is_done_when_nothing_is_marked_and_the_account_is_gone(
    connection: sa.Connection, chunk: int
) -> None:
    work = erasing(connection, chunk=chunk)
    beside = Beside(files={"a", "b", "z"})
    report = erase(work, beside)
    assert report == work.verify()
    assert (report.complete, report.matched, beside.files, marks(connection)) == (True, 6, {"z"}, 0)
    assert report.counts == (
        ("albums", "deleted", 1),
        ("events", "anonymized", 1),
        ("files", "files", 2),
        ("people", "deleted", 1),
        ("photos", "deleted", 3),
    )
    work.close()
    assert work.verify().counts == ()


def test_a_file_that_cannot_go_stays_marked_and_the_erasure_is_not_done(connection: sa.Connection) -> None:
    stuck = Sticky(files={"a", "b"}, kept=("a",))
    with pytest.raises(Unsettled, match="run run-ann: still marked: 1 of files"):
        erase(erasing(connection), stuck)
    report = erasing(connection).verify()
    assert (report.complete, report.remaining) == (False, (("files", 1),))
    assert erasing(connection).files() == ("files", (("a", "", "", ""),))
    assert erase(erasing(connection), Beside()).complete
    assert erasing(connection).files() is None
    assert list(erasing(connection, "bob").all_files()) == []


def test_what_an_erasure_marked_can_be_taken_back(connection: sa.Connection) -> None:
    work = erasing(connection)
    assert work.rows() == {"people": 1, "albums": 1, "photos": 3}
    assert marks(connection) == 2
    work.discard()
    assert marks(connection) == 0


def test_runs_that_were_purged_are_counted(connection: sa.Connection) -> None:
    work = erasing(connection)
    work.settle_runs(0)
    work.settle_runs(2)
    work.settle_runs(3)
    assert work.verify().counts == (("workflow-engine", "runs", 5),)


def swept(connection: sa.Connection, files: Any, **more: Any) -> SweepReport:
    return sweep(connection, SCHEMA, plan_sweep(INVENTORY), NOW, run="s", files=files, **more)


@pytest.mark.parametrize("chunk", [1, 2, 1000])
def test_a_file_that_cannot_go_with_its_row_is_left_to_the_next_sweep(
    connection: sa.Connection, chunk: int
) -> None:
    first = swept(connection, Sticky(kept=("a",)), chunk=chunk)
    assert (first.files, first.stuck, first.dry) == (1, 1, False)
    albums = next(each for each in first.rules if each.rule == "albums.at")
    assert (albums.outcome, albums.rows, albums.others) == (Outcome.RAN, 1, (("photos", "deleted", 3),))
    again = swept(connection, Beside(), chunk=chunk)
    assert (again.files, again.stuck) == (1, 0)
    assert (swept(connection, Beside()).files, marks(connection)) == (0, 0)


def test_a_look_at_a_sweep_counts_and_changes_nothing(connection: sa.Connection) -> None:
    report = preview_sweep(connection, SCHEMA, plan_sweep(INVENTORY), NOW)
    assert [(each.rule, each.outcome, each.rows) for each in report.rules] == [
        ("events.at", Outcome.RAN, 0),
        ("albums.at", Outcome.RAN, 1),
        ("runs.done", Outcome.ELSEWHERE, 0),
    ]
    assert (report.dry, report.at, report.files) == (True, NOW, 0)
    with connection.begin():
        assert len(connection.execute(sa.select(ALBUMS)).all()) == 2
        assert connection.execute(sa.select(SCHEMA.books.rule_runs)).all() == []


def test_a_rule_that_ran_is_noted_with_its_time_and_number(connection: sa.Connection) -> None:
    for at in (NOW, NOW + timedelta(days=1)):
        sweep(connection, SCHEMA, plan_sweep(INVENTORY), at, run="s", files=Beside())
        with connection.begin():
            runs = {row.rule: row.ran_ms for row in connection.execute(sa.select(SCHEMA.books.rule_runs))}
        assert runs == dict.fromkeys(("albums.at", "events.at"), int(at.timestamp() * 1000))


def test_a_finding_is_whatever_did_not_run_to_its_end() -> None:
    def rule(outcome: Outcome, blocked: int = 0) -> RuleReport:
        return RuleReport(rule="r", dataset="d", outcome=outcome, blocked=blocked)

    every = (*(rule(outcome) for outcome in Outcome), rule(Outcome.RAN, 2))
    found = SweepReport(at=NOW, rules=every).findings
    assert [(each.outcome, each.blocked) for each in found] == [
        (Outcome.WAITS, 0),
        (Outcome.FAILED, 0),
        (Outcome.RAN, 2),
    ]


class Colour(enum.Enum):
    RED = "red"


KINDS: dict[str, tuple[Any, Any, Any]] = {
    "at": (sa.DateTime(), OLD, "2026-10-14T03:00:00+00:00"),
    "day": (sa.Date(), dt.date(2026, 6, 1), "2026-06-01"),
    "hour": (sa.Time(), dt.time(12, 30), "12:30:00"),
    "raw": (sa.LargeBinary(), b"\xff\x00", "/wA="),
    "length": (sa.Interval(), timedelta(minutes=2), 120.0),
    "colour": (sa.Enum(Colour), Colour.RED, "red"),
    "price": (sa.Numeric(10, 2), Decimal("9.50"), "9.50"),
    "key": (sa.Uuid(), uuid.UUID(int=7), "00000000-0000-0000-0000-000000000007"),
    "name": (sa.Text(), "Änne", "Änne"),
    "more": (sa.JSON(), {"a": [1]}, {"a": [1]}),
    "empty": (sa.Text(), None, None),
}


def test_every_kind_of_value_has_a_form_in_an_export(tmp_path: Path) -> None:
    metadata = sa.MetaData()
    columns = [sa.Column(name, kind) for name, (kind, _, _) in KINDS.items()]
    table = sa.Table("people", metadata, sa.Column("id", sa.Text, primary_key=True), *columns)
    field = {"category": "system", "purposes": ("essential",), "clauses": ("C-1",)}
    people = Dataset(
        name="people",
        store=Store.APPLICATION,
        about="People.",
        fields=tuple(Field(name=name, **field) for name in ("id", *KINDS)),  # type: ignore[arg-type]
        retention=(WithOwner(),),
        clauses=("C-1",),
    )
    plan = plan_export(Inventory(datasets=(people,), account="people"))
    engine = sa.create_engine("sqlite://")
    schema = Schema.of(metadata)
    metadata.create_all(engine)
    with engine.connect() as connection:
        with connection.begin():
            connection.execute(
                sa.insert(table).values(id="ann", **{name: each[1] for name, each in KINDS.items()})
            )
        assert write_export(connection, schema, plan, "ann", tmp_path / "out" / "ann", run="e") == {"people": 1}
    engine.dispose()
    text = (tmp_path / "out" / "ann" / "people.jsonl").read_text("utf-8")
    assert json.loads(text) == {"id": "ann", **{name: said for name, (_, _, said) in KINDS.items()}}
    assert "Änne" in text


def test_an_export_is_read_by_the_page_and_leaves_no_mark(connection: sa.Connection) -> None:
    for page in (1, 2, 3, 100):
        found = list(export_rows(connection, SCHEMA, plan_export(INVENTORY), "ann", run="e", page=page))
        assert [name for name, _ in found] == ["people", "albums", "photos", "photos", "photos", "events"]
        assert [row["id"] for name, row in found if name == "photos"] == [0, 1, 2]
        assert marks(connection) == 0
    some = export_rows(connection, SCHEMA, plan_export(INVENTORY), "ann", run="e", page=1)
    next(some)
    some.close()  # type: ignore[attr-defined]
    assert marks(connection) == 0
    assert list(export_rows(connection, SCHEMA, plan_export(INVENTORY), "nobody", run="e")) == []


def test_what_is_withheld_is_not_even_asked_for(connection: sa.Connection) -> None:
    asked: list[str] = []
    sa.event.listen(connection, "before_cursor_execute", lambda *given: asked.append(given[2]))
    found = dict(export_rows(connection, SCHEMA, plan_export(INVENTORY), "ann", run="e"))
    assert "token" in found["albums"]
    assert asked
    assert not any("token" in statement for statement in asked)


def test_rows_of_which_everything_is_withheld_are_in_the_export_too() -> None:
    metadata = sa.MetaData()
    people = sa.Table("people", metadata, sa.Column("id", sa.Text, primary_key=True))
    hidden = field("id", export=Export.WITHHELD, because="A number of ours.")
    inventory = Inventory(datasets=(table("people", (hidden,), retention=(WithOwner(),)),), account="people")
    engine = sa.create_engine("sqlite://")
    schema = Schema.of(metadata)
    metadata.create_all(engine)
    with engine.connect() as opened:
        with opened.begin():
            opened.execute(sa.insert(people), [{"id": "ann"}, {"id": "bob"}])
        found = list(export_rows(opened, schema, plan_export(inventory), "ann", run="e"))
    engine.dispose()
    assert found == [("people", {"id": "[withheld: A number of ours.]"})]


def test_an_export_is_written_anew_into_its_folder_with_a_file_for_what_there_is_none_of(
    connection: sa.Connection, tmp_path: Path
) -> None:
    for who, events in (("ann", 1), ("bob", 1), ("nobody", 0), ("ann", 1)):
        numbers = write_export(connection, SCHEMA, plan_export(INVENTORY), who, tmp_path / "out", run="e")
        lines = {
            path.stem: len(path.read_text("utf-8").splitlines()) for path in (tmp_path / "out").glob("*.jsonl")
        }
        assert lines == numbers
        assert numbers["events"] == events
        assert f"## events.jsonl ({events})" in (tmp_path / "out" / "README.md").read_text("utf-8")


def test_a_value_without_a_form_is_refused_by_its_type(tmp_path: Path) -> None:
    metadata = sa.MetaData()
    people = sa.Table(
        "people", metadata, sa.Column("id", sa.Text, primary_key=True), sa.Column("things", sa.PickleType)
    )
    known = table("people", (field("id"), field("things")), retention=(WithOwner(),))
    plan = plan_export(Inventory(datasets=(known,), account="people"))
    engine = sa.create_engine("sqlite://")
    schema = Schema.of(metadata)
    metadata.create_all(engine)
    with engine.connect() as opened:
        with opened.begin():
            opened.execute(sa.insert(people).values(id="ann", things={1, 2}))
        with pytest.raises(TypeError, match="set has no form in an export"):
            write_export(opened, schema, plan, "ann", tmp_path / "out", run="e")
    engine.dispose()
