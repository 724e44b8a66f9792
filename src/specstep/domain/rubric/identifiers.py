"""Criterion 1, and the ids that everything else refers to."""

import re
from collections import Counter

from specstep.domain.documents.package import Package
from specstep.domain.documents.requirements import RequirementKind
from specstep.domain.rubric.subject import Outcome, Subject, finding, outcome

PREFIX = {
    RequirementKind.FUNCTIONAL: "FR",
    RequirementKind.QUALITY: "QR",
    RequirementKind.CONSTRAINT: "CR",
}


def all_ids(package: Package) -> list[tuple[str, str]]:
    """Each id with the document that gives it, as often as it is given."""
    return [
        *(("docs/03-requirements.md", item.id) for item in package.requirements.items),
        *(("docs/03-requirements.md", question.id) for question in package.requirements.open_questions),
        *(("docs/04-user-stories.md", story.id) for story in package.stories.items),
        *(("architecture/", f"element {element.id}") for element in package.architecture.elements),
        *(("adr/", decision.id) for decision in package.decisions.items),
        *(("api/openapi.yaml", f"operation {operation.id}") for operation in package.api.operations),
        *(("security/threat-model.md", f"flow element {element.id}") for element in package.threats.elements),
        *(("security/threat-model.md", threat.id) for threat in package.threats.threats),
        *(("quality/test-plan.md", case.id) for case in package.testing.cases),
        *(("delivery/roadmap.md", milestone.id) for milestone in package.delivery.milestones),
        *(("delivery/tasks.md", task.id) for task in package.delivery.tasks),
        *(("delivery/risks.md", risk.id) for risk in package.delivery.risks),
        *(("trace/ledger.json", fact.id) for fact in package.dossier.facts),
    ]


def unique_ids(subject: Subject) -> Outcome:
    """1: no id is given twice, and a requirement's id says its kind."""
    ids = all_ids(subject.package)
    places = {id: path for path, id in reversed(ids)}
    findings = [
        finding(places[id] if " " in id else id, f"{id} is given {number} times")
        for id, number in Counter(id for _, id in ids).items()
        if number > 1
    ]
    findings += [
        finding(item.id or "docs/03-requirements.md", f'"{item.id}" is no id of a {item.kind.value} requirement')
        for item in subject.requirements
        if not re.fullmatch(rf"{PREFIX[item.kind]}-\d{{3,}}", item.id)
    ]
    return outcome(len(ids), findings)


def known_ids(package: Package) -> set[str]:
    """The ids that a reference may name."""
    return {id for _, id in all_ids(package)}
