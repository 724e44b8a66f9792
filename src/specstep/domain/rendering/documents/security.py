"""security/threat-model.md."""

from collections.abc import Sequence

from specstep.domain.documents.package import Package
from specstep.domain.documents.threats import FlowKind, Threat
from specstep.domain.rendering.documents.figures import show
from specstep.domain.rendering.markdown import Page, link, text
from specstep.domain.rendering.places import TASKS, relative, requirement_link
from specstep.domain.rendering.values import Diagram, DiagramKind, RenderedFile

PATH = "security/threat-model.md"


def render(package: Package, diagrams: Sequence[Diagram]) -> list[RenderedFile]:
    """Data flows and STRIDE per element; nothing where there is no data flow."""
    threats = package.threats
    if not threats.elements:
        return []
    page = Page("Threat model")
    page.paragraph("What could be done to this system, element by element, and what stands against it.")
    page.heading(2, "What is worth protecting")
    page.bullets(text(asset) for asset in threats.assets)
    page.heading(2, "Data flows")
    for diagram in diagrams:
        if diagram.kind is DiagramKind.DATA_FLOW:
            show(page, diagram, page_path=PATH)
    names = {element.id: element.name for element in threats.elements}
    page.table(
        ("flow", "from", "to", "data"),
        (
            (
                text(e.name),
                text(names.get(e.source or "", "")),
                text(names.get(e.target or "", "")),
                text(", ".join(e.data)),
            )
            for e in threats.elements
            if e.kind is FlowKind.FLOW
        ),
    )
    page.heading(2, "Threats by element")
    for element in threats.elements:
        rows = [threat for threat in threats.threats if threat.element == element.id]
        if rows:
            page.heading(3, element.name)
            page.table(
                ("id", "STRIDE", "threat", "likelihood / impact", "mitigation"),
                ((text(t.id), t.stride.value, _threat(t), _weight(t), _mitigation(package, t)) for t in rows),
            )
    return [RenderedFile.text(PATH, page.render())]


def _threat(threat: Threat) -> str:
    if threat.not_applicable_because:
        return f"not applicable: {text(threat.not_applicable_because)}"
    return text(threat.text)


def _weight(threat: Threat) -> str:
    return "" if threat.not_applicable_because else text(f"{threat.likelihood} / {threat.impact}")


def _mitigation(package: Package, threat: Threat) -> str:
    by_id = package.requirements.by_id()
    links = [
        requirement_link(by_id[id], PATH) if id in by_id else link(id, f"{relative(TASKS, PATH)}#{id.lower()}")
        for id in threat.mitigations
    ]
    return " ".join(filter(None, (text(threat.mitigation), ", ".join(links))))
