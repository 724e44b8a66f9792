"""Criteria 14, 16 and 17: from requirement to task and back."""

from collections.abc import Iterable

from specstep.domain.documents.architecture import ElementKind
from specstep.domain.documents.requirements import RequirementKind
from specstep.domain.rubric.subject import Outcome, Subject, finding, outcome
from specstep.domain.rubric.values import Finding

PARTS = frozenset({ElementKind.CONTAINER, ElementKind.STORE, ElementKind.COMPONENT})
NOTHING_TO_BUILD = "docs/03-requirements.md"


def tested_by_scenarios(subject: Subject) -> Outcome:
    """14: each requirement that is built has an acceptance scenario."""
    places = subject.package.acceptance.places()
    findings = [
        finding(item.id, "has no acceptance scenario") for item in subject.to_build if not places.get(item.id)
    ]
    if not subject.to_build:
        findings.append(finding(NOTHING_TO_BUILD, "nothing is to be built, so nothing can be accepted"))
    return outcome(len(subject.to_build), findings)


def forward(subject: Subject) -> Outcome:
    """16: each requirement that is built leads to a part of the design, a test and a task.

    That the system as a whole meets it says nothing of where; only a constraint may lie on the whole.
    """
    package = subject.package
    parts = _ids(element.requirements for element in package.architecture.elements if element.kind in PARTS)
    whole = _ids(element.requirements for element in package.architecture.elements)
    tests = _ids(case.requirements for case in package.testing.cases)
    tasks = _ids(task.requirements for task in package.delivery.tasks)
    findings = []
    for item in subject.to_build:
        if item.id not in (whole if item.kind is RequirementKind.CONSTRAINT else parts):
            findings.append(finding("architecture/", f"no part of the design meets {item.id}"))
        if item.id not in tests:
            findings.append(finding("quality/test-plan.md", f"no test checks {item.id}"))
        if item.id not in tasks:
            findings.append(finding("delivery/tasks.md", f"no task builds {item.id}"))
    return outcome(3 * len(subject.to_build), findings, nothing="no requirement is to be built")


def _ids(groups: Iterable[tuple[str, ...]]) -> set[str]:
    return {id for group in groups for id in group}


def backward(subject: Subject) -> Outcome:
    """17: whatever was made names the requirements that it serves, and they exist."""
    package = subject.package
    known = {item.id for item in subject.requirements}
    facts = {str(fact.id) for fact in package.dossier.facts}
    tasks = {task.id for task in package.delivery.tasks}
    milestones = {milestone.id for milestone in package.delivery.milestones}
    scenarios = {place for places in package.acceptance.places().values() for place in places}
    elements = set(package.architecture.by_id())
    findings: list[Finding] = []
    served = [*_makings(subject)]
    for where, requirements, must in served:
        if must and not requirements:
            findings.append(finding(where, "serves no requirement"))
        findings += _unknown(where, requirements, known)
    for item in subject.requirements:
        findings += _unknown(item.id, item.facts, facts)
    for case in package.testing.cases:
        findings += _unknown(case.id, case.scenarios, scenarios)
    for task in package.delivery.tasks:
        findings += _unknown(task.id, task.depends_on, tasks)
        findings += _unknown(task.id, task.elements, elements)
        findings += _unknown(task.id, (task.milestone,), milestones)
    findings += [finding(id, "waits for itself, over other tasks") for id in sorted(_cyclic(subject))]
    for risk in package.delivery.risks:
        findings += _unknown(risk.id, risk.refs, known | facts | tasks)
    for question in package.requirements.open_questions:
        findings += _unknown(question.id, question.facts, facts)
    return outcome(len(served) + len(package.delivery.tasks), findings)


def _makings(subject: Subject) -> Iterable[tuple[str, tuple[str, ...], bool]]:
    """Where it is, which requirements it names, and whether it has to name any."""
    package = subject.package
    for story in package.stories.items:
        yield story.id, story.requirements, True
    for feature in package.acceptance.features:
        for scenario in feature.scenarios:
            yield f"acceptance/{feature.slug}.feature#{scenario.name}", scenario.requirements, True
    for element in package.architecture.elements:
        yield f"architecture/#{element.name}", element.requirements, element.kind in PARTS
    for entity in package.architecture.entities:
        sources = tuple(ref for attribute in entity.attributes for ref in attribute.sources)
        yield f"architecture/#{entity.name}", entity.requirements, not sources
    for view in package.architecture.runtime:
        yield f"architecture/#{view.title}", view.requirements, True
    for decision in package.decisions.items:
        yield decision.id, decision.drivers, False  # criterion 24 asks for them
    for operation in package.api.operations:
        yield f"api/openapi.yaml#{operation.id}", operation.requirements, False  # criterion 27 asks for them
    for case in package.testing.cases:
        yield case.id, case.requirements, True
    for milestone in package.delivery.milestones:
        yield milestone.id, milestone.requirements, True
    for task in package.delivery.tasks:
        yield task.id, task.requirements, True


def _unknown(where: str, ids: Iterable[str], known: set[str]) -> list[Finding]:
    return [finding(where, f"names {id}, which does not exist") for id in ids if id not in known]


def _cyclic(subject: Subject) -> set[str]:
    """The tasks that wait, over others, for themselves."""
    waits = {task.id: set(task.depends_on) for task in subject.package.delivery.tasks}
    free: set[str] = set()
    while ready := {id for id, others in waits.items() if id not in free and not (others & waits.keys()) - free}:
        free |= ready
    return set(waits) - free
