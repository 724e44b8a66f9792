"""architecture/: arc42, with the views as diagrams and tables."""

import re
from collections.abc import Callable, Sequence

from specstep.domain.documents.architecture import Architecture, ElementKind
from specstep.domain.documents.package import Package
from specstep.domain.documents.requirements import RequirementKind
from specstep.domain.rendering.documents.figures import show
from specstep.domain.rendering.documents.product import statement_line
from specstep.domain.rendering.markdown import Page, link, text
from specstep.domain.rendering.places import decision_link, requirement_link
from specstep.domain.rendering.slugs import slug
from specstep.domain.rendering.values import Diagram, DiagramKind, RenderedFile

SECTIONS = {
    1: "Introduction and goals",
    2: "Constraints",
    3: "Context and scope",
    4: "Solution strategy",
    5: "Building block view",
    6: "Runtime view",
    7: "Deployment view",
    8: "Crosscutting concepts",
    9: "Architecture decisions",
    10: "Quality requirements",
    11: "Risks and technical debt",
    12: "Glossary",
}
"""The template's sections (arc42, version 8)."""

DATA_MODEL = "architecture/data-model.md"
HTML = re.compile(r"<(?=[A-Za-z/!?])")
HEADING = re.compile(r"^#{1,6}\s+", re.MULTILINE)


def section_path(number: int) -> str:
    """The file of an arc42 section."""
    return f"architecture/{number:02d}-{slug(SECTIONS[number])}.md"


def render(package: Package, diagrams: Sequence[Diagram]) -> list[RenderedFile]:
    """An overview, twelve sections, and the data model."""
    files = [_overview(package, diagrams)]
    files += [_section(package, number, diagrams) for number in SECTIONS]
    if package.architecture.entities:
        files.append(_data_model(package, diagrams))
    return files


def _overview(package: Package, diagrams: Sequence[Diagram]) -> RenderedFile:
    path = "architecture/README.md"
    page = Page("Architecture")
    page.paragraph(package.architecture.summary)
    for diagram in diagrams:
        if diagram.kind is DiagramKind.CONTAINER:
            show(page, diagram, page_path=path)
    page.heading(2, "Sections")
    lines = [link(f"{number}. {title}", section_path(number).split("/")[1]) for number, title in SECTIONS.items()]
    if package.architecture.entities:
        lines.append(link("Data model", "data-model.md"))
    page.bullets(lines)
    return RenderedFile.text(path, page.render())


def _section(package: Package, number: int, diagrams: Sequence[Diagram]) -> RenderedFile:
    path = section_path(number)
    page = Page(f"{number}. {SECTIONS[number]}")
    for section in package.architecture.sections:
        if section.number == number:
            if section.not_applicable_because:
                page.paragraph(f"Not applicable, because {section.not_applicable_because}")
            page.markup(_harmless(section.body))
    VIEWS.get(number, _nothing)(page, package, diagrams, path)
    if len(page.blocks) == 1:
        page.paragraph("Nothing was said that belongs here.")
    return RenderedFile.text(path, page.render())


def _harmless(body: str) -> str:
    """Markdown of an agent: no HTML, and no heading above the third level."""
    return HEADING.sub("### ", HTML.sub("&lt;", body)).strip()


def _nothing(page: Page, package: Package, diagrams: Sequence[Diagram], path: str) -> None:
    del page, package, diagrams, path


def _show_all(kinds: frozenset[DiagramKind], page: Page, diagrams: Sequence[Diagram], path: str) -> None:
    for diagram in diagrams:
        if diagram.kind in kinds:
            page.heading(2, diagram.title)
            show(page, diagram, page_path=path)


def _goals(page: Page, package: Package, diagrams: Sequence[Diagram], path: str) -> None:
    del diagrams
    by_id = package.requirements.by_id()
    if package.architecture.drivers:
        page.heading(2, "What shapes the architecture")
        page.table(
            ("driver", "says", "consequence"),
            (
                (
                    requirement_link(by_id[driver.ref], path) if driver.ref in by_id else text(driver.ref),
                    text(driver.text),
                    text(driver.consequence),
                )
                for driver in package.architecture.drivers
            ),
        )


def _constraints(page: Page, package: Package, diagrams: Sequence[Diagram], path: str) -> None:
    del diagrams
    items = [item for item in package.requirements.items if item.kind is RequirementKind.CONSTRAINT]
    if items:
        page.heading(2, "Constraints from the requirements")
        page.table(("id", "constraint"), ((requirement_link(item, path), text(item.text)) for item in items))


def _context(page: Page, package: Package, diagrams: Sequence[Diagram], path: str) -> None:
    _show_all(frozenset({DiagramKind.CONTEXT}), page, diagrams, path)
    outside = {ElementKind.PERSON, ElementKind.EXTERNAL}
    page.table(
        ("around the system", "what it is"),
        ((text(e.name), text(e.description)) for e in package.architecture.elements if e.kind in outside),
    )


def _strategy(page: Page, package: Package, diagrams: Sequence[Diagram], path: str) -> None:
    del diagrams, path
    if package.architecture.assumptions:
        page.heading(2, "Assumptions")
        page.bullets(statement_line(statement) for statement in package.architecture.assumptions)


def _blocks(page: Page, package: Package, diagrams: Sequence[Diagram], path: str) -> None:
    _show_all(frozenset({DiagramKind.CONTAINER}), page, diagrams, path)
    by_id = package.requirements.by_id()
    parts = [
        element
        for element in package.architecture.elements
        if element.kind not in {ElementKind.PERSON, ElementKind.EXTERNAL}
    ]
    for part in parts:
        page.heading(2, part.name)
        page.paragraph(part.description)
        lines = [f"{part.kind.value}, {'proposed' if part.proposed else 'as decided'}"]
        if part.technology:
            lines.append(text(part.technology))
        allocated = [requirement_link(by_id[id], path) for id in part.requirements if id in by_id]
        if allocated:
            lines.append("Carries " + ", ".join(allocated))
        page.bullets(lines)
    _relations(page, package.architecture)


def _relations(page: Page, architecture: Architecture) -> None:
    by_id = architecture.by_id()
    if architecture.relations:
        page.heading(2, "Relations")
        page.table(
            ("from", "to", "what", "data", "how"),
            (
                (
                    text(by_id[relation.source].name if relation.source in by_id else relation.source),
                    text(by_id[relation.target].name if relation.target in by_id else relation.target),
                    text(relation.label),
                    text(", ".join(relation.data)),
                    text(relation.technology),
                )
                for relation in architecture.relations
            ),
        )


def _runtime(page: Page, package: Package, diagrams: Sequence[Diagram], path: str) -> None:
    by_id = package.requirements.by_id()
    drawn = {diagram.title: diagram for diagram in diagrams if diagram.kind is DiagramKind.SEQUENCE}
    for view in package.architecture.runtime:
        page.heading(2, view.title)
        page.paragraph(view.note)
        served = [requirement_link(by_id[id], path) for id in view.requirements if id in by_id]
        if served:
            page.markup("Shows " + ", ".join(served) + ".")
        if view.title in drawn:
            show(page, drawn[view.title], page_path=path)
    _show_all(frozenset({DiagramKind.STATE}), page, diagrams, path)


def _deployment(page: Page, package: Package, diagrams: Sequence[Diagram], path: str) -> None:
    _show_all(frozenset({DiagramKind.DEPLOYMENT}), page, diagrams, path)
    by_id = package.architecture.by_id()
    page.table(
        ("place", "what runs there", "how"),
        (
            (
                text(node.name),
                text(", ".join(by_id[id].name for id in node.elements if id in by_id)),
                text(" ".join(filter(None, (node.technology, node.description)))),
            )
            for node in package.architecture.deployment
        ),
    )


def _decisions(page: Page, package: Package, diagrams: Sequence[Diagram], path: str) -> None:
    del diagrams
    page.table(
        ("id", "decision", "status"),
        (
            (decision_link(decision, path), text(f"{decision.title}: {decision.chosen}"), text(decision.status))
            for decision in package.decisions.items
        ),
    )


def _quality(page: Page, package: Package, diagrams: Sequence[Diagram], path: str) -> None:
    del diagrams
    items = [item for item in package.requirements.items if item.kind is RequirementKind.QUALITY]
    page.table(
        ("id", "characteristic", "requirement"),
        ((requirement_link(item, path), text(item.characteristic or ""), text(item.text)) for item in items),
    )


def _risks(page: Page, package: Package, diagrams: Sequence[Diagram], path: str) -> None:
    del diagrams, path
    if package.delivery.risks:
        page.markup(f"The risks stand in {link('delivery/risks.md', '../delivery/risks.md')}.")


def _glossary(page: Page, package: Package, diagrams: Sequence[Diagram], path: str) -> None:
    del diagrams, path, package
    page.markup(f"The terms stand in {link('the glossary', '../docs/glossary.md')}.")


VIEWS: dict[int, Callable[[Page, Package, Sequence[Diagram], str], None]] = {
    1: _goals,
    2: _constraints,
    3: _context,
    4: _strategy,
    5: _blocks,
    6: _runtime,
    7: _deployment,
    9: _decisions,
    10: _quality,
    11: _risks,
    12: _glossary,
}


def _data_model(package: Package, diagrams: Sequence[Diagram]) -> RenderedFile:
    architecture, by_id = package.architecture, package.requirements.by_id()
    page = Page("Data model")
    for diagram in diagrams:
        if diagram.kind is DiagramKind.ENTITY_RELATIONSHIP:
            show(page, diagram, page_path=DATA_MODEL)
    for entity in architecture.entities:
        page.heading(2, entity.name)
        page.paragraph(entity.description)
        page.table(
            ("attribute", "type", "personal"),
            (
                (text(a.name) + (" (key)" if a.key else ""), text(a.type), "yes" if a.personal else "")
                for a in entity.attributes
            ),
        )
        lines = []
        if entity.states:
            lines.append(f"States: {text(', '.join(entity.states))}")
        if entity.retention:
            lines.append(f"Kept: {text(entity.retention)}")
        served = [requirement_link(by_id[id], DATA_MODEL) for id in entity.requirements if id in by_id]
        if served:
            lines.append("Needed by " + ", ".join(served))
        page.bullets(lines)
    if architecture.relationships:
        page.heading(2, "How they hang together")
        page.table(
            ("one", "", "other", "", "what"),
            (
                (text(r.first), text(r.first_many), text(r.second), text(r.second_many), text(r.label))
                for r in architecture.relationships
            ),
        )
    return RenderedFile.text(DATA_MODEL, page.render())
