"""Each rule is tried where it changes its mind, an erasure is killed on its way, and histories reach every act."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, ClassVar

import attrs
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test
from tests.samples.bookshop import bookshop, bookshop_tables

from specstep.policies.model import Dataset, DaysAfter, Inventory, WithOwner, unless
from specstep.policies.testing import Compiled, Files, Trial, Unproven, machine, open_engine, placed, prove_times
from specstep.policies.testing.machine import EARLIEST, LATEST, PEOPLE, has_room
from specstep.policies.testing.proving import CRASHES, DEEP, QUICK, copied, prove_erasure
from specstep.policies.testing.trial import START, Fixed
from specstep.policies.testing.values import Choose

DAY = timedelta(days=1)
STEP = timedelta(microseconds=1)


@attrs.define
class Acts:
    """The plans, with a note of what was there before each sweep and how often an erasure was tried."""

    right: Compiled
    swept: list[dict[str, list[dict[str, Any]]]] = attrs.Factory(list)
    ran: list[Mapping[str, datetime]] = attrs.Factory(list)
    erased: list[object] = attrs.Factory(list)

    def sweep(self, engine: sa.Engine, now: datetime, ran: Mapping[str, datetime], files: Files) -> None:
        with engine.connect() as connection:
            tables = self.right.metadata.tables.values()
            self.swept.append(
                {
                    each.name: [dict(row) for row in connection.execute(sa.select(each)).mappings()]
                    for each in tables
                }
            )
        self.ran.append(ran)
        self.right.sweep(engine, now, ran, files)

    def erase(self, engine: sa.Engine, account: Any, run: str, files: Files) -> None:
        self.erased.append(account)
        self.right.erase(engine, account, run, files)


class Noting(Trial):
    """Notes where its erasures are to crash, and really does only what comes before the first crash."""

    crashes: ClassVar[list[int]] = []
    statements: ClassVar[int] = 0

    def reset(self) -> None:
        self.accounts = {}
        if not self.crashes:
            super().reset()

    def settle(self, choose: Choose, fixed: Fixed | None = None) -> int:
        if not self.crashes:
            return super().settle(choose, fixed)
        self.last_person += 1
        self.accounts[self.last_person] = self.last_person
        return self.last_person

    def erase(self, person: int, crash_at: int = 0, meanwhile: Any = None) -> None:
        assert len(self.accounts) == 2
        assert person == min(self.accounts)
        self.crashes.append(crash_at)
        if crash_at:
            return
        statements: list[object] = []
        sa.event.listen(self.place.engine, "before_cursor_execute", lambda *said: statements.append(said))
        super().erase(person, crash_at, meanwhile)
        Noting.statements = len(statements)


@contextmanager
def trial_of(
    inventory: Inventory, tables: sa.MetaData | None = None, kind: type[Trial] = Trial
) -> Iterator[Trial]:
    metadata = copied(tables or bookshop_tables())
    with placed("sqlite", metadata, open_engine) as place:
        acts = Acts(Compiled(inventory=inventory, metadata=metadata))
        yield kind(inventory=inventory, metadata=metadata, place=place, acts=acts)


def changed(name: str, *rules: Any) -> Inventory:
    def change(dataset: Dataset) -> Dataset:
        return attrs.evolve(dataset, retention=rules) if dataset.name == name else dataset

    return attrs.evolve(
        bookshop(), datasets=tuple(change(each) for each in bookshop().datasets), duties=("count",)
    )


def times(acts: Any, table: str, column: str) -> list[set[Any]]:
    """The times that a column held in each sweep in which they were not all alike."""
    found = [{row[column] for row in rows[table]} for rows in acts.swept]
    return [each for each in found if len(each) > 1]


def test_every_rule_is_tried_a_step_before_its_time_at_it_and_after_it() -> None:
    with trial_of(bookshop()) as trial:
        prove_times(trial)
        edges = {"placed_at": 90, "expires_at": 0, "deleted_at": 30}
        for column, days in edges.items():
            edge = START - days * DAY
            (held,) = times(trial.acts, "orders", column)
            held = {each and each.replace(tzinfo=START.tzinfo) for each in held}
            assert held == {edge - STEP, edge, edge + STEP} | ({None} if column != "placed_at" else set())
        (of_reviews,) = times(trial.acts, "reviews", "at")
        naive = (START - 365 * DAY).replace(tzinfo=None)
        assert of_reviews == {naive - STEP, naive, naive + STEP}


def test_a_rule_about_some_rows_is_tried_on_these_and_one_that_waits_once_its_duty_ran() -> None:
    waits = DaysAfter(column="placed_at", days=3, where=unless("status", "new", "paid"), after_rule="count")
    tables = bookshop_tables()
    tables.tables["orders"].append_constraint(sa.CheckConstraint("status IN ('new', 'paid', 'sent')"))
    with trial_of(changed("orders", WithOwner(), waits), tables) as trial:
        prove_times(trial)
        tried = [rows for rows in trial.acts.swept if len({row["placed_at"] for row in rows["orders"]}) > 1]  # type: ignore[attr-defined]
        assert {row["status"] for rows in tried for row in rows["orders"]} == {"sent"}
        assert trial.acts.ran[0] == {"count": START}  # type: ignore[attr-defined]


def test_a_rule_that_never_takes_a_row_is_not_proven() -> None:
    never = DaysAfter(column="placed_at", days=3, where=unless("status", "new"))
    tables = bookshop_tables()
    tables.tables["orders"].append_constraint(sa.CheckConstraint("status IN ('new')"))
    why = "orders: no row could be made that is due by its placed_at"
    with trial_of(changed("orders", WithOwner(), never), tables) as trial, pytest.raises(Unproven, match=why):
        prove_times(trial)


@pytest.mark.parametrize(("every_statement", "crashes"), [(False, CRASHES), (True, CRASHES), (False, 10**6)])
def test_an_erasure_is_killed_at_some_statements_or_at_every_one(
    every_statement: bool, crashes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("specstep.policies.testing.proving.CRASHES", crashes)
    Noting.crashes.clear()
    with trial_of(bookshop(), kind=Noting) as trial:
        prove_erasure(trial, every_statement=every_statement)
    first, *others = Noting.crashes
    assert first == 0
    every = list(range(1, Noting.statements + 1))
    assert len(every) > 20
    some = every[:: len(every) // CRASHES]
    assert others == (every if every_statement or crashes != CRASHES else some)


@attrs.define
class Stage:
    """Stands where a trial would, and notes what happens to it."""

    inventory: Inventory = attrs.Factory(lambda: changed("orders", WithOwner()))
    others: list[str] = attrs.Factory(lambda: ["orders", "wishes"])
    accounts: dict[int, int] = attrs.Factory(dict)
    gone: dict[int, int] = attrs.Factory(dict)
    now: datetime = START
    seen: set[object] = attrs.Factory(set)
    last: int = 0

    def reset(self) -> None:
        self.accounts, self.gone, self.now = {}, {}, START

    def join(self, choose: Any) -> int:
        self.last += 1
        self.accounts[self.last] = self.last
        self.seen.add(f"{len(self.accounts)} people")
        return self.last

    settle = join

    def write(self, table: str, person: int, choose: Any) -> None:
        assert person in self.accounts
        self.seen.add(("write", table))

    def touch(self, choose: Any) -> None:
        assert choose([1, 2]) in (1, 2)
        self.seen.add("touch")

    def _crashed(self, what: str, crash_at: int) -> None:
        self.seen.add((what, "early" if 0 < crash_at <= 12 else "late" if crash_at else "not at all"))

    def sweep(self, ran: Mapping[str, datetime], crash_at: int) -> None:
        assert EARLIEST <= self.now <= LATEST
        self._crashed("sweep", crash_at)
        self.seen.add(("ran", self.now - ran["count"] if ran else None))
        self.seen.add("later" if self.now > START else "earlier" if self.now < START else "at first")

    def erase(self, person: int, crash_at: int = 0, meanwhile: Any = None) -> None:
        if person in self.gone:
            self.seen.add("erased again")
            return
        self._crashed("erase", crash_at)
        self.gone[person] = self.accounts.pop(person)
        assert self.accounts
        before = len(self.seen)
        meanwhile()
        self.seen.add("meanwhile" if len(self.seen) >= before else "")


CRASHED = ("early", "late", "not at all")


HISTORIES = settings(
    max_examples=30,
    stateful_step_count=20,
    deadline=None,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


def test_histories_reach_every_act_and_stay_within_what_is_possible() -> None:
    stage = Stage()
    expected = {("write", name) for name in stage.others}
    expected |= {(act, when) for act in ("sweep", "erase") for when in CRASHED}
    expected |= {("ran", lag) for lag in (None, timedelta(0), DAY)}
    expected |= {"touch", "meanwhile", "erased again", "later", "earlier", "at first"}
    expected |= {f"{number} people" for number in range(1, PEOPLE + 1)}
    for _ in range(8):  # as many as it takes, which is one or two
        run_state_machine_as_test(machine(lambda: stage), settings=HISTORIES)  # type: ignore[arg-type, return-value]
        if stage.seen >= expected:
            break
    assert expected - stage.seen == set()
    assert stage.seen <= expected


def test_so_many_people_and_no_more_have_an_account_at_a_time() -> None:
    assert [has_room(range(number)) for number in (0, PEOPLE - 1, PEOPLE, PEOPLE + 1)] == [
        True,
        True,
        False,
        False,
    ]


def test_whoever_proves_twice_sees_the_same_unless_the_proof_is_deep() -> None:
    assert (QUICK.derandomize, DEEP.derandomize) == (True, False)
    assert QUICK.max_examples < DEEP.max_examples
    assert QUICK.stateful_step_count < DEEP.stateful_step_count


def test_without_other_tables_nobody_writes_anything() -> None:
    stage = Stage(others=[])
    run_state_machine_as_test(
        machine(lambda: stage),  # type: ignore[arg-type, return-value]
        settings=settings(HISTORIES, max_examples=5),
    )
    assert stage.seen
    assert not any(isinstance(each, tuple) and each[0] == "write" for each in stage.seen)


def test_a_clock_jumps_by_what_it_is_told_and_no_further_than_there_are_rules_for() -> None:
    stage = Stage()
    told: Any = machine(lambda: stage)()  # type: ignore[arg-type, return-value]
    told.clock(jump=DAY)
    assert stage.now == START + DAY
    told.clock(jump=-3 * DAY)
    assert stage.now == START - 2 * DAY
    for jump, end in ((365_000 * DAY, LATEST), (-365_000 * DAY, EARLIEST)):
        told.clock(jump=jump)
        assert stage.now == end


@given(st.data())
@settings(HISTORIES, max_examples=2)
def test_each_act_of_a_history_is_done_to_somebody(data: st.DataObject) -> None:
    stage = Stage()
    told: Any = machine(lambda: stage)()  # type: ignore[arg-type, return-value]
    told.people()
    assert len(stage.accounts) == 2
    told.join(data=data)
    assert len(stage.accounts) == 3
    for act in (told.write, told.touch):
        act(data=data)
    assert "touch" in stage.seen
    assert any(("write", name) in stage.seen for name in stage.others)
    told.sweep(crash_at=5, lag=DAY)
    assert {("sweep", "early"), ("ran", DAY), "at first"} <= stage.seen
    told.erase(data=data, crash_at=0)
    assert (len(stage.accounts), len(stage.gone)) == (2, 1)
    told.erase_again(data=data)
    assert {("erase", "not at all"), "erased again"} <= stage.seen
