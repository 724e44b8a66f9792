"""docs/03-requirements.md and requirements.json."""

import json
from collections.abc import Sequence

from specstep.domain.documents.package import Package
from specstep.domain.documents.requirements import Requirement, RequirementKind
from specstep.domain.interviews.values import Source
from specstep.domain.rendering.markdown import Page, link, source_line, text
from specstep.domain.rendering.places import REQUIREMENTS, requirement_heading, requirement_link
from specstep.domain.rendering.values import Diagram, RenderedFile

KINDS = {
    RequirementKind.FUNCTIONAL: "Functional requirements",
    RequirementKind.QUALITY: "Quality requirements",
    RequirementKind.CONSTRAINT: "Constraints",
}


def render(package: Package, diagrams: Sequence[Diagram]) -> list[RenderedFile]:
    """The requirements for people and for programs."""
    del diagrams
    return [_page(package), json_file("docs/requirements.json", requirements_json(package))]


def json_file(path: str, value: object) -> RenderedFile:
    """A JSON file, indented, in the order of the value."""
    return RenderedFile.text(path, json.dumps(value, ensure_ascii=False, indent=2))


def source_json(source: Source) -> dict[str, object]:
    """A source in the shape that other programs rely on."""
    value: dict[str, object] = {"kind": source.kind.value, "ref": source.ref}
    if source.quote is not None:
        value["quote"] = " ".join(source.quote.split())
    if source.why:
        value["why"] = source.why
    return value


def requirements_json(package: Package) -> dict[str, object]:
    """All requirements and open questions."""
    places = package.acceptance.places()
    return {
        "system": package.vision.system_name,
        "language": package.dossier.language,
        "requirements": [_json(item, places.get(item.id, ())) for item in package.requirements.items],
        "openQuestions": [
            {
                "id": question.id,
                "text": question.text,
                "why": question.why,
                "topic": question.topic,
                "blocks": list(question.blocks),
                "facts": list(question.facts),
            }
            for question in package.requirements.open_questions
        ],
    }


def _json(item: Requirement, acceptance: Sequence[str]) -> dict[str, object]:
    return {
        "id": item.id,
        "kind": item.kind.value,
        "pattern": item.pattern.value if item.pattern else None,
        "title": item.title,
        "text": item.text,
        "priority": item.priority.value,
        "area": item.area,
        "rationale": item.rationale,
        "verification": item.verification,
        "characteristic": item.characteristic,
        "bounds": [
            {
                "variable": bound.variable,
                "low": None if bound.low is None else str(bound.low),
                "high": None if bound.high is None else str(bound.high),
                "unit": bound.unit,
            }
            for bound in item.bounds
        ],
        "facts": list(item.facts),
        "sources": [source_json(source) for source in item.sources],
        "acceptance": list(acceptance),
    }


def _page(package: Package) -> RenderedFile:
    requirements, places = package.requirements, package.acceptance.places()
    page = Page("Requirements")
    page.markup(
        f"{len(requirements.items)} requirements for {text(package.vision.system_name)}, each with one obligation and the "
        f"words it comes from. For programs: {link('requirements.json', 'requirements.json')}."
    )
    for reason in requirements.unchecked:
        page.paragraph(f"Not checked: {reason}")
    for kind, title in KINDS.items():
        items = [item for item in requirements.items if item.kind is kind]
        if not items:
            continue
        page.heading(2, title)
        page.table(
            ("id", "title", "priority", "area"),
            (
                (requirement_link(item, REQUIREMENTS), text(item.title), item.priority.value, text(item.area))
                for item in items
            ),
        )
        for item in items:
            _section(page, item, places.get(item.id, ()))
    return RenderedFile.text(REQUIREMENTS, page.render())


def _section(page: Page, item: Requirement, scenarios: Sequence[str]) -> None:
    page.heading(3, requirement_heading(item))
    page.markup(f"**{text(item.text)}**")
    form = f", {item.pattern.value} form" if item.pattern else ""
    quality = f", {item.characteristic}" if item.characteristic else ""
    lines = [f"Priority {item.priority.value}{form}{quality}; verified by {text(item.verification)}"]
    if item.rationale:
        lines.append(f"Why: {text(item.rationale)}")
    lines += [f"Source {source_line(source)}" for source in item.sources]
    for place in scenarios:
        path, _, name = place.partition(":")
        lines.append(f"Checked by {link(name, f'../{path}')}")
    page.bullets(lines)
