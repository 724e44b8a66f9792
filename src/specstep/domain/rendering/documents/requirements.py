"""docs/03-requirements.md and requirements.json."""

import json
from collections.abc import Sequence

from specstep.domain.documents.package import Package
from specstep.domain.documents.requirements import Pattern, Priority, Requirement, RequirementKind
from specstep.domain.documents.trace import TraceRow, rtm_rows
from specstep.domain.interviews.values import Source
from specstep.domain.rendering.markdown import Page, text
from specstep.domain.rendering.places import REQUIREMENTS, Links, links_from, requirement_heading, scenario_place
from specstep.domain.rendering.values import Diagram, RenderedFile

KINDS = {
    RequirementKind.FUNCTIONAL: "Functional requirements",
    RequirementKind.QUALITY: "Quality requirements",
    RequirementKind.CONSTRAINT: "Constraints",
}
PRIORITIES = {
    Priority.MUST: "Must",
    Priority.SHOULD: "Should",
    Priority.COULD: "Could",
    Priority.WONT: "Won't, this time",
}
FORMS = {
    Pattern.UBIQUITOUS: "ubiquitous (always holds)",
    Pattern.EVENT: "event-driven",
    Pattern.STATE: "state-driven",
    Pattern.OPTIONAL: "optional feature",
    Pattern.UNWANTED: "unwanted behaviour",
    Pattern.COMPLEX: "complex",
}
"""The names that EARS gives its forms (Mavin et al., "Easy Approach to Requirements Syntax", 2009)."""
UNCHECKED = "Not checked: the requirements keep the person's own sentences; the checks that rest on English wording were not made."
REQUIREMENTS_JSON = "docs/requirements.json"


def render(package: Package, diagrams: Sequence[Diagram]) -> list[RenderedFile]:
    """The requirements for people and for programs."""
    del diagrams
    return [_page(package), json_file(REQUIREMENTS_JSON, requirements_json(package))]


def json_file(path: str, value: object) -> RenderedFile:
    """A JSON file, indented, in the order of the value."""
    written = json.dumps(value, ensure_ascii=False, indent=2)
    # Half of a surrogate pair is no character; JSON from elsewhere can bring one in.
    return RenderedFile.text(path, written.encode("utf-8", "replace").decode())


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
                "recommended": question.recommended,
                "assumedMeanwhile": question.meanwhile,
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
        "area": item.group,
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
        "acceptance": [":".join(scenario_place(place)) for place in acceptance],
    }


def _page(package: Package) -> RenderedFile:
    requirements, links = package.requirements, links_from(REQUIREMENTS, package)
    rows = {row.requirement: row for row in rtm_rows(package)}
    say = links.say
    page = Page(say("Requirements"))
    page.line(
        say(
            "What {system} has to do: {count}, each with one obligation and the words it comes from. For programs: {file}.",
            system=text(package.vision.system_name),
            count=say.counted(len(requirements.items), "requirement", "requirements"),
            file=links.file("requirements.json", REQUIREMENTS_JSON),
        )
    )
    if requirements.unchecked and say.language != "en":
        page.paragraph(say(UNCHECKED))
    else:
        for reason in requirements.unchecked:
            page.paragraph(say("Not checked: {reason}", reason=reason))
    for kind, title in KINDS.items():
        items = [item for item in requirements.items if item.kind is kind]
        if not items:
            continue
        page.heading(2, say(title))
        page.table(
            ("ID", say("Title"), say("Priority"), say("Area")),
            (
                (links.id(item.id), text(item.title), say(PRIORITIES[item.priority]), text(say(item.group)))
                for item in items
            ),
        )
        for item in items:
            page.heading(3, requirement_heading(item))
            page.lead(item.text)
            page.bullets(_about(item, package, rows[item.id], links))
    return RenderedFile.text(REQUIREMENTS, page.render())


def _about(item: Requirement, package: Package, row: TraceRow, links: Links) -> list[str]:
    elements = package.architecture.by_id()
    say = links.say
    form = f"; {say(FORMS[item.pattern])}" if item.pattern else ""
    quality = f"; {text(item.characteristic)}" if item.characteristic else ""
    verified = say("verified by {way}", way=text(say(item.verification)))
    lines = [f"{say(PRIORITIES[item.priority])}{form}{quality}; {verified}"]
    if item.rationale:
        lines.append(say("Why: {reason}", reason=links.text(item.rationale)))
    lines += [say("Source {source}", source=links.source(source)) for source in item.sources]
    lines += [
        say("Checked by {scenario}", scenario=links.scenario(place))
        for place in package.acceptance.places().get(item.id, ())
    ]
    parts = [elements[id].name for id in row.design if id in elements]
    if parts:
        lines.append(say("Built in {parts}", parts=text(", ".join(parts))))
    if row.tasks:
        lines.append(say("Work: {ids}", ids=links.ids(row.tasks)))
    if row.decisions:
        lines.append(say("Drives {ids}", ids=links.ids(row.decisions)))
    return lines
