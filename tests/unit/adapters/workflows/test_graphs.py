"""The laws of graphs of steps, over random graphs and latencies."""

import asyncio
from collections.abc import Awaitable, Mapping
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specstep.adapters.workflows.graphs import require_acyclic, run_graph
from specstep.ports.workflows import GraphStep, Json


async def never(given: Mapping[str, Json]) -> Json:
    """The body of a step whose start is replaced."""
    raise AssertionError(given)


@st.composite
def graphs(draw: st.DrawFn) -> list[GraphStep]:
    """Acyclic graphs, their steps listed in any order."""
    names = [f"s{number}" for number in range(draw(st.integers(0, 8)))]
    steps = [
        GraphStep(name=name, run=never, after=tuple(draw(st.sets(st.sampled_from(names[:position])))))
        if position
        else GraphStep(name=name, run=never)
        for position, name in enumerate(names)
    ]
    return draw(st.permutations(steps))


@given(graphs(), st.randoms(use_true_random=False), st.data())
async def test_every_step_starts_once_after_those_before_it_and_none_after_a_failure(
    steps: list[GraphStep], random: Random, data: st.DataObject
) -> None:
    names = [step.name for step in steps]
    broken = data.draw(st.sampled_from([None, *names]))
    started: list[str] = []
    ended: list[str] = []

    def start(step: GraphStep, given: Mapping[str, Json]) -> Awaitable[Json]:
        assert set(given) == set(step.after) <= set(ended)
        assert broken not in ended
        started.append(step.name)
        return body(step)

    async def body(step: GraphStep) -> Json:
        for _ in range(random.randrange(4)):
            await asyncio.sleep(0)
        ended.append(step.name)
        if step.name == broken:
            raise OSError(step.name)
        return step.name.upper()

    require_acyclic(steps)
    if broken is None:
        results = await run_graph(steps, start)
        assert list(results.items()) == [(name, name.upper()) for name in names]
        assert sorted(started) == sorted(names)
    else:
        with pytest.raises(OSError, match=broken):
            await run_graph(steps, start)
    assert len(started) == len(set(started))
    assert sorted(started) == sorted(ended), "nothing is left in flight"


@given(graphs().filter(bool), st.data())
def test_a_cycle_anywhere_is_refused(steps: list[GraphStep], data: st.DataObject) -> None:
    start = data.draw(st.sampled_from(steps))
    loop = GraphStep(name=start.name, run=never, after=(*start.after, "back"))
    back = GraphStep(name="back", run=never, after=(start.name,))
    with pytest.raises(ValueError, match="wait for one another"):
        require_acyclic([loop if step is start else step for step in steps] + [back])
