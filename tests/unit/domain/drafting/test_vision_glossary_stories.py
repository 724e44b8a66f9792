"""What the vision, the glossary and the stories say of a brief, and what a repair changes."""

import attrs
from tests.unit.domain.drafting.briefings import SHIFTS, briefing, drafted

from specstep.domain.drafting.requirements.drafter import draft_requirements
from specstep.domain.ids import FactId
from specstep.domain.interviews.values import Contradiction
from specstep.domain.rubric.values import Finding
from specstep.domain.tasks.inputs import Repair, WriteRequirements


def test_the_vision_names_actors_with_their_goals() -> None:
    vision = drafted(briefing(*SHIFTS)).vision
    assert {actor.name for actor in vision.actors} == {"volunteer", "coordinator"}
    coordinator = next(actor for actor in vision.actors if actor.name == "coordinator")
    assert coordinator.goals == ("publish shifts",)


def test_nobody_said_a_figure_so_the_measure_has_no_target() -> None:
    (measure,) = drafted(briefing(*SHIFTS)).vision.measures
    assert measure.target is None


def test_a_product_with_a_name_is_the_subject_of_its_requirements() -> None:
    draft = drafted(briefing(("decision", "The app is called Tidewatch."), ("need", "Members can book a boat.")))
    assert draft.vision.system_name == "the Tidewatch system"
    assert draft.requirements.items[0].text == "The Tidewatch system shall let a member book a boat."


def test_money_with_many_people_is_high_stakes_and_a_hobby_tool_is_low() -> None:
    shop = drafted(
        briefing(("need", "5,000 customers pay by card."), ("need", "Customers enter their addresses."))
    )
    hobby = drafted(
        briefing(
            ("need", "Just for me, it renames files."),
        )
    )
    assert shop.vision.stakes == "high"
    assert hobby.vision.stakes == "low"


def test_a_term_is_defined_by_what_was_said_of_it() -> None:
    terms = {term.name: term for term in drafted(briefing(*SHIFTS)).glossary.terms}
    assert terms["shift"].definition == "Each shift has a date, a place and a maximum of 12 volunteers."
    assert terms["CSV"].expansion == "comma-separated values"


def test_an_unknown_acronym_is_asked_about() -> None:
    draft = drafted(
        briefing(
            ("need", "Members can see the QXP value."),
        )
    )
    assert any("QXP" in question.text for question in draft.requirements.open_questions)


def test_a_named_reason_is_the_storys_benefit() -> None:
    (story,) = drafted(
        briefing(
            ("need", "Members can reserve a boat online so that nobody has to phone."),
        )
    ).stories.items
    assert story.benefit == "nobody has to phone"
    assert not story.benefit_open


def test_a_finding_of_vagueness_turns_the_requirement_into_a_question() -> None:
    made = briefing(("need", "Members can see a tidy list."), ("need", "Members can book a boat."))
    before = drafted(made)
    repair = Repair(previous=before.requirements, findings=(Finding(where="FR-001", what='"tidy" is vague'),))
    after = draft_requirements(
        WriteRequirements(briefing=made, vision=before.vision, glossary=before.glossary, repair=repair)
    )
    assert [item.text for item in after.items] == ["The system shall let a member book a boat."]
    assert any("tidy list" in question.text for question in after.open_questions)


def test_of_two_contradicting_statements_the_later_stands_and_the_question_names_both() -> None:
    made = briefing(
        ("rule", "A member may have at most 3 bookings."), ("rule", "A member may have at most 5 bookings.")
    )
    clash = Contradiction(first=FactId("F-001"), second=FactId("F-002"), why="3 is not 5.")
    draft = drafted(attrs.evolve(made, contradictions=(clash,)))
    assert [item.facts for item in draft.requirements.items] == [("F-002",)]
    question = draft.requirements.open_questions[0]
    assert set(question.facts) == {"F-001", "F-002"}


def test_statements_that_say_the_same_become_one_requirement_with_both_sources() -> None:
    made = briefing(
        ("rule", "No more than 12 volunteers per shift."),
        ("rule", "There must be at most 12 volunteers per shift."),
    )
    (item,) = drafted(made).requirements.items
    assert item.facts == ("F-001", "F-002")


def test_an_empty_briefing_asks_what_should_be_possible() -> None:
    draft = drafted(briefing())
    assert draft.requirements.items == ()
    assert draft.requirements.open_questions
