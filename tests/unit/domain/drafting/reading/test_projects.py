"""Two projects in one brief are noticed and both kept."""

from datetime import UTC, datetime

from specstep.domain.drafting.reading.projects import separate_projects
from specstep.domain.drafting.reading.take_facts import take_facts
from specstep.domain.ids import TurnId
from specstep.domain.interviews.values import Phase, Speaker, Turn
from specstep.domain.tasks.inputs import TakeFacts


def groups(text: str) -> list[int]:
    turn = Turn(
        id=TurnId("t"), number=1, speaker=Speaker.PERSON, phase=Phase.VISION, content=text, at=datetime(2027, 1, 1, tzinfo=UTC)
    )  # fmt: skip
    return [len(group) for group in separate_projects(take_facts(TakeFacts(language="en", turns=(turn,))).facts)]


def test_one_project_is_one_group() -> None:
    assert groups("We need an app for shifts. Volunteers can sign up for shifts.") == [2]


def test_a_second_unrelated_project_makes_a_second_group() -> None:
    text = "We need an app for volunteer shifts. Volunteers can sign up.\n\nWe also need a second tool: a brewery tracker. It must log temperatures."
    assert groups(text) == [2, 2]
