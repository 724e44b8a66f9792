"""The whole proof on two small tables: what it tries, how often, and with whose acts, values and stores."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, ClassVar

import attrs
import pytest
import sqlalchemy as sa
from hypothesis import settings
from tests.samples.albums import field, table

from specstep.policies.model import DaysAfter, Edge, EdgeKind, Inventory, Store, WithOwner
from specstep.policies.testing import Broken, Compiled, Files, Runs, Unproven, prove
from specstep.policies.testing.proving import QUICK, copied

OWNER = Edge(kind=EdgeKind.OWNS, columns=("owner",), to="people")
RUNS = table(
    "runs",
    (field("*"),),
    store=Store.WORKFLOW_ENGINE,
    coarse=True,
    unowned="Purged by name.",
    retention=(DaysAfter(column="done", days=7),),
)


def inventory(*more: Any) -> Inventory:
    notes = table(
        "notes",
        (field("id"), field("owner"), field("at"), field("hour")),
        edges=(OWNER,),
        retention=(WithOwner(), DaysAfter(column="at", days=3)),
    )
    return Inventory(
        account="people", datasets=(table("people", (field("id"),), retention=(WithOwner(),)), notes, *more)
    )


def tables(hour: Any = sa.Text) -> sa.MetaData:
    metadata = sa.MetaData()
    sa.Table("people", metadata, sa.Column("id", sa.Text, primary_key=True))
    sa.Table(
        "notes",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("owner", sa.ForeignKey("people.id"), nullable=False),
        sa.Column("at", sa.DateTime),
        sa.Column("hour", hour, nullable=False),
    )
    return metadata


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Histories of a few acts: one of them, or seven where the proof is to be deep."""
    one = settings(QUICK, max_examples=1, stateful_step_count=3)
    monkeypatch.setattr("specstep.policies.testing.proving.QUICK", one)
    monkeypatch.setattr("specstep.policies.testing.proving.DEEP", settings(one, max_examples=7))
    monkeypatch.setattr("specstep.policies.testing.proving.CRASHES", 2)


class Keeping(Runs):
    """Runs that nobody can purge."""

    def forget(self, account: Any) -> None:
        """Keep them."""


@attrs.define
class Counted:
    """A store that holds nothing, and counts how often the proof begins anew."""

    name: str = "nothing"
    resets: int = 0

    def reset(self) -> None:
        self.resets += 1

    def plant(self, account: Any, text: str) -> None:
        del account, text

    def forget(self, account: Any) -> None:
        del account

    def search(self, text: str) -> list[str]:
        del text
        return []


class Noted(Runs):
    """Runs that note how many were planted in any of them."""

    planted: ClassVar[list[str]] = []

    def plant(self, account: Any, text: str) -> None:
        self.planted.append(text)
        super().plant(account, text)


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is planted in runs that the proof makes by itself."""
    Noted.planted.clear()
    monkeypatch.setattr("specstep.policies.testing.proving.Runs", Noted)
    return Noted.planted


def test_a_proof_tries_the_rules_an_erasure_and_histories_and_a_deep_one_more_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    every: list[bool] = []
    monkeypatch.setattr(
        "specstep.policies.testing.proving.prove_erasure",
        lambda trial, *, every_statement: every.append(every_statement),
    )
    resets = []
    for deep in (False, True):
        counted = Counted()
        prove(inventory(), tables(), stores=[counted], deep=deep)
        resets.append(counted.resets)
    assert every == [False, True]
    quick, many = resets
    assert quick > 1  # at least the rule, and a history
    assert many > quick


@pytest.mark.parametrize(("engine", "number"), [((), 0), ((RUNS,), 1)])
def test_runs_are_planted_and_searched_where_the_inventory_knows_an_engine(
    planted: list[str], engine: tuple[Any, ...], number: int
) -> None:
    prove(inventory(*engine), tables())
    assert bool(planted) is bool(number)


def test_whoever_brings_acts_brings_the_runs_that_they_purge(planted: list[str]) -> None:
    schema, known = tables(), inventory(RUNS)
    prove(known, schema, acts=Compiled(inventory=known, metadata=copied(schema)))
    assert planted == []


def test_the_acts_that_are_brought_are_those_on_trial() -> None:
    class Idle:
        def sweep(self, engine: sa.Engine, now: datetime, ran: Mapping[str, datetime], files: Files) -> None:
            """Let everything be."""

        def erase(self, engine: sa.Engine, account: Any, run: str, files: Files) -> None:
            """Let everybody be."""

    with pytest.raises(Broken, match="is still there and should be gone"):
        prove(inventory(), tables(), acts=Idle())


def test_values_that_are_supplied_are_taken_where_none_is_known() -> None:
    with pytest.raises(Unproven, match=r"notes\.hour: no value is known"):
        prove(inventory(), tables(sa.Time))
    prove(inventory(), tables(sa.Time), values={"notes.hour": lambda number: time(number % 24)})


def test_an_erasure_that_leaves_something_in_a_store_is_broken() -> None:
    known, schema = inventory(), tables()
    acts = Compiled(inventory=known, metadata=copied(schema))
    with pytest.raises(Broken, match="a run of workflow runs still holds a value of theirs"):
        prove(known, schema, acts=acts, stores=[Runs()])


@pytest.mark.parametrize("engine", [(), (RUNS,)])
def test_what_somebody_brings_is_searched_beside_the_runs_of_an_engine(engine: tuple[Any, ...]) -> None:
    with pytest.raises(Broken, match="a run of jobs still holds a value of theirs"):
        prove(inventory(*engine), tables(), stores=[Keeping("jobs")])
