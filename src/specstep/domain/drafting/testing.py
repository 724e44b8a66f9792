"""The test plan: a case for every requirement, at the level where it shows."""

from specstep.domain.documents.acceptance import Acceptance, Scenario
from specstep.domain.documents.architecture import Architecture, ElementKind
from specstep.domain.documents.requirements import Priority, Requirement, RequirementKind, Requirements
from specstep.domain.documents.testing import TestCase, TestPlan
from specstep.domain.drafting.foreign import phrases_of
from specstep.domain.drafting.foreign.planning import check
from specstep.domain.drafting.shape.concerns import raised
from specstep.domain.drafting.shape.reading import read_shape
from specstep.domain.drafting.shape.values import Client, Concern, Shape
from specstep.domain.drafting.shape.words import agree, bare, capital, listing, plural, short, unique
from specstep.domain.tasks.inputs import WriteTesting

LOADS = (Concern.SPEED, Concern.VOLUME)
MOST_BOUNDS = 8


def draft_testing(task: WriteTesting) -> TestPlan:
    """Plan the tests by what was asked: scenarios for behaviour, measurements for figures, checks for limits."""
    if say := phrases_of(task.briefing.language):
        return check(task, say)
    people = tuple(item.name for item in task.architecture.elements if item.kind is ElementKind.PERSON)
    shape = read_shape(task.briefing, task.requirements, people)
    places = task.acceptance.places()
    cases: list[TestCase] = []
    told = {
        f"acceptance/{feature.slug}.feature:{scenario.name}": scenario
        for feature in task.acceptance.features
        for scenario in feature.scenarios
    }
    for item in task.requirements.items:
        cases.append(_case(len(cases) + 1, item, task.architecture, places.get(item.id, ()), told))
    cases += _integrations(len(cases), task.architecture, shape)
    cases += _rules(len(cases), task.architecture, task.requirements)
    return TestPlan(
        approach=_approach(task, shape, tuple(cases)),
        cases=tuple(cases),
        test_data=_data(task.architecture, task.requirements),
        environments=_environments(shape, task.architecture),
        exit_criteria=_exit(task.requirements, task.acceptance, shape),
    )


def _case(
    number: int,
    item: Requirement,
    architecture: Architecture,
    scenarios: tuple[str, ...],
    told: dict[str, Scenario],
) -> TestCase:
    """The case that decides whether one requirement is met."""
    where = listing(
        [element.name for element in architecture.elements if item.id in element.requirements], "the system"
    )
    title = bare(item.title) or short(item.text, 70)
    level = "acceptance" if scenarios and item.kind is not RequirementKind.CONSTRAINT else "system"
    if (
        item.kind is RequirementKind.QUALITY
        and any(raised(item.text, concern) for concern in LOADS)
        and any(char.isdigit() for char in item.text)
    ):
        level = "load"
        figure = _figure(item) or f"“{bare(item.text)}”"
        procedure = (
            f"Fill {where} with data of the expected amount, repeat the action that {item.id} names "
            "under the stated condition, and record each result."
        )
        expected = f"The recorded values keep to {figure}."
    elif item.kind is RequirementKind.CONSTRAINT:
        procedure = (
            f"By {item.verification}: look at {where} as installed and compare it with “{bare(item.text)}”."
        )
        expected = f"Nothing is found that breaks {item.id}."
    elif scenarios:
        main = told.get(scenarios[0])
        acts = listing([bare(step) for step in main.when[:2]]) if main else ""
        count = f"the {len(scenarios)} scenarios" if len(scenarios) > 1 else "the scenario"
        entry = _entry(architecture, item)
        procedure = f"Run {count} through {entry}" + (f": {acts}." if acts else ".")
        edges = _edges(item)
        if edges:
            procedure += f" Repeat at the limits: {edges}."
        seen = [bare(step) for step in main.then[:3]] if main else []
        others = [scenario for ref in scenarios[1:] if (scenario := told.get(ref)) is not None]
        expected = f"{capital(listing(seen))}." if seen else f"Every step passes: {bare(item.text)}."
        if others and others[0].then:
            expected += f" In “{_kind(others[0])}”: {bare(others[0].then[0])}."
    else:
        procedure = (
            f"By {item.verification}, at {where}: bring about the situation that {item.id} describes, "
            "then the one next to it in which it does not hold."
        )
        expected = f"{capital(bare(item.text))}; and nothing of it in the other situation."
    return TestCase(
        id=f"TC-{number:03d}",
        title=capital(title),
        level=level,
        requirements=(item.id,),
        procedure=procedure,
        expected=expected,
        scenarios=scenarios,
    )


def _entry(architecture: Architecture, item: Requirement) -> str:
    """Where a test takes hold: the part that the doer meets, else the one that carries the requirement."""
    carrying = [element for element in architecture.elements if item.id in element.requirements]
    for prefix in ("client", "gateway", "worker", "server", "system"):
        for element in carrying:
            if element.id.startswith(prefix):
                return element.name
    return "the system"


def _kind(scenario: Scenario) -> str:
    return scenario.name.rsplit(": ", 1)[-1]


def _edges(item: Requirement) -> str:
    """The values at and beside each limit of a requirement, in order, with their unit."""
    found = []
    for bound in item.bounds:
        edges = [edge for edge in (bound.low, bound.high) if edge is not None]
        if not edges or any(edge != edge.to_integral_value() for edge in edges):
            continue
        values = sorted({int(edge) + step for edge in edges for step in (-1, 0, 1) if int(edge) + step >= 0})
        if bound.unit == "clock":
            found.append(listing([f"{value // 60 % 24:02d}:{value % 60:02d}" for value in values]))
            continue
        found.append(f"{listing([str(value) for value in values])} {_units(bound.unit)}".strip())
    return listing(found)


def _units(unit: str) -> str:
    """A unit after several values: "days"; signs and codes stay."""
    return plural(unit) if unit.isalpha() and unit.islower() and len(unit) > 2 else unit


def _figure(item: Requirement) -> str:
    parts = []
    for bound in item.bounds:
        if bound.low is not None and bound.high is not None:
            parts.append(f"{bound.variable} between {bound.low} and {bound.high} {bound.unit}")
        elif bound.high is not None:
            parts.append(f"{bound.variable} at most {bound.high} {bound.unit}")
        elif bound.low is not None:
            parts.append(f"{bound.variable} at least {bound.low} {bound.unit}")
    return listing([" ".join(part.split()) for part in parts])


def _integrations(done: int, architecture: Architecture, shape: Shape) -> list[TestCase]:
    """One case per external system that requirements depend on: what happens when it fails."""
    known = {item.id for item in shape.requirements}
    found: list[TestCase] = []
    for item in architecture.elements:
        refs = tuple(ref for ref in item.requirements if ref in known)
        if item.kind is not ElementKind.EXTERNAL or not refs:
            continue
        found.append(
            TestCase(
                id=f"TC-{done + len(found) + 1:03d}",
                title=f"{item.name} does not answer",
                level="integration",
                requirements=refs,
                procedure=(
                    f"Replace {item.name} by a stand-in that first is silent until the time limit, then "
                    "refuses, then answers twice."
                ),
                expected=(
                    f"Nothing of {listing(refs[:4])} is lost or done twice, and the person sees what is waiting."
                ),
            )
        )
    return found


def _rules(done: int, architecture: Architecture, requirements: Requirements) -> list[TestCase]:
    """One case per life cycle: every step that is not allowed is refused."""
    known = requirements.by_id()
    found: list[TestCase] = []
    for entity in architecture.entities:
        refs = tuple(ref for ref in entity.requirements if ref in known)
        if len(entity.states) < 2 or not refs:
            continue
        found.append(
            TestCase(
                id=f"TC-{done + len(found) + 1:03d}",
                title=f"Every step in the life of {entity.name}",
                level="unit",
                requirements=refs,
                procedure=(
                    f"From each of the states {listing(entity.states)} try to reach each other one, in any order."
                ),
                expected=(
                    f"Only the steps that {listing(refs[:4])} allow happen; any other leaves the {entity.name} "
                    "as it was."
                ),
            )
        )
    return found


def _approach(task: WriteTesting, shape: Shape, cases: tuple[TestCase, ...]) -> str:
    items = task.requirements.items
    if not items:
        return "No requirement is known yet, so there is nothing to test; the open questions come first."
    risky = [
        item.id
        for item in items
        if item.priority is Priority.MUST
        and (shape.obligations[item.id].negated or item.kind is not RequirementKind.FUNCTIONAL)
    ]
    levels = [
        level
        for level in ("unit", "component", "integration", "system", "acceptance", "load")
        if any(case.level == level for case in cases)
    ]
    first = f"What would hurt most is tested first: {listing(risky[:6])}. " if risky else ""
    outside = [item.name for item in task.architecture.elements if item.kind is ElementKind.EXTERNAL]
    stand_ins = (
        f"{listing(outside)} {'is' if len(outside) == 1 and agree(outside[0], 'is') == 'is' else 'are'} replaced by "
        "stand-ins, except in one trial before each milestone. "
        if outside
        else ""
    )
    core = next(
        (
            item.name
            for prefix in ("server", "client", "system")
            for item in task.architecture.elements
            if item.id.startswith(prefix)
        ),
        "the system",
    )
    return (
        f"{first}The scenarios run against {core} on every change; levels used: {listing(levels)}. {stand_ins}"
        f"Each of the {len(items)} requirements has a case; a found fault first becomes a scenario."
    )


def _data(architecture: Architecture, requirements: Requirements) -> tuple[str, ...]:
    """Data from the domain: the entities in their states, and values at and beside each limit."""
    found = []
    for entity in architecture.entities[:6]:
        states = f", one in each state ({listing(entity.states)})" if entity.states else ""
        marked = [plural(item.name) for item in entity.attributes if item.personal]
        made_up = f"; {listing(marked)} are invented" if marked else ""
        found.append(f"{capital(plural(entity.name))}: none, one and many{states}{made_up}")
    for item in requirements.items:
        if item.kind is RequirementKind.CONSTRAINT:
            continue  # looked at, not tried out with values
        for bound in item.bounds:
            found += [
                f"{item.id}: just below, at and just above {edge} {bound.unit}".strip()
                for edge in (bound.low, bound.high)
                if edge is not None and edge != edge.to_integral_value()
            ]
        edges = _edges(item)
        if edges:
            found.append(f"{item.id} ({short(bare(item.title), 40)}): {edges}")
    return unique(found)[: 6 + MOST_BOUNDS] or ("None yet: no data is named by any statement.",)


def _environments(shape: Shape, architecture: Architecture) -> tuple[str, ...]:
    found = [
        "The developer's machine: "
        + listing(
            [
                item.name
                for item in architecture.elements
                if item.kind in {ElementKind.CONTAINER, ElementKind.STORE}
            ],
            "the system",
        )
        + (
            ", with stand-ins for what lies outside"
            if any(item.kind is ElementKind.EXTERNAL for item in architecture.elements)
            else ""
        )
    ]
    found += [
        f"{node.name}, as in use" + (f" ({node.technology})" if node.technology else "")
        for node in architecture.deployment
    ]
    if shape.has(Concern.OFFLINE):
        found.append(
            "The same without a network, and with one that comes and goes: "
            f"“{short(shape.quote(Concern.OFFLINE), 100)}”"
        )
    if shape.client in {Client.WEB, Client.OFFLINE_WEB} and shape.has(Concern.MOBILE):
        found.append(f"A small phone screen: “{short(shape.quote(Concern.MOBILE), 100)}”")
    if shape.has(Concern.ACCESSIBLE):
        found.append(f"As people with special needs use it: “{short(shape.quote(Concern.ACCESSIBLE), 100)}”")
    return unique(found)


def _exit(requirements: Requirements, acceptance: Acceptance, shape: Shape) -> tuple[str, ...]:
    count = sum(len(feature.scenarios) for feature in acceptance.features)
    must = [item.id for item in requirements.items if item.priority is Priority.MUST]
    found = [f"All {count} scenarios pass"] if count else []
    if must:
        found.append(
            f"No known fault touches a must-have ({must[0]} to {must[-1]})"
            if len(must) > 1
            else f"No known fault touches {must[0]}"
        )
    figures = [item.id for item in requirements.items if item.kind is RequirementKind.QUALITY and item.bounds]
    if figures:
        found.append(f"The figures of {listing(figures[:6])} were measured and hold")
    if requirements.open_questions:
        found.append(
            f"The questions {listing([question.id for question in requirements.open_questions[:6]])} "
            "are answered or accepted as they are"
        )
    if shape.has(Concern.BACKUP):
        found.append(f"Data was restored from a copy once ({listing(shape.refs(Concern.BACKUP)[:3], 'as asked')})")
    return tuple(found) or ("The first requirement is written and tested",)
