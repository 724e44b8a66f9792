"""The boxes: people, the system, its parts and its neighbours, each for a reason that somebody gave."""

import re
from collections import Counter

import attrs

from specstep.domain.documents.architecture import Element, ElementKind, Entity
from specstep.domain.documents.requirements import RequirementKind
from specstep.domain.documents.vision import Actor, Vision
from specstep.domain.drafting.architecture.clients import (
    CLIENT_CONCERNS,
    CLIENT_NAMES,
    CLIENT_TECHNOLOGY,
    client_description,
)
from specstep.domain.drafting.architecture.externals import External, externals_of
from specstep.domain.drafting.architecture.kept import NOT_KEPT
from specstep.domain.drafting.shape.choices import device_store, kept, server_store, stack
from specstep.domain.drafting.shape.values import Client, Concern, Role, Shape
from specstep.domain.drafting.shape.words import (
    bare,
    capital,
    decapital,
    identifier,
    key,
    names,
    plural,
    several,
    short,
)

TEAM = re.compile(
    r"\b(?:developers?|programmers?|designers?|testers?|product owner|project (?:manager|lead|leader)|scrum master|"
    r"contact persons?|freelancers?|product team)$",
    re.IGNORECASE,
)
"""Those who make the system, or are data in it: named in a briefing, but nobody who stands before it."""
TELLING = frozenset(
    ["send", "tell", "notify", "inform", "remind", "show", "give", "alert", "warn", "invite", "e-mail"]
)
WANTS = re.compile(r"^(?:an?|the)\s+.{2,60}?\s+wants?\s+to\s+(?P<deed>.+)$", re.IGNORECASE)
NOT_HUMAN = re.compile(
    (
        r"\b(?:system|provider|service|server|api|gateway|sensors?|devices?|bank's system|erp|crm|"
        r"software|program|database|board|dashboard|page|screen|app|pipeline|website|tool)$"
    ),
    re.IGNORECASE,
)
KEEPING = (
    Concern.SIGN_IN, Concern.ROLES, Concern.PERSONAL, Concern.SENSITIVE, Concern.PAYMENT, Concern.AUDIT, Concern.BACKUP,
    Concern.RETENTION, Concern.IMPORT, Concern.EXPORT, Concern.DEVICES, Concern.SYNC, Concern.SCHEDULE, Concern.NOTIFY, Concern.VOLUME,
)  # fmt: skip
"""What cannot be had without a place for data, even where no thing to keep was named."""
MODULES_FROM = 6  # functional requirements; below that, modules would say nothing
MODULES_MOST = 9
FEWEST_IN_MODULE = 2


@attrs.frozen(kw_only=True)
class Parts:
    """The elements by the part that they play; None or empty where the system does without."""

    system: Element
    people: dict[str, Element]  # by key of the name
    client: Element | None
    server: Element | None
    worker: Element | None
    gateway: Element | None
    device_store: Element | None
    server_store: Element | None
    modules: dict[str, Element]  # by area
    externals: tuple[tuple[External, Element], ...]

    @property
    def all(self) -> tuple[Element, ...]:
        """Every element, outside to inside."""
        own = (self.client, self.server, self.worker, self.gateway, self.device_store, self.server_store)
        return (
            *self.people.values(),
            self.system,
            *(element for _, element in self.externals),
            *(element for element in own if element is not None),
            *self.modules.values(),
        )

    @property
    def core(self) -> Element:
        """The part that carries the rules: the server, else the client, else the system itself."""
        return self.server or self.client or self.system

    @property
    def store(self) -> Element | None:
        """Where the data lies for good."""
        return self.server_store or self.device_store


def human_actors(vision: Vision, shape: Shape) -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """Name, aliases and description of each person; a user is proposed where nobody was named."""
    acting = {key(item.actor) for item in shape.obligations.values() if item.actor}
    told = [item.action for item in shape.obligations.values() if item.verb in TELLING]

    def meets(actor: Actor) -> bool:
        every = (actor.name, *actor.aliases)
        if NOT_HUMAN.search(actor.name):
            return False
        if {key(name) for name in every} & acting or WANTS.match(actor.description):
            return True
        return not TEAM.search(actor.name) and any(names(text, name) for text in told for name in every)

    met = [actor for actor in vision.actors if meets(actor)]
    if not met:  # rather all who were named than nobody
        met = [actor for actor in vision.actors if not NOT_HUMAN.search(actor.name)]
    found = {key(actor.name): (actor.name, actor.aliases, bare(actor.description)) for actor in met}
    for item in shape.requirements:
        for name in item.actors:
            known = any(key(name) == key(alias) for _, aliases, _ in found.values() for alias in aliases)
            if key(name) == "user" and found:
                continue  # only what a sentence without a subject was given
            involved = key(name) in acting or any(names(text, name) for text in told)
            if name and involved and key(name) not in found and not known and not NOT_HUMAN.search(name):
                found[key(name)] = (name, (), f"Named in {item.id}")
    if len(found) > 1 and "user" not in acting and not any("user" in word.split() for word in acting):
        found.pop("user", None)  # others were named, and nothing is left that nobody in particular does
    return tuple(found.values())


def draft_parts(shape: Shape, vision: Vision, entities: tuple[Entity, ...]) -> Parts:
    """All elements, without their requirements: allocation comes after."""
    name = vision.system_name if key(vision.system_name) not in {"system", ""} else vision.title or "The system"
    taken: set[str] = set()

    def element(prefix: str, title: str, kind: ElementKind, description: str, **more: object) -> Element:
        made = Element(
            id=identifier(prefix, title, taken),
            name=title,
            kind=kind,
            description=description,
            technology=str(more.get("technology", "")),
            parent=str(more["parent"]) if more.get("parent") else None,
            proposed=bool(more.get("proposed", True)),
        )
        taken.add(made.id)
        return made

    system = element(
        "system", capital(name), ElementKind.SYSTEM, short(vision.summary, 200) or capital(name), proposed=False
    )
    people = {
        key(person): element(
            "person", capital(person), ElementKind.PERSON, short(text, 160) or person, proposed=False
        )
        for person, _, text in human_actors(vision, shape)
    }
    if not people and shape.client not in {Client.NONE, Client.LIBRARY}:
        people = {"user": element("person", "User", ElementKind.PERSON, "Nobody said yet who uses it")}
    used = {item.name for item in people.values()}
    externals = tuple(
        (
            item,
            element(
                "ext",
                item.name,
                ElementKind.EXTERNAL,
                item.description,
                technology=item.technology,
                proposed=item.proposed,
            ),
        )
        for item in externals_of(shape, name)
        if item.name not in used
    )
    things = several([plural(entity.name) for entity in entities], "what people enter")
    client: Element | None = None
    if not shape.requirements:  # nothing is asked for, so there is nothing to divide
        return Parts(
            system=system,
            people=people,
            client=None,
            server=None,
            worker=None,
            gateway=None,
            device_store=None,
            server_store=None,
            modules={},
            externals=externals,
        )
    if shape.client is not Client.NONE:
        title = CLIENT_NAMES[shape.client]
        framework = ", ".join(item.name for item in shape.decided(Role.CLIENT_FRAMEWORK))
        own = "" if shape.server else stack(shape)
        client = element(
            "client",
            title,
            ElementKind.CONTAINER,
            client_description(shape, things),
            technology=framework or own or CLIENT_TECHNOLOGY[shape.client],
            parent=system.id,
            proposed=not shape.has(CLIENT_CONCERNS[shape.client]),
        )
    server = worker = gateway = server_side = device_side = None
    if shape.server:
        alone = client is None and shape.has(Concern.PIPELINE)
        server = element(
            "server",
            "Pipeline" if alone else "Application server",
            ElementKind.CONTAINER,
            "Runs the steps in order, by the clock or when somebody asks for it; a step that fails stops what rests on it"
            if alone
            else f"Holds the rules about {things}, checks who may do what, and answers "
            + (decapital(CLIENT_NAMES[shape.client]) if client else "other programs"),
            technology=stack(shape),
            parent=system.id,
            proposed=not shape.decided(Role.FRAMEWORK, Role.LANGUAGE),
        )
        if entities or shape.has(*KEEPING) or shape.decided(Role.DATABASE):
            choice = server_store(shape)
            server_side = element(
                "store",
                "Database",
                ElementKind.STORE,
                f"Keeps {things}",
                technology=choice.name,
                parent=system.id,
                proposed=not choice.decided,
            )
    if shape.worker:
        worker = element(
            "worker",
            "Background jobs",
            ElementKind.CONTAINER,
            "Does what falls due without anybody asking",
            technology=stack(shape),
            parent=system.id,
        )
    if shape.gateway:
        gateway = element(
            "gateway",
            "Device gateway",
            ElementKind.CONTAINER,
            (
                "Takes what devices send, checks it and stores it "
                f"({', '.join(shape.refs(Concern.DEVICES)[:3]) or 'see the talk'})"
            ),
            technology=", ".join(item.name for item in shape.named(Role.BROKER)),
            parent=system.id,
            proposed=not shape.named(Role.BROKER),
        )
    if (
        shape.stores
        and (not shape.server or shape.client in {Client.OFFLINE_WEB, Client.NATIVE})
        and (not shape.server or shape.has(Concern.OFFLINE))
    ):
        written = kept(shape, tuple(entity.name for entity in entities))
        choice = device_store(shape, written)
        title = (
            "Flash store"
            if shape.client is Client.FIRMWARE
            else "Local file"
            if "file" in choice.name
            else "On-device store"
        )
        if "lines" in choice.name and len(written) == 1:
            title = f"{capital(written[0])} file"
        held = several([plural(name) for name in written], things)
        device_side = element(
            "local",
            title,
            ElementKind.STORE,
            (
                f"Keeps {held} on the device"
                if shape.client is Client.FIRMWARE
                else f"Keeps {held} on the person's own device"
            )
            + (", until they have been synchronised" if shape.server else ""),
            technology=choice.name,
            parent=system.id,
            proposed=not choice.decided,
        )
    modules: dict[str, Element] = {}
    functional = [item for item in shape.requirements if item.kind is RequirementKind.FUNCTIONAL]
    counted = Counter(
        item.area
        for item in functional
        if item.area.strip() and item.area != "general" and key(item.area) not in NOT_KEPT
    )
    areas = [area for area, number in counted.items() if number >= FEWEST_IN_MODULE]
    holder = server or client
    if holder is not None and len(functional) >= MODULES_FROM and 1 < len(areas) <= MODULES_MOST:
        modules = {
            area: element(
                "module",
                f"{capital(area)} module",
                ElementKind.COMPONENT,
                f"Everything about {area}",
                parent=holder.id,
            )
            for area in areas
        }
    return Parts(
        system=system,
        people=people,
        client=client,
        server=server,
        worker=worker,
        gateway=gateway,
        device_store=device_side,
        server_store=server_side,
        modules=modules,
        externals=externals,
    )


def person_of(parts: Parts, name: str) -> Element | None:
    """The element of an actor, by name."""
    return (
        parts.people.get(key(name))
        or next((element for known, element in parts.people.items() if names(name, known)), None)
        or (next(iter(parts.people.values()), None) if key(name) == "user" else None)
    )
