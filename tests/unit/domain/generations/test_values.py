"""The states of a generation."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specstep.domain.accounts import LOCAL_OWNER
from specstep.domain.errors import Conflict, UnknownName
from specstep.domain.generations.profiles import profile_named
from specstep.domain.generations.values import TERMINAL, TRANSITIONS, Generation, ProfileName, Status
from specstep.domain.ids import GenerationId, InterviewId

NOW = datetime(2030, 1, 1, tzinfo=UTC)
NEW = Generation(
    id=GenerationId("g"),
    account_id=LOCAL_OWNER,
    interview_id=InterviewId("i"),
    profile=ProfileName.FAST,
    provider="offline",
    status=Status.QUEUED,
    created_at=NOW,
    updated_at=NOW,
)


@given(st.lists(st.sampled_from(Status), max_size=12))
def test_every_walk_keeps_to_the_table(walk: list[Status]) -> None:
    generation = NEW
    for status in walk:
        if status in TRANSITIONS[generation.status]:
            generation = generation.moved_to(status, NOW)
            assert (generation.finished_at is not None) == (status in TERMINAL)
        else:
            with pytest.raises(Conflict):
                generation.moved_to(status, NOW)


def test_every_state_has_its_row() -> None:
    assert set(TRANSITIONS) == set(Status)


@pytest.mark.parametrize("name", ["Fast", "fast", " FAST "])
def test_a_profile_is_found_whatever_its_case(name: str) -> None:
    assert profile_named(name).name is ProfileName.FAST


def test_an_unknown_profile_names_the_known_ones() -> None:
    with pytest.raises(UnknownName, match="Extensive"):
        profile_named("Slow")
