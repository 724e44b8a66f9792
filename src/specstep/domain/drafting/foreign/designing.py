"""The architecture in the person's language: the same parts as in English, told by fixed phrases."""

from itertools import pairwise

import attrs

from specstep.domain.documents.architecture import (
    Architecture,
    DeploymentNode,
    Driver,
    Element,
    ElementKind,
    Message,
    Relation,
    RuntimeView,
    Section,
)
from specstep.domain.documents.requirements import Requirement, RequirementKind
from specstep.domain.documents.statements import Statement
from specstep.domain.drafting.shape.choices import device_store, hosting, server_store
from specstep.domain.drafting.shape.reading import read_shape
from specstep.domain.drafting.shape.values import Client, Concern, Shape
from specstep.domain.drafting.shape.words import identifier, short, slug
from specstep.domain.interviews.values import Source, SourceKind
from specstep.domain.phrases import Phrases
from specstep.domain.tasks.inputs import WriteArchitecture

VIEWS = 2
CLIENTS = {
    Client.COMMAND: "Command-line program",
    Client.LIBRARY: "Library",
    Client.DESKTOP: "Desktop program",
    Client.OFFLINE_WEB: "Offline web app",
    Client.NATIVE: "Mobile app",
    Client.BOT: "Chat bot",
    Client.EXTENSION: "Browser extension",
    Client.FIRMWARE: "Firmware",
    Client.WEB: "Web pages",
}
CHANNELS = ((Concern.SMS, "SMS provider"), (Concern.EMAIL, "Mail provider"))


@attrs.frozen(kw_only=True)
class Plan:
    """The parts of a system by the part that they play."""

    system: Element
    people: tuple[Element, ...]
    outside: tuple[Element, ...]
    client: Element | None
    server: Element | None
    worker: Element | None
    store: Element | None

    @property
    def own(self) -> tuple[Element, ...]:
        """The parts inside."""
        return tuple(part for part in (self.client, self.server, self.worker, self.store) if part is not None)

    @property
    def core(self) -> Element:
        """The part that keeps the rules."""
        return self.server or self.client or self.system


def shape_of(task: WriteArchitecture) -> Shape:
    """The kind of system, by the words that all languages share."""
    actors = tuple(actor.name for actor in task.vision.actors)
    return read_shape(task.briefing, task.requirements, actors, task.vision.system_name)


def design(task: WriteArchitecture, say: Phrases) -> Architecture:
    """Parts, views and sections; every requirement is carried by the part that keeps the rules."""
    shape, items = shape_of(task), task.requirements.items
    limits = tuple(item.id for item in items if item.kind is RequirementKind.CONSTRAINT)
    duties = tuple(item.id for item in items if item.kind is not RequirementKind.CONSTRAINT)
    plan = _plan(task, shape, say, duties, limits)
    views = _views(items, plan, say)
    return Architecture(
        summary=say(
            "{system} consists of {parts}. All parts are proposals.",
            system=plan.system.name,
            parts=say.listing([part.name for part in plan.own]) or plan.system.name,
        ),
        drivers=tuple(
            Driver(ref=item.id, text=item.text, consequence=say("Is looked at again after each milestone."))
            for item in items
            if item.id in limits
        ),
        elements=(*plan.people, plan.system, *plan.outside, *plan.own),
        relations=_relations(plan, say),
        entities=(),
        relationships=(),
        runtime=views,
        deployment=_places(shape, plan, say),
        sections=_sections(plan, bool(limits), bool(views), say),
        assumptions=tuple(
            Statement(
                text=say("{part} is assumed.", part=part.name),
                sources=(
                    Source(
                        kind=SourceKind.ASSUMPTION, ref=f"A-ARCH-{number}", why=say("Nobody named a technology.")
                    ),
                ),
            )
            for number, part in enumerate((part for part in plan.own if part.technology), start=1)
        ),
    )


def _plan(
    task: WriteArchitecture, shape: Shape, say: Phrases, duties: tuple[str, ...], limits: tuple[str, ...]
) -> Plan:
    taken: set[str] = set()

    def element(prefix: str, name: str, kind: ElementKind, description: str, **more: object) -> Element:
        made = Element(
            id=identifier(prefix, name, taken),
            name=name,
            kind=kind,
            description=description,
            technology=str(more.get("technology", "")),
            parent=str(more["parent"]) if more.get("parent") else None,
            requirements=duties if more.get("parent") else limits if kind is ElementKind.SYSTEM else (),
            proposed=bool(more.get("proposed", True)),
        )
        taken.add(made.id)
        return made

    system = element(
        "system", task.vision.title, ElementKind.SYSTEM, short(task.vision.summary, 160), proposed=False
    )
    people = tuple(
        element("person", actor.name, ElementKind.PERSON, short(actor.description, 120), proposed=False)
        for actor in task.vision.actors
    ) or (element("person", say("User"), ElementKind.PERSON, say("Nobody said yet who uses it.")),)
    outside = tuple(
        element("ext", say(name), ElementKind.EXTERNAL, say("Delivers messages to people."))
        for concern, name in CHANNELS
        if shape.server and shape.has(concern)
    )
    client = server = worker = store = None
    if shape.requirements and shape.client is not Client.NONE:
        client = element(
            "client", say(CLIENTS[shape.client]), ElementKind.CONTAINER, say("Where people enter and see things."),
            parent=system.id,
        )  # fmt: skip
    if shape.requirements and shape.server:
        server = element(
            "server", say("Application server"), ElementKind.CONTAINER,
            say("Keeps the rules and checks who may do what."), parent=system.id,
        )  # fmt: skip
        if shape.worker:
            worker = element(
                "worker", say("Background jobs"), ElementKind.CONTAINER,
                say("Does what falls due without anybody asking."), parent=system.id,
            )  # fmt: skip
    if shape.requirements and (shape.server or shape.stores):
        choice = server_store(shape) if shape.server else device_store(shape)
        store = element(
            "store" if shape.server else "local", say("Database" if shape.server else "On-device store"),
            ElementKind.STORE, say("Keeps what was entered."), technology=choice.name, parent=system.id,
            proposed=not choice.decided,
        )  # fmt: skip
    return Plan(
        system=system, people=people, outside=outside, client=client, server=server, worker=worker, store=store
    )


def _relations(plan: Plan, say: Phrases) -> tuple[Relation, ...]:
    front = plan.client or plan.core
    found = [
        Relation(source=person.id, target=front.id, label=say("enters and looks up")) for person in plan.people
    ]
    if plan.client and plan.server:
        found.append(
            Relation(
                source=plan.client.id, target=plan.server.id, label=say("sends and fetches"), technology="HTTPS"
            )
        )
    found += [
        Relation(
            source=part.id, target=plan.store.id, label=say("reads and writes"), technology=plan.store.technology
        )
        for part in (plan.server or plan.client, plan.worker)
        if plan.store is not None and part is not None
    ]
    sender = plan.worker or plan.core
    for outside in plan.outside:
        found.append(
            Relation(source=sender.id, target=outside.id, label=say("hands over messages"), technology="HTTPS")
        )
        found.append(Relation(source=outside.id, target=plan.people[0].id, label=say("delivers messages")))
    return tuple(found)


def _views(items: tuple[Requirement, ...], plan: Plan, say: Phrases) -> tuple[RuntimeView, ...]:
    """How the first duties go through the parts."""
    views: dict[str, RuntimeView] = {}
    for item in [item for item in items if item.kind is RequirementKind.FUNCTIONAL]:
        person = next((each for each in plan.people if each.name in item.actors), plan.people[0])
        way = [person, *(part for part in (plan.client, plan.server, plan.store) if part is not None)]
        calls = [
            Message(
                source=first.id,
                target=second.id,
                text=short(item.title, 60) if first is person else say("passes on"),
            )
            for first, second in pairwise(way)
        ]
        back = [
            Message(source=second.id, target=first.id, text=say("Result"), answer=True)
            for first, second in reversed(list(pairwise(way)))
        ]
        name = slug(item.title, item.id.lower())
        if name not in views and len(views) < VIEWS:
            views[name] = RuntimeView(
                slug=name, title=item.title, requirements=(item.id,), messages=(*calls, *back), note=item.text
            )
    return tuple(views.values())


def _places(shape: Shape, plan: Plan, say: Phrases) -> tuple[DeploymentNode, ...]:
    near = [part.id for part in (plan.client, plan.store if plan.server is None else None) if part is not None]
    far = [part.id for part in (plan.server, plan.worker, plan.store if plan.server else None) if part is not None]
    nodes = []
    if near:
        nodes.append(
            DeploymentNode(name=say("The person's device"), description=say("Proposed."), elements=tuple(near))
        )
    if far:
        choice = hosting(shape)
        nodes.append(
            DeploymentNode(
                name=say(choice.name),
                description=say("Decided by the person.") if choice.decided else say("Proposed."),
                elements=tuple(far),
            )
        )
    return tuple(nodes) or (
        DeploymentNode(
            name=say("Not settled"), description=say("Nobody said where it runs."), elements=(plan.system.id,)
        ),
    )


def _sections(plan: Plan, limited: bool, seen: bool, say: Phrases) -> tuple[Section, ...]:
    reasons = {
        2: "" if limited else say("no statement limits technology, money, place or time"),
        6: "" if seen else say("no functional requirement is known yet"),
        8: say("nothing that was said concerns several parts at once"),
        10: say("no quality with a figure was stated"),
        11: say("the delivery plan names the risks"),
    }
    bodies = {
        2: say("The constraints are these."),
        1: say("The requirements say what is to be built; the sections here propose how."),
        3: say("People and systems around {system}.", system=plan.system.name),
        4: say("The fewest parts that meet what was asked; none is there that no requirement needs."),
        5: say("{system} consists of {parts}. All parts are proposals.", system=plan.system.name,
               parts=say.listing([part.name for part in plan.own]) or plan.system.name),
        6: say("How the parts work together stands in the diagrams."),
        7: say("Where the parts run stands in the table."),
        9: say("What is proposed stands in the decision records, with the options that were weighed."),
        12: say("The words are those of the package's glossary."),
    }  # fmt: skip
    return tuple(
        Section(
            number=number,
            title=str(number),
            body=bodies.get(number, "") if not reasons.get(number) else "",
            not_applicable_because=reasons.get(number, ""),
        )
        for number in range(1, 13)
        if bodies.get(number) or reasons.get(number)
    )
