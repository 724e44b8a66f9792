"""How the parts work together in the most telling situations."""

import re

from specstep.domain.documents.architecture import Element, Entity, Message, RuntimeView
from specstep.domain.documents.requirements import Pattern, Priority, Requirement, RequirementKind
from specstep.domain.drafting.architecture.externals import External, Purpose
from specstep.domain.drafting.architecture.lifecycles import RESULTS
from specstep.domain.drafting.architecture.parts import Parts, person_of
from specstep.domain.drafting.shape.concerns import raised
from specstep.domain.drafting.shape.obligations import Obligation
from specstep.domain.drafting.shape.values import Concern, Shape
from specstep.domain.drafting.shape.words import bare, capital, decapital, key, names, plural, short, slug

MOST = 5
READING = frozenset(
    [
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
        "look",
        "browse",
        "read",
    ]
)
RECONNECT = re.compile(r"back online|synchroni[sz]|\bsync\b|reconnect", re.IGNORECASE)
ABSENT = re.compile(r"(?:nobody|no one|nothing|no|none)\b", re.IGNORECASE)
STATIVE = frozenset({"keep", "work", "ensure", "run", "exclude", "support", "use", "be", "meet"})
MESSAGES = {Purpose.MAIL, Purpose.SMS, Purpose.PUSH}

CHOOSING = frozenset({"choose", "select", "pick"})


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
    points -= (
        4 if shape.obligations[item.id].verb in STATIVE else 0
    )  # a condition of the whole, no course of events
    actor = shape.obligations[item.id].actor
    if actor and person_of(parts, actor) is None:
        points -= 5  # somebody whom no box stands for
    return points + (1 if actor else 0)


def _view(
    item: Requirement, shape: Shape, parts: Parts, entities: tuple[Entity, ...], places: tuple[str, ...]
) -> RuntimeView:
    obligation = shape.obligations[item.id]
    condition = _condition(obligation.condition)
    things = [entity.name for entity in entities if item.id in entity.requirements]
    made = RESULTS.get(obligation.verb, "")
    told_of = [name for name in things if names(obligation.rest, name)]
    thing = (
        made if any(key(name) == key(made) for name in things) else (told_of or things or ["what is entered"])[0]
    )
    happened = (
        condition if condition and obligation.actor is None else ""
    )  # recorded as it came, before anything follows
    known = (bool(told_of) or thing == made) and not happened
    shown = _shown(obligation, thing if known else "")
    own = f"{'does not ' if obligation.negated else ''}{obligation.action.removeprefix('ensure that ')}"
    starter = _starter(item, shape, parts, places)
    script = _Script()
    core = _executor(parts, starter)
    if starter is not None:
        mine = bool(obligation.actor) and person_of(parts, obligation.actor or "") is starter
        asked = obligation.action if mine or not condition else condition
        front = parts.client if starter in parts.people.values() else None
        if front is not None:
            script.say(starter, front, asked)
            if front is not core:
                script.say(front, core, asked)
        else:
            script.say(starter, core, asked)
    elif parts.store is not None:
        script.say(core, parts.store, f"Looks for what is due: {decapital(condition) if condition else thing}")
    store = parts.store
    if store is not None and things and starter is not None:
        reads = obligation.verb in READING
        script.say(
            core,
            store,
            f"Reads {plural(thing)}"
            if reads
            else _written(obligation, thing, made if known else "", known, happened),
        )
        script.answer(
            store, core, f"{capital(plural(thing) if reads else thing)} as stored" if known or reads else "Stored"
        )
    told = _outside(parts, places, starter)
    for external, element in told:
        if external.purpose in MESSAGES:
            sender = parts.worker or core
            if sender is not core and store is not None:
                script.say(core, store, "Notes the message that is due")
            script.say(sender, element, own)
            for person in _addressed(item, parts, obligation.action):
                script.say(element, person, own)
        else:
            script.say(core, element, own)
            script.answer(element, core, "Outcome, or none in time")
    if not told and (starter is None or (condition and obligation.actor is None) or obligation.negated):
        script.say(core, core, own)
    if starter in parts.people.values() and starter is not None and parts.client is not None:
        if core is not parts.client:
            script.answer(core, parts.client, shown)
        script.answer(parts.client, starter, f"Shows {decapital(shown)}")
    elif starter is None and store is not None:
        script.say(core, store, "Notes that it was done, so that it is not done twice")
    return RuntimeView(
        slug=slug(item.title, item.id.lower()),
        title=capital(bare(item.title)) or item.id,
        requirements=(item.id,),
        messages=tuple(script.messages),
        note=bare(item.text) + ".",
    )


def _written(obligation: Obligation, thing: str, made: str, known: bool, happened: str) -> str:
    """What the rules do to the store for an action, or for what happened."""
    if happened:
        return f"Records that {happened}"
    if thing == made:
        return f"Checks the rules and adds the {made}"
    if obligation.verb in CHOOSING:
        return f"Notes the choice of {thing}"
    return f"Checks the rules and changes the {thing}" if known else f"Records: {obligation.action}"


def _shown(obligation: Obligation, thing: str) -> str:
    """What comes back to whoever began it."""
    if obligation.verb in READING:
        return capital(plural(thing)) if thing else short(capital(obligation.rest), 50)
    if not thing:
        return "A sign that it was done"
    if obligation.verb in CHOOSING:
        return f"The choice of {thing}, as it is kept"
    return (
        "That the "
        + thing
        + (" is gone" if obligation.verb in {"delete", "remove"} else " is stored, as it is now")
    )


class _Script:
    """The messages of one view, in order."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    def say(self, source: Element, target: Element, text: str) -> None:
        """Add a call."""
        self.messages.append(Message(source=source.id, target=target.id, text=_told(text)))

    def answer(self, source: Element, target: Element, text: str) -> None:
        """Add an answer."""
        self.messages.append(Message(source=source.id, target=target.id, text=_told(text), answer=True))


def _told(text: str) -> str:
    return short(capital(bare(text)), 80).replace(";", ",")


def _starter(item: Requirement, shape: Shape, parts: Parts, places: tuple[str, ...]) -> Element | None:
    """Who or what begins: a neighbour or person that the condition names, else who acts, else a device; None where
    the system begins by itself."""
    obligation = shape.obligations[item.id]
    condition = obligation.condition
    for _, element in parts.externals:
        if condition and names(condition, element.name.split()[-1]):
            return element
    if condition:
        named = next((person for person in parts.people.values() if names(condition, person.name)), None)
        if named is not None:
            return named
        device = next(
            (element for external, element in parts.externals if external.purpose == Purpose.DEVICES), None
        )
        if ABSENT.match(_condition(condition)):
            return None  # nobody begins what happens because nothing happened
        if device is not None and parts.gateway is not None and obligation.actor is None:
            return device
    if parts.device_store is not None and parts.server is not None and RECONNECT.search(item.text):
        return parts.client
    if obligation.actor:
        found = person_of(parts, obligation.actor)
        if found is not None:
            return found
    if parts.gateway is not None and parts.gateway.id in places:
        return next(
            (element for external, element in parts.externals if external.purpose == Purpose.DEVICES), None
        )
    if parts.worker is not None and parts.worker.id in places:
        return None
    acts = not condition or obligation.verb in READING
    return next(iter(parts.people.values()), None) if acts or not parts.server else None


def _executor(parts: Parts, starter: Element | None) -> Element:
    """The part that does the work."""
    devices = {element for external, element in parts.externals if external.purpose == Purpose.DEVICES}
    if starter is not None and starter in devices and parts.gateway is not None:
        return parts.gateway
    if starter is None and parts.worker is not None:
        return parts.worker
    return parts.core


def _outside(parts: Parts, places: tuple[str, ...], starter: Element | None) -> list[tuple[External, Element]]:
    """The neighbours that the work itself needs, other than the one that began it."""
    return [
        (external, element)
        for external, element in parts.externals
        if element.id in places
        and element is not starter
        and external.purpose not in {Purpose.DEVICES, Purpose.REPLACED}
    ]


def _addressed(item: Requirement, parts: Parts, action: str) -> list[Element]:
    """Who gets the message: the people whom the action names."""
    found = [person for person in parts.people.values() if names(action, person.name)]
    return found[:1] or [person for name in item.actors if (person := person_of(parts, name))][:1]


def _condition(text: str) -> str:
    """A condition without its keyword: "a volunteer cancels a shift"."""
    first, _, rest = text.partition(" ")
    return rest if first.lower() in {"when", "while", "where", "if", "once", "after", "before"} else text
