"""A requirement says what was said, or quotes it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.domain.drafting.briefings import briefing, drafted

from specstep.domain.drafting.requirements.fidelity import flaw, lost
from specstep.domain.drafting.requirements.quoting import QUOTING

SUBJECTS = (
    "Volunteers",
    "The treasurer",
    "A visitor",
    "The pump",
    "Each invoice",
    "It",
    "Only the shop",
    "We",
    "Stock",
)
VERBS = (
    "must be able to change it", "can't be removed", "has to be weighed twice", "never waits", "gets a letter",
    "may not see addresses", "is locked", "should count the stops", "needs approval", "answers or rings back",
)  # fmt: skip
TAILS = (
    "", " after 5 p.m.", " unless somebody has paid", " only on Mondays", " within 3 days, otherwise the order ends",
    " except in July", " when the door opens, and the alarm stops", " before 10:30 (at most 6 at once)",
    " for O'Neill's 12 sites", " without a key", ", which is 4 euros 20", " and back in",
)  # fmt: skip
FRONTS = ("", "After that ", "If the meter fails, ", "When the lot ends ", "On Fridays ", "Above 500 EUR ")
spoken = st.builds(
    lambda front, subject, verb, tail: f"{front}{subject if not front else subject[0].lower() + subject[1:]} {verb}{tail}.",
    st.sampled_from(FRONTS), st.sampled_from(SUBJECTS), st.sampled_from(VERBS), st.sampled_from(TAILS),
)  # fmt: skip
NEGATIVE = re.compile(r"\b(?:not|no|never|without|except|prevent|only|cannot)\b|n't\b", re.IGNORECASE)
DOUBLED = re.compile(r"\b([\w-]+) \1\b", re.IGNORECASE)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["need", "rule", "limit"]), spoken), min_size=1, max_size=3))
def test_no_requirement_doubles_a_word_loses_a_figure_or_turns_a_negation(said: list[tuple[str, str]]) -> None:
    made = drafted(briefing(*said))
    for fact in made.briefing.facts:
        items = [item for item in made.requirements.items if fact.id in item.facts]
        whole = " ".join(f"{item.text} {item.rationale}" for item in items)
        for item in items:
            assert not DOUBLED.search(item.text), item.text
            assert item.text.count("(") == item.text.count(")"), item.text
        if items:
            assert set(re.findall(r"\d+", fact.text)) <= set(re.findall(r"\d+", whole)), (fact.text, whole)
            assert bool(NEGATIVE.search(fact.text)) <= bool(NEGATIVE.search(whole)), (fact.text, whole)


@settings(max_examples=100, deadline=None)
@given(spoken)
def test_what_a_requirement_quotes_was_said_word_for_word(said: str) -> None:
    made = drafted(briefing(("need", said)))
    for item in made.requirements.items:
        if quoting := QUOTING.search(item.text):
            assert quoting["said"] in said
            assert made.requirements.open_questions


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The system shall change the shop the shop after 5 p.m. only.", "After 5 p.m. only the shop can change it."),
        ("The system shall print a list for each order a note and.", "For each order a note and a list are printed."),
        ("The system shall ensure that a walker not takes 4 dogs.", "A walker never takes 4 dogs."),
        ("The system shall let a helper lend books.", "Helpers lend books but must not see addresses."),
        ("The system shall send the letter.", "The letter must not be sent."),
        ("The system shall not send the letter.", "The letter must be sent."),
        ("The system shall let a user save the harpsichord.", "Users can save the piano."),
        ("The system shall ensure that one of them can be inside.", "Only one of them may be inside."),
        ("The system shall open a bird, you the app.", "You see a bird, you open the app."),
        ("The system shall weigh bottles two hour each.", "Each hour two of the bottles are weighed again."),
        ("If the garage is full (412 spaces, the system shall turn cars away.", "If the garage is full (412 spaces), cars are turned away."),
    ],
)  # fmt: skip
def test_a_mangled_statement_is_found(text: str, said: str) -> None:
    action = text.split(" shall ")[1].rstrip(".")
    assert flaw(text, action, said, frozenset()) or lost((text,), said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The system shall let a volunteer cancel a shift up to 24 hours before the shift starts.",
         "Volunteers can cancel a shift up to 24 hours before it starts."),
        ("The system shall allow at most 12 volunteers per shift.", "No more than 12 volunteers per shift."),
        ("When stock falls below 5 units, the system shall notify the owner.",
         "The owner wants to be notified when stock falls below 5 units."),
        ("The system shall prevent a visitor from entering the hall.", "Visitors must not enter the hall."),
        ("The system shall let only a librarian delete books.", "Nobody but the librarian may delete books."),
    ],
)  # fmt: skip
def test_a_faithful_rewording_is_let_through(text: str, said: str) -> None:
    action = text.split(" shall ")[1].rstrip(".")
    assert flaw(text, action, said, frozenset()) is None
    assert lost((text,), said) == ()


def test_a_quoted_statement_is_asked_about_and_tried_at_the_moment_that_it_names() -> None:
    made = drafted(briefing(("need", "If the number bounces it goes to the next one.")))
    (item,) = made.requirements.items
    assert item.text == "If the number bounces, then the system shall bring this about: “it goes to the next one”."
    assert any("If the number bounces" in question.text for question in made.requirements.open_questions)
    (scenario,) = made.acceptance.features[0].scenarios
    assert scenario.when == ("the number bounces",)
    assert scenario.then == ("this is seen: “it goes to the next one”",)
