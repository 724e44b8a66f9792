"""Limits that are no sentences, and limits of what somebody may do."""

import pytest
from tests.unit.domain.drafting.briefings import briefing, drafted


@pytest.mark.parametrize(
    ("kind", "said", "wanted"),
    [
        ("limit", "Budget 90,000 EUR, pilot with 5 nurses in June 2027.",
         ("The project shall spend at most 90,000 EUR on building the system.",
          "The project shall keep this date: pilot with 5 nurses in June 2027.")),
        ("limit", "Budget is 60k to build and 500 EUR a month to run.",
         ("The project shall spend at most 60k on building the system.",
          "The project shall spend at most 500 EUR a month to run on operating the system.")),
        ("limit", "We have three therapists and two rooms.", ("The system shall handle three therapists and two rooms.",)),
        ("limit", "Rate limits: 100 requests per second per key.", ("The system shall allow at most 100 requests per second per key.",)),
        ("limit", "Opening a checklist with 80 items in under 2 s.",
         ("The system shall finish opening a checklist with 80 items in under 2 seconds.",)),
        ("rule", "Members book a boat, at most two hours, and no more than 7 days ahead.",
         ("The system shall let a member book a boat.", "The system shall let a member book a boat for at most two hours.",
          "The system shall let a member book a boat no more than 7 days ahead.")),
    ],
)  # fmt: skip
def test_each_limit_becomes_a_requirement_with_its_figure(kind: str, said: str, wanted: tuple[str, ...]) -> None:
    assert tuple(item.text for item in drafted(briefing((kind, said))).requirements.items) == wanted


@pytest.mark.parametrize(
    ("kind", "said", "wanted"),
    [
        ("quality", "After a failure at most 5 minutes of data may be lost.",
         "The system shall lose at most 5 minutes of data after a failure."),
        ("need", "After the second reminder the librarian is told.", "The system shall tell the librarian after the second reminder."),
        ("need", "Peak: after a power failure all meters may report within 10 minutes.",
         "The system shall ensure that each meter can report within 10 minutes after a power failure."),
        ("need", "Our boat warden Petra marks a boat as damaged.", "The system shall let the boat warden Petra mark a boat as damaged."),
        ("rule", "Only the walker who has the dog that day should see the alarm code.",
         "The system shall let only the walker who has the dog that day see the alarm code."),
        ("rule", "Makers may answer a review but not delete it.",
         "The system shall let a maker answer a review but not delete the review."),
        ("need", "When the bike moves while it is locked, the tracker sends its position within 60 seconds.",
         "When the bike moves while it is locked, the system shall send its position within 60 seconds."),
        ("need", "IT can see all requests.", "The system shall let IT see each request."),
    ],
)  # fmt: skip
def test_who_does_what_stays_as_it_was_said(kind: str, said: str, wanted: str) -> None:
    made = briefing(("goal", "We build a tracker."), (kind, said))
    (item,) = [item for item in drafted(made).requirements.items if "F-002" in item.facts]
    assert item.text == wanted


def test_requirements_about_one_thing_stand_together_though_the_glossary_has_no_term_for_it() -> None:
    made = drafted(briefing(("need", "Each webhook is signed."), ("need", "The dispatcher can replay webhooks.")))
    assert {item.area for item in made.requirements.items} == {"webhooks"}


def test_where_nothing_was_asked_for_the_first_question_is_what_it_shall_do() -> None:
    made = drafted(briefing(("context", "We are a choir with 48 singers.")))
    assert made.requirements.open_questions[0].text.startswith("What should somebody be able to do")


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (
            "The council wants a report every quarter.",
            "The system shall provide a report for the council each quarter.",
        ),
        ("The fixer notes whether it was fixed.", "The system shall let a fixer note whether it was fixed."),
        ("Mira at the door checks people in.", "The system shall let Mira at the door check people in."),
    ],
)
def test_people_are_known_by_their_trade_their_name_and_their_wants(said: str, wanted: str) -> None:
    texts = [
        item.text
        for item in drafted(briefing(("need", "A visitor books a repair."), ("need", said))).requirements.items
    ]
    assert texts[1:] == [wanted]


def test_a_fire_station_is_no_matter_of_safety_and_a_fire_is() -> None:
    pairs = (("need", "Only I note which tool lies where."),)
    assert drafted(briefing(("context", "We meet in the old fire station."), *pairs)).vision.stakes == "low"
    assert drafted(briefing(("context", "In a fire the doors must open."), *pairs)).vision.stakes == "high"
