"""The few words by which a question names what people do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples.talks import facts_of

from specstep.domain.drafting.asking.activities import activities_in, activity_of, actor_of
from specstep.domain.drafting.questions import working_title
from specstep.domain.interviews.values import FactKind


@pytest.mark.parametrize(
    ("said", "clause", "doing", "thing"),
    [
        (
            "Members book a boat for a time slot, at most two hours.",
            "members book a boat",
            "booking a boat",
            "boat",
        ),
        ("Our boat warden Petra marks a boat as broken.", "Petra marks a boat", "marking a boat", "boat"),
        ("The coach can open the shed.", "the coach opens the shed", "opening the shed", "shed"),
        ("Volunteers can sign up for shifts.", "volunteers sign up", "signing up", ""),
        ("We need a website where people can order cakes.", "people order cakes", "ordering cakes", "cake"),
        ("I want a small tool that renames my photos.", "it renames your photos", "renaming your photos", "photo"),
        ("About 40 volunteers hand out parcels.", "volunteers hand out parcels", "handing out parcels", "parcel"),
        ("We send invoices to customers.", "you send invoices", "sending invoices", "invoice"),
    ],
)
def test_an_activity_is_told_in_a_few_words(said: str, clause: str, doing: str, thing: str) -> None:
    activity = activity_of(said)
    assert activity is not None
    assert (activity.clause, activity.doing, activity.thing) == (clause, doing, thing)


@pytest.mark.parametrize(
    "said",
    ["It must be fast.", "Members must not book two boats.", "No budget.", "A rule.", "Mitglieder buchen Boote.", "", "The budget is 300 euros."],
)  # fmt: skip
def test_what_nobody_does_is_no_activity(said: str) -> None:
    assert activity_of(said) is None


def test_names_and_offices_are_known_for_who_acts() -> None:
    assert actor_of("The librarian Mrs Hall sees which books are overdue.") == "Mrs Hall"
    assert actor_of("Children borrow books.") == "children"
    assert actor_of("It must be fast.") is None


def test_a_project_without_a_name_is_called_after_its_first_activity() -> None:
    facts = facts_of(
        ("It must be fast.", FactKind.QUALITY, "quality"), ("Members book a boat.", FactKind.NEED, "capabilities")
    )
    assert working_title(facts) == "Booking a boat"
    assert working_title(()) is None


@given(st.text(max_size=60))
def test_any_text_can_be_asked_for_its_activity(said: str) -> None:
    activity = activity_of(said)
    assert activity is None or (activity.doing and activity.does)
    actor_of(said)
    activities_in(facts_of((said or "x", FactKind.NEED, "capabilities")))
