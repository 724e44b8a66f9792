"""Wishes in the many shapes that people give them."""

import pytest

from specstep.domain.drafting.reading.wishes import plainly


@pytest.mark.parametrize(
    ("said", "stands_for"),
    [
        (
            "It would be lovely if the thing told me how much to buy.",
            "Optionally, the thing should tell me how much to buy.",
        ),
        ("Would be great if customers could look up the status.", "Optionally, customers can look up the status."),
        ("Can it also tell me which glue is running low?", "It should also tell me which glue is running low."),
        ("Can we block slots for maintenance?", "We should be able to block slots for maintenance."),
        ("Is it possible to print the list?", "We should be able to print the list."),
        ("Uwe asks that every trainer confirms the lights.", "Every trainer must confirm the lights."),
        ("Don't track people.", "The system must not track people."),
        ("A calendar everyone can see.", "There must be a calendar that everyone can see."),
    ],
)
def test_a_wish_is_written_as_what_shall_be(said: str, stands_for: str) -> None:
    assert plainly(said) == (stands_for,)


def test_who_wants_two_people_to_do_two_things_makes_two_statements() -> None:
    said = "Karin wants trainers to request a slot and Uwe to approve or refuse it."
    assert plainly(said) == (
        "Trainers should be able to request a slot.",
        "Uwe should be able to approve or refuse it.",
    )


@pytest.mark.parametrize(
    "said",
    [
        "Can you send us an offer?",
        "How much would that cost?",
        "Don't worry about the colours.",
        "Who pays for the server?",
        "Members can book a court.",
        "Could it be done in two months?",
    ],
)
def test_what_is_no_wish_of_the_thing_stays_as_it_is(said: str) -> None:
    assert plainly(said) == (said,)


def test_a_question_that_the_next_speaker_answers_is_no_wish() -> None:
    said = "Can members cancel a booking?"
    assert plainly(said, asking=False) == (said,)
