"""Work against misuse and loss: which of it this system needs, and for what."""

from enum import StrEnum

import attrs

from specstep.domain.documents.architecture import Architecture, Element, ElementKind
from specstep.domain.drafting.shape.values import Concern, Shape
from specstep.domain.drafting.shape.words import listing, plural, unique


class Control(StrEnum):
    """The kinds of protective work; each value begins the title of its task."""

    ACCESS = "Check who acts"
    TRANSPORT = "Encrypt connections"
    INPUT = "Refuse malformed input"
    LIMITS = "Limit amounts and frequency"
    TRAIL = "Record who did what"
    BACKUP = "Copy the data and practise restoring it"
    CUSTODY = "Restrict access to stored data"
    ORIGIN = "Verify calls from outside"
    DEVICE = "Tell devices apart"
    SAFE_WRITE = "Write data safely"


@attrs.frozen(kw_only=True)
class Protection:
    """One control as this system needs it: the task's text, the requirements behind it, the parts it touches."""

    control: Control
    title: str
    description: str
    requirements: tuple[str, ...]
    elements: tuple[str, ...]
    done_when: tuple[str, ...]
    size: str = "M"


def protections(shape: Shape, architecture: Architecture) -> tuple[Protection, ...]:
    """The protective work that the stakes of this system justify; a local tool gets only what guards its data."""
    elements = architecture.elements
    containers = [item for item in elements if item.kind is ElementKind.CONTAINER]
    stores = [item for item in elements if item.kind is ElementKind.STORE]
    externals = [item for item in elements if item.kind is ElementKind.EXTERNAL]
    central = [item for item in containers if item.id.startswith(("server", "gateway", "worker"))] or containers
    personal = [
        entity.name for entity in architecture.entities if any(item.personal for item in entity.attributes)
    ]
    people = [item.name for item in elements if item.kind is ElementKind.PERSON]
    things = listing([plural(entity.name) for entity in architecture.entities[:3]], "what people enter")
    networked = shape.server or bool(externals)
    found: list[Protection] = []
    if not containers:
        return ()

    def add(
        control: Control,
        subject: str,
        description: str,
        done: tuple[str, ...],
        where: list[Element],
        *concerns: Concern,
        size: str = "M",
    ) -> None:
        refs = shape.refs(*concerns) or _carried(where, shape)
        if refs and where:
            found.append(
                Protection(
                    control=control,
                    title=f"{control.value}: {subject}",
                    description=description,
                    requirements=refs[:6],
                    elements=tuple(item.id for item in where),
                    done_when=done,
                    size=size,
                )
            )

    if shape.server and people and (stores or shape.has(Concern.ROLES, Concern.SIGN_IN, Concern.SINGLE_SIGN_ON)):
        core = central[:1]
        add(
            Control.ACCESS,
            f"{listing(people, 'people')} at the {core[0].name}",
            (
                f"Every request to the {core[0].name} is tied to one of {listing(people)}, and the rules "
                f"say what each may do with {things}."
            ),
            (
                f"A request without a valid identity gets none of this: {things}",
                f"Each of {listing(people)} is refused what the requirements give to others"
                if len(people) > 1
                else f"A stranger can change nothing of {things}",
            ),
            core,
            Concern.ROLES,
            Concern.SIGN_IN,
            Concern.SINGLE_SIGN_ON,
        )
    if networked:
        add(
            Control.TRANSPORT,
            f"to and from {listing([item.name for item in (central or containers)[:1]])}",
            f"Connections carry {things}; they use TLS, and keys of outside services lie outside the code.",
            (
                "A plain-text connection is refused or redirected",
                "No key of a service is in the source or in a log",
            ),
            (central or containers)[:2],
            Concern.ENCRYPTION,
            Concern.PERSONAL,
            size="S",
        )
    if containers:
        front = (central or containers)[:1]
        add(
            Control.INPUT,
            f"what reaches the {front[0].name}",
            (
                f"Values for {things} are checked for kind, range and size before anything changes; a "
                "refusal names the field."
            ),
            (
                f"Each refusal in the acceptance scenarios leaves {things} unchanged",
                "An oversized or malformed input is refused with its reason",
            ),
            front,
            Concern.IMPORT,
            Concern.FILES,
            size="S",
        )
    if shape.server:
        add(
            Control.LIMITS,
            f"on the {central[0].name}",
            "One caller cannot use up the machine or the messages that are paid for.",
            ("A caller beyond the limit is refused for a while, others are served",),
            central[:1],
            Concern.VOLUME,
            Concern.SPEED,
            Concern.AVAILABILITY,
            size="S",
        )
    if shape.server and stores and (shape.shared or shape.has(Concern.AUDIT, Concern.PAYMENT)):
        add(
            Control.TRAIL,
            f"to {things}",
            f"Each change to {things} notes who made it and when, in the same step as the change.",
            (
                f"For any change to {things} the record shows who and when",
                "Nobody can change the record through the system",
            ),
            central[:1],
            Concern.AUDIT,
            Concern.ROLES,
            size="S",
        )
    if stores and shape.server:
        side = [item for item in stores if item.id.startswith("store")] or stores
        add(
            Control.BACKUP,
            side[0].name,
            (
                f"The {side[0].name} ({side[0].technology or 'as chosen'}) is copied to another place, and "
                "coming back from a copy is tried and timed."
            ),
            (f"{things[:1].upper()}{things[1:]} can be read after a restore on an empty machine",),
            side[:1],
            Concern.BACKUP,
            Concern.AVAILABILITY,
        )
        add(
            Control.CUSTODY,
            side[0].name,
            f"Only {listing([item.name for item in central])} can reach the {side[0].name}"
            + (
                f"; {listing([plural(name) for name in personal])} hold personal data, which goes when its time is over."
                if personal
                else "."
            ),
            (f"No other account or network can open the {side[0].name}",),
            side[:1],
            Concern.PERSONAL,
            Concern.RETENTION,
            Concern.ENCRYPTION,
            size="S",
        )
    local = [item for item in stores if item.id.startswith("local")]
    if local:
        add(
            Control.SAFE_WRITE,
            local[0].name,
            (
                f"{local[0].name} is replaced in one step or not at all, and the state before stays "
                f"readable, so that {things} survive an interruption."
            ),
            (
                f"Killing the program while it writes leaves {things} as before or as after",
                f"An unreadable {local[0].name} is reported and not overwritten",
            ),
            local,
            Concern.BACKUP,
            Concern.OFFLINE,
            Concern.SYNC,
            size="S",
        )
    callers = [
        item
        for item in externals
        if any(
            relation.source == item.id and relation.target in {part.id for part in containers}
            for relation in architecture.relations
        )
    ]
    devices = [
        item
        for item in callers
        if shape.gateway
        and any(
            relation.source == item.id and relation.target.startswith("gateway")
            for relation in architecture.relations
        )
    ]
    others = [item for item in callers if item not in devices]
    if devices:
        add(
            Control.DEVICE,
            listing([item.name for item in devices]),
            (
                f"Each of the {listing([item.name for item in devices])} has a key of its own that can be "
                "withdrawn; a reading counts only under it."
            ),
            (
                "A reading with an unknown or withdrawn key is refused and noted",
                "A reading sent twice is stored once",
            ),
            devices,
            Concern.DEVICES,
        )
    if others:
        add(
            Control.ORIGIN,
            listing([item.name for item in others]),
            (
                f"What comes from {listing([item.name for item in others])} is believed only with a valid "
                "signature or key, and counts once."
            ),
            ("A call without a valid signature changes nothing", "The same call twice has the effect of one"),
            others,
            Concern.WEBHOOK,
            Concern.PAYMENT,
        )
    return tuple(found)


def _carried(where: list[Element], shape: Shape) -> tuple[str, ...]:
    """The requirements of the parts concerned; all of them where the parts carry none."""
    return unique(ref for item in where for ref in item.requirements)[:6] or tuple(
        item.id for item in shape.requirements[:6]
    )
