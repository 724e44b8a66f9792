"""Two projects in one brief are noticed and both kept."""

from datetime import UTC, datetime

from specstep.domain.drafting.reading.projects import OF_ANOTHER, separate_projects
from specstep.domain.drafting.reading.take_facts import take_facts
from specstep.domain.ids import TurnId
from specstep.domain.interviews.values import Fact, FactKind, Phase, Speaker, Turn
from specstep.domain.tasks.inputs import TakeFacts


def facts(text: str) -> tuple[Fact, ...]:
    turn = Turn(
        id=TurnId("t"), number=1, speaker=Speaker.PERSON, phase=Phase.VISION, content=text, at=datetime(2027, 1, 1, tzinfo=UTC)
    )  # fmt: skip
    return take_facts(TakeFacts(language="en", turns=(turn,))).facts


def groups(text: str) -> list[int]:
    return [len(group) for group in separate_projects(facts(text))]


def test_one_project_is_one_group() -> None:
    assert groups("We need an app for shifts. Volunteers can sign up for shifts.") == [2]


def test_a_second_unrelated_project_makes_a_second_group() -> None:
    text = "We need an app for volunteer shifts. Volunteers can sign up.\n\nWe also need a second tool: a brewery tracker. It must log temperatures."
    assert groups(text) == [2, 2]


def test_the_second_project_is_out_of_scope_with_its_own_words_quoted() -> None:
    text = "We need an app for volunteer shifts. Volunteers can sign up.\n\nWe also need a second tool: a brewery tracker. It must log temperatures."
    first, second = facts(text)[:2], facts(text)[2:]
    assert {fact.kind for fact in first} == {FactKind.GOAL, FactKind.NEED}
    assert {fact.kind for fact in second} == {FactKind.NON_GOAL}
    assert all(fact.text.startswith(OF_ANOTHER) and fact.source.quote in text for fact in second)


def test_another_app_that_nobody_wants_is_no_second_project() -> None:
    text = "We need an app for volunteer shifts. Volunteers can sign up. We don't want another app for chats."
    assert len(groups(text)) == 1


def test_who_only_said_who_they_are_has_spoken_of_no_other_project() -> None:
    text = "I am the secretary of a village brass band. I would like to have a small program made for us."
    assert not any(fact.text.startswith(OF_ANOTHER) for fact in facts(text))


def test_whose_data_goes_is_not_guessed_where_somebody_leaves() -> None:
    text = "The treasurer enters the takings. When someone leaves the band, his data must be deleted."
    assert not any("the treasurer's data" in fact.text for fact in facts(text))
