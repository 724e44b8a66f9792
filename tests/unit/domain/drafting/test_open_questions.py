"""What a good open question is: answerable, with its reason, an answer to start from, and what holds meanwhile."""

import pytest
from tests.unit.domain.drafting.briefings import SHIFTS, briefing, drafted

from specstep.domain.documents.statements import OpenQuestion


def asked(*pairs: tuple[str, str]) -> tuple[OpenQuestion, ...]:
    return drafted(briefing(*pairs)).requirements.open_questions


def test_every_question_says_why_it_matters() -> None:
    assert all(question.why and question.text.endswith("?") for question in asked(*SHIFTS))


def test_what_nobody_said_has_an_assumption_that_holds_meanwhile() -> None:
    channel = next(
        question
        for question in asked(
            ("need", "The app reminds members of their loans."), ("need", "Members borrow books.")
        )
        if question.topic == "notifications"
    )
    assert channel.recommended == channel.meanwhile == "e-mail"


def test_whoever_builds_for_themselves_is_asked_for_no_goal_and_no_backup() -> None:
    topics = {
        question.topic for question in asked(("need", "Just for me, the app reminds me to water my plants."))
    }
    assert not topics & {"goals", "operations", "privacy"}


def test_a_limit_of_rows_is_no_queue_for_the_last_place() -> None:
    assert not any(
        "waiting list" in question.text for question in asked(("need", "Files have at most 5 million rows."))
    )


def test_who_only_builds_it_is_no_user_to_ask_about() -> None:
    questions = asked(("limit", "Two firmware developers build it."), ("need", "The owner locks the bike."))
    assert not any("developer" in question.text for question in questions)


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("We don't know yet whether guests may borrow books", "May guests borrow books?"),
        ("Open: who repairs a sensor at night?", "Who repairs a sensor at night?"),
        ("The colour", "To be settled: The colour?"),
    ],
)
def test_what_was_left_open_is_asked_as_a_question(said: str, question: str) -> None:
    assert question in {each.text for each in asked(("question", said), ("need", "Members borrow books."))}


def test_unknown_short_forms_are_one_question() -> None:
    questions = asked(("need", "Members see the QXP value and the ZZT value."))
    assert [question.text for question in questions if question.topic == "words"] == [
        "What do “QXP” and “ZZT” stand for?"
    ]


BEYOND = [
    (
        "Volunteers can cancel up to 24 hours before the shift starts.",
        "When a volunteer cancels later than 24 hours before the shift starts, the app texts the coordinator.",
    ),
    (
        "A member can borrow at most 3 tools.",
        "When a member borrows more than 3 tools, the app mails the warden.",
    ),
]


@pytest.mark.parametrize(("limit", "reaction"), BEYOND)
def test_a_limit_beyond_which_something_follows_is_asked_about_and_not_refused(limit: str, reaction: str) -> None:
    package = drafted(briefing(("need", limit), ("need", reaction)))
    one, other = package.requirements.items[:2]
    question = next(each for each in package.requirements.open_questions if each.blocks == (one.id, other.id))
    assert question.meanwhile == f"it is accepted, and {other.id} follows"
    checks = [each for feature in package.acceptance.features for each in feature.scenarios]
    assert not [each for each in checks if one.id in each.requirements and each.kind == "refusal"]
    assert any(other.id in step for each in checks if one.id in each.requirements for step in each.then)


@pytest.mark.parametrize(
    "reaction",
    [
        "When a volunteer cancels later than 12 hours before the shift starts, the app texts the coordinator.",
        "When a volunteer signs up later than 24 hours before the shift starts, the app texts the coordinator.",
        "When a volunteer cancels, the app texts the coordinator.",
    ],
)
def test_what_follows_another_act_or_figure_leaves_a_limit_as_it_is(reaction: str) -> None:
    limit = "Volunteers can cancel up to 24 hours before the shift starts."
    package = drafted(briefing(("need", limit), ("need", reaction)))
    checks = [each for feature in package.acceptance.features for each in feature.scenarios]
    assert [each.kind for each in checks if "FR-001" in each.requirements] == ["boundary", "refusal"]
