"""The data-flow diagram: as many elements as the stakes deserve."""

from specstep.domain.documents.architecture import Architecture, Element, ElementKind
from specstep.domain.documents.threats import FlowElement, FlowKind
from specstep.domain.drafting.shape.words import unique

MOST_FLOWS = 10


def draft_flows(architecture: Architecture) -> tuple[FlowElement, ...]:
    """People, neighbours, processes and stores, and the flows between them; flows between one pair are one."""
    boundaries = {ref: node.name for node in architecture.deployment for ref in node.elements}
    by_id = architecture.by_id()
    found = []
    for item in architecture.elements:
        kind = _kind(item, architecture)
        if kind is None:
            continue
        data = unique(
            name
            for relation in architecture.relations
            if item.id in (relation.source, relation.target)
            for name in relation.data
        )
        found.append(
            FlowElement(
                id=item.id,
                name=item.name,
                kind=kind,
                element=item.id,
                data=data,
                boundary=boundaries.get(item.id, "") if item.kind is not ElementKind.PERSON else "People",
            )
            if kind is not FlowKind.EXTERNAL_ENTITY
            else FlowElement(
                id=item.id,
                name=item.name,
                kind=kind,
                element=item.id,
                data=data,
                boundary="People" if item.kind is ElementKind.PERSON else f"Outside: {item.name}",
            )
        )
    nodes = {item.element for item in found}
    boundary = {item.element: item.boundary for item in found}
    pairs: dict[frozenset[str], list[str]] = {}
    first: dict[frozenset[str], tuple[str, str]] = {}
    for relation in architecture.relations:
        if relation.source not in nodes or relation.target not in nodes or relation.source == relation.target:
            continue
        ends = frozenset({relation.source, relation.target})
        if all(by_id[ref].kind in {ElementKind.PERSON, ElementKind.EXTERNAL} for ref in ends):
            continue
        first.setdefault(ends, (relation.source, relation.target))
        pairs.setdefault(ends, []).extend(relation.data)
    crossing = [ends for ends in pairs if len({boundary[ref] for ref in ends}) > 1]
    inside = [ends for ends in pairs if ends not in crossing]
    for ends in (*crossing, *inside)[:MOST_FLOWS]:
        source, target = first[ends]
        found.append(
            FlowElement(
                id=f"flow_{source}__{target}",
                name=f"{by_id[source].name} to {by_id[target].name}",
                kind=FlowKind.FLOW,
                source=source,
                target=target,
                data=unique(pairs[ends]),
                boundary=boundary[target] if boundary[source] == boundary[target] else "",
            )
        )
    return tuple(found)


def _kind(item: Element, architecture: Architecture) -> FlowKind | None:
    if item.kind in {ElementKind.PERSON, ElementKind.EXTERNAL}:
        return FlowKind.EXTERNAL_ENTITY
    if item.kind is ElementKind.CONTAINER:
        return FlowKind.PROCESS
    if item.kind is ElementKind.STORE:
        return FlowKind.STORE
    alone = not any(other.parent == item.id for other in architecture.elements)
    return FlowKind.PROCESS if item.kind is ElementKind.SYSTEM and alone else None
