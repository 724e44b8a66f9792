"""The arrows: who does what with which part, and what flows along."""

import re

from specstep.domain.documents.architecture import Element, Entity, Relation
from specstep.domain.documents.requirements import RequirementKind
from specstep.domain.drafting.architecture.externals import External, Purpose
from specstep.domain.drafting.architecture.parts import TELLING, WANTS, Parts, person_of
from specstep.domain.drafting.shape.choices import kept
from specstep.domain.drafting.shape.obligations import Obligation
from specstep.domain.drafting.shape.values import Client, Concern, Shape
from specstep.domain.drafting.shape.words import bare, key, names, plural, several, short, third_person

MESSAGES = {Purpose.MAIL, Purpose.SMS, Purpose.PUSH}
STATIVE = frozenset(
    {"work", "use", "be", "ensure", "run", "exclude", "support", "tell", "keep", "have", "know", "need", "want"}
)  # no action that an arrow could show
ENTERED = "what people enter"


def draft_relations(shape: Shape, parts: Parts, entities: tuple[Entity, ...]) -> tuple[Relation, ...]:
    """Every arrow between elements, each pair and label once."""
    found: list[Relation] = []
    front = parts.client or parts.core
    every = tuple(entity.name for entity in entities)
    things = several([plural(name) for name in every], ENTERED)
    acting = {item.id for item in shape.requirements if item.kind is RequirementKind.FUNCTIONAL}
    for person in parts.people.values():
        own = [
            item
            for item in shape.obligations.values()
            if _acts(item, person, shape, parts) and not item.negated and item.verb not in STATIVE
        ]
        if not own and len(parts.people) == 1:  # whatever it does at somebody's word, it does at this one's
            own = [
                item
                for item in shape.obligations.values()
                if item.id in acting and not item.negated and not item.condition and item.verb not in STATIVE
            ]
        telling = [item for item in own if item.verb in TELLING and item.actor is None]
        own = [item for item in own if item not in telling]
        if telling:
            found.append(
                Relation(
                    source=front.id,
                    target=person.id,
                    label=", ".join(dict.fromkeys(deed(item) for item in telling[:3])),
                    technology=_how(shape),
                    data=_flowing(entities, {item.id for item in telling}),
                )
            )
        refs = {item.id for item in own}
        label = ", ".join(dict.fromkeys(deed(item) for item in own[:3]))
        found.append(
            Relation(
                source=person.id,
                target=front.id,
                label=label or wish(person) or "looks things up",
                technology=_how(shape),
                data=_flowing(entities, refs),
            )
        )
    if parts.client and parts.server:
        found.append(
            Relation(
                source=parts.client.id,
                target=parts.server.id,
                label=_client_label(shape, things),
                technology="HTTPS",
                data=every,
            )
        )
    if parts.client and parts.device_store:
        written = kept(shape, every) or every
        held = several([plural(name) for name in written], things)
        found.append(
            Relation(
                source=parts.client.id,
                target=parts.device_store.id,
                label=f"saves and reads {held} on the device",
                technology=parts.device_store.technology,
                data=written,
            )
        )
    if parts.server_store:
        for part, label in (
            (parts.server, f"reads and writes {things}"),
            (parts.worker, "looks up what is due and notes what was done"),
            (parts.gateway, f"appends {things}"),
        ):
            if part is not None:
                found.append(
                    Relation(
                        source=part.id,
                        target=parts.server_store.id,
                        label=label,
                        technology=parts.server_store.technology,
                        data=every,
                    )
                )
    for external, element in parts.externals:
        found += _outside(shape, parts, external, element, entities)
    return tuple({(item.source, item.target, item.label): item for item in found}.values())


def deed(item: Obligation) -> str:
    """An action in the third person, without its circumstances: "cancels a sign-up"."""
    head = re.split(
        r",|\s+(?:until|before|after|within|with|by|so|from|in|on|at|via|using|unless|if|when)\b", f" {item.rest}"
    )[0]
    return short(f"{third_person(item.verb)}{head}".strip(), 60)


def wish(person: Element) -> str:
    """What the person wants of it by their description: "gets a weekly report"; empty where nobody said."""
    found = WANTS.match(bare(person.description).split(" but ")[0])
    if found is None:
        return ""
    verb, _, rest = found["deed"].partition(" ")
    return short(f"{third_person(verb)} {rest}".strip(), 60)


def _acts(item: Obligation, person: Element, shape: Shape, parts: Parts) -> bool:
    """Whether this person is the one who acts under an obligation."""
    if item.actor:
        return names(item.actor, person.name) or person_of(parts, item.actor) is person
    requirement = next(known for known in shape.requirements if known.id == item.id)
    return (
        False
        if item.condition
        else any(key(name) == key(person.name) for name in requirement.actors) and _direct(item)
    )


def _direct(item: Obligation) -> bool:
    return item.verb in {"let", "allow", "show", "display", "provide", "offer", "accept"}


def _flowing(entities: tuple[Entity, ...], refs: set[str]) -> tuple[str, ...]:
    return tuple(entity.name for entity in entities if refs & set(entity.requirements))


def _how(shape: Shape) -> str:
    return {
        Client.COMMAND: "terminal",
        Client.LIBRARY: "function calls",
        Client.BOT: "chat",
        Client.DESKTOP: "screen and keyboard",
        Client.NATIVE: "touch screen",
        Client.OFFLINE_WEB: "browser",
        Client.WEB: "browser",
        Client.EXTENSION: "browser",
        Client.NONE: "HTTPS",
        Client.FIRMWARE: "the device itself",
    }[shape.client]


def _client_label(shape: Shape, things: str) -> str:
    if shape.client is Client.OFFLINE_WEB or (shape.client is Client.NATIVE and shape.has(Concern.OFFLINE)):
        return f"synchronises {things} as soon as there is a network"
    return f"sends what people enter and fetches {things if things != ENTERED else 'what is kept'}"


def _outside(
    shape: Shape, parts: Parts, external: External, element: Element, entities: tuple[Entity, ...]
) -> list[Relation]:
    """The arrows to and from one external system."""
    refs = set(external.requirements)
    data = _flowing(entities, refs)
    sender = parts.worker or parts.core
    if external.purpose in MESSAGES:
        what = {Purpose.MAIL: "e-mails", Purpose.SMS: "text messages", Purpose.PUSH: "messages"}[external.purpose]
        found = [
            Relation(
                source=sender.id, target=element.id, label=f"hands over {what}", technology="HTTPS", data=data
            )
        ]
        addressed = [
            person
            for person in parts.people.values()
            if any(ref in refs and names(_text(shape, ref), person.name) for ref in shape.obligations)
        ]
        found += [
            Relation(source=element.id, target=person.id, label=f"delivers {what}", data=data)
            for person in addressed or list(parts.people.values())[:1]
        ]
        return found
    core = parts.core
    if external.purpose == Purpose.PAYMENT:
        return [
            Relation(
                source=core.id,
                target=element.id,
                label="asks for payments and refunds",
                technology="HTTPS",
                data=data,
            ),
            Relation(
                source=element.id,
                target=core.id,
                label="reports what became of a payment",
                technology="HTTPS call",
                data=data,
            ),
        ]
    if external.purpose == Purpose.IDENTITY:
        return [
            Relation(source=core.id, target=element.id, label="asks who a person is", technology="OpenID Connect")
        ]
    if external.purpose == Purpose.DEVICES:
        target = parts.gateway or core
        found = [
            Relation(
                source=element.id,
                target=target.id,
                label="send readings",
                technology=element.technology or "HTTPS or MQTT",
                data=data,
            )
        ]
        if shape.has(Concern.CONTROL):
            found.append(
                Relation(
                    source=target.id, target=element.id, label="sends commands", technology=element.technology
                )
            )
        return found
    if external.purpose == Purpose.CHAT:
        front = parts.client or core
        return [
            Relation(source=front.id, target=element.id, label="posts answers", technology="HTTPS", data=data),
            Relation(
                source=element.id,
                target=front.id,
                label="passes on what people write",
                technology="HTTPS",
                data=data,
            ),
        ]
    if external.purpose == Purpose.POSTS:
        return [
            Relation(source=sender.id, target=element.id, label="posts messages", technology="HTTPS", data=data)
        ]
    if external.purpose == Purpose.MAP:
        return [
            Relation(
                source=(parts.client or core).id, target=element.id, label="loads map pictures", technology="HTTPS"
            )
        ]
    if external.purpose == Purpose.MODEL:
        return [
            Relation(
                source=core.id,
                target=element.id,
                label="sends text and gets an answer",
                technology="HTTPS",
                data=data,
            )
        ]
    if external.purpose == Purpose.REPLACED:
        return [
            Relation(
                source=element.id,
                target=core.id,
                label="hands over its entries once (proposed), then is given up",
                data=data,
            )
        ]
    return _neighbour(shape, external, element, core, data)


def _neighbour(
    shape: Shape, external: External, element: Element, core: Element, data: tuple[str, ...]
) -> list[Relation]:
    """The arrow to a system that stays, in the direction that the sentences about it name."""
    related = [
        item
        for item in shape.obligations.values()
        if item.id in external.requirements and names(_text(shape, item.id), external.name)
    ]
    incoming = {"import", "read", "fetch", "load", "pull", "receive", "take", "get", "look up", "accept", "query"}
    acting = {item.id for item in shape.requirements if item.kind is RequirementKind.FUNCTIONAL}
    for item in related:
        if item.id not in acting or item.verb in {"integrate", "work", "keep", "ensure", "use"}:
            continue
        label = short(f"{third_person(item.verb)} {item.rest}", 60)
        if item.verb in incoming:
            return [
                Relation(
                    source=core.id,
                    target=element.id,
                    label=f"reads: {label}" if len(label) < 12 else label,
                    data=data,
                )
            ]
        return [Relation(source=core.id, target=element.id, label=label, data=data)]
    return [Relation(source=core.id, target=element.id, label="exchanges data with", data=data)]


def _text(shape: Shape, ref: str) -> str:
    return bare(next((item.text for item in shape.requirements if item.id == ref), ""))
