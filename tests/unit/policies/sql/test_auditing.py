"""Where an audit begins to find something, and how it counts and tells what it found."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import attrs
import pytest
import sqlalchemy as sa
from tests.contract.policy_databases import DAY, INVENTORY, METADATA, NOW, letters, people, visits

from specstep.policies.audit.values import Audit, Files, Limits
from specstep.policies.findings import Finding
from specstep.policies.model import At, Dataset, DaysAfter, Inventory, Timed, only, unless
from specstep.policies.sql.audit import audit_database

STEP = timedelta(microseconds=1)
RUNS = dict.fromkeys(("old letters", "letters.expires_s", "letters.deleted_at", "visits.at"), NOW)


@pytest.fixture
def connection() -> Iterator[sa.Connection]:
    """An empty shop."""
    engine = sa.create_engine("sqlite://")
    METADATA.create_all(engine)
    with engine.connect() as opened:
        yield opened
    engine.dispose()


def put(connection: sa.Connection, table: sa.Table, *rows: dict[str, Any]) -> None:
    for row in rows:
        naive = {
            name: value.replace(tzinfo=None) if hasattr(value, "tzinfo") else value for name, value in row.items()
        }
        connection.execute(sa.insert(table).values(**naive))


def look(connection: sa.Connection, inventory: Inventory = INVENTORY, **told: Any) -> tuple[Finding, ...]:
    return audit_database(connection, inventory, Audit(**{"now": NOW, "last_runs": RUNS, **told})).findings


def said(found: tuple[Finding, ...]) -> list[str]:
    return [f"{each.kind} {each.place}: {each.message.partition(',')[0].partition(':')[0]}" for each in found]


def with_visits(**changes: Any) -> Inventory:
    def change(dataset: Dataset) -> Dataset:
        (rule,) = dataset.timed
        return attrs.evolve(dataset, retention=(attrs.evolve(rule, **changes),))

    datasets = tuple(change(each) if each.name == "visits" else each for each in INVENTORY.datasets)
    return attrs.evolve(INVENTORY, datasets=datasets)


def test_a_row_outlives_its_time_a_grace_after_it(connection: sa.Connection) -> None:
    put(connection, visits, {"at": NOW - 31 * DAY + STEP})
    assert look(connection) == ()
    put(connection, visits, {"at": NOW - 31 * DAY})
    (found,) = look(connection)
    assert found.message.startswith(
        "1 row should be gone: due 30 days after at, and the oldest has at 2026-05-01 12:00"
    )
    assert look(connection, limits=Limits(grace=DAY + STEP)) == ()


def test_what_is_put_into_the_bin_at_a_time_is_said_so(connection: sa.Connection) -> None:
    put(connection, people, {"id": 1})
    put(connection, letters, {"person_id": 1, "sent_at": NOW - DAY}, {"person_id": 1, "sent_at": NOW - 2 * DAY})
    (found,) = look(connection)
    assert found.message.startswith("2 rows should be in the recycle bin: due at sent_at, and the oldest has")
    connection.execute(sa.update(letters).values(deleted_at=NOW.replace(tzinfo=None)))
    assert look(connection) == ()


def test_a_time_may_lie_ahead_by_the_grace_and_at_all_where_it_is_meant_to(connection: sa.Connection) -> None:
    put(connection, people, {"id": 1})
    put(connection, letters, {"person_id": 1, "sent_at": NOW + 9 * DAY, "expires_s": 2**33})
    put(connection, visits, {"at": NOW + DAY})
    assert look(connection) == ()
    put(connection, visits, {"at": NOW + DAY + STEP})
    assert said(look(connection)) == ["future-time visits.at: 1 row with at in the future"]
    put(connection, letters, {"person_id": 1, "deleted_at": NOW + 2 * DAY})
    assert said(look(connection))[0] == "future-time letters.deleted_at: 1 row with deleted_at in the future"


PAGES = [{"at": NOW - 40 * DAY, "page": page} for page in ("a", "b", "c", None)]


@pytest.mark.parametrize(
    ("where", "number"), [(None, 5), (only("page", "a", "b"), 2), (unless("page", "a", "b"), 3)]
)
def test_a_rule_about_some_rows_is_audited_for_these(connection: sa.Connection, where: Any, number: int) -> None:
    put(connection, visits, *PAGES, {"at": NOW - 41 * DAY, "page": "d"})
    (found,) = look(connection, with_visits(where=where))
    assert found.message.startswith(f"{number} rows")
    oldest = 41 if where is None or where.unless else 40
    assert f"the oldest has at {(NOW - oldest * DAY).replace(tzinfo=None)}" in found.message


def test_rows_without_a_time_are_found_where_nothing_but_their_time_would_ever_end_them(
    connection: sa.Connection,
) -> None:
    put(connection, people, {"id": 1})
    put(connection, visits, {"at": None}, {"at": None})
    put(connection, letters, {"person_id": 1})
    assert said(look(connection)) == ["never-due visits.at: 2 rows without a time in at"]
    assert look(connection, with_visits(where=only("page", "a"))) == ()


def test_counting_is_exact_up_to_the_limit(connection: sa.Connection) -> None:
    put(connection, visits, *PAGES)
    for rows, words in ((5, "4 rows"), (4, "4 rows"), (3, "More than 3 rows")):
        (found,) = look(connection, limits=Limits(rows=rows))
        assert found.message.startswith(f"{words} should be gone")


@pytest.mark.parametrize(("number", "words"), [(1, "1 row refers to"), (2, "2 rows refer to")])
def test_rows_of_nobody_are_counted(connection: sa.Connection, number: int, words: str) -> None:
    put(connection, people, {"id": 1})
    put(connection, letters, {"person_id": 1}, {"person_id": None}, *[{"person_id": 7}] * number)
    (found,) = look(connection)
    assert found.message.startswith(f"{words} a row of people that isn't there")


def test_of_values_that_should_be_hidden_it_is_said_how_many_can_be_read(connection: sa.Connection) -> None:
    put(
        connection,
        people,
        {"key_hash": "hunter2"},
        {"key_hash": "hunter3"},
        {"key_hash": "0f" * 32},
        {"key_hash": None},
    )
    (found,) = look(connection)
    assert found.message.startswith("2 of 3 values looked at can't be a hash (a readable text of 7 characters).")
    assert look(connection, limits=Limits(rows=1))[0].message.startswith("1 of 1 values")


def test_a_rule_is_overdue_after_two_nights_and_only_where_it_had_something_to_do(
    connection: sa.Connection,
) -> None:
    def overdue(last: Any, *rows: dict[str, Any]) -> list[str]:
        put(connection, visits, *rows)
        runs = {name: time for name, time in {**RUNS, "visits.at": last}.items() if time}
        return [each.message.partition(".")[0] for each in look(connection, last_runs=runs)]

    assert overdue(None, {"at": NOW - 2 * DAY + STEP}) == []
    assert overdue(None, {"at": NOW - 2 * DAY}) == ["The rule visits"]
    assert overdue(NOW - 2 * DAY) == []
    assert overdue(NOW - 2 * DAY - STEP) == ["The rule visits"]


def test_files_are_compared_up_to_their_limit_and_a_few_are_named(connection: sa.Connection) -> None:
    put(connection, people, {"id": 1})
    put(connection, letters, *[{"person_id": 1, "picture": name} for name in ("a", "b", None)])

    def compared(names: str, files: int = 9) -> list[str]:
        told = Files(dataset="pictures", names=lambda: iter(names))
        found = look(connection, files=(told,), limits=Limits(files=files))
        return [f"{each.kind}: {each.message}" for each in found]

    assert compared("ab", 2) == compared("ab", 9) == []
    (many,) = compared("ab", 1)
    assert many.startswith("cannot-look: There are more than 1 files")
    (one,) = compared("abz")
    assert one.startswith("orphan-file: 1 of 3 files are named by no record")
    assert one.endswith("Delete them: z")
    assert compared("zxyab")[0].endswith("Delete them: x, y, z")
    assert compared("zxywab")[0].endswith("Delete them: w, x, y …")
    (gone,) = compared("b")
    assert gone.startswith("missing-file: 1 of its rows name a file that isn't there.")
    assert compared("")[0].startswith("missing-file: 2 of its rows")


def test_a_secret_is_searched_in_tables_that_nobody_described(connection: sa.Connection) -> None:
    connection.execute(sa.text("CREATE TABLE spare (number integer, note text)"))
    connection.execute(sa.text("INSERT INTO spare VALUES (1, 'the canary of today')"))
    (found,) = look(connection, canaries=("canary of today",))
    assert (found.kind, found.place) == ("canary", "spare.note")
    assert look(connection, canaries=("canary of yesterday",)) == ()


def test_a_rule_whose_column_holds_something_else_is_left_to_the_check(connection: sa.Connection) -> None:
    put(connection, visits, *PAGES)
    by_page: Timed = DaysAfter(column="page", days=30)
    datasets = tuple(
        attrs.evolve(each, retention=(by_page,)) if each.name == "visits" else each for each in INVENTORY.datasets
    )
    assert look(connection, attrs.evolve(INVENTORY, datasets=datasets), last_runs={}) == ()


def test_a_row_is_never_due_where_none_of_the_rules_about_all_rows_has_a_time(connection: sa.Connection) -> None:
    connection.execute(sa.text("ALTER TABLE visits ADD COLUMN until TIMESTAMP"))
    put(connection, visits, {"at": None})
    known = next(each for each in INVENTORY.datasets if each.name == "visits")
    until = attrs.evolve(known.fields[0], name="until")
    described = attrs.evolve(known, fields=(*known.fields, until))

    def found(*rules: Timed) -> list[str]:
        datasets = tuple(
            attrs.evolve(described, retention=rules) if each.name == "visits" else each
            for each in INVENTORY.datasets
        )
        return said(look(connection, attrs.evolve(INVENTORY, datasets=datasets)))

    at, later = DaysAfter(column="at", days=30), At(column="until")
    assert found(at, later) == ["never-due visits.at: 1 row without a time in at"]
    assert found(later, at) == ["never-due visits.until: 1 row without a time in until"]
    assert found(attrs.evolve(at, where=only("page", "a")), later) == []
    connection.execute(sa.text("UPDATE visits SET until = '2099-01-01 00:00:00.000000'"))
    assert found(at, later) == []


def test_a_rule_about_the_bin_whose_mark_is_gone_is_left_to_the_check(connection: sa.Connection) -> None:
    put(connection, people, {"id": 1})
    put(connection, letters, {"person_id": 1, "sent_at": NOW - 9 * DAY})
    assert [each.kind for each in look(connection)] == ["outlived"]
    connection.execute(sa.text("ALTER TABLE letters DROP COLUMN deleted_at"))
    assert [each.kind for each in look(connection)] == []
