"""Flowcharts: context, containers, deployment, and the threat model's data flow."""

from specstep.domain.documents.architecture import Architecture, Element, ElementKind, Relation
from specstep.domain.documents.threats import FlowElement, FlowKind, ThreatModel
from specstep.domain.phrases import Phrases, phrases_in
from specstep.domain.rendering.diagram_parts import STYLES, accessible, listing, safe_ids
from specstep.domain.rendering.escaping import folded, mermaid
from specstep.domain.rendering.values import Diagram, DiagramKind

_WIDTH = 24
_ENGLISH = phrases_in("en")
_DESCRIPTION_AT_MOST = 84  # more makes a box that nobody reads
_WORD = {
    ElementKind.PERSON: "Person",
    ElementKind.SYSTEM: "System",
    ElementKind.EXTERNAL: "External system",
    ElementKind.CONTAINER: "Container",
    ElementKind.STORE: "Store",
    ElementKind.COMPONENT: "Component",
}
_CLASS = {ElementKind.COMPONENT: "container"}
_INNER = (ElementKind.CONTAINER, ElementKind.STORE)


def _node(element: Element, id: str, indent: str = "    ", say: Phrases = _ENGLISH) -> str:
    word = say(_WORD[element.kind])
    kind = f"{word}: {element.technology}" if element.technology else word
    label = f"<b>{mermaid(element.name, _WIDTH)}</b><br/>{mermaid(kind, _WIDTH)}"
    if element.description:
        label += f"<br/>{mermaid(_short(element.description), _WIDTH)}"
    opening, closing = {ElementKind.PERSON: ("([", "])"), ElementKind.STORE: ("[(", ")]")}.get(
        element.kind, ("[", "]")
    )
    return f'{indent}{id}{opening}"{label}"{closing}:::{_CLASS.get(element.kind, element.kind.value)}'


def _short(words: str) -> str:
    plain = folded(words)
    if len(plain) <= _DESCRIPTION_AT_MOST:
        return plain
    return f"{plain[:_DESCRIPTION_AT_MOST].rsplit(' ', 1)[0].rstrip(',;:')} …"


def _arrow(source: str, target: str, label: str, technology: str = "") -> str:
    text = mermaid(label, 24) if folded(label) else ""
    if technology:
        text += f"<br/>{mermaid(f'({technology})', 24)}"
    return f'    {source} -->|"{text}"| {target}' if text else f"    {source} --> {target}"


def _ancestor(
    element: Element | None, elements: dict[str, Element], kinds: tuple[ElementKind, ...]
) -> Element | None:
    seen: set[str] = set()
    while element is not None and element.kind not in kinds and element.id not in seen:
        seen.add(element.id)
        element = elements.get(element.parent) if element.parent else None
    return element if element is not None and element.kind in kinds else None


def _lifted(architecture: Architecture, kinds: tuple[ElementKind, ...]) -> dict[tuple[str, str], list[Relation]]:
    """The relations between what a view shows: an arrow of a part becomes one of the whole that is shown."""
    elements = architecture.by_id()
    found: dict[tuple[str, str], list[Relation]] = {}
    for relation in architecture.relations:
        source = _ancestor(elements.get(relation.source), elements, kinds)
        target = _ancestor(elements.get(relation.target), elements, kinds)
        if source is not None and target is not None and source.id != target.id:
            found.setdefault((source.id, target.id), []).append(relation)
    return found


def context(architecture: Architecture, say: Phrases = _ENGLISH) -> Diagram | None:
    """The system, who uses it, and its neighbours (C4, level 1)."""
    kinds = (ElementKind.PERSON, ElementKind.SYSTEM, ElementKind.EXTERNAL)
    shown = [element for element in architecture.elements if element.kind in kinds]
    if not shown:
        return None
    ids = safe_ids(element.id for element in architecture.elements)
    names = tuple(element.name for element in shown)
    title = say("System context")
    alt = say("The system and its surroundings: {names}.", names=listing(names, say=say))
    lines = ["flowchart TB", *accessible(title, alt)]
    lines += [_node(element, ids[element.id], say=say) for element in shown]
    for (source, target), relations in _lifted(architecture, kinds).items():
        labels = dict.fromkeys(folded(relation.label) for relation in relations)
        lines.append(_arrow(ids[source], ids[target], "; ".join(labels)))
    return _diagram("architecture/diagrams/context.svg", DiagramKind.CONTEXT, title, alt, lines, names)


def container(architecture: Architecture, say: Phrases = _ENGLISH) -> Diagram | None:
    """What the system consists of (C4, level 2)."""
    kinds = (ElementKind.PERSON, ElementKind.EXTERNAL, *_INNER)
    shown = [element for element in architecture.elements if element.kind in kinds]
    inner = [element for element in shown if element.kind in _INNER]
    if not inner:
        return None
    ids = safe_ids(element.id for element in architecture.elements)
    systems = [element for element in architecture.elements if element.kind is ElementKind.SYSTEM]
    names = tuple(element.name for element in (*systems, *shown))
    title = say("Containers")
    alt = say("The parts of the system: {names}.", names=listing((element.name for element in inner), say=say))
    lines = ["flowchart TB", *accessible(title, alt)]
    lines += [_node(element, ids[element.id], say=say) for element in shown if element.kind is ElementKind.PERSON]
    homeless = [element for element in inner if element.parent not in {system.id for system in systems}]
    for system in systems:
        parts = [element for element in inner if element.parent == system.id]
        if parts:
            lines.append(f'    subgraph {ids[system.id]}["{mermaid(system.name)}"]')
            lines += [_node(element, ids[element.id], "        ", say) for element in parts]
            lines.append("    end")
    lines += [_node(element, ids[element.id], say=say) for element in homeless]
    lines += [
        _node(element, ids[element.id], say=say) for element in shown if element.kind is ElementKind.EXTERNAL
    ]
    for (source, target), relations in _lifted(architecture, kinds).items():
        labels = dict.fromkeys(folded(relation.label) for relation in relations)
        lines.append(_arrow(ids[source], ids[target], "; ".join(labels), relations[0].technology))
    return _diagram("architecture/diagrams/container.svg", DiagramKind.CONTAINER, title, alt, lines, names)


def deployment(architecture: Architecture, say: Phrases = _ENGLISH) -> Diagram | None:
    """Where what runs."""
    if not architecture.deployment:
        return None
    elements = architecture.by_id()
    ids = safe_ids(element.id for element in architecture.elements)
    names = [node.name for node in architecture.deployment]
    title = say("Deployment")
    alt = say("The places where the parts run: {names}.", names=listing(names, say=say))
    lines, placed = ["flowchart LR", *accessible(title, alt)], set[str]()
    for number, node in enumerate(architecture.deployment, start=1):
        label = f"{node.name} ({node.technology})" if node.technology else node.name
        lines.append(f'    subgraph place{number}["{mermaid(label)}"]')
        here = [elements[id] for id in node.elements if id in elements and id not in placed]
        lines += [_node(element, ids[element.id], "        ", say) for element in here]
        if not here:
            lines.append(f'        empty{number}["{mermaid(node.description, _WIDTH)}"]')
        lines.append("    end")
        placed |= {element.id for element in here}
        names += [element.name for element in here]
    for relation in architecture.relations:
        if relation.source in placed and relation.target in placed:
            lines.append(_arrow(ids[relation.source], ids[relation.target], relation.technology or relation.label))
    return _diagram(
        "architecture/diagrams/deployment.svg", DiagramKind.DEPLOYMENT, title, alt, lines, tuple(names)
    )


_SHAPES = {
    FlowKind.EXTERNAL_ENTITY: ("[", "]", "external"),
    FlowKind.PROCESS: ("(", ")", "container"),
    FlowKind.STORE: ("[(", ")]", "store"),
}


def data_flow(threats: ThreatModel, say: Phrases = _ENGLISH) -> Diagram | None:
    """What data flows where, and across which trust boundaries."""
    nodes = [element for element in threats.elements if element.kind is not FlowKind.FLOW]
    if not nodes:
        return None
    ids = safe_ids((element.id for element in nodes), "d")
    boundaries: dict[str, list[FlowElement]] = {}
    for element in nodes:
        boundaries.setdefault(element.boundary, []).append(element)
    names = [element.name for element in nodes]
    title = say("Data flow")
    alt = say("What data flows between {names}, and the trust boundaries.", names=listing(names, say=say))
    lines = ["flowchart LR", *accessible(title, alt)]
    for number, (boundary, inside) in enumerate(boundaries.items(), start=1):
        if boundary:
            lines.append(f'    subgraph boundary{number}["{mermaid(boundary)}"]')
        for element in inside:
            opening, closing, style = _SHAPES[element.kind]
            lines.append(f'        {ids[element.id]}{opening}"{mermaid(element.name, _WIDTH)}"{closing}:::{style}')
        if boundary:
            lines.append("    end")
    lines += [
        _arrow(ids[flow.source], ids[flow.target], ", ".join(flow.data) or flow.name)
        for flow in threats.elements
        if flow.kind is FlowKind.FLOW and flow.source in ids and flow.target in ids
    ]
    return _diagram("security/diagrams/data-flow.svg", DiagramKind.DATA_FLOW, title, alt, lines, tuple(names))


def _diagram(
    path: str, kind: DiagramKind, title: str, alt: str, lines: list[str], names: tuple[str, ...]
) -> Diagram:
    source = "\n".join((*lines, *STYLES)) + "\n"
    return Diagram(path=path, kind=kind, title=title, alt=alt, source=source, names=tuple(dict.fromkeys(names)))
