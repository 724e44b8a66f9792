"""How the system meets what exists already: copies, neighbours, money, devices."""

import re

from specstep.domain.documents.architecture import Architecture
from specstep.domain.drafting.architecture.externals import providers
from specstep.domain.drafting.decisions.reasons import (
    Record,
    Way,
    because,
    carried,
    things_of,
    when,
)
from specstep.domain.drafting.shape.choices import is_small
from specstep.domain.drafting.shape.values import Concern, Role, Shape
from specstep.domain.drafting.shape.words import listing, short

PROTOCOL = re.compile(r"\b(?:HL7|FHIR|REST API|SOAP|GraphQL|AMQP|MQTT|EDIFACT|SFTP|OPC UA)\b")
WIRED = re.compile(r"\b(?:over|via|by|through|using|speaks?)\s+[A-Z]", re.ASCII)
"""A statement of how devices send already."""


def offline(shape: Shape, architecture: Architecture) -> Record | None:
    """How copies come together again."""
    if not (shape.server and shape.has(Concern.OFFLINE, Concern.SYNC)):
        return None
    if not any(item.id.startswith("local") for item in architecture.elements):
        return None  # without a copy on the device nothing has to come together
    drivers = shape.refs(Concern.OFFLINE, Concern.SYNC)[:5] or carried(architecture, "local")[:3]
    things = things_of(architecture)
    queue = Way(
        name="Queue of changes, checked by the server",
        pros=(
            f"The rules about {things} stay in one place",
            "A change that breaks a rule goes back to its author with the reason",
        ),
        cons=("A person may learn late that something was refused",),
    )
    last = Way(
        name="Last change wins",
        pros=("The least to build",),
        cons=("Silently loses a change when two people edit the same entry",),
    )
    merge = Way(
        name="Merging data types (CRDT)",
        pros=("No change is ever refused",),
        cons=(
            "Limits such as a full list cannot be kept across copies",
            when(shape, "Too much for those who look after it", Concern.MAINTAINER),
        ),
    )
    return Record(
        title="Bring offline changes together by a queue of changes",
        context=(
            f"{things[:1].upper()}{things[1:]} are changed without a network and must agree again "
            f"afterwards. “{short(shape.quote(Concern.OFFLINE, Concern.SYNC), 140)}”"
        ),
        drivers=drivers,
        ways=(queue, last, merge),
        chosen=queue.name,
        because=because(
            shape,
            drivers,
            "no entry may get lost, and the rules must hold for entries made offline as well",
            Concern.OFFLINE,
            Concern.SYNC,
        ),
        good=queue.pros,
        bad=queue.cons,
        revisit_when="Conflicts are so frequent that people stop trusting what they see",
    )


def neighbour(shape: Shape, architecture: Architecture) -> Record | None:
    """How it meets the system that exists."""
    shown = {item.name for item in architecture.elements}
    items = [
        item
        for item in shape.neighbours
        if item.evidence.requirements and item.role not in {Role.MAP, Role.CHAT} and item.name in shown
    ]
    if not items:
        return None
    item = items[0]
    drivers = item.evidence.requirements[:5]
    things = things_of(architecture)
    ways: tuple[Way, ...]
    if item.replaced:
        once = Way(
            name=f"Take {item.name} over once",
            pros=("One place for the truth from the first day", f"{item.name} can be given up"),
            cons=("Errors of the past come along unless someone looks",),
        )
        both = Way(name="Keep both in step", pros=("A way back",), cons=("Twice the work, and they will differ",))
        empty = Way(
            name="Start empty",
            pros=("Nothing to build",),
            cons=(f"{things[:1].upper()}{things[1:]} of today must be typed again",),
        )
        ways, chosen = (once, both, empty), once
    else:
        own = Way(
            name="Files in an agreed form",
            pros=("Works whatever the other side can do", "Can be looked at and repeated"),
            cons=("As fresh as the last file",),
        )
        live = Way(
            name=f"Calls to {item.name}",
            pros=("Always the present state",),
            cons=(f"When {item.name} is down, so is what depends on it", "Its interface must be known first"),
        )
        spoken = PROTOCOL.search(item.evidence.quote)
        if spoken:
            stated = Way(
                name=f"{spoken[0]} between {item.name} and the system",
                pros=("Named by the person, so both sides can do it", "As fresh as the last message"),
                cons=(f"While {item.name} is silent, nobody here notices a change; silence must be watched",),
            )
            ways, chosen = (stated, own), stated
        else:
            asked = shape.has(Concern.API, Concern.LIVE, Concern.WEBHOOK) or item.role is Role.CHAT
            ways, chosen = ((live, own), live) if asked else ((own, live), own)
    return Record(
        title=(
            f"{'Move away from' if item.replaced else 'Meet'} {item.name}: "
            f"{chosen.name[:1].lower()}{chosen.name[1:]}"
        ),
        context=f"It exists already: “{short(item.evidence.quote, 160)}”",
        drivers=drivers,
        ways=ways,
        chosen=chosen.name,
        because=(
            f"{listing(drivers)}: it is what was said about {item.name}, and the simplest way that keeps to it."
        ),
        good=chosen.pros,
        bad=chosen.cons,
        revisit_when=f"{item.name} changes, or its owner offers another way",
        sources=(),
    )


def payments(shape: Shape, architecture: Architecture) -> Record | None:
    """Whose hands card data passes through."""
    if not shape.has(Concern.PAYMENT) or not shape.server:
        return None
    drivers = shape.refs(Concern.PAYMENT, Concern.CARD_DATA)[:5]
    if not drivers or not any(
        item.id.startswith("ext")
        and (
            "ayment" in item.name
            or item.name == "Bank"
            or item.name in {tech.name for tech in shape.named(Role.PAYMENT)}
        )
        for item in architecture.elements
    ):
        return None
    if FILE_TO_BANK.search(" ".join(item.text for item in shape.requirements) + shape.quote(Concern.PAYMENT)):
        return _through_the_bank(shape, drivers)
    products = providers(shape)
    name = products[0].name if products else "a payment provider"
    page = Way(
        name=f"Payment page of {name}",
        pros=(
            "No card number touches the system",
            when(shape, "The least to prove", Concern.LAW, Concern.CARD_DATA),
        ),
        cons=("People leave the page for a moment", "A fee per payment"),
    )
    own = Way(
        name="Own form for card data",
        pros=("Full say over how it looks",),
        cons=(
            "The card industry's rules apply to every part",
            when(shape, "Too much to guard for those who look after it", Concern.MAINTAINER),
        ),
    )
    invoice = Way(
        name="Invoice and bank transfer",
        pros=("No provider, no fee",),
        cons=("Somebody must match what arrives", "Nothing is paid at once"),
    )
    return Record(
        title=f"Take payments through {page.name[:1].lower()}{page.name[1:]}",
        context=f"Money changes hands. “{short(shape.quote(Concern.PAYMENT), 140)}”",
        drivers=drivers,
        ways=(page, own, invoice),
        chosen=page.name,
        because=because(
            shape,
            drivers,
            "card data never enters the system, and a payment counts once even when a call is repeated",
            Concern.CARD_DATA,
            Concern.PAYMENT,
        ),
        good=tuple(item for item in page.pros if item),
        bad=page.cons,
        revisit_when="The fees exceed what an own solution would cost",
        sources=tuple(source for item in shape.decided(Role.PAYMENT) for source in item.evidence.sources),
        accepted=bool(shape.decided(Role.PAYMENT)),
    )


FILE_TO_BANK = re.compile(r"\bpain\.00\d\b|\bfiles? (?:for|to) (?:the|our) banks?\b", re.IGNORECASE)


def _through_the_bank(shape: Shape, drivers: tuple[str, ...]) -> Record:
    """Money is collected by files that the bank takes."""
    file = Way(
        name="A file that is handed to the bank",
        pros=(
            "The way that was asked for, without a provider in between",
            "Each collection can be looked at before it is sent",
        ),
        cons=("Returned debits arrive later and must be matched",),
    )
    provider = Way(
        name="A payment provider",
        pros=("Reports at once what became of each payment",),
        cons=("A fee per payment", "One more party that knows who pays"),
    )
    return Record(
        title="Collect money by a file for the bank",
        context=f"Money changes hands. “{short(shape.quote(Concern.PAYMENT), 140)}”",
        drivers=drivers,
        ways=(file, provider),
        chosen=file.name,
        because=because(
            shape, drivers, "the bank takes the file, and nobody else has to be paid or trusted", Concern.PAYMENT
        ),
        good=file.pros,
        bad=file.cons,
        revisit_when="The bank offers an interface that reports returned debits",
    )


def intake(shape: Shape, architecture: Architecture) -> Record | None:
    """How devices deliver."""
    if not shape.gateway:
        return None
    drivers = shape.refs(Concern.DEVICES)[:5] or carried(architecture, "gateway")[:4]
    brokers = shape.named(Role.BROKER)
    mqtt = Way(
        name=brokers[0].name if brokers else "MQTT",
        pros=(
            "Made for small devices and gaps in the network",
            "The broker holds what the gateway has not read yet",
        ),
        cons=("A broker to run", when(shape, "One more part to look after", Concern.MAINTAINER)),
    )
    https = Way(
        name="HTTPS calls",
        pros=("No part beside the gateway",),
        cons=("Each device must repeat what was not answered", "More data per reading"),
    )
    chosen = mqtt if brokers or not is_small(shape) or shape.has(Concern.OFFLINE) else https
    other = https if chosen is mqtt else mqtt
    decided = brokers if WIRED.search(shape.quote(Concern.DEVICES)) else shape.decided(Role.BROKER)
    return Record(
        title=f"Take readings in by {chosen.name}",
        context=f"Devices send on their own. “{short(shape.quote(Concern.DEVICES), 140)}”",
        drivers=drivers,
        ways=(chosen, other),
        chosen=chosen.name,
        because=f"The devices speak it: “{short(shape.quote(Concern.DEVICES), 120)}”."
        if decided
        else because(
            shape,
            drivers,
            "readings must arrive although devices and network are not always there",
            Concern.DEVICES,
            Concern.VOLUME,
        ),
        good=chosen.pros,
        bad=tuple(item for item in chosen.cons if item),
        revisit_when="Devices are added that cannot speak it",
        sources=tuple(source for item in decided for source in item.evidence.sources),
        accepted=bool(decided),
    )
