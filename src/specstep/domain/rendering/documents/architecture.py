"""architecture/: arc42, with the views as diagrams and tables."""

from collections.abc import Callable, Iterable, Sequence

import attrs

from specstep.domain.documents.architecture import Architecture, ElementKind
from specstep.domain.documents.package import Package
from specstep.domain.documents.requirements import RequirementKind
from specstep.domain.rendering.bodies import write_body
from specstep.domain.rendering.documents.figures import show
from specstep.domain.rendering.documents.product import capital, statement_line
from specstep.domain.rendering.escaping import folded
from specstep.domain.rendering.markdown import Page, link, text
from specstep.domain.rendering.places import RISKS, Links, links_from
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

OVERVIEW = "architecture/README.md"
ONE_PAGE_AT_MOST = 10
"""Requirements of a system whose sections would be too short for files of their own."""
DATA_MODEL = "architecture/data-model.md"
MANY = {"1": "exactly one", "0..1": "at most one", "0..*": "any number", "1..*": "at least one"}


def section_path(number: int) -> str:
    """The file of an arc42 section."""
    return f"architecture/{number:02d}-{slug(SECTIONS[number])}.md"


def render(package: Package, diagrams: Sequence[Diagram]) -> list[RenderedFile]:
    """An overview, twelve sections, and the data model; a small system has all sections on one page."""
    if len(package.requirements.items) <= ONE_PAGE_AT_MOST:
        files = [_one_page(package, diagrams)]
    else:
        files = [_overview(package, diagrams)]
        files += [_section(package, number, diagrams) for number in SECTIONS]
    if package.architecture.entities:
        files.append(_data_model(package, diagrams))
    return files


def _overview(package: Package, diagrams: Sequence[Diagram]) -> RenderedFile:
    links = links_from(OVERVIEW, package)
    say = links.say
    page = Page(say("Architecture"))
    page.line(links.text(package.architecture.summary))
    for diagram in diagrams:
        if diagram.kind is DiagramKind.CONTAINER:
            show(page, diagram, links)
    page.heading(2, say("Sections"))
    lines = [
        link(f"{number}. {say(title)}", section_path(number).split("/")[1]) for number, title in SECTIONS.items()
    ]
    if package.architecture.entities:
        lines.append(link(say("Data model"), "data-model.md"))
    page.bullets(lines)
    return RenderedFile.text(OVERVIEW, page.render())


def _one_page(package: Package, diagrams: Sequence[Diagram]) -> RenderedFile:
    """All sections below one another, each a level deeper."""
    links = links_from(OVERVIEW, package)
    page = Page(links.say("Architecture"))
    page.line(links.text(package.architecture.summary))
    for number, title in SECTIONS.items():
        page.heading(2, f"{number}. {links.say(title)}")
        part = Page("")
        part.blocks.clear()
        part.seen |= page.seen
        _fill(part, package, number, View(package, diagrams, links, ""))
        page.blocks += [f"#{block}" if block.startswith("##") else block for block in part.blocks]
        page.seen |= part.seen
        if not part.blocks:
            page.paragraph(links.say("Nothing was said that belongs here."))
    if package.architecture.entities:
        page.line(links.file(links.say("Data model"), DATA_MODEL))
    return RenderedFile.text(OVERVIEW, page.render())


def _section(package: Package, number: int, diagrams: Sequence[Diagram]) -> RenderedFile:
    path = section_path(number)
    links = links_from(path, package)
    page = Page(f"{number}. {links.say(SECTIONS[number])}")
    _fill(page, package, number, View(package, diagrams, links, ""))
    if len(page.blocks) == 1:
        page.paragraph(links.say("Nothing was said that belongs here."))
    return RenderedFile.text(path, page.render())


def _fill(page: Page, package: Package, number: int, view: "View") -> None:
    links = view.links
    said = ""
    for section in package.architecture.sections:
        if section.number == number:
            if section.not_applicable_because:
                why = links.text(section.not_applicable_because.rstrip(". "))
                page.line(links.say("Not applicable, because {why}.", why=why))
            write_body(page, section.body, links)
            said += section.body
    VIEWS.get(number, _nothing)(page, attrs.evolve(view, said=said))


@attrs.frozen
class View:
    """What a view is made of; `said` is what the section says in its own words."""

    package: Package
    diagrams: Sequence[Diagram]
    links: Links
    said: str

    def says_all(self, names: Iterable[str]) -> bool:
        """Whether the section's own words name all of these, so that a table would only say them again."""
        return all(name in self.said for name in names)


def _nothing(page: Page, view: View) -> None:
    del page, view


def _show_all(kinds: frozenset[DiagramKind], page: Page, view: View) -> None:
    for diagram in view.diagrams:
        if diagram.kind in kinds:
            page.heading(2, diagram.title)
            show(page, diagram, view.links)


def _goals(page: Page, view: View) -> None:
    if view.package.architecture.drivers:
        page.heading(2, view.links.say("What shapes the architecture"))
        page.bullets(
            (f"{view.links.id(driver.ref)} {text(driver.text)}", [view.links.text(driver.consequence)])
            for driver in view.package.architecture.drivers
        )


def _constraints(page: Page, view: View) -> None:
    items = [item for item in view.package.requirements.items if item.kind is RequirementKind.CONSTRAINT]
    if items and not view.says_all(item.id for item in items):
        page.heading(2, view.links.say("Constraints from the requirements"))
        page.bullets(f"{view.links.id(item.id)} {text(item.text)}" for item in items)


def _context(page: Page, view: View) -> None:
    _show_all(frozenset({DiagramKind.CONTEXT}), page, view)
    outside = {ElementKind.PERSON, ElementKind.EXTERNAL}
    around = [element for element in view.package.architecture.elements if element.kind in outside]
    if not view.says_all(element.name for element in around):
        page.table(
            (view.links.say("Around the system"), view.links.say("What it is")),
            ((text(e.name), view.links.text(e.description)) for e in around),
        )


def _strategy(page: Page, view: View) -> None:
    if view.package.architecture.assumptions:
        page.heading(2, view.links.say("Assumptions"))
        page.bullets(statement_line(statement, view.links) for statement in view.package.architecture.assumptions)


def _blocks(page: Page, view: View) -> None:
    _show_all(frozenset({DiagramKind.CONTAINER}), page, view)
    outside = {ElementKind.PERSON, ElementKind.EXTERNAL}
    for part in view.package.architecture.elements:
        say = view.links.say
        carries = say("Carries {ids}", ids=view.links.ids(part.requirements)) if part.requirements else ""
        if part.kind in outside or (part.kind is ElementKind.SYSTEM and not carries):
            continue
        page.heading(2, part.name)
        if part.kind is ElementKind.SYSTEM:
            page.line(carries)
            continue
        page.line(view.links.text(part.description))
        technology = f"; {text(part.technology)}" if part.technology else ""
        status = say("proposed") if part.proposed else say("as asked for")
        page.bullets([f"{say(part.kind.value).capitalize()}, {status}{technology}", carries])
    _relations(page, view.package.architecture, view.links)


def _relations(page: Page, architecture: Architecture, links: Links) -> None:
    by_id, say = architecture.by_id(), links.say
    if architecture.relations:
        page.heading(2, say("Relations"))
        page.table(
            (say("From"), say("To"), say("What"), say("Data"), say("How")),
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


def _runtime(page: Page, view: View) -> None:
    drawn = {diagram.title: diagram for diagram in view.diagrams if diagram.kind is DiagramKind.SEQUENCE}
    for each in view.package.architecture.runtime:
        page.heading(2, each.title)
        page.line(view.links.text(each.note))
        if each.requirements:
            page.line(view.links.say("Shows {ids}.", ids=view.links.ids(each.requirements)))
        if folded(each.title) in drawn:
            show(page, drawn[folded(each.title)], view.links)
    _show_all(frozenset({DiagramKind.STATE}), page, view)


def _deployment(page: Page, view: View) -> None:
    _show_all(frozenset({DiagramKind.DEPLOYMENT}), page, view)
    architecture = view.package.architecture
    if view.says_all(node.name for node in architecture.deployment):
        return
    by_id = architecture.by_id()
    page.table(
        (view.links.say("Place"), view.links.say("What runs there"), view.links.say("How")),
        (
            (
                text(node.name),
                text(", ".join(by_id[id].name for id in node.elements if id in by_id)),
                view.links.text("; ".join(filter(None, (node.technology, node.description)))),
            )
            for node in architecture.deployment
        ),
    )


def _decisions(page: Page, view: View) -> None:
    say = view.links.say
    page.table(
        ("ID", say("Decision"), say("Chosen"), say("Status")),
        (
            (view.links.id(decision.id), text(decision.title), text(decision.chosen), text(say(decision.status)))
            for decision in view.package.decisions.items
        ),
    )


def _quality(page: Page, view: View) -> None:
    items = [item for item in view.package.requirements.items if item.kind is RequirementKind.QUALITY]
    if not view.says_all(item.id for item in items):
        page.table(
            ("ID", view.links.say("Characteristic"), view.links.say("Requirement")),
            ((view.links.id(item.id), text(item.characteristic or ""), text(item.text)) for item in items),
        )


def _risks(page: Page, view: View) -> None:
    if view.package.delivery.risks:
        risks = view.links.file(view.links.say("the risks"), RISKS)
        page.line(view.links.say("What may get in the way stands in {risks}.", risks=risks))


def _glossary(page: Page, view: View) -> None:
    glossary = view.links.file(view.links.say("the glossary"), "docs/glossary.md")
    page.line(view.links.say("The terms stand in {glossary}.", glossary=glossary))


def _introduced(page: Page, view: View) -> None:
    vision = view.links.file(view.links.say("the vision"), "docs/01-vision.md")
    page.line(view.links.say("Why, and for whom, stands in {vision}.", vision=vision))
    _goals(page, view)


VIEWS: dict[int, Callable[[Page, View], None]] = {
    1: _introduced,
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
    architecture, links = package.architecture, links_from(DATA_MODEL, package)
    say = links.say
    page = Page(say("Data model"))
    for diagram in diagrams:
        if diagram.kind is DiagramKind.ENTITY_RELATIONSHIP:
            show(page, diagram, links)
    for entity in architecture.entities:
        page.heading(2, capital(entity.name))
        page.line(links.text(entity.description))
        page.table(
            (say("Attribute"), say("Type"), say("Personal")),
            (
                (
                    text(a.name) + (f" ({say('key')})" if a.key else ""),
                    text(say(a.type)),
                    say("yes") if a.personal else "",
                )
                for a in entity.attributes
            ),
        )
        page.bullets(
            [
                say("States: {states}", states=text(", ".join(entity.states))) if entity.states else "",
                say("Kept: {how_long}", how_long=links.text(entity.retention)) if entity.retention else "",
                say("Needed by {ids}", ids=links.ids(entity.requirements)) if entity.requirements else "",
            ]
        )
    if architecture.relationships:
        page.heading(2, say("How they hang together"))
        page.table(
            (say("One"), say("How many"), say("Relation"), say("Other"), say("How many")),
            (
                (
                    text(each.first),
                    text(say(MANY.get(each.first_many, each.first_many))),
                    text(each.label),
                    text(each.second),
                    text(say(MANY.get(each.second_many, each.second_many))),
                )
                for each in architecture.relationships
            ),
        )
    return RenderedFile.text(DATA_MODEL, page.render())
