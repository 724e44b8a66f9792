"""The harness on schemas that nobody thought of: the compiled plans leave no trace, whatever refers to what."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from specstep.policies.testing import Compiled, Trial, open_engine, placed
from specstep.policies.testing.machine import plainest
from specstep.policies.testing.proving import copied, prove_erasure
from specstep.policies.testing.worlds import World, worlds

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))
SOME = settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # shrinking takes minutes, and a history can be read as it is
    suppress_health_check=list(HealthCheck),
)
FEW = settings(SOME, max_examples=1)


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest) -> str:
    """Where the worlds are laid out, one after the other."""
    if request.param == "sqlite":
        return "sqlite"
    return str(request.getfixturevalue("postgresql_url")).replace("postgresql://", "postgresql+psycopg://")


@contextmanager
def tried(url: str, world: World) -> Iterator[Trial]:
    """A trial of the compiled plans on a world's schema, with nobody there yet."""
    schema = copied(world.metadata)
    with placed(url, schema, open_engine) as place:
        acts = Compiled(inventory=world.inventory, metadata=schema)
        trial = Trial(inventory=world.inventory, metadata=schema, place=place, acts=acts)
        trial.reset()
        yield trial


@SOME
@given(world=worlds(), seed=st.integers(0, 2**32), crash_at=st.integers(0, 80))
def test_RIG_3_RET_1_no_trace_is_left_on_any_schema_after_any_history(
    url: str, world: World, seed: int, crash_at: int
) -> None:
    choose = random.Random(seed).choice
    with tried(url, world) as trial:
        person, _ = trial.join(choose), trial.join(choose)
        for _ in range(8):
            trial.write(choose(trial.others), choose(sorted(trial.accounts)), choose)
        trial.sweep({"count": trial.now - timedelta(days=1)}, crash_at)
        trial.write(choose(trial.others), choose(sorted(trial.accounts)), choose)
        trial.erase(person, crash_at)
        trial.sweep({}, crash_at)


@FEW
@given(world=worlds(tables=2))
def test_RIG_3_no_trace_is_left_whichever_statement_an_erasure_is_killed_at(url: str, world: World) -> None:
    with tried(url, world) as trial:
        prove_erasure(trial, every_statement=True)


@FEW
@given(world=worlds(tables=2), seed=st.integers(0, 2**32))
def test_RET_2_exactly_what_is_due_goes_whichever_statement_a_sweep_is_killed_at(
    url: str, world: World, seed: int
) -> None:
    statements = 0

    def count(*_: object) -> None:
        nonlocal statements
        statements += 1

    def scene(trial: Trial) -> None:
        choose = random.Random(seed).choice
        trial.reset()
        for _ in range(2):
            trial.settle(plainest)
        for _ in range(4):
            trial.write(choose(trial.others), choose(sorted(trial.accounts)), choose)

    with tried(url, world) as trial:
        scene(trial)
        sa.event.listen(trial.place.engine, "before_cursor_execute", count)
        trial.sweep({"count": trial.now})
        sa.event.remove(trial.place.engine, "before_cursor_execute", count)
        for crash_at in range(1, statements + 1):
            scene(trial)
            trial.sweep({"count": trial.now}, crash_at)
