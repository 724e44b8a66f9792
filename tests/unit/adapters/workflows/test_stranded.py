"""Runs that ended before the engine could write that down."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from specstep.adapters.workflows.stranded import LOOKS, StrandedRuns, until_trouble
from specstep.domain.errors import StorageFull, Unavailable
from specstep.domain.ids import RunId

RUN = RunId("generation-1")
FULL = StorageFull(service="The database", reason="the disk is full.", way_out="Make room.")


def looks(runs: StrandedRuns, times: int) -> list[int]:
    """The looks at which the run was to be put back."""
    return [at for at in range(1, times + 1) if runs.look({RUN}, set())]


def test_a_run_that_is_missed_once_is_not_stranded() -> None:
    runs = StrandedRuns()
    assert looks(runs, LOOKS - 1) == []
    assert runs.reason(RUN) is None


def test_a_stranded_run_is_put_back_again_and_again_with_longer_pauses() -> None:
    assert looks(StrandedRuns(), 140) == [3, 5, 9, 17, 33, 65, 97, 129]


def test_a_stranded_run_answers_why_where_that_is_known() -> None:
    runs = StrandedRuns()
    runs.failed(RUN, FULL)
    looks(runs, LOOKS)
    assert runs.reason(RUN) is FULL


def test_a_stranded_run_answers_what_to_look_at_where_nothing_is_known() -> None:
    runs = StrandedRuns()
    looks(runs, LOOKS)
    assert isinstance(runs.reason(RUN), Unavailable)


def test_a_run_that_is_seen_again_is_not_stranded_any_more() -> None:
    runs = StrandedRuns()
    looks(runs, LOOKS)
    runs.look({RUN}, {RUN})
    assert runs.reason(RUN) is None
    assert looks(runs, LOOKS - 1) == []


async def values(*items: int, then: asyncio.Event | None = None) -> AsyncIterator[int]:
    for item in items:
        yield item
    if then is not None:
        await then.wait()


async def test_values_come_through_until_they_end() -> None:
    assert [value async for value in until_trouble(values(1, 2, 3), lambda: FULL)] == [1, 2, 3]


async def test_trouble_ends_the_waiting_and_lets_go_of_the_source() -> None:
    source = values(1, then=asyncio.Event())
    followed = until_trouble(source, lambda: FULL)
    assert await anext(followed) == 1
    with pytest.raises(StorageFull):
        await anext(followed)
    assert [value async for value in source] == []
