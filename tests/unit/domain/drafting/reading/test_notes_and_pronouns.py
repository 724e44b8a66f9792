"""Notes, transcripts and pronouns, with the statements that a reader takes from them."""

from datetime import UTC, datetime

import pytest

from specstep.domain.drafting.reading.take_facts import take_facts
from specstep.domain.ids import TurnId
from specstep.domain.interviews.values import Phase, Speaker, Turn
from specstep.domain.tasks.inputs import TakeFacts

SAYINGS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "- severity 4 -> call the council",
        (("need", "When the severity is 4, call the council."),),
    ),
    (
        "- severity 4 -> council gets a call the same day, remind me",
        (
            ("need", "When the severity is 4, council gets a call the same day."),
            ("need", "When the severity is 4, remind me."),
        ),
    ),
    (
        "- severity 3 -> page the shift lead; if not acknowledged within 3 min -> page the site manager",
        (
            ("need", "When the severity is 3, page the shift lead."),
            (
                "need",
                "When the severity is 3 and the case is not acknowledged within 3 min, page the site manager.",
            ),
        ),
    ),
    (
        "teacher makes a trip -> parents get a link w/ the form",
        (("need", "When a teacher makes a trip, parents get a link with the form."),),
    ),
    (
        "Parents sign the form.\nno reply after 3 days => remind them, max 2 times",
        (
            ("need", "Parents sign the form."),
            ("need", "When there is no reply after 3 days, remind parents, at most 2 times."),
        ),
    ),
    (
        "The clerk can open any locker by hand; this is logged with a reason.",
        (
            ("need", "The clerk can open any locker by hand."),
            ("need", "When the clerk opens any locker by hand, the action is logged with a reason."),
        ),
    ),
    (
        "Trainers can cancel a class, then everybody gets told.",
        (
            ("need", "Trainers can cancel a class."),
            ("need", "When trainers cancel a class, everybody gets told."),
        ),
    ),
    (
        "Customers can change an order until 5 p.m. After that only the shop can change it.",
        (
            ("need", "Customers can change an order until 5 p.m."),
            ("rule", "After 5 p.m. only the shop can change it."),
        ),
    ),
    (
        "Volunteers can sign up for a shift and cancel up to 24 hours before it starts. When a volunteer cancels later "
        "than that, I must get a text message.",
        (
            ("need", "Volunteers can sign up for a shift."),
            ("rule", "Volunteers can cancel up to 24 hours before the shift starts."),
            (
                "need",
                "When a volunteer cancels later than 24 hours before the shift starts, I must get a text message.",
            ),
        ),
    ),
    (
        "The headmaster approves every trip. He may reject it with a comment. It should work in Turkish too.",
        (
            ("need", "The headmaster approves every trip."),
            ("need", "The headmaster may reject it with a comment."),
            ("need", "The app should work in Turkish too."),
        ),
    ),
    (
        "Members book a class up to 7 days in advance.",
        (("need", "Members book a class up to 7 days in advance."),),
    ),
    (
        "Parents may withdraw the consent up to one day before departure.",
        (("rule", "Parents may withdraw the consent up to one day before departure."),),
    ),
    (
        "The app counts the words per chapter and warns me when a chapter is longer than 5000 words.",
        (
            ("need", "The app counts the words per chapter."),
            ("need", "The app warns me when a chapter is longer than 5000 words."),
        ),
    ),
    (
        "The shift lead acknowledges, assigns or closes an alarm.",
        (
            ("need", "The shift lead acknowledges an alarm."),
            ("need", "The shift lead assigns an alarm."),
            ("need", "The shift lead closes an alarm."),
        ),
    ),
    (
        "## Requirements\n\n- reject a file when:\n  - a column is missing\n  - the store id is unknown",
        (
            ("need", "The app rejects a file when a column is missing."),
            ("need", "The app rejects a file when the store id is unknown."),
        ),
    ),
    (
        "## Quality\n\n| Attribute | Target |\n|---|---|\n| Availability | 99.5 % between 6:00 and 22:00 |",
        (("quality", "The availability is 99.5 % between 6:00 and 22:00."),),
    ),
    (
        "Most of our volunteers are over 60.",
        (("context", "Most of our volunteers are over 60."),),
    ),
    (
        "Nothing gets lost if the battery dies.",
        (("need", "Nothing gets lost if the battery dies."),),
    ),
    (
        "Members book a boat for two hours, and no more than 7 days ahead.",
        (("need", "Members book a boat for two hours, and no more than 7 days ahead."),),
    ),
    (
        "Our boat warden Petra decides who may take which boat; she also marks a boat as broken, and then nobody can "
        "book it until she says it's fixed.",
        (
            ("need", "Our boat warden Petra decides who may take which boat."),
            ("need", "Our boat warden Petra also marks a boat as broken."),
            ("rule", "Then nobody can book the boat until our boat warden Petra says the boat is fixed."),
        ),
    ),
    (
        "Before going out, the crew signs out with all names, and signs back in when they're back.",
        (
            ("need", "Before going out, the crew signs out with all names."),
            ("need", "The crew signs back in when they're back."),
        ),
    ),
    (
        "No budget, I'd host it on my old server at home. Must be ready by 1 April, that's when the season starts.",
        (
            ("limit", "No budget."),
            ("decision", "I'd host it on my old server at home."),
            ("limit", "The app must be ready by 1 April."),
            ("context", "That's when the season starts."),
        ),
    ),
    (
        "As discussed on Sunday: the rowing club needs a way to book boats, people are fighting over them.",
        (
            ("goal", "The rowing club needs a way to book boats."),
            ("context", "People are fighting over them."),
        ),
    ),
)


@pytest.mark.parametrize(("said", "wanted"), SAYINGS, ids=[said[:40] for said, _ in SAYINGS])
def test_what_somebody_jots_down_becomes_statements(said: str, wanted: tuple[tuple[str, str], ...]) -> None:
    turn = Turn(
        id=TurnId("t"), number=1, speaker=Speaker.PERSON, phase=Phase.VISION, content=f"We need an app.\n\n{said}",
        at=datetime(2027, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    result = take_facts(TakeFacts(language="en", turns=(turn,)))
    assert tuple((fact.kind.value, fact.text) for fact in result.facts[1:]) == wanted
    assert all((fact.source.quote or "") in " ".join(turn.content.split()) for fact in result.facts)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (
            "I want a website for my small pottery studio with photos, opening hours and a way to contact me.",
            ("The website shows photos.", "The website shows opening hours.", "Users can contact the owner."),
        ),
        (
            "We need an app for our chess club with rankings, pairings and a calendar.",
            ("The app has rankings.", "The app has pairings.", "The app has a calendar."),
        ),
        ("I need a tool with offline support for 20 users.", ()),
        ("Build me a CLI with two commands.", ()),
    ],
)
def test_what_a_thing_is_wanted_with_is_a_need_of_its_own(said: str, wanted: tuple[str, ...]) -> None:
    turn = Turn(
        id=TurnId("t"), number=1, speaker=Speaker.PERSON, phase=Phase.VISION, content=said,
        at=datetime(2027, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    goal, *needs = take_facts(TakeFacts(language="en", turns=(turn,))).facts
    assert goal.text == said
    assert tuple(need.text for need in needs) == wanted
