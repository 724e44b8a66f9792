"""How the parts work together in the most telling situations."""

from specstep.domain.documents.architecture import Element, Entity, Message, RuntimeView
from specstep.domain.documents.requirements import Pattern, Priority, Requirement, RequirementKind
from specstep.domain.drafting.architecture.externals import Purpose
from specstep.domain.drafting.architecture.parts import Parts, person_of
from specstep.domain.drafting.shape.concerns import raised
from specstep.domain.drafting.shape.values import Concern, Shape
from specstep.domain.drafting.shape.words import bare, capital, decapital, names, short, slug

MOST = 5
LEAST_SCORE = 2


def draft_runtime(
    shape: Shape, parts: Parts, entities: tuple[Entity, ...], allocation: dict[str, tuple[str, ...]]
) -> tuple[RuntimeView, ...]:
    """Two to five views: events, failures and what crosses several parts come first; one per action."""
    functional = [
        item
        for item in shape.requirements
        if item.kind is RequirementKind.FUNCTIONAL and item.priority is not Priority.WONT
    ]
    scored = sorted(functional, key=lambda item: (-_score(item, shape, parts, allocation), item.id))
    chosen: list[Requirement] = []
    seen: set[tuple[str, ...]] = set()
    wanted = 2 if len(functional) < 6 else 3 if len(functional) < 15 else MOST
    for item in scored:
        kind = (shape.obligations[item.id].verb, *allocation[item.id])
        if kind not in seen and len(chosen) < wanted:
            seen.add(kind)
            chosen.append(item)
    views = []
    slugs: set[str] = set()
    for item in chosen:
        view = _view(item, shape, parts, entities, allocation[item.id])
        if view.slug in slugs:
            continue
        slugs.add(view.slug)
        views.append(view)
    return tuple(views)


def _score(item: Requirement, shape: Shape, parts: Parts, allocation: dict[str, tuple[str, ...]]) -> int:
    outside = {element.id for _, element in parts.externals}
    points = {Pattern.UNWANTED: 4, Pattern.COMPLEX: 3, Pattern.EVENT: 3, Pattern.STATE: 2}.get(
        item.pattern or Pattern.UBIQUITOUS, 0
    )
    points += 3 * len(outside & set(allocation[item.id]))
    points += 2 if raised(item.text, Concern.SYNC) or raised(item.text, Concern.OFFLINE) else 0
    points += len(item.actors)
    points += 1 if item.priority is Priority.MUST else 0
    return points + (1 if shape.obligations[item.id].actor else 0)


def _view(
    item: Requirement, shape: Shape, parts: Parts, entities: tuple[Entity, ...], places: tuple[str, ...]
) -> RuntimeView:
    obligation = shape.obligations[item.id]
    condition = _condition(obligation.condition)
    actor = person_of(parts, obligation.actor) if obligation.actor else None
    if actor is None and item.actors:
        actor = next(
            (
                person
                for name in item.actors
                if (person := person_of(parts, name)) and names(condition or "", name)
            ),
            None,
        )
    timed = parts.worker is not None and parts.worker.id in places
    core = parts.worker if timed and parts.worker else parts.core
    things = [entity.name for entity in entities if item.id in entity.requirements]
    thing = things[0] if things else "the data"
    messages: list[Message] = []

    def send(source: Element, target: Element, text: str, *, answer: bool = False) -> None:
        messages.append(
            Message(
                source=source.id,
                target=target.id,
                text=short(capital(bare(text)), 80).replace(";", ","),
                answer=answer,
            )
        )

    front = parts.client
    devices = next(
        (
            element
            for external, element in parts.externals
            if external.purpose == Purpose.DEVICES and element.id in places
        ),
        None,
    )
    asked = condition or obligation.action
    if devices is not None and parts.gateway is not None and parts.gateway.id in places:
        send(devices, parts.gateway, condition or "sends a reading")
        core = parts.gateway
    elif timed:
        send(core, parts.store or core, f"Looks for what is due: {decapital(condition) if condition else thing}")
    elif actor is not None and front is not None:
        send(actor, front, asked)
        if parts.server is not None:
            send(front, parts.server, asked)
        elif front is not core:
            core = front
    elif front is not None and parts.server is not None:
        person = next(iter(parts.people.values()), None)
        if person is not None:
            send(person, front, asked)
        send(front, parts.server, asked)
    elif front is not None:
        person = next(iter(parts.people.values()), None)
        if person is not None:
            send(person, front, asked)
        core = front
    store = parts.store
    if store is not None and not timed:
        reads = obligation.verb in {
            "show",
            "list",
            "display",
            "see",
            "view",
            "search",
            "find",
            "filter",
            "export",
            "report",
            "print",
        }
        send(core, store, f"Reads {thing}" if reads else f"Checks and changes {thing}")
        send(store, core, f"{capital(thing)} as stored", answer=True)
    own = f"{'does not ' if obligation.negated else ''}{obligation.action}"
    outside = [
        (external, element) for external, element in parts.externals
        if element.id in places and external.purpose not in {Purpose.DEVICES, Purpose.REPLACED}
    ]  # fmt: skip
    for external, element in outside:
        send(core, element, own)
        if external.purpose in {Purpose.MAIL, Purpose.SMS, Purpose.PUSH}:
            addressed = next((person for name in item.actors if (person := person_of(parts, name))), None)
            if addressed is not None:
                send(element, addressed, own)
        else:
            send(element, core, "Outcome", answer=True)
    if not outside and obligation.actor is None and (condition or timed):
        send(core, core, own)
    if front is not None and not timed and devices is None:
        person = actor or next(iter(parts.people.values()), None)
        if parts.server is not None:
            send(parts.server, front, f"Outcome for {thing}", answer=True)
        if person is not None:
            send(front, person, f"Shows the outcome: {thing}", answer=True)
    if not messages:
        send(core, core, own)
    if timed and store is not None:
        send(core, store, "Notes that it was done, so that it is not done twice")
    return RuntimeView(
        slug=slug(item.title, item.id.lower()),
        title=capital(bare(item.title)) or item.id,
        requirements=(item.id,),
        messages=tuple(messages),
        note=bare(item.text) + ".",
    )


def _condition(text: str) -> str:
    """A condition without its keyword: "a volunteer cancels a shift"."""
    first, _, rest = text.partition(" ")
    return rest if first.lower() in {"when", "while", "where", "if", "once", "after", "before"} else text
