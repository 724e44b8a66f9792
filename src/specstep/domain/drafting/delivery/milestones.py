"""Milestones: a thin whole first, then what must be, what should be, what could be."""

import re

from specstep.domain.documents.architecture import Architecture
from specstep.domain.documents.delivery import Milestone
from specstep.domain.documents.requirements import Priority, Requirement, RequirementKind
from specstep.domain.drafting.architecture.lifecycles import RESULTS
from specstep.domain.drafting.delivery.tasks import FIRST
from specstep.domain.drafting.shape.values import Concern, Shape
from specstep.domain.drafting.shape.words import bare, key, listing, short

DATE = re.compile(
    r"\b(?:(?:the\s+)?(?:end|start|middle|beginning) of\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?)?"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)(?:\s+\d{1,2}(?:st|nd|rd|th)?)?(?:,?\s+\d{4})?\b"
    r"|\b20\d\d-\d\d-\d\d\b|\b(?:Q[1-4])\s*20\d\d\b|\b(?:in|within)\s+(?:\d+|two|three|four|"
    r"five|six|eight|ten|twelve)\s+(?:weeks|months)\b"
    r"|\bbefore (?:the )?(?:season|term|semester|school year|summer|winter|Christmas|"
    r"Easter)\w*(?: starts| begins)?\b",
)
PER_MILESTONE = 9
TITLES = {
    Priority.MUST: "What it cannot do without",
    Priority.SHOULD: "What it should have",
    Priority.COULD: "What would be welcome",
    Priority.WONT: "What stays out",
}


def draft_milestones(shape: Shape, architecture: Architecture) -> tuple[Milestone, ...]:
    """The milestones; together they hold every requirement once. A date stands only where somebody named one."""
    items = shape.requirements
    if not items:
        return ()
    first = _first(items, shape)
    skeleton = [
        item
        for item in items
        if item in first or (item.kind is RequirementKind.CONSTRAINT and item.priority is not Priority.WONT)
    ]
    groups: list[tuple[str, list[Requirement]]] = []
    rest = [item for item in items if item not in skeleton]
    early = _needed_first(rest, shape)
    for priority in Priority:
        group = [item for item in rest if (Priority.MUST if item.id in early else item.priority) is priority]
        if not group:
            continue
        for title, part in _split(TITLES[priority], group):
            groups.append((title, part))
    date, date_for = (
        _date(shape),
        len([group for group in groups if any(item.priority is Priority.MUST for item in group[1])]),
    )
    parts = listing(
        [
            item.name
            for item in architecture.elements
            if item.id.startswith(("client", "server", "local", "store"))
        ][:4],
        "the system",
    )
    shown = first[0] if first else skeleton[0]
    found = [
        Milestone(
            id="M1",
            title=f"Walking skeleton: {short(shown.title, 60) or shown.id}",
            outcome=(
                f"“{bare(shown.title) or shown.id}” works from end to end through {parts}, within the "
                "constraints, and can be tried by its users."
            ),
            requirements=tuple(item.id for item in skeleton),
            date=date if date_for == 0 else "",
        )
    ]
    for number, (title, group) in enumerate(groups, start=2):
        more = " and more" if len(group) > 3 else ""
        found.append(
            Milestone(
                id=f"M{number}",
                title=title,
                outcome=(
                    f"{listing([bare(item.title) or item.id for item in group[:3]])}{more}: "
                    "shown by their acceptance scenarios."
                ),
                requirements=tuple(item.id for item in group),
                date=date if number - 1 == date_for else "",
            )
        )
    return tuple(found)


def _first(items: tuple[Requirement, ...], shape: Shape) -> list[Requirement]:
    """The function that the others build on: a must that brings a thing into the system."""
    functional = [
        item
        for item in items
        if item.kind is RequirementKind.FUNCTIONAL
        and item.priority is not Priority.WONT
        and not shape.obligations[item.id].negated
    ]
    if not functional:
        return list(items[:1])
    best = min(
        functional,
        key=lambda item: (
            item.priority is not Priority.MUST,
            shape.obligations[item.id].verb not in FIRST,
            item.id,
        ),
    )
    return [best]


def _needed_first(items: list[Requirement], shape: Shape) -> set[str]:
    """What is only wanted, but makes the things on which a must rests: it cannot wait for a later milestone."""
    rested_on = {key(name) for item in items if item.priority is Priority.MUST for name in item.entities}
    return {
        item.id
        for item in items
        if item.priority is Priority.SHOULD
        and item.kind is RequirementKind.FUNCTIONAL
        and (shape.obligations[item.id].verb in FIRST or shape.obligations[item.id].verb in RESULTS)
        and rested_on & {key(name) for name in item.entities}
    }


def _split(title: str, group: list[Requirement]) -> list[tuple[str, list[Requirement]]]:
    """A large group in parts by area, so that each can be shown to somebody."""
    areas = list(dict.fromkeys(item.area for item in group))
    if len(group) <= PER_MILESTONE or len(areas) < 2:
        return [(_named(title, group), group)]
    parts: list[list[Requirement]] = [[]]
    for area in areas:
        members = [item for item in group if item.area == area]
        if parts[-1] and len(parts[-1]) + len(members) > PER_MILESTONE:
            parts.append([])
        parts[-1] += members
    return [(_named(title, part), part) for part in parts]


def _named(title: str, group: list[Requirement]) -> str:
    areas = list(dict.fromkeys(item.area for item in group if item.area.strip() and item.area != "general"))
    if not areas:
        return f"{title}: {short(bare(group[0].title), 50)}" if group and group[0].title.strip() else title
    return f"{title}: {listing(areas[:4])}"


def _date(shape: Shape) -> str:
    """The date that a statement names, in its own words."""
    evidence = shape.found.get(Concern.DEADLINE)
    if evidence is None:
        return ""
    texts = [fact.text for fact in evidence.facts] + [
        item.text for item in shape.requirements if item.id in evidence.requirements
    ]
    for text in texts:
        match = DATE.search(text)
        if match:
            return match[0].strip()
    return ""
