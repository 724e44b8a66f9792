"""The harness on schemas that nobody thought of: the compiled plans leave no trace, whatever refers to what."""

import random
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from specstep.policies.testing import Compiled, Trial, open_engine
from specstep.policies.testing.places import SqlitePlace
from specstep.policies.testing.proving import copied
from specstep.policies.testing.values import Choose
from specstep.policies.testing.worlds import World, worlds

SOME = settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


@SOME
@given(world=worlds(), seed=st.integers(0, 2**32), crash_at=st.integers(0, 60))
def test_RIG_3_RET_1_no_trace_is_left_on_any_schema(
    tmp_path_factory: pytest.TempPathFactory, world: World, seed: int, crash_at: int
) -> None:
    schema = copied(world.metadata)
    folder: Path = tmp_path_factory.mktemp("world")
    place = SqlitePlace(folder, schema, open_engine)
    acts = Compiled(inventory=world.inventory, metadata=schema)
    trial = Trial(inventory=world.inventory, metadata=schema, place=place, acts=acts)
    choose: Choose = random.Random(seed).choice
    try:
        trial.reset()
        person, _ = trial.join(choose), trial.join(choose)
        for _ in range(8):
            trial.write(choose(trial.others), choose(sorted(trial.accounts)), choose)
        trial.sweep({"count": trial.now - timedelta(days=1)}, crash_at)
        trial.erase(person, crash_at)
        trial.sweep({}, 0)
    finally:
        place.engine.dispose()
