"""Tasks: one per function, one per measured quality, and what makes them possible."""

import attrs

from specstep.domain.documents.architecture import Architecture, Element, ElementKind
from specstep.domain.documents.delivery import Milestone, Task
from specstep.domain.documents.requirements import Pattern, Priority, Requirement, RequirementKind
from specstep.domain.drafting.delivery.controls import Protection
from specstep.domain.drafting.shape.values import Shape
from specstep.domain.drafting.shape.words import bare, capital, decapital, listing, names, short, unique

FIRST = {
    "create",
    "add",
    "enter",
    "record",
    "register",
    "define",
    "import",
    "publish",
    "set up",
    "plan",
    "store",
    "save",
    "sign up",
    "log",
    "open",
    "submit",
    "upload",
    "read",
    "receive",
    "accept",
    "capture",
}
MOST_SCENARIOS = 5


@attrs.frozen(kw_only=True)
class Draft:
    """A task before it has its number; `after` names other drafts by their key."""

    key: str
    title: str
    description: str
    milestone: str
    requirements: tuple[str, ...]
    elements: tuple[str, ...]
    after: tuple[str, ...]
    done_when: tuple[str, ...]
    size: str = "M"


def skeleton(
    shape: Shape,
    architecture: Architecture,
    milestone: Milestone,
    covered: tuple[str, ...],
    places: dict[str, tuple[str, ...]],
) -> Draft:
    """The first task: all parts in place, one function through all of them."""
    parts = [item for item in architecture.elements if item.kind in {ElementKind.CONTAINER, ElementKind.STORE}]
    nodes = listing([node.name for node in architecture.deployment])
    first = next(
        (
            item
            for item in shape.requirements
            if item.id in milestone.requirements and item.kind is RequirementKind.FUNCTIONAL
        ),
        None,
    )
    shown = f", shown by “{bare(first.title)}” ({first.id})" if first else ""
    done = [
        f"One written-down command starts {listing([item.name for item in parts], 'the system')} from a clean checkout"
    ]
    if any(item.id.startswith("server") for item in parts):
        done.append(f"The same runs on {nodes}, and a change reaches it without manual steps")
    if first:
        done += [f"Scenario passes: {place}" for place in places.get(first.id, ())[:1]]
    return Draft(
        key="skeleton",
        title=f"Set up {listing([item.name for item in parts], 'the system')}"
        if len(parts) < 3
        else f"Set up the {len(parts)} parts, from {parts[0].name} to {parts[-1].name}",
        description=(
            f"The thinnest whole: {listing([_part(item) for item in parts], 'one part')}, running on {nodes}{shown}."
        ),
        milestone=milestone.id,
        requirements=covered,
        elements=tuple(item.id for item in parts),
        after=(),
        done_when=tuple(done),
        size="M" if len(parts) > 2 else "S",
    )


def _part(item: Element) -> str:
    return f"{item.name} ({item.technology})" if item.technology else item.name


def for_requirement(
    item: Requirement,
    milestone: str,
    shape: Shape,
    architecture: Architecture,
    places: dict[str, tuple[str, ...]],
    before: tuple[Draft, ...],
) -> Draft:
    """The task that meets one requirement, after those that make the things it works on."""
    elements = tuple(element.id for element in architecture.elements if item.id in element.requirements)
    scenarios = places.get(item.id, ())
    if scenarios:
        done = [f"Scenario passes: {place}" for place in scenarios[:MOST_SCENARIOS]]
        if len(scenarios) > MOST_SCENARIOS:
            done.append(f"All {len(scenarios)} scenarios of {item.id} pass")
    else:
        done = [f"By {item.verification}: {bare(item.text)}"]
    return Draft(
        key=item.id,
        title=_title(item, shape),
        description=_description(item, architecture, elements),
        milestone=milestone,
        requirements=(item.id,),
        elements=elements,
        after=("skeleton", *_after(item, shape, before)),
        done_when=tuple(done),
        size=_size(item, len(scenarios), len(elements)),
    )


def for_limits(items: tuple[Requirement, ...], milestone: str, architecture: Architecture) -> Draft:
    """One task for all constraints: none of them is built, and each must be seen to hold."""
    named = {item.id for item in items}
    return Draft(
        key="limits",
        title=f"Check the limits on what exists: {listing([item.id for item in items[:3]])}"
        + (f" and {len(items) - 3} more" if len(items) > 3 else ""),
        description="Each limit is looked at as soon as the parts exist, and again before each later milestone: a limit "
        "found broken late costs most.",
        milestone=milestone,
        requirements=tuple(item.id for item in items),
        elements=tuple(element.id for element in architecture.elements if named & set(element.requirements)),
        after=("skeleton",),
        done_when=tuple(f"By {item.verification}: {bare(item.text)} ({item.id})" for item in items),
        size="S" if len(items) < 6 else "M",
    )


def _title(item: Requirement, shape: Shape) -> str:
    """An imperative: what to build, measure or prove."""
    title = bare(item.title) or short(item.text, 70)
    if item.kind is RequirementKind.QUALITY:
        return f"Measure and reach: {title}"
    if shape.obligations[item.id].negated:
        return f"Enforce: {title}"
    return f"Build: {title}"


def _description(item: Requirement, architecture: Architecture, elements: tuple[str, ...]) -> str:
    by_id = architecture.by_id()
    where = listing([by_id[ref].name for ref in elements])
    entities = [entity.name for entity in architecture.entities if item.id in entity.requirements]
    touched = f" Touches {listing(entities[:4])}." if entities else ""
    return f"{bare(item.text)}. In {where or 'the system'}.{touched}"


def _size(item: Requirement, scenarios: int, elements: int) -> str:
    if item.kind is RequirementKind.CONSTRAINT:
        return "S"
    weight = scenarios + elements + (1 if item.pattern in {Pattern.COMPLEX, Pattern.UNWANTED} else 0)
    return "S" if weight <= 3 else "L" if weight >= 9 else "M"


def _after(item: Requirement, shape: Shape, before: tuple[Draft, ...]) -> tuple[str, ...]:
    """Earlier tasks that make an entity which this one uses; at most two."""
    known = {draft.key for draft in before}
    found = []
    for other in shape.requirements:
        if other.id == item.id or other.id not in known:
            continue
        verb = shape.obligations[other.id].verb
        if verb in FIRST and any(names(shape.obligations[other.id].rest, entity) for entity in item.entities):
            found.append(other.id)
    return unique(found)[:2]


def for_protection(item: Protection, milestone: str, before: tuple[Draft, ...]) -> Draft:
    """The task for one control."""
    return Draft(
        key=item.control.name,
        title=item.title,
        description=item.description,
        milestone=milestone,
        requirements=item.requirements,
        elements=item.elements,
        after=("skeleton",) if before else (),
        done_when=item.done_when,
        size=item.size,
    )


def numbered(drafts: tuple[Draft, ...]) -> tuple[Task, ...]:
    """The tasks with their ids; a task only ever depends on one before it, so there is no circle."""
    ids: dict[str, str] = {}
    tasks = []
    for number, draft in enumerate(drafts, start=1):
        ref = f"T-{number:03d}"
        tasks.append(
            Task(
                id=ref,
                title=capital(draft.title),
                description=draft.description,
                milestone=draft.milestone,
                requirements=draft.requirements,
                elements=draft.elements,
                depends_on=unique(ids[key] for key in draft.after if key in ids),
                done_when=draft.done_when,
                size=draft.size,
            )
        )
        ids[draft.key] = ref
    return tuple(tasks)


def order(items: tuple[Requirement, ...], shape: Shape) -> tuple[Requirement, ...]:
    """Requirements in building order: what makes things before what uses them, functions before qualities."""
    kinds = {RequirementKind.CONSTRAINT: 0, RequirementKind.FUNCTIONAL: 1, RequirementKind.QUALITY: 2}
    return tuple(
        sorted(
            items,
            key=lambda item: (
                kinds[item.kind],
                shape.obligations[item.id].verb not in FIRST,
                decapital(item.area),
            ),
        )
    )


def is_later(item: Requirement) -> bool:
    """Whether a requirement waits for the end: wanted, but not needed."""
    return item.priority in {Priority.COULD, Priority.WONT}
