"""The arc42 sections, each from what this project said."""

from specstep.domain.documents.architecture import DeploymentNode, Driver, Entity, RuntimeView, Section
from specstep.domain.documents.requirements import Requirement, RequirementKind, Requirements
from specstep.domain.documents.vision import Vision
from specstep.domain.drafting.architecture.externals import Purpose
from specstep.domain.drafting.architecture.parts import Parts
from specstep.domain.drafting.shape.values import Client, Concern, Shape
from specstep.domain.drafting.shape.words import bare, capital, listing, several
from specstep.domain.tasks.inputs import Briefing


def draft_sections(
    briefing: Briefing,
    vision: Vision,
    requirements: Requirements,
    shape: Shape,
    parts: Parts,
    entities: tuple[Entity, ...],
    views: tuple[RuntimeView, ...],
    nodes: tuple[DeploymentNode, ...],
    drivers: tuple[Driver, ...],
) -> tuple[Section, ...]:
    """Sections 1 to 12, in order."""
    quality = tuple(item for item in requirements.items if item.kind is RequirementKind.QUALITY)
    limits = tuple(item for item in requirements.items if item.kind is RequirementKind.CONSTRAINT)
    return (
        _introduction(vision, requirements, quality),
        _constraints(limits),
        _context(parts),
        Section(number=4, title="Solution Strategy", body=_strategy(shape, parts, drivers)),
        Section(number=5, title="Building Block View", body=_blocks(parts)),
        _runtime(views, parts),
        Section(
            number=7,
            title="Deployment View",
            body="\n".join(
                (
                    f"- **{node.name}** runs {listing([_name(parts, ref) for ref in node.elements])}. "
                    f"{node.description}"
                ).rstrip()
                for node in nodes
            ),
        ),
        _concepts(shape, parts, entities),
        Section(number=9, title="Architecture Decisions", body=_decisions(shape)),
        _quality(quality),
        _risks(requirements, briefing),
        Section(
            number=12,
            title="Glossary",
            body="The words are those of the package's glossary.",
        ),
    )


def _lines(items: tuple[Requirement, ...]) -> str:
    return "\n".join(f"- **{item.id}** {bare(item.text)}." for item in items)


def _introduction(vision: Vision, requirements: Requirements, quality: tuple[Requirement, ...]) -> Section:
    functional = [item for item in requirements.items if item.kind is RequirementKind.FUNCTIONAL]
    areas = list(dict.fromkeys(item.area for item in functional if item.area and item.area != "general"))
    body = [f"{capital(vision.system_name)} has {len(functional) or 'no'} functional requirement{'' if len(functional) == 1 else 's'}"
            + (f", about {several(areas, most=8)}." if len(areas) > 1 else ".")]  # fmt: skip
    if quality:
        body.append(
            f"The qualities that shape it most: {listing([f'{item.id} ({item.title})' for item in quality[:5]])}."
        )
    return Section(number=1, title="Introduction and Goals", body="\n\n".join(body))


def _constraints(limits: tuple[Requirement, ...]) -> Section:
    if not limits:
        return Section(
            number=2,
            title="Architecture Constraints",
            not_applicable_because="no statement limits technology, money, place or time; the open questions ask",
        )
    return Section(number=2, title="Architecture Constraints", body=_lines(limits))


def _context(parts: Parts) -> Section:
    people = "\n".join(f"- **{person.name}**: {bare(person.description)}." for person in parts.people.values())
    outside = "\n".join(f"- **{element.name}**: {bare(element.description)}." for _, element in parts.externals)
    body = []
    if people:
        body.append("People:\n\n" + people)
    body.append("Systems outside:\n\n" + outside if outside else f"{parts.system.name} meets no other system.")
    return Section(number=3, title="Context and Scope", body="\n\n".join(body))


def _strategy(shape: Shape, parts: Parts, drivers: tuple[Driver, ...]) -> str:
    lines = ["The fewest parts that meet what was asked; none is there that no requirement needs."]
    if not shape.server and shape.client is not Client.FIRMWARE:
        lines.append(
            "Nothing runs elsewhere than on the person's own device, because no statement asks people "
            "to share data through it."
        )
    elif not parts.worker and not shape.has(Concern.PIPELINE):
        lines.append("There are no background jobs, because no requirement asks for anything at a set time.")
    lines += [f"- {driver.ref}: {driver.consequence}" for driver in drivers[:8]]
    body = "\n\n".join(lines[:2] if len(lines) > 1 and not lines[1].startswith("- ") else lines[:1])
    rest = "\n".join(line for line in lines if line.startswith("- "))
    return f"{body}\n\n{rest}" if rest else body


def _blocks(parts: Parts) -> str:
    own = [element.name for element in parts.all if element.parent == parts.system.id]
    return (
        f"{parts.system.name} consists of {listing(own)}."
        if own
        else f"{parts.system.name} is one part; nothing that was said splits it."
    )


def _runtime(views: tuple[RuntimeView, ...], parts: Parts) -> Section:
    if not views:
        return Section(
            number=6,
            title="Runtime View",
            not_applicable_because=(
                f"no functional requirement of {parts.system.name} is known yet, so no course of events either"
            ),
        )
    return Section(
        number=6,
        title="Runtime View",
        body="The courses of events that involve most parts, or that are hardest to get right.",
    )


def _concepts(shape: Shape, parts: Parts, entities: tuple[Entity, ...]) -> Section:
    lines = []
    personal = [
        f"{entity.name} ({listing([item.name for item in entity.attributes if item.personal])})"
        for entity in entities
        if any(item.personal for item in entity.attributes)
    ]
    if personal:
        lines.append(
            f"**Personal data.** {capital(listing(personal))}. Access goes through {parts.core.name} only."
        )
    kept = [f"{entity.name}: {bare(entity.retention)}" for entity in entities if entity.retention]
    if kept:
        lines.append(f"**Retention.** {'; '.join(kept)}.")
    elif personal:
        lines.append(
            "**Retention.** Nobody has said how long personal data is kept; until then nothing is "
            "deleted by itself."
        )
    cycles = [f"{entity.name} ({' → '.join(entity.states)})" for entity in entities if entity.states]
    if cycles:
        lines.append(f"**Life cycles.** {capital(listing(cycles))}. {parts.core.name} refuses any other step.")
    rules = [
        item
        for item in shape.requirements
        if item.kind is RequirementKind.FUNCTIONAL and shape.obligations[item.id].negated
    ]
    if rules:
        lines.append(
            f"**Refusals.** {parts.core.name} enforces {listing([item.id for item in rules[:8]])} "
            "whoever asks; the answer says which rule refused."
        )
    if shape.has(Concern.ROLES, Concern.SIGN_IN, Concern.SINGLE_SIGN_ON):
        lines.append(
            f"**Permissions.** Checked by {parts.core.name}, for "
            f"{listing(shape.refs(Concern.ROLES, Concern.SIGN_IN, Concern.SINGLE_SIGN_ON)[:8], 'every action')}."
        )
    calls = [
        element.name
        for external, element in parts.externals
        if external.purpose not in {Purpose.DEVICES, Purpose.REPLACED}
    ]
    if calls:
        lines.append(
            f"**Failures outside.** Calls to {listing(calls)} have a time limit and are tried again "
            "later; nobody waits for them."
        )
    if shape.has(Concern.LANGUAGES):
        lines.append(f"**Languages.** See {listing(shape.refs(Concern.LANGUAGES), 'the talk')}.")
    if not lines:
        return Section(
            number=8,
            title="Crosscutting Concepts",
            not_applicable_because="nothing that was said concerns several parts at once",
        )
    return Section(number=8, title="Crosscutting Concepts", body="\n\n".join(lines))


def _decisions(shape: Shape) -> str:
    decided = [item.name for item in shape.technologies if item.decided]
    said = f"Settled by the person: {listing(decided)}. " if decided else ""
    return f"{said}What is proposed stands in the decision records, with the options that were weighed."


def _quality(quality: tuple[Requirement, ...]) -> Section:
    if not quality:
        return Section(
            number=10,
            title="Quality Requirements",
            not_applicable_because="no quality with a figure was stated; the open questions ask for what matters",
        )
    lines = "\n".join(
        f"- **{item.id}** ({item.characteristic or 'quality'}): {bare(item.text)}." for item in quality
    )
    return Section(number=10, title="Quality Requirements", body=lines)


def _risks(requirements: Requirements, briefing: Briefing) -> Section:
    open_ones = [question.id for question in requirements.open_questions]
    lines = [f"- Not known yet, and may change this design: {several(open_ones, most=8)}."] if open_ones else []
    lines += [
        f"- {capital(bare(item.why))} ({item.first}, {item.second})." for item in briefing.contradictions[:4]
    ]
    if not lines:
        return Section(
            number=11,
            title="Risks and Technical Debt",
            not_applicable_because=(
                "no question is open and no two statements contradict each other; the risk list of the "
                "delivery plan has the rest"
            ),
        )
    return Section(
        number=11,
        title="Risks and Technical Debt",
        body="\n".join(lines),
    )


def _name(parts: Parts, ref: str) -> str:
    return next((element.name for element in parts.all if element.id == ref), ref)
