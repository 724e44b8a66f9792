"""Replies that settle a question in plain words."""

import pytest

from specstep.domain.interviews.replies import settled_by
from specstep.domain.interviews.values import AnswerKind, Question, QuestionIntent


def asked(id: str = "load.users") -> Question:
    return Question(
        id=id,
        topic=id.partition(".")[0],
        intent=QuestionIntent.MISSING,
        text="How many?",
        why="It matters.",
        recommended="Ten.",
        recommended_because="A guess.",
    )


@pytest.mark.parametrize("reply", ["skip", "Skip.", " SKIP THIS ", "next question", "Weiter!", "Suivant", "paso"])
def test_a_question_can_be_skipped_in_plain_words(reply: str) -> None:
    assert settled_by(reply, asked()) is AnswerKind.SKIPPED


@pytest.mark.parametrize(
    "reply",
    [
        "you decide",
        "You decide, please.",
        "Hm, no idea",
        "I don’t know",
        "Weiß nicht.",
        "À vous de décider",
        "da igual",
    ],
)
def test_a_decision_can_be_left_to_us_in_plain_words(reply: str) -> None:
    assert settled_by(reply, asked()) is AnswerKind.YOU_DECIDE


@pytest.mark.parametrize("reply", ["no", "That's all.", "nothing else, thanks", "sonst nichts", "c'est tout"])
def test_nothing_else_is_what_is_recommended_where_more_is_asked_for(reply: str) -> None:
    assert settled_by(reply, asked("capabilities.needs")) is AnswerKind.RECOMMENDED
    assert settled_by(reply, asked()) is None


@pytest.mark.parametrize(
    "reply",
    ["", "Members can skip a turn.", "You decide who gets the boat: the warden.", "pass the ball", "no money"],
)
def test_whoever_says_more_has_something_to_say(reply: str) -> None:
    assert settled_by(reply, asked("capabilities.needs")) is None
