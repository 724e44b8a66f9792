"""The harness passes what is right, on both databases, and fails whatever is planted to be wrong."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
import sqlalchemy as sa
from tests.samples.bookshop import bookshop, bookshop_tables

from specstep.adapters.persistence.engines import create_sync_engine
from specstep.adapters.persistence.tables import metadata
from specstep.adapters.persistence.tables.types import ExactDecimal
from specstep.policies.inventory import INVENTORY
from specstep.policies.model import Dataset, DaysAfter, Field, Inventory, Store, Timed
from specstep.policies.plans import plan_erasure
from specstep.policies.testing import (
    Broken,
    Compiled,
    Files,
    Folder,
    Runs,
    Trial,
    Unproven,
    acts,
    open_engine,
    placed,
    prove,
)
from specstep.policies.testing.machine import plainest
from specstep.policies.testing.proving import copied

AMOUNTS = {ExactDecimal: Decimal}
ON_BOTH = pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])


def url_of(kind: str, request: pytest.FixtureRequest) -> str:
    if kind == "sqlite":
        return kind
    return str(request.getfixturevalue("postgresql_url")).replace("postgresql://", "postgresql+psycopg://")


@ON_BOTH
def test_RIG_3_RET_1_what_specstep_promises_is_kept(kind: str, request: pytest.FixtureRequest, deep: bool) -> None:
    prove(INVENTORY, metadata, url_of(kind, request), engine=create_sync_engine, values=AMOUNTS, deep=deep)


@ON_BOTH
def test_RIG_3_a_strangers_promises_are_kept(kind: str, request: pytest.FixtureRequest, deep: bool) -> None:
    prove(bookshop(), bookshop_tables(), url_of(kind, request), deep=deep)


def changed(inventory: Inventory, name: str, change: Callable[[Dataset], Dataset]) -> Inventory:
    """The inventory with one dataset changed."""
    return attrs.evolve(
        inventory, datasets=tuple(change(each) if each.name == name else each for each in inventory.datasets)
    )


def compiled(inventory: Inventory, tables: sa.MetaData | None = None) -> Compiled:
    return Compiled(inventory=inventory, metadata=tables or bookshop_tables())


def without_rule(column: str) -> Callable[[Dataset], Dataset]:
    def change(dataset: Dataset) -> Dataset:
        kept = [rule for rule in dataset.retention if not isinstance(rule, Timed) or rule.column != column]
        return attrs.evolve(dataset, retention=tuple(kept) or (DaysAfter(column=column, days=36_000),))

    return change


def days_changed(column: str, by: int) -> Callable[[Dataset], Dataset]:
    def change(dataset: Dataset) -> Dataset:
        return attrs.evolve(
            dataset,
            retention=tuple(
                attrs.evolve(rule, days=rule.days + by)
                if isinstance(rule, Timed) and rule.column == column
                else rule
                for rule in dataset.retention
            ),
        )

    return change


@pytest.mark.parametrize(
    ("name", "column"),
    [("orders", "placed_at"), ("orders", "expires_at"), ("reviews", "at")],
)
def test_a_rule_that_is_left_out_is_found(name: str, column: str) -> None:
    faulty = compiled(changed(bookshop(), name, without_rule(column)))
    with pytest.raises(Broken, match=f"{name} .*(still there and should be gone|should be .* now)"):
        prove(bookshop(), bookshop_tables(), acts=faulty)


@pytest.mark.parametrize(("by", "says"), [(1, "still there and should be gone"), (-1, "gone and should be there")])
@pytest.mark.parametrize(("name", "column"), [("orders", "deleted_at"), ("reviews", "at")])
def test_RET_2_a_day_too_many_and_a_day_too_few_are_found(name: str, column: str, by: int, says: str) -> None:
    faulty = compiled(changed(bookshop(), name, days_changed(column, by)))
    with pytest.raises(Broken, match=f"{name} .*{says}"):
        prove(bookshop(), bookshop_tables(), acts=faulty)


@attrs.frozen
class Hasty:
    """A clock that is off by the smallest step there is."""

    right: Compiled
    step: timedelta

    def sweep(self, engine: sa.Engine, now: datetime, ran: Mapping[str, datetime], files: Files) -> None:
        self.right.sweep(engine, now + self.step, ran, files)

    def erase(self, engine: sa.Engine, account: Any, run: str, files: Files) -> None:
        self.right.erase(engine, account, run, files)


@pytest.mark.parametrize("microseconds", [1, -1])
def test_RET_2_a_microsecond_is_found(microseconds: int) -> None:
    faulty = Hasty(compiled(bookshop()), timedelta(microseconds=microseconds))
    with pytest.raises(Broken):
        prove(bookshop(), bookshop_tables(), acts=faulty)


def test_RIG_3_a_column_that_the_inventory_left_out_is_found() -> None:
    with pytest.raises(Broken, match=r"reviews\.stamp still holds a value of theirs"):
        prove(bookshop(), bookshop_tables(stamped=True))


def test_RIG_3_a_column_that_is_not_anonymized_is_found() -> None:
    def forget(dataset: Dataset) -> Dataset:
        fields = tuple(each for each in dataset.fields if each.name != "signature")
        return attrs.evolve(dataset, fields=fields)

    with pytest.raises(Broken, match=r"reviews .*signature should be None now"):
        prove(bookshop(), bookshop_tables(), acts=compiled(changed(bookshop(), "reviews", forget)))


def test_RIG_3_a_foreign_key_that_the_inventory_left_out_is_found() -> None:
    def forget(dataset: Dataset) -> Dataset:
        return attrs.evolve(dataset, edges=dataset.edges[:1])

    with pytest.raises(Broken, match=r"failed: .*wishes"):
        prove(changed(bookshop(), "wishes", forget), bookshop_tables())


def test_RIG_3_an_edge_that_is_left_out_where_the_database_knows_of_none_is_found() -> None:
    tables = bookshop_tables()
    table = tables.tables["lines"]
    table.constraints -= table.foreign_key_constraints
    for column in table.c:
        column.foreign_keys.clear()
    faulty = attrs.evolve(bookshop(), datasets=tuple(each for each in bookshop().datasets if each.name != "lines"))
    with pytest.raises(Broken, match=r"lines .*still there and should be gone"):
        prove(bookshop(), tables, acts=compiled(faulty, tables))


@attrs.frozen
class ByHand:
    """Statements that somebody wrote; the sweep is right."""

    right: Compiled
    statements: tuple[str, ...]
    together: bool = True

    def sweep(self, engine: sa.Engine, now: datetime, ran: Mapping[str, datetime], files: Files) -> None:
        self.right.sweep(engine, now, ran, files)

    def erase(self, engine: sa.Engine, account: Any, run: str, files: Files) -> None:
        with engine.connect() as connection:
            query = sa.text("SELECT invoice FROM orders WHERE customer_id = :it AND invoice IS NOT NULL")
            keys = [(key,) for key in connection.execute(query, {"it": account}).scalars()]
            for statement in self.statements:
                connection.execute(sa.text(statement), {"it": account})
                if not self.together:
                    connection.commit()
            connection.commit()
        files.delete_files("invoices", keys)


RIGHT = (
    "UPDATE customers SET favourite_id = NULL WHERE favourite_id IN (SELECT id FROM orders WHERE customer_id = :it)",
    "UPDATE reviews SET writer_id = NULL, signature = NULL WHERE writer_id = :it",
    "DELETE FROM lines WHERE order_id IN (SELECT id FROM orders WHERE customer_id = :it)",
    "DELETE FROM orders WHERE customer_id = :it",
    "UPDATE wishes SET after_id = NULL WHERE after_id IN (SELECT id FROM wishes WHERE customer_id = :it)",
    "DELETE FROM wishes WHERE customer_id = :it",
    "DELETE FROM customers WHERE id = :it",
)


def by_hand(*statements: str, together: bool = True) -> ByHand:
    return ByHand(compiled(bookshop()), statements, together)


def test_an_erasure_written_by_hand_passes_when_it_is_right() -> None:
    prove(bookshop(), bookshop_tables(), acts=by_hand(*RIGHT))


def test_RIG_3_bytes_that_are_not_overwritten_are_found() -> None:
    def careless(url: str) -> sa.Engine:
        engine = open_engine(url)

        @sa.event.listens_for(engine, "connect")
        def connected(connection: Any, record: object) -> None:
            connection.execute("PRAGMA secure_delete=OFF")

        return engine

    with pytest.raises(Broken, match=r"bytes of proof.db .*secure_delete"):
        prove(bookshop(), bookshop_tables(), engine=careless)


def test_RIG_3_a_cascade_that_takes_what_must_survive_is_found() -> None:
    tables = bookshop_tables(ondelete="CASCADE")
    with pytest.raises(Broken, match=r"reviews .*is gone and should be there"):
        prove(bookshop(), tables, acts=by_hand("DELETE FROM customers WHERE id = :it"))


def test_RIG_3_somebody_elses_rows_are_seen_to_be_untouched() -> None:
    greedy = [each.replace(" WHERE writer_id = :it", "") for each in RIGHT]
    with pytest.raises(Broken, match=r"reviews .*signature was changed and should be as it was"):
        prove(bookshop(), bookshop_tables(), acts=by_hand(*greedy))


def test_RIG_3_an_erasure_that_loses_its_way_when_interrupted_is_found() -> None:
    # Its files are found through its orders: once these are gone, the second try doesn't know of any.
    with pytest.raises(Broken, match=r"crashed at statement .*\n- the file .* of invoices is still there"):
        prove(bookshop(), bookshop_tables(), acts=by_hand(*RIGHT, together=False))


def test_GEN_7_a_file_that_outlives_its_record_is_found() -> None:
    @attrs.frozen
    class Littering(ByHand):
        def erase(self, engine: sa.Engine, account: Any, run: str, files: Files) -> None:
            super().erase(engine, account, run, Files())

    with pytest.raises(Broken, match=r"file .* of invoices is still there"):
        prove(bookshop(), bookshop_tables(), acts=Littering(compiled(bookshop()), RIGHT))


def test_a_table_that_cannot_be_filled_is_no_proof() -> None:
    tables = bookshop_tables()
    tables.tables["wishes"].append_constraint(sa.CheckConstraint("length(book) < 3"))
    with pytest.raises(Unproven, match="wishes: no row could be written: CHECK constraint failed"):
        prove(bookshop(), tables)


def test_a_value_that_cannot_be_guessed_is_asked_for_and_taken() -> None:
    tables = bookshop_tables()
    tables.tables["wishes"].append_constraint(sa.CheckConstraint("length(book) < 3"))
    prove(bookshop(), tables, values={"wishes.book": lambda number: "of"})


@pytest.mark.postgresql
def test_a_database_that_is_not_empty_is_left_alone(postgresql_url: str) -> None:
    url = postgresql_url.replace("postgresql://", "postgresql+psycopg://")
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE precious (id int)"))
    with pytest.raises(Unproven, match="precious"):
        prove(bookshop(), bookshop_tables(), url)
    with engine.begin() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM precious")).scalar_one() == 0
    engine.dispose()


@pytest.mark.postgresql
def test_RIG_3_statistics_of_tables_that_became_empty_hold_nothing_of_the_last_one(postgresql_url: str) -> None:
    tables = copied(bookshop_tables())
    acts = compiled(bookshop(), tables)
    with placed(postgresql_url.replace("postgresql://", "postgresql+psycopg://"), tables, open_engine) as place:
        trial = Trial(inventory=bookshop(), metadata=tables, place=place, acts=acts)
        trial.reset()
        person = trial.settle(plainest)
        for _ in range(3):  # what is there once only is in no statistics
            trial.write(tables.tables["wishes"], person, plainest)
        trial.erase(person)


@attrs.frozen
class SearchIndex:
    """A store that somebody keeps beside the tables, and whose clearing can be faulty."""

    forgets: Callable[[dict[Any, str], Any], object]
    texts: dict[Any, str] = attrs.Factory(dict)
    name: str = "the search index"

    def reset(self) -> None:
        self.texts.clear()

    def plant(self, account: Any, text: str) -> None:
        self.texts[account] = text

    def forget(self, account: Any) -> None:
        self.forgets(self.texts, account)

    def search(self, text: str) -> list[str]:
        return [self.name for each in self.texts.values() if text in each]


def test_RIG_3_a_store_of_ones_own_is_searched() -> None:
    prove(bookshop(), bookshop_tables(), stores=[SearchIndex(lambda texts, account: texts.pop(account, None))])


def test_RIG_3_a_store_that_forgets_nothing_is_found() -> None:
    with pytest.raises(Broken, match="the search index still holds a value of theirs"):
        prove(bookshop(), bookshop_tables(), stores=[SearchIndex(lambda texts, account: None)])


def test_RIG_3_a_store_that_forgets_everybody_is_found() -> None:
    with pytest.raises(Broken, match="the search index has lost a value of somebody else's"):
        prove(bookshop(), bookshop_tables(), stores=[SearchIndex(lambda texts, account: texts.clear())])


def test_RIG_3_workflow_runs_that_nobody_purges_are_found() -> None:
    with pytest.raises(Broken, match="a run of workflow runs still holds a value of theirs"):
        prove(bookshop(), bookshop_tables(), acts=by_hand(*RIGHT), stores=[Runs()])


def test_RIG_3_workflow_runs_are_purged_by_the_plan_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = Dataset(
        name="runs",
        store=Store.WORKFLOW_ENGINE,
        about="Runs.",
        fields=(Field(name="*", category="system", purposes=("essential",), clauses=("RET-14",)),),
        retention=(DaysAfter(column="done", days=7),),
        clauses=("RET-14",),
        coarse=True,
        unowned="Purged by name.",
    )
    with_runs = attrs.evolve(bookshop(), datasets=(*bookshop().datasets, runs))
    prove(with_runs, bookshop_tables())
    monkeypatch.setattr(acts, "plan_erasure", lambda _: plan_erasure(bookshop()))
    with pytest.raises(Broken, match="a run of workflow runs still holds"):
        prove(with_runs, bookshop_tables())


@attrs.frozen
class Talkative(ByHand):
    """An erasure that writes down whom it erases."""

    write: Callable[[str], object] = print

    def erase(self, engine: sa.Engine, account: Any, run: str, files: Files) -> None:
        with engine.connect() as connection:
            query = sa.text("SELECT name FROM customers WHERE id = :it")
            for name in connection.execute(query, {"it": account}).scalars():
                self.write(f"erasing {name}")
        super().erase(engine, account, run, files)


def test_RET_14_a_value_that_is_logged_is_found() -> None:
    faulty = Talkative(compiled(bookshop()), RIGHT, write=logging.getLogger("shop.jobs").warning)
    with pytest.raises(Broken, match=r"shop\.jobs in the log still holds a value of theirs"):
        prove(bookshop(), bookshop_tables(), acts=faulty)


def test_RET_14_a_value_in_a_file_of_logs_is_found(tmp_path: Path) -> None:
    def write(line: str) -> None:
        with (tmp_path / "jobs.log").open("a", encoding="utf-8") as log:
            log.write(line + "\n")

    faulty = Talkative(compiled(bookshop()), RIGHT, write=write)
    with pytest.raises(Broken, match=r"jobs\.log in the logs still holds a value of theirs"):
        prove(bookshop(), bookshop_tables(), acts=faulty, stores=[Folder(tmp_path, "the logs")])
