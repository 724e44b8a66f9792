"""From facts and requirements to the kind of system that they call for."""

import re

from specstep.domain.documents.requirements import Requirement, Requirements
from specstep.domain.drafting.shape.choices import LOG, WRITTEN
from specstep.domain.drafting.shape.concerns import read_concerns, standing
from specstep.domain.drafting.shape.obligations import take_apart
from specstep.domain.drafting.shape.technologies import read_neighbours, read_technologies
from specstep.domain.drafting.shape.values import Client, Concern, Evidence, Role, Shape, Technology
from specstep.domain.interviews.values import FactKind
from specstep.domain.remembering import remembered
from specstep.domain.tasks.inputs import Briefing

ASKED_CLIENTS: tuple[tuple[Concern, Client], ...] = (
    (Concern.EXTENSION, Client.EXTENSION),
    (Concern.BOT, Client.BOT),
    (Concern.NATIVE, Client.NATIVE),
    (Concern.COMMAND_LINE, Client.COMMAND),
    (Concern.LIBRARY, Client.LIBRARY),
    (Concern.DESKTOP, Client.DESKTOP),
)
ON_DEVICE = frozenset(
    {Client.COMMAND, Client.LIBRARY, Client.DESKTOP, Client.OFFLINE_WEB, Client.EXTENSION, Client.FIRMWARE}
)
FEWEST_OF_FIRMWARE = 2  # a single mention may be about somebody else's device
FOLLOWED = re.compile(
    r"\b(?:position|location)s? of (?:the )?(?:drivers?|cars?|riders?|couriers?|vans?)\b|\bwhere (?:is |are )?the (?:car|driver|courier|van)s?\b",
    re.IGNORECASE,
)
"""Somebody's way is followed while the phone is in a pocket, which no page in a browser can do."""


def read_shape(
    briefing: Briefing, requirements: Requirements, people: tuple[str, ...] = (), system: str = "the system"
) -> Shape:
    """The kind of system that the statements call for; `people` are the names of its human users."""
    facts = standing(briefing.facts)
    items = requirements.items
    found, denied, technologies = _told(briefing, requirements)
    found, denied = _on_the_own_network(dict(found)), dict(denied)
    shared = _shared(found, people, items)
    client = _client(found, shared, people, technologies)
    reaches_out = any(
        concern in found
        for concern in (Concern.EMAIL, Concern.SMS, Concern.PAYMENT, Concern.DEVICES, Concern.WEBHOOK)
    )
    if client is Client.OFFLINE_WEB:
        server = shared or (Concern.SYNC in found and Concern.SOLO not in found) or Concern.DEVICES in found
    elif client is Client.FIRMWARE:
        server = False
    elif client in ON_DEVICE:
        server = client is not Client.LIBRARY and shared and Concern.SYNC in found
    else:
        server = (client is not Client.NATIVE or shared or reaches_out or Concern.SYNC in found) and not (
            client is Client.NATIVE and Concern.SOLO in found
        )
    timed = any(concern in found for concern in (Concern.SCHEDULE, Concern.RETENTION)) or (
        Concern.NOTIFY in found and any(concern in found for concern in (Concern.EMAIL, Concern.SMS, Concern.PUSH))
    )
    worked_on = any(
        (item.entities or LOG.search(take_apart(item).rest)) and take_apart(item).verb in WRITTEN for item in items
    )
    passing = client in {Client.COMMAND, Client.LIBRARY}  # these may work on things without keeping any
    remembers = worked_on if passing else any(item.entities for item in items)
    stores = server or remembers or any(fact.kind is FactKind.DATA for fact in facts) or Concern.BACKUP in found
    return Shape(
        client=client,
        server=server,
        worker=server and timed and not (client is Client.NONE and Concern.PIPELINE in found),
        gateway=server and Concern.DEVICES in found,
        shared=shared,
        stores=stores,
        found=found,
        denied=denied,
        technologies=technologies,
        neighbours=read_neighbours(facts, items, technologies, system),
        requirements=items,
        obligations={item.id: take_apart(item) for item in items},
    )


OWN_NETWORK = re.compile(
    r"(?:server|machine|computer) in (?:our|the)|own data cent|on.premises?|'?s internet|internet is down|"
    r"network has no internet|no internet access",
    re.IGNORECASE,
)
WITHOUT_ANY = re.compile(
    r"\boffline\b|(?:no|without(?: an?| any)?) (?:network|signal|reception|coverage|connection)|sync",
    re.IGNORECASE,
)


@remembered
def _told(
    briefing: Briefing, requirements: Requirements
) -> tuple[dict[Concern, Evidence], dict[Concern, Evidence], tuple[Technology, ...]]:
    """The concerns raised, those excluded, and the technologies named; six documents ask for them."""
    facts = standing(briefing.facts)
    return (*read_concerns(facts, requirements.items), read_technologies(facts, requirements.items))


def _on_the_own_network(found: dict[Concern, Evidence]) -> dict[Concern, Evidence]:
    """A server within the house needs no internet, which is not the same as devices without a network."""
    evidence = found.get(Concern.OFFLINE)
    if evidence is None:
        return found
    texts = [fact.text for fact in evidence.facts] or [evidence.quote]
    if Concern.SYNC in found or not all(
        OWN_NETWORK.search(text) and not WITHOUT_ANY.search(text) for text in texts
    ):
        return found
    return {concern: said for concern, said in found.items() if concern is not Concern.OFFLINE}


def _shared(found: dict[Concern, Evidence], people: tuple[str, ...], items: tuple[Requirement, ...]) -> bool:
    """Whether more than one person works on the same data."""
    if Concern.SOLO in found:
        return False
    acting = {name for item in items for name in item.actors}
    return (
        Concern.SHARED in found
        or len(people) > 1
        or len(acting) > 1
        or any(concern in found for concern in (Concern.ROLES, Concern.SIGN_IN, Concern.SINGLE_SIGN_ON))
    )


def _client(
    found: dict[Concern, Evidence], shared: bool, people: tuple[str, ...], technologies: tuple[Technology, ...]
) -> Client:
    """How people reach it: what was asked for, otherwise what the circumstances leave."""
    firmware = found.get(Concern.FIRMWARE)
    if firmware is not None and len(firmware.facts) >= FEWEST_OF_FIRMWARE:
        return Client.FIRMWARE
    asked = [
        (len(found[concern].facts) + len(found[concern].requirements), -place, client)
        for place, (concern, client) in enumerate(ASKED_CLIENTS)
        if concern in found
    ]
    if Concern.BROWSER in found and not any(
        client in {Client.EXTENSION, Client.BOT, Client.NATIVE} for *_, client in asked
    ):
        weight = len(found[Concern.BROWSER].facts) + len(found[Concern.BROWSER].requirements)
        asked = [entry for entry in asked if entry[0] > weight]
    if asked:
        return max(asked)[2]
    if any(
        item.role is Role.CLIENT_FRAMEWORK and item.name in {"Flutter", "React Native", "SwiftUI"}
        for item in technologies
    ):
        return Client.NATIVE
    if Concern.OFFLINE in found:
        return Client.OFFLINE_WEB
    if Concern.MOBILE in found and any(
        FOLLOWED.search(fact.text) for evidence in found.values() for fact in evidence.facts
    ):
        return Client.NATIVE
    if Concern.SOLO in found and Concern.MOBILE in found and Concern.NOTIFY in found:
        return Client.NATIVE  # only an app can speak up by itself where no server does
    if Concern.PIPELINE in found and Concern.BROWSER not in found and Concern.MOBILE not in found:
        return Client.NONE
    if Concern.API in found and Concern.BROWSER not in found and Concern.MOBILE not in found and len(people) < 2:
        return Client.NONE
    if Concern.SOLO in found and Concern.BROWSER not in found and not shared:
        return Client.OFFLINE_WEB if Concern.MOBILE in found else Client.DESKTOP
    return Client.WEB
