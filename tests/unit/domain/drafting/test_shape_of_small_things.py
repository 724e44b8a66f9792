"""Designs of the size and kind that a briefing asks for, told without filler."""

import pytest
from tests.unit.domain.drafting.briefings import briefing
from tests.unit.domain.drafting.design_systems import Design, from_requirements

from specstep.domain.documents.architecture import ElementKind
from specstep.domain.documents.threats import STRIDE_PER_ELEMENT
from specstep.domain.drafting.acceptance.drafter import draft_acceptance
from specstep.domain.drafting.glossary import draft_glossary
from specstep.domain.drafting.requirements.drafter import draft_requirements
from specstep.domain.drafting.shape.words import agree, names
from specstep.domain.drafting.vision import draft_vision
from specstep.domain.tasks.inputs import WriteAcceptance, WriteGlossary, WriteRequirements, WriteVision


def designed(*pairs: tuple[str, str], title: str = "A project") -> Design:
    """The whole chain for these facts."""
    given = briefing(*pairs, title=title)
    vision = draft_vision(WriteVision(briefing=given))
    glossary = draft_glossary(WriteGlossary(briefing=given, vision=vision))
    requirements = draft_requirements(WriteRequirements(briefing=given, vision=vision, glossary=glossary))
    acceptance = draft_acceptance(
        WriteAcceptance(briefing=given, vision=vision, glossary=glossary, requirements=requirements)
    )
    return from_requirements(given, vision, glossary, requirements, acceptance)


def element_names(found: Design) -> set[str]:
    return {item.name for item in found.architecture.elements}


RENAMER = (
    ("goal", "A command-line tool that renames photos by the date they were taken."),
    ("need", "The tool must rename photos by their date."),
    ("need", "The tool must write a log, so that a run can be undone."),
)
GYM = (
    ("actor", "Members book classes."),
    ("need", "Members must be able to book a class."),
    ("need", "Members can cancel a booking until 2 hours before the class starts."),
    ("need", "Trainers must be able to mark a member as absent."),
    ("need", "The system must send members a reminder by e-mail 24 hours before the class."),
    ("limit", "We need six developers and a product owner."),
)


def test_a_tool_keeps_what_it_writes_and_not_what_it_works_on() -> None:
    found = designed(*RENAMER)
    stores = [item for item in found.architecture.elements if item.kind is ElementKind.STORE]
    assert [item.name for item in stores] == ["Log file"]
    assert any(decision.title.startswith("Protect the files") for decision in found.decisions.items)


def test_whoever_starts_a_tool_does_what_it_does() -> None:
    labels = [item.label for item in designed(*RENAMER).architecture.relations]
    assert any("renames photos" in label for label in labels)
    assert not any("concerned" in label for label in labels)


def test_those_who_build_it_do_not_stand_before_it() -> None:
    assert not element_names(designed(*GYM)) & {"Developer", "Product owner", "Designer"}


def test_a_reading_that_a_person_takes_is_no_device() -> None:
    found = designed(
        ("need", "A clerk must be able to record the meter reading."),
        ("need", "A customer must be able to see the reading of the meter."),
    )
    assert "Device gateway" not in element_names(found)


def test_a_server_in_the_house_is_no_offline_use() -> None:
    found = designed(
        ("need", "Nurses must be able to see which beds are free on a phone."),
        ("need", "Doctors must be able to see the beds."),
        ("limit", "It must keep working if the hospital's internet is down."),
        ("limit", "It runs in our own data centre in Bremen."),
    )
    assert "On-device store" not in element_names(found)
    assert "The own data centre in Bremen" in {node.name for node in found.architecture.deployment}


def test_a_pipeline_has_no_pages() -> None:
    found = designed(
        ("goal", "We need a nightly data pipeline."),
        ("need", "The pipeline must fetch CSV exports of sales."),
        ("need", "The pipeline must check each sale against a schema."),
    )
    assert "Pipeline" in element_names(found)
    assert "Web pages" not in element_names(found)


def test_nothing_asked_for_leads_to_one_proposed_way_to_begin() -> None:
    found = designed(("goal", "Inventory."), title="Inventory")
    assert [item.status for item in found.decisions.items] == ["proposed"]


def test_what_nobody_described_gets_a_proposed_attribute() -> None:
    for entity in designed(*GYM).architecture.entities:
        assert len(entity.attributes) > 1
        proposed = [
            item for item in entity.attributes if not item.key and not item.sources and item.name != "state"
        ]
        assert not proposed or "proposed" in entity.description


def test_each_threat_is_told_once_and_each_row_is_there() -> None:
    model = designed(*GYM).threats
    rows = {(item.element, item.stride) for item in model.threats}
    assert rows == {(item.id, stride) for item in model.elements for stride in STRIDE_PER_ELEMENT[item.kind]}
    told = [item.mitigation for item in model.threats if not item.not_applicable_because]
    assert max(told.count(text) for text in told) <= 2


def test_limits_are_checked_by_one_task() -> None:
    found = designed(*GYM, ("limit", "The budget is 60 euros per month."), ("limit", "It must use PostgreSQL."))
    limits = {item.id for item in found.requirements.items if item.kind.value == "constraint"}
    alone = [task for task in found.delivery.tasks if task.requirements and set(task.requirements) <= limits]
    assert len(limits) > 1
    assert len(alone) == 1


def test_a_test_case_does_not_repeat_its_requirement() -> None:
    found = designed(*GYM)
    texts = {item.id: item.text.rstrip(".") for item in found.requirements.items}
    acceptance = [case for case in found.testing.cases if case.level == "acceptance"]
    assert acceptance
    assert not [case.id for case in acceptance if texts[case.requirements[0]] in case.expected]


@pytest.mark.parametrize(
    ("subject", "verb", "expected"),
    [
        ("Background jobs", "carry", "carry"),
        ("Application server", "carry", "carries"),
        ("Web pages", "is", "are"),
    ],
)
def test_a_verb_agrees_with_the_name_of_a_part(subject: str, verb: str, expected: str) -> None:
    assert agree(subject, verb) == expected


def test_a_glossary_explains_what_an_action_leaves_behind() -> None:
    terms = {term.name for term in designed(*GYM).glossary.terms}
    assert {entity.name for entity in designed(*GYM).architecture.entities} <= terms | {"trainer", "member"}
    assert names("bookings", "booking")


def test_a_site_that_keeps_nothing_has_no_store_and_nobody_to_pretend_to_be() -> None:
    found = designed(
        ("goal", "I want a website for my pottery studio."),
        ("need", "The website shows photos."),
        ("need", "The website shows opening hours."),
    )
    assert not [item for item in found.architecture.elements if item.kind is ElementKind.STORE]
    assert not [decision for decision in found.decisions.items if "SQLite" in decision.title]
    reasons = {row.not_applicable_because for row in found.threats.threats}
    assert any(reason.startswith("nobody signs in") for reason in reasons)


def test_what_an_action_is_done_with_is_no_attribute_of_the_thing() -> None:
    found = designed(
        ("need", "Customers can order bread."),
        ("need", "Customers can repeat the order with one tap."),
        ("need", "Staff mark an order as a no-show."),
    )
    order = next(entity for entity in found.architecture.entities if entity.name == "order")
    assert "tap" not in {attribute.name for attribute in order.attributes}
    assert order.states == ("ordered", "no-show")
