"""People come, write, change their minds and go, and every act is judged by what is then there."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import attrs
import pytest
import sqlalchemy as sa
from tests.samples.bookshop import bookshop, bookshop_tables

from specstep.policies.model import IntoBin, Inventory
from specstep.policies.testing import Broken, Compiled, Files, Runs, Trial, Unproven, open_engine, placed
from specstep.policies.testing.faults import Crash
from specstep.policies.testing.machine import plainest
from specstep.policies.testing.places import SqlitePlace
from specstep.policies.testing.proving import copied
from specstep.policies.testing.trial import START, crashing
from specstep.policies.testing.values import tag_of

DAY = timedelta(days=1)


def last(options: Sequence[Any]) -> Any:
    return options[-1]


@attrs.define
class Acts:
    """The plans, beside which a test may do something else."""

    right: Compiled
    beside: Callable[[sa.Connection], object] = lambda _: None
    tries: int = 0

    def _also(self, engine: sa.Engine) -> None:
        self.tries += 1
        with engine.begin() as connection:
            self.beside(connection)

    def sweep(self, engine: sa.Engine, now: datetime, ran: Mapping[str, datetime], files: Files) -> None:
        self.right.sweep(engine, now, ran, files)
        self._also(engine)

    def erase(self, engine: sa.Engine, account: Any, run: str, files: Files) -> None:
        self.right.erase(engine, account, run, files)
        self._also(engine)


@pytest.fixture
def trial() -> Iterator[Trial]:
    """A shop in which nobody has been."""
    tables = copied(bookshop_tables())
    with placed("sqlite", tables, open_engine) as place:
        stores = [Runs()]
        acts = Acts(Compiled(inventory=bookshop(), metadata=tables, stores=stores))
        made = Trial(inventory=bookshop(), metadata=tables, place=place, acts=acts, stores=stores)
        made.reset()
        yield made


def numbers(trial: Trial) -> dict[str, int]:
    return {name: len(rows) for name, rows in trial.tables.items() if rows}


def test_a_schema_without_the_accounts_proves_nothing(trial: Trial) -> None:
    with pytest.raises(Unproven, match="nobody: the schema has no such table"):
        attrs.evolve(trial, inventory=Inventory(datasets=(), account="nobody"))


def test_the_books_of_the_engine_are_nobodys_tables(trial: Trial) -> None:
    names = [table.fullname for table in trial.order]
    assert sorted(names) == ["customers", "lines", "orders", "reviews", "wishes"]
    assert [table.fullname for table in trial.others] == [name for name in names if name != "customers"]


def test_people_join_with_a_number_of_their_own_and_something_in_every_store(trial: Trial) -> None:
    (store,) = trial.stores
    ann, bob = trial.join(plainest), trial.join(plainest)
    assert numbers(trial) == {"customers": 2}
    assert trial.accounts == {ann: trial.tables["customers"][0]["id"], bob: trial.tables["customers"][1]["id"]}
    assert [len(list(store.search(tag_of(person)))) for person in (ann, bob, 99)] == [1, 1, 0]
    trial.reset()
    assert (trial.accounts, numbers(trial), list(store.search(tag_of(ann))), trial.now) == ({}, {}, [], START)
    assert trial.join(plainest) not in (ann, bob)


def test_who_settles_has_a_row_in_every_table_with_what_must_be_so(trial: Trial) -> None:
    time = START - DAY
    trial.settle(plainest, {("orders", "placed_at"): time, ("orders", "invoice"): "7.pdf"})
    assert numbers(trial) == dict.fromkeys(("customers", "orders", "lines", "wishes", "reviews"), 1)
    (order,) = trial.tables["orders"]
    assert (order["placed_at"], order["invoice"]) == (time, "7.pdf")
    assert trial.files.kept == {("invoices", ("7.pdf",))}
    assert trial.tables == trial.look()


def test_what_must_be_so_in_one_table_says_nothing_about_another(trial: Trial) -> None:
    trial.settle(plainest, {("orders", "id"): "77"})
    assert [row["id"] for row in trial.tables["orders"]] == ["77"]
    assert {row["id"] for name in ("customers", "wishes", "reviews") for row in trial.tables[name]}.isdisjoint(
        {"77", 77}
    )


def test_a_row_that_the_schema_refuses_is_not_there_and_one_that_is_needed_is_asked_for(trial: Trial) -> None:
    person = trial.join(plainest)
    wishes = trial.metadata.tables["wishes"]
    assert trial.write(trial.metadata.tables["lines"], person, plainest) is None
    with pytest.raises(
        Unproven, match="lines: no row could be written: no row is there that it could refer to; sup"
    ):
        trial.write(trial.metadata.tables["lines"], person, plainest, must=True)
    for value, why in ((None, "NOT NULL constraint failed"), ("gone", "FOREIGN KEY constraint failed")):
        fixed = {("wishes", "customer_id"): value}
        assert trial.write(wishes, person, plainest, fixed) is None
        with pytest.raises(Unproven, match=f"wishes: no row could be written: {why}.*; supply values"):
            trial.write(wishes, person, plainest, fixed, must=True)
    assert numbers(trial) == {"customers": 1}


def test_of_what_is_nobodys_one_row_is_enough(trial: Trial) -> None:
    person = trial.join(plainest)
    reviews = trial.metadata.tables["reviews"]
    fixed = {("reviews", "id"): 1, ("reviews", "writer_id"): None}
    assert trial.write(reviews, person, plainest, fixed, must=True)
    assert trial.write(reviews, person, plainest, fixed, must=True) is None
    orders = trial.metadata.tables["orders"]
    assert trial.write(orders, person, plainest, {("orders", "id"): "1"}, must=True)
    with pytest.raises(Unproven):
        trial.write(orders, person, plainest, {("orders", "id"): "1"}, must=True)


def test_a_time_by_which_a_rule_goes_is_changed_in_one_row(trial: Trial) -> None:
    trial.touch(plainest)
    trial.join(plainest)
    trial.touch(plainest)
    assert numbers(trial) == {"customers": 1}
    trial.settle(plainest)
    before = trial.tables
    trial.touch(last)
    changed = {
        (name, column)
        for name, rows in trial.tables.items()
        for row, was in zip(rows, before[name], strict=True)
        for column, value in row.items()
        if value != was[column]
    }
    assert len(changed) == 1
    assert changed <= {
        ("orders", "placed_at"),
        ("orders", "expires_at"),
        ("orders", "deleted_at"),
        ("reviews", "at"),
    }
    assert trial.tables == trial.look()


def test_what_is_binned_can_be_taken_out_again(trial: Trial) -> None:
    def into_bin(options: Sequence[Any]) -> Any:
        rules = [each for each in options if isinstance(each, tuple) and isinstance(each[2], IntoBin)]
        return rules[0] if rules else "deleted_at" if "deleted_at" in options else options[-1]

    trial.settle(plainest)
    trial.touch(into_bin)
    assert trial.tables["orders"][0]["deleted_at"] is not None


def test_a_sweep_that_does_what_is_promised_passes_and_leaves_the_rest(trial: Trial) -> None:
    trial.settle(plainest, {("reviews", "at"): (START - 365 * DAY).replace(tzinfo=None)})
    trial.sweep({})
    assert numbers(trial) == {"customers": 1, "orders": 1, "lines": 1, "wishes": 1}


@pytest.mark.parametrize("crash_at", [1, 4, 9])
def test_an_act_that_dies_on_the_way_is_tried_again(trial: Trial, crash_at: int) -> None:
    ann, bob = trial.settle(plainest), trial.settle(plainest)
    trial.erase(ann, crash_at)
    assert numbers(trial) == {"customers": 1, "orders": 1, "lines": 1, "wishes": 1, "reviews": 2}
    assert (set(trial.accounts), set(trial.gone)) == ({bob}, {ann})
    trial.erase(ann)
    trial.now = START + 400 * DAY
    trial.sweep({}, crash_at)
    assert "reviews" not in numbers(trial)


def test_what_others_write_while_an_erasure_is_down_stays(trial: Trial) -> None:
    ann, bob = trial.settle(plainest), trial.settle(plainest)

    def meanwhile() -> None:
        assert trial.write(trial.metadata.tables["wishes"], bob, last)

    trial.erase(ann, 6, meanwhile)
    assert numbers(trial)["wishes"] == 2
    trial.reset()
    again = trial.settle(plainest)
    trial.settle(plainest)
    trial.erase(again, 0, meanwhile)
    assert numbers(trial)["wishes"] == 1


def broken(
    trial: Trial, beside: Callable[[sa.Connection], object], crash_at: int = 0, tries: int = 1
) -> list[str]:
    """What is found when an erasure also does something else."""
    acts = trial.acts
    assert isinstance(acts, Acts)
    acts.beside = lambda connection: beside(connection) if acts.tries == tries else None
    ann, _ = trial.settle(plainest), trial.settle(plainest)
    with pytest.raises(Broken) as caught:
        trial.erase(ann, crash_at)
    return [caught.value.after, *caught.value.findings]


def test_rows_of_others_that_went_along_are_found(trial: Trial) -> None:
    after, *found = broken(trial, lambda connection: connection.execute(sa.text("DELETE FROM wishes")))
    assert after.startswith("the erasure of ")
    assert [re.sub("[0-9]+", "7", each) for each in found] == ["wishes 7 is gone and should be there"]


def test_an_act_that_fails_is_told_with_its_error(trial: Trial) -> None:
    def fail(_: sa.Connection) -> None:
        raise ValueError("no")

    assert broken(trial, fail)[1:] == ["it failed: ValueError: no"]


def test_an_act_that_fails_when_it_is_repeated_is_told_apart(trial: Trial) -> None:
    def fail(_: sa.Connection) -> None:
        raise ValueError("no")

    assert broken(trial, fail, crash_at=3)[1:] == ["repeated, it failed: ValueError: no"]


def test_an_engine_is_crashed_at_the_statement_that_is_named_and_at_no_other() -> None:
    engine = sa.create_engine("sqlite://")
    answered: list[object] = []

    def ask(times: int) -> None:
        with engine.connect() as connection:
            answered.extend(connection.execute(sa.text("SELECT 1")).scalar_one() for _ in range(times))

    for at, times in ((0, 2), (3, 2)):
        with crashing(engine, at):
            ask(times)
    with pytest.raises(Crash), crashing(engine, 2):
        ask(3)
    ask(3)
    assert len(answered) == 2 + 2 + 1 + 3
    engine.dispose()


def test_what_an_erasure_leaves_in_a_store_is_found(trial: Trial) -> None:
    acts = trial.acts
    assert isinstance(acts, Acts)
    acts.right = attrs.evolve(acts.right, stores=())
    ann, _ = trial.settle(plainest), trial.settle(plainest)
    with pytest.raises(Broken) as caught:
        trial.erase(ann)
    assert caught.value.findings == ("a run of workflow runs still holds a value of theirs",)


def test_a_sweep_that_could_not_do_its_work_says_why(trial: Trial) -> None:
    trial.settle(plainest, {("reviews", "at"): (START - 365 * DAY).replace(tzinfo=None)})
    with trial.place.engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE votes (review INTEGER REFERENCES reviews (id))"))
        connection.execute(sa.text("INSERT INTO votes SELECT id FROM reviews"))
    with pytest.raises(Broken, match=r"it failed: AssertionError: reviews\.at: .*FOREIGN KEY constraint failed"):
        trial.sweep({})
    with trial.place.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE votes"))
        connection.execute(sa.text("ALTER TABLE reviews RENAME TO opinions"))
    with pytest.raises(Broken, match=r"it failed: AssertionError: reviews\.at: .*no such table: reviews"):
        trial.sweep({})


def test_an_erasure_leaves_no_row_in_the_log_of_the_database(trial: Trial) -> None:
    ann, _ = trial.settle(plainest), trial.settle(plainest)
    acts = trial.acts
    assert isinstance(acts, Acts)
    acts.right.erase(trial.place.engine, trial.accounts[ann], "run", trial.files)
    assert isinstance(trial.place, SqlitePlace)
    assert [file.stat().st_size for file in trial.place.folder.glob("*-wal")] in ([], [0])
