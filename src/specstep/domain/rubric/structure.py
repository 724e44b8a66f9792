"""Criteria 24, 25, 26 and 29: records, threats, sections and stories have their parts."""

from specstep.domain.documents.architecture import ElementKind
from specstep.domain.documents.decisions import Decision
from specstep.domain.documents.requirements import RequirementKind
from specstep.domain.documents.threats import STRIDE_PER_ELEMENT, FlowKind
from specstep.domain.rubric.names import plain, spellings
from specstep.domain.rubric.subject import Outcome, Subject, finding, outcome
from specstep.domain.rubric.values import Finding

STATUSES = frozenset({"proposed", "accepted", "rejected", "deprecated", "superseded"})
"""Source: MADR 4, its template's field "status"."""

ARC42 = {
    1: "Introduction and Goals",
    2: "Architecture Constraints",
    3: "Context and Scope",
    4: "Solution Strategy",
    5: "Building Block View",
    6: "Runtime View",
    7: "Deployment View",
    8: "Crosscutting Concepts",
    9: "Architecture Decisions",
    10: "Quality Requirements",
    11: "Risks and Technical Debt",
    12: "Glossary",
}
"""Source: arc42, its template's table of contents."""

FEWEST_WORDS = 4


def decisions(subject: Subject) -> Outcome:
    """24: each decision record has its parts."""
    known = {item.id for item in subject.requirements}
    items = subject.package.decisions.items
    findings = [finding(item.id, what) for item in items for what in _missing(item, known)]
    if not items:
        findings.append(finding("adr/", "no decision is recorded"))
    return outcome(max(len(items), 1), findings)


def _missing(item: Decision, known: set[str]) -> list[str]:
    options = {option.name for option in item.options}
    parts = {
        f'its status "{item.status}" is none of MADR\'s': item.status.split(" ")[0].lower() in STATUSES,
        "it has fewer than two options": len(options) >= 2,
        "it chose what is not among its options": item.chosen in options,
        "it does not say why": bool(item.because.strip()),
        "it has no context": bool(item.context.strip()),
        "it has no consequences": bool(item.good) and bool(item.bad),
        "no requirement drives it": any(driver in known for driver in item.drivers) or not known,
    }
    return [what for what, there in parts.items() if not there]


def threats(subject: Subject) -> Outcome:
    """25: each element of the data-flow diagram has its STRIDE rows, and each mitigation leads to work."""
    model = subject.package.threats
    elements = {element.id: element for element in model.elements}
    work = {item.id for item in subject.requirements} | {task.id for task in subject.package.delivery.tasks}
    rows = {(threat.element, threat.stride) for threat in model.threats}
    where = "security/threat-model.md"
    expected = [(element, stride) for element in model.elements for stride in STRIDE_PER_ELEMENT[element.kind]]
    findings = [
        finding(where, f"{element.name} ({element.id}) has no row for {stride.value}")
        for element, stride in expected
        if (element.id, stride) not in rows
    ]
    for threat in model.threats:
        if threat.element not in elements:
            findings.append(finding(threat.id, f"threatens {threat.element}, which does not exist"))
        if threat.not_applicable_because.strip():
            continue
        if not threat.mitigations or not threat.mitigation.strip():
            findings.append(finding(threat.id, "has no mitigation, and does not say why it needs none"))
        findings += [
            finding(threat.id, f"is mitigated by {id}, which does not exist")
            for id in threat.mitigations
            if id not in work
        ]
    kinds = {element.kind for element in model.elements}
    if not kinds >= {FlowKind.PROCESS, FlowKind.FLOW}:
        findings.append(finding(where, "the data-flow diagram has no process or no flow"))
    return outcome(len(expected) + len(model.threats), findings)


def sections(subject: Subject) -> Outcome:
    """26: each arc42 section is filled, by a view or in words, or says why it is not applicable."""
    package = subject.package
    architecture = package.architecture
    kinds = {element.kind for element in architecture.elements}
    filled = {
        1: bool(architecture.summary.strip()),
        3: bool(architecture.relations) and bool(kinds & {ElementKind.PERSON, ElementKind.EXTERNAL}),
        5: bool(kinds & {ElementKind.CONTAINER, ElementKind.COMPONENT}),
        6: any(view.messages for view in architecture.runtime),
        7: any(node.elements for node in architecture.deployment),
        9: bool(package.decisions.items),
        10: any(item.kind is RequirementKind.QUALITY for item in subject.requirements),
        11: bool(package.delivery.risks),
        12: bool(package.glossary.terms),
    }
    for section in architecture.sections:
        body = len(section.body.split()) >= FEWEST_WORDS
        filled[section.number] = filled.get(section.number, False) or body or bool(section.not_applicable_because)
    findings = [
        finding("architecture/", f"section {number}, {title}, is neither filled nor called not applicable")
        for number, title in ARC42.items()
        if not filled.get(number, False)
    ]
    return outcome(len(ARC42), findings)


def stories(subject: Subject) -> Outcome:
    """29: each story has a role that the package knows, a goal and a benefit."""
    package = subject.package
    roles = {plain(name) for actor in package.vision.actors for name in (actor.name, *actor.aliases)}
    roles |= {plain(name) for term in package.glossary.terms if term.kind == "actor" for name in spellings(term)}
    findings: list[Finding] = []
    for story in package.stories.items:
        if not story.role.strip():
            findings.append(finding(story.id, "has no role"))
        elif plain(story.role) not in roles:
            findings.append(finding(story.id, f'its role "{story.role}" is no actor of the vision'))
        if not story.goal.strip():
            findings.append(finding(story.id, "has no goal"))
        if not story.benefit.strip() or plain(story.benefit) == plain(story.goal):
            findings.append(finding(story.id, "has no benefit of its own"))
    if not package.stories.items:
        findings.append(finding("docs/04-user-stories.md", "there are no stories"))
    return outcome(max(len(package.stories.items), 1), findings)
