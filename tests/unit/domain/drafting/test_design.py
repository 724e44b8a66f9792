"""What holds of every design, whatever the system: nothing left out, nothing that leads nowhere."""

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.domain.drafting.design_systems import SYSTEMS, Design, briefing, design, from_requirements

from specstep.domain.documents.acceptance import Acceptance, Feature, Scenario
from specstep.domain.documents.architecture import ElementKind
from specstep.domain.documents.glossary import Glossary, Term
from specstep.domain.documents.requirements import Pattern, Priority, Requirement, RequirementKind, Requirements
from specstep.domain.documents.threats import STRIDE_PER_ELEMENT
from specstep.domain.documents.vision import Actor, Vision
from specstep.domain.interviews.values import Source, SourceKind
from specstep.domain.tasks.inputs import Briefing

titles = pytest.mark.parametrize("title", sorted(SYSTEMS))


@cache
def drafted(title: str) -> Design:
    return design(title)


def findings(found: Design) -> list[str]:
    """Everything that breaks the laws of a design."""
    known = {item.id for item in found.requirements.items}
    architecture, delivery = found.architecture, found.delivery
    elements, facts = architecture.by_id(), {str(fact.id) for fact in found.briefing.facts}
    wrong = []
    parts = {ElementKind.CONTAINER, ElementKind.STORE, ElementKind.COMPONENT}
    for item in found.requirements.items:
        allowed = parts if item.kind is not RequirementKind.CONSTRAINT else set(ElementKind)
        if not any(
            item.id in element.requirements for element in architecture.elements if element.kind in allowed
        ):
            wrong.append(f"{item.id} has no place in the design")
        if not any(item.id in case.requirements for case in found.testing.cases):
            wrong.append(f"{item.id} has no test")
        if not any(item.id in task.requirements for task in delivery.tasks):
            wrong.append(f"{item.id} has no task")
        if sum(item.id in milestone.requirements for milestone in delivery.milestones) != 1:
            wrong.append(f"{item.id} is not in one milestone")
    for element in architecture.elements:
        if element.kind in parts and not element.requirements:
            wrong.append(f"{element.name} serves nothing")
        if not re.fullmatch(r"[a-z][a-z0-9_]*", element.id):
            wrong.append(f"{element.id} is not safe in a diagram")
        if element.parent is not None and element.parent not in elements:
            wrong.append(f"{element.name} lies in nothing")
    names = [element.name for element in architecture.elements]
    if len(elements) != len(names) or len(set(names)) != len(names):
        wrong.append("an element is there twice")
    ends = [ref for relation in architecture.relations for ref in (relation.source, relation.target)]
    ends += [ref for view in architecture.runtime for one in view.messages for ref in (one.source, one.target)]
    ends += [ref for node in architecture.deployment for ref in node.elements]
    ends += [ref for task in delivery.tasks for ref in task.elements]
    wrong += [f"{ref} does not exist" for ref in ends if ref not in elements]
    entities = {entity.name for entity in architecture.entities}
    wrong += [
        f"{name} is no entity"
        for one in architecture.relationships
        for name in (one.first, one.second)
        if name not in entities
    ]
    for entity in architecture.entities:
        if sum(attribute.key for attribute in entity.attributes) != 1:
            wrong.append(f"{entity.name} has not one key")
        wrong += [
            f"{entity.name} rests on {ref}"
            for ref in (*entity.requirements, *(ref for one in entity.attributes for ref in one.sources))
            if ref not in known | facts
        ]
    if [section.number for section in architecture.sections] != list(range(1, 13)):
        wrong.append("not all twelve sections are there")
    wrong += [
        f"section {section.number} is neither filled nor reasoned away"
        for section in architecture.sections
        if bool(section.body.strip()) == bool(section.not_applicable_because.strip())
    ]
    for decision in found.decisions.items:
        options = [option.name for option in decision.options]
        if len(set(options)) < 2 or decision.chosen not in options:
            wrong.append(f"{decision.id} has no choice")
        if known and (not decision.drivers or not set(decision.drivers) <= known):
            wrong.append(f"{decision.id} has no driver")
        if not (
            decision.good and decision.bad and decision.because and decision.context and decision.revisit_when
        ):
            wrong.append(f"{decision.id} has gaps")
        if decision.status == "accepted" and not decision.sources:
            wrong.append(f"{decision.id} is accepted by nobody")
    earlier: set[str] = set()
    for task in delivery.tasks:
        if not task.requirements or not set(task.requirements) <= known:
            wrong.append(f"{task.id} serves nothing")
        if not set(task.depends_on) <= earlier:
            wrong.append(f"{task.id} waits for a later task")
        if not task.done_when:
            wrong.append(f"{task.id} is never done")
        earlier.add(task.id)
    if len(earlier) != len(delivery.tasks):
        wrong.append("a task's number is there twice")
    for risk in delivery.risks:
        wrong += [f"{risk.id} names {ref}" for ref in risk.refs if ref not in known | facts | earlier]
    flows = {flow.id: flow for flow in found.threats.elements}
    rows = [(threat.element, threat.stride) for threat in found.threats.threats]
    if sorted(rows) != sorted(
        (flow.id, stride) for flow in flows.values() for stride in STRIDE_PER_ELEMENT[flow.kind]
    ):
        wrong.append("the STRIDE rows are not complete, or not unique")
    for threat in found.threats.threats:
        if bool(threat.mitigations) == bool(threat.not_applicable_because):
            wrong.append(f"{threat.id} is neither met nor reasoned away")
        wrong += [f"{threat.id} is met by {ref}" for ref in threat.mitigations if ref not in known | earlier]
    wrong += [
        f"{flow.id} hangs in the air"
        for flow in flows.values()
        for ref in (flow.source, flow.target)
        if ref is not None and ref not in flows
    ]
    operations = [operation.id for operation in found.api.operations]
    if len(set(operations)) != len(operations) or bool(operations) == bool(found.api.not_applicable_because):
        wrong.append("the interface is neither there nor reasoned away")
    schemas = {schema.name for schema in found.api.schemas}
    for operation in found.api.operations:
        wrong += [
            f"{operation.id} uses {name}"
            for name in (operation.request, operation.response)
            if name and name not in schemas
        ]
        if not operation.requirements or not set(operation.requirements) <= known:
            wrong.append(f"{operation.id} serves nothing")
    if len({(one.method, re.sub(r"\{.*?\}", "{}", one.path)) for one in found.api.operations}) != len(operations):
        wrong.append("two operations share a path")
    return wrong


@titles
def test_a_design_keeps_every_law(title: str) -> None:
    assert findings(drafted(title)) == []


@titles
def test_a_design_is_the_same_each_time(title: str) -> None:
    assert design(title) == drafted(title)


def kinds(title: str) -> set[str]:
    return {element.id.split("_")[0] for element in drafted(title).architecture.elements}


def test_a_command_line_tool_stays_one_program_without_a_server() -> None:
    found = drafted("logslim")
    containers = [item for item in found.architecture.elements if item.kind is ElementKind.CONTAINER]
    assert [item.name for item in containers] == ["Command-line program"]
    assert containers[0].technology == "Rust"
    assert found.api.not_applicable_because
    assert any(decision.status == "accepted" and "Rust" in decision.title for decision in found.decisions.items)


def test_one_person_without_a_network_needs_no_server() -> None:
    found = drafted("Tree survey")
    assert "server" not in kinds("Tree survey")
    assert {item.name for item in found.architecture.elements if item.kind is ElementKind.STORE} == {
        "On-device store"
    }
    tree = next(entity for entity in found.architecture.entities if entity.name == "tree")
    assert {"species", "trunk diameter", "photo"} <= {attribute.name for attribute in tree.attributes}


def test_reminders_bring_background_jobs_and_a_provider() -> None:
    found = drafted("Shift planner for the food bank").architecture
    names = {element.name for element in found.elements}
    assert {"Background jobs", "SMS provider", "Mail provider", "Google Sheet"} <= names
    reminder = next(view for view in found.runtime if "reminder" in view.title.lower())
    assert "ext_sms_provider" in {message.target for message in reminder.messages}


def test_what_is_kept_about_people_is_marked_and_bound_to_its_retention() -> None:
    volunteer = next(
        entity
        for entity in drafted("Shift planner for the food bank").architecture.entities
        if entity.name == "volunteer"
    )
    assert {item.name for item in volunteer.attributes if item.personal} == {
        "name",
        "phone number",
        "e-mail address",
    }
    assert "12 months" in volunteer.retention


def test_signing_up_leaves_a_record_between_who_and_what() -> None:
    found = drafted("Shift planner for the food bank").architecture
    joined = {(one.first, one.second) for one in found.relationships}
    assert {("volunteer", "sign-up"), ("shift", "sign-up")} <= joined
    assert next(entity for entity in found.entities if entity.name == "sign-up").states == (
        "signed up",
        "cancelled",
    )


def test_decided_products_are_used_and_not_weighed_again() -> None:
    found = drafted("Ticket payments")
    assert next(item for item in found.architecture.elements if item.name == "Database").technology == "PostgreSQL"
    stored = next(item for item in found.decisions.items if "PostgreSQL" in item.title)
    assert stored.status == "accepted"
    assert stored.sources[0].quote == "We use Stripe and PostgreSQL."


def test_listed_states_become_the_life_cycle() -> None:
    payment = next(item for item in drafted("Ticket payments").architecture.entities if item.name == "payment")
    assert payment.states == ("open", "authorised", "captured", "failed", "refunded")


def test_devices_deliver_through_a_gateway_of_their_own() -> None:
    found = drafted("Greenhouse monitor")
    assert "gateway" in kinds("Greenhouse monitor")
    gateway = next(item for item in found.architecture.elements if item.id.startswith("gateway"))
    assert "MQTT" in gateway.technology
    assert any(task.title.startswith("Tell devices apart") for task in found.delivery.tasks)


def test_an_interface_is_drafted_where_programs_call() -> None:
    found = drafted("Ticket payments").api
    assert any(operation.method == "POST" and operation.path == "/orders" for operation in found.operations)


def test_dates_stand_only_where_somebody_named_one() -> None:
    dated = [milestone.date for milestone in drafted("Shift planner for the food bank").delivery.milestones]
    assert [date for date in dated if date] == ["1 September 2027"]
    assert not any(milestone.date for milestone in drafted("Tree survey").delivery.milestones)


def test_load_is_only_tested_where_a_figure_was_named() -> None:
    assert any(case.level == "load" for case in drafted("Ticket payments").testing.cases)
    assert not any(case.level == "load" for case in drafted("Bibliothek").testing.cases)


def test_a_local_tool_gets_reasons_instead_of_threats_that_cannot_be() -> None:
    threats = drafted("logslim").threats.threats
    assert sum(bool(threat.not_applicable_because) for threat in threats) > len(threats) // 2
    names = [element.name for element in drafted("logslim").architecture.elements]
    reasons = [threat.not_applicable_because for threat in threats if threat.not_applicable_because]
    assert all(any(name in reason for name in names) for reason in reasons)


@pytest.mark.parametrize("title", ["Shift planner for the food bank", "Ticket payments", "Greenhouse monitor"])
def test_two_systems_share_almost_no_threat_word_for_word(title: str) -> None:
    mine = {threat.text for threat in drafted(title).threats.threats if not threat.not_applicable_because}
    for other in SYSTEMS:
        if other != title:
            theirs = {
                threat.text for threat in drafted(other).threats.threats if not threat.not_applicable_because
            }
            assert len(mine & theirs) <= len(mine) // 10


VERBS = ("create", "cancel", "approve", "export", "see", "sign up for", "delete", "report", "measure", "pay")
NOUNS = ("shift", "order", "plot", "reading", "invoice", "Kurs", "книга", "patient", "ticket")
PEOPLE = ("volunteer", "clerk", "Trainerin", "nurse")
EXTRAS = (
    "",
    " by e-mail",
    " within 2 seconds",
    " offline",
    " by SMS",
    " by credit card",
    " via a REST API",
    " in Excel",
    " from a sensor",
    " after 30 days",
    " from the command line",
    " in a browser extension",
)


@st.composite
def requirement_sets(draw: st.DrawFn) -> tuple[Briefing, Vision, Glossary, Requirements, Acceptance]:
    """Requirements of all kinds and patterns, with and without people, things and scenarios."""
    items: list[Requirement] = []
    counts = dict.fromkeys(RequirementKind, 0)
    lines = []
    for _ in range(draw(st.integers(0, 8))):
        kind = draw(st.sampled_from(RequirementKind))
        counts[kind] += 1
        verb, noun, who = draw(st.sampled_from(VERBS)), draw(st.sampled_from(NOUNS)), draw(st.sampled_from(PEOPLE))
        extra, acts = draw(st.sampled_from(EXTRAS)), draw(st.booleans())
        action = f"{verb} a {noun}{extra}"
        prefix = draw(
            st.sampled_from(
                (
                    "The system shall",
                    f"When a {who} asks, the system shall",
                    "If it fails, then the system shall not",
                )
            )
        )
        text = f"{prefix} let a {who} {action}." if acts else f"{prefix} {action}."
        lines.append((draw(st.sampled_from(("need", "rule", "limit", "decision", "data", "context"))), text))
        items.append(
            Requirement(
                id=f"{'FQC'[list(RequirementKind).index(kind)]}R-{counts[kind]:03d}",
                kind=kind,
                pattern=draw(st.sampled_from((None, *Pattern))),
                title=draw(st.sampled_from((action, ""))),
                text=text,
                priority=draw(st.sampled_from(Priority)),
                sources=(Source(kind=SourceKind.TURN, ref="T1", quote=text),),
                facts=(),
                area=draw(st.sampled_from(("", "general", f"{noun}s"))),
                actors=(who,) if acts else (),
                entities=(noun,) if draw(st.booleans()) else (),
            )
        )
    given_facts = briefing("Whatever", tuple(lines))
    vision = Vision(
        title="Whatever",
        system_name="the system",
        summary="",
        problem=(),
        goals=(),
        actors=tuple(
            Actor(name=name, description="") for name in draw(st.sets(st.sampled_from(PEOPLE), max_size=2))
        ),
        in_scope=(),
        non_goals=(),
        later=(),
        context=(),
    )
    terms = tuple(Term(name=noun, definition="", kind="entity") for noun in NOUNS[:4])
    scenarios = tuple(
        Scenario(name=f"{item.id} holds", requirements=(item.id,), given=("a",), when=("b",), then=("c",))
        for item in items
        if draw(st.booleans())
    )
    acceptance = Acceptance(features=(Feature(slug="all", name="All", description="", scenarios=scenarios),))
    return (
        given_facts,
        vision,
        Glossary(terms=terms),
        Requirements(items=tuple(items), open_questions=(), fates=()),
        acceptance,
    )


@settings(max_examples=60, deadline=None)
@given(requirement_sets())
def test_any_requirements_lead_to_a_design_that_keeps_every_law(
    inputs: tuple[Briefing, Vision, Glossary, Requirements, Acceptance],
) -> None:
    assert findings(from_requirements(*inputs)) == []
