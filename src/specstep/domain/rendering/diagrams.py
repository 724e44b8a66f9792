"""All diagrams of a package, as Mermaid sources with the names that they show."""

from specstep.domain.documents.architecture import Element, ElementKind
from specstep.domain.documents.package import Package
from specstep.domain.documents.threats import FlowKind
from specstep.domain.rendering.behaviour_diagrams import sequence_diagrams, state_diagrams
from specstep.domain.rendering.data_diagrams import data_model_diagram
from specstep.domain.rendering.mermaid import identifier, label, wrapped
from specstep.domain.rendering.values import Diagram, DiagramKind

FOLDER = "architecture/diagrams"
OUTSIDE = frozenset({ElementKind.PERSON, ElementKind.EXTERNAL})
STYLES = (
    "  classDef person fill:#0f4c5c,stroke:#0b3843,color:#ffffff",
    "  classDef system fill:#1f7a8c,stroke:#155866,color:#ffffff",
    "  classDef external fill:#6b7280,stroke:#4b5563,color:#ffffff",
    "  classDef container fill:#2a9d8f,stroke:#1e736a,color:#ffffff",
    "  classDef store fill:#e9c46a,stroke:#b8963f,color:#1f2937",
)
SHAPES = {
    ElementKind.PERSON: ("([", "])", "person"),
    ElementKind.SYSTEM: ("[", "]", "system"),
    ElementKind.EXTERNAL: ("[[", "]]", "external"),
    ElementKind.CONTAINER: ("[", "]", "container"),
    ElementKind.COMPONENT: ("[", "]", "container"),
    ElementKind.STORE: ("[(", ")]", "store"),
}


def package_diagrams(package: Package) -> tuple[Diagram, ...]:
    """Every diagram that the package's values give, in reading order; those without content are left out."""
    found = [_context(package), _container(package), data_model_diagram(package)]
    found += sequence_diagrams(package)
    found += state_diagrams(package)
    found += [_deployment(package), _data_flow(package)]
    return tuple(diagram for diagram in found if diagram is not None)


def _node(element: Element) -> str:
    opening, closing, style = SHAPES[element.kind]
    technology = f"<br/>[{label(element.technology)}]" if element.technology else ""
    return f'{identifier(element.id)}{opening}"{wrapped(element.name)}{technology}"{closing}:::{style}'


def _context(package: Package) -> Diagram | None:
    architecture = package.architecture
    by_id = architecture.by_id()
    systems = [element for element in architecture.elements if element.kind is ElementKind.SYSTEM]
    around = [element for element in architecture.elements if element.kind in OUTSIDE]
    if not systems:
        return None
    lines = ["flowchart TB", *(f"  {_node(element)}" for element in (*around, *systems))]
    arrows: dict[tuple[str, str], list[str]] = {}
    for relation in architecture.relations:
        ends = (_outermost(by_id, relation.source), _outermost(by_id, relation.target))
        if ends[0] != ends[1] and all(by_id[end].kind in OUTSIDE or end == systems[0].id for end in ends):
            labels = arrows.setdefault(ends, [])
            if relation.label not in labels:
                labels.append(relation.label)
    for (source, target), labels in arrows.items():
        text = wrapped("; ".join(labels[:2]) + (" …" if len(labels) > 2 else ""))
        lines.append(f'  {identifier(source)} -->|"{text}"| {identifier(target)}')
    return Diagram(
        path=f"{FOLDER}/context.svg",
        kind=DiagramKind.CONTEXT,
        title="System context",
        alt=f"{systems[0].name} and what is around it: {', '.join(element.name for element in around) or 'nothing'}.",
        source="\n".join([*lines, *STYLES]),
        names=tuple(element.name for element in (*around, *systems)),
    )


def _outermost(by_id: dict[str, Element], id: str) -> str:
    while (parent := by_id[id].parent) is not None and parent in by_id:
        id = parent
    return id


def _container(package: Package) -> Diagram | None:
    architecture = package.architecture
    by_id = architecture.by_id()
    systems = [element for element in architecture.elements if element.kind is ElementKind.SYSTEM]
    parts = [
        element for element in architecture.elements if element.kind in {ElementKind.CONTAINER, ElementKind.STORE}
    ]
    if not parts or not systems:
        return None
    shown = {part.id for part in parts}
    ends = {end for relation in architecture.relations for end in (relation.source, relation.target)}
    around = [element for element in architecture.elements if element.kind in OUTSIDE and element.id in ends]
    lines = ["flowchart TB", *(f"  {_node(element)}" for element in around)]
    lines.append(f'  subgraph {identifier(systems[0].id)}["{label(systems[0].name)}"]')
    lines += [f"    {_node(part)}" for part in parts]
    lines.append("  end")
    drawn = shown | {element.id for element in around}
    for relation in architecture.relations:
        source, target = _shown(by_id, relation.source, drawn), _shown(by_id, relation.target, drawn)
        if source and target and source != target:
            lines.append(f'  {identifier(source)} -->|"{wrapped(relation.label)}"| {identifier(target)}')
    return Diagram(
        path=f"{FOLDER}/containers.svg",
        kind=DiagramKind.CONTAINER,
        title="Containers",
        alt=f"The parts of {systems[0].name}: {', '.join(part.name for part in parts)}.",
        source="\n".join([*dict.fromkeys(lines), *STYLES]) if _once(lines) else "\n".join([*lines, *STYLES]),
        names=tuple(element.name for element in (*around, systems[0], *parts)),
    )


def _once(lines: list[str]) -> bool:
    """Whether leaving out repeated lines is safe: only arrows may repeat."""
    repeated = {line for line in lines if lines.count(line) > 1}
    return all("-->" in line for line in repeated)


def _shown(by_id: dict[str, Element], id: str, drawn: set[str]) -> str | None:
    current: str | None = id
    while current is not None and current not in drawn:
        current = by_id[current].parent if current in by_id else None
    return current


def _deployment(package: Package) -> Diagram | None:
    architecture = package.architecture
    if not architecture.deployment:
        return None
    by_id = architecture.by_id()
    lines = ["flowchart TB"]
    names: list[str] = []
    placed: set[str] = set()
    for number, node in enumerate(architecture.deployment):
        technology = f" [{label(node.technology)}]" if node.technology else ""
        lines.append(f'  subgraph place_{number}["{label(node.name)}{technology}"]')
        names.append(node.name)
        inside = [by_id[id] for id in node.elements if id in by_id and id not in placed]
        lines += [f"    {_node(element)}" for element in inside]
        if not inside:
            lines.append(f'    empty_{number}["{wrapped(node.description)}"]')
        placed.update(element.id for element in inside)
        names += [element.name for element in inside]
        lines.append("  end")
    lines += list(
        dict.fromkeys(
            f"  {identifier(relation.source)} --> {identifier(relation.target)}"
            for relation in architecture.relations
            if relation.source in placed and relation.target in placed
        )
    )
    return Diagram(
        path=f"{FOLDER}/deployment.svg",
        kind=DiagramKind.DEPLOYMENT,
        title="Deployment",
        alt="Where the parts run: " + ", ".join(node.name for node in architecture.deployment) + ".",
        source="\n".join([*lines, *STYLES]),
        names=tuple(names),
    )


def _data_flow(package: Package) -> Diagram | None:
    elements = package.threats.elements
    nodes = [element for element in elements if element.kind is not FlowKind.FLOW]
    if not nodes:
        return None
    shapes = {
        FlowKind.EXTERNAL_ENTITY: ("[", "]", "person"),
        FlowKind.PROCESS: ("((", "))", "container"),
        FlowKind.STORE: ("[(", ")]", "store"),
    }
    lines = ["flowchart LR"]
    boundaries = dict.fromkeys(node.boundary for node in nodes)
    for number, boundary in enumerate(boundaries):
        inside = [node for node in nodes if node.boundary == boundary]
        indent = "    " if boundary else "  "
        if boundary:
            lines.append(f'  subgraph boundary_{number}["{label(boundary)}"]')
        for node in inside:
            opening, closing, style = shapes[node.kind]
            lines.append(f'{indent}{identifier(node.id)}{opening}"{wrapped(node.name)}"{closing}:::{style}')
        if boundary:
            lines.append("  end")
    known = {node.id for node in nodes}
    for flow in elements:
        if flow.kind is FlowKind.FLOW and flow.source in known and flow.target in known:
            lines.append(
                f'  {identifier(str(flow.source))} -->|"{wrapped(flow.name)}"| {identifier(str(flow.target))}'
            )
    drawn_flows = [
        flow.name
        for flow in elements
        if flow.kind is FlowKind.FLOW and flow.source in known and flow.target in known
    ]
    return Diagram(
        path="security/data-flow.svg",
        kind=DiagramKind.DATA_FLOW,
        title="Data flow",
        alt=f"{len(nodes)} places and {len(drawn_flows)} flows of data, grouped by trust boundary.",
        source="\n".join([*lines, *STYLES]),
        names=tuple(node.name for node in nodes),
    )
