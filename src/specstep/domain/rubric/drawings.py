"""Criterion 23: diagrams are well formed, complete, and name what the text names.

The full grammar is judged at test time by mermaid.js itself; here stand the mistakes that generators make.
"""

import html
import re
from collections.abc import Iterable

from specstep.domain.documents.architecture import ElementKind
from specstep.domain.documents.package import Package
from specstep.domain.rendering.values import Diagram, DiagramKind
from specstep.domain.rubric.names import ARTICLE, names_of, squeezed
from specstep.domain.rubric.subject import Outcome, Subject, finding, outcome
from specstep.domain.rubric.values import Finding

OPENERS: dict[DiagramKind, tuple[str, ...]] = {
    DiagramKind.CONTEXT: ("C4Context", "flowchart", "graph"),
    DiagramKind.CONTAINER: ("C4Container", "flowchart", "graph"),
    DiagramKind.SEQUENCE: ("sequenceDiagram",),
    DiagramKind.ENTITY_RELATIONSHIP: ("erDiagram",),
    DiagramKind.STATE: ("stateDiagram-v2", "stateDiagram"),
    DiagramKind.DEPLOYMENT: ("C4Deployment", "flowchart", "graph"),
    DiagramKind.DATA_FLOW: ("flowchart", "graph"),
    DiagramKind.GANTT: ("gantt",),
}
FRONT_MATTER = re.compile(r"\A\s*---\n.*?\n---\n", re.DOTALL)
COMMENT = re.compile(r"^\s*%%.*$", re.MULTILINE)
STRING = re.compile(r'"[^"\n]*"')
PARTICIPANT = re.compile(r"^\s*(?:create\s+)?(?:participant|actor)\s+(\S+)", re.MULTILINE)
ARROW = re.compile(r"^\s*(\w+)\s*<{0,2}--?(?:>>|>|x|\)|\|?)[+-]?\s*(\w+)\s*:", re.MULTILINE)
PAIRS = {")": "(", "]": "[", "}": "{"}


def diagrams(subject: Subject) -> Outcome:
    """23: each diagram is well formed; its names are the text's; what the architecture relates exists."""
    known = _known_names(subject.package)
    findings: list[Finding] = []
    for diagram in subject.diagrams:
        findings += [finding(diagram.path, what) for what in _malformed(diagram)]
        drawn = squeezed(
            html.unescape(re.sub(r"(?<!&)#([A-Za-z]\w*);", r"&\1;", re.sub(r"#(\d+);", r"&#\1;", diagram.source)))
        )
        for name in diagram.names:
            if squeezed(name) not in drawn:
                findings.append(finding(diagram.path, f'claims to show "{name}", but does not'))
            if squeezed(name) not in known:
                findings.append(finding(diagram.path, f'shows "{name}", which the text does not name'))
    findings += _left_out(subject)
    findings += _dangling(subject.package)
    return outcome(len(subject.diagrams) + len(subject.package.architecture.elements), findings)


def _malformed(diagram: Diagram) -> Iterable[str]:
    source = COMMENT.sub("", FRONT_MATTER.sub("", diagram.source)).strip()
    opener = source.split("\n", 1)[0].split(" ")[0].rstrip(":;")
    if opener not in OPENERS[diagram.kind]:
        yield f'begins with "{opener}", which is no {diagram.kind.value} diagram'
        return
    if "\n" not in source:
        yield "is empty"
    if not diagram.alt.strip():
        yield "has no text for those who cannot see it"
    if any(line.count('"') % 2 for line in source.split("\n")):
        yield "has a quotation mark without its partner"
    bare = STRING.sub("", source)
    if opener.startswith(("C4", "flowchart", "graph")) and not _balanced(bare):
        yield "has a bracket without its partner"
    if opener in ("flowchart", "graph"):
        opened = len(re.findall(r"^\s*subgraph\b", bare, re.MULTILINE))
        if opened != len(re.findall(r"^\s*end\s*$", bare, re.MULTILINE)):
            yield "has a subgraph that does not end"
    if opener == "sequenceDiagram":
        declared = set(PARTICIPANT.findall(source))
        arrows = [*ARROW.finditer(source)]
        if not arrows:
            yield "has no message"
        for name in sorted({name for arrow in arrows for name in arrow.groups()} - declared):
            yield f'sends to or from "{name}", which is not declared'


def _balanced(source: str) -> bool:
    open_brackets: list[str] = []
    # An arrow's head and an asymmetric shape (">text]") are no brackets.
    for character in re.sub(r">[^\[\]\n]*\]", "", source):
        if character in PAIRS.values():
            open_brackets.append(character)
        elif character in PAIRS and (not open_brackets or open_brackets.pop() != PAIRS[character]):
            return False
    return not open_brackets


def _known_names(package: Package) -> set[str]:
    architecture = package.architecture
    names = names_of(package) | {element.name for element in architecture.elements}
    names |= {node.name for node in architecture.deployment}
    names |= {state for entity in architecture.entities for state in entity.states}
    names |= {attribute.name for entity in architecture.entities for attribute in entity.attributes}
    names |= {relation.label for relation in architecture.relations}
    names |= {relationship.label for relationship in architecture.relationships}
    names |= {element.name for element in package.threats.elements}
    names |= {element.boundary for element in package.threats.elements}
    names |= {milestone.title for milestone in package.delivery.milestones}
    names |= {f"{milestone.id} {milestone.title}" for milestone in package.delivery.milestones}
    names |= {task.title for task in package.delivery.tasks}
    names |= {f"{task.id} {task.title}" for task in package.delivery.tasks}
    names |= {task.id for task in package.delivery.tasks}
    return {squeezed(ARTICLE.sub("", name)) for name in names} | {squeezed(name) for name in names}


def _left_out(subject: Subject) -> list[Finding]:
    """What a diagram of this kind has to show and no diagram of this kind does."""
    architecture = subject.package.architecture
    outside = (ElementKind.PERSON, ElementKind.EXTERNAL, ElementKind.SYSTEM)
    parts = (ElementKind.CONTAINER, ElementKind.STORE)
    wanted: dict[DiagramKind, list[str]] = {
        DiagramKind.CONTEXT: [element.name for element in architecture.elements if element.kind in outside],
        DiagramKind.CONTAINER: [element.name for element in architecture.elements if element.kind in parts],
        DiagramKind.ENTITY_RELATIONSHIP: [entity.name for entity in architecture.entities],
    }
    findings = []
    for kind, names in wanted.items():
        shown = {squeezed(name) for diagram in subject.diagrams if diagram.kind is kind for name in diagram.names}
        findings += [
            finding("architecture/", f"no {kind.value} diagram shows {name}")
            for name in names
            if squeezed(name) not in shown
        ]
    return findings


def _dangling(package: Package) -> list[Finding]:
    architecture, flows = package.architecture, package.threats.elements
    elements, entities = set(architecture.by_id()), {entity.name for entity in architecture.entities}
    used = [(id, "a relation") for relation in architecture.relations for id in (relation.source, relation.target)]
    used += [
        (id, view.title)
        for view in architecture.runtime
        for one in view.messages
        for id in (one.source, one.target)
    ]
    used += [(id, node.name) for node in architecture.deployment for id in node.elements]
    used += [(element.parent, element.name) for element in architecture.elements if element.parent]
    findings = [
        finding("architecture/", f"{place} names the element {id}, which does not exist")
        for id, place in used
        if id not in elements
    ]
    findings += [
        finding("architecture/", f"a relationship names the entity {name}, which does not exist")
        for one in architecture.relationships
        for name in (one.first, one.second)
        if name not in entities
    ]
    ids = {flow.id for flow in flows}
    findings += [
        finding("security/threat-model.md", f"{flow.name} names {id}, which does not exist")
        for flow in flows
        for id in (flow.source, flow.target)
        if id and id not in ids
    ]
    return findings
