"""Where the parts run."""

import re

from specstep.domain.documents.architecture import DeploymentNode
from specstep.domain.drafting.architecture.parts import Parts
from specstep.domain.drafting.shape.choices import hosting
from specstep.domain.drafting.shape.values import Client, Concern, Role, Shape
from specstep.domain.drafting.shape.words import capital, listing, short

DEVICES = {
    Client.COMMAND: "Computer with a terminal",
    Client.LIBRARY: "The calling program's process",
    Client.DESKTOP: "Personal computer",
    Client.OFFLINE_WEB: "Phone, tablet or computer",
    Client.NATIVE: "Phone",
    Client.FIRMWARE: "The device",
    Client.BOT: "Bot process",
    Client.EXTENSION: "Browser on the person's computer",
    Client.WEB: "Browser on the person's device",
}


NAMED = re.compile(
    r"(?<![\w-])(?P<device>(?:rugged )?(?:Android|Windows|Apple)? ?(?:iPhones?|iPads?|tablets?|smartphones?|laptops?|phones?(?! (?:numbers?|calls?))))\b"
)
LOOSE = frozenset({Client.OFFLINE_WEB, Client.NATIVE})


def _device(shape: Shape) -> str:
    """The person's device by the name that was said, where one was."""
    evidence = shape.found.get(Concern.MOBILE)
    if shape.client in LOOSE and evidence is not None:
        for text in (evidence.quote, *(fact.text for fact in evidence.facts)):
            if match := NAMED.search(text):
                return capital(match["device"].strip())
    if shape.client is Client.FIRMWARE:
        board = next((m[0] for f in shape.found[Concern.FIRMWARE].facts if (m := BOARD.search(f.text))), "")
        return f"The device ({board})" if board else DEVICES[Client.FIRMWARE]
    return DEVICES[shape.client]


BOARD = re.compile(r"\b(?:nRF|STM32|ESP|RP|SAMD)\w+\b")


def draft_deployment(shape: Shape, parts: Parts) -> tuple[DeploymentNode, ...]:
    """The nodes, from the person's device outwards."""
    nodes = []
    local = [element.id for element in (parts.client, parts.device_store) if element is not None]
    if local:
        said = shape.quote(Concern.MOBILE, Concern.OFFLINE, Concern.DESKTOP, Concern.COMMAND_LINE, Concern.BROWSER)
        owners = listing([person.name for person in parts.people.values()])
        nodes.append(
            DeploymentNode(
                name=_device(shape),
                description=(f"Used by {owners}. " if owners else "")
                + (f"Said: “{short(said, 140)}”" if said else ""),
                elements=tuple(local),
                technology=parts.client.technology if parts.client else "",
            )
        )
    central = [
        element.id
        for element in (parts.server, parts.worker, parts.gateway, parts.server_store)
        if element is not None
    ]
    if central:
        choice = hosting(shape)
        reasons = [
            f"“{short(shape.quote(concern), 110)}”"
            for concern in (Concern.REGION, Concern.BUDGET, Concern.MAINTAINER, Concern.AVAILABILITY)
            if shape.has(concern)
        ]
        why = (
            f" It must respect {listing(reasons)}."
            if reasons
            else ""
            if choice.decided
            else " Nobody named limits of money or place for it yet."
        )
        settled = (
            "Decided by the person." if choice.decided else "Proposed: one machine carries all central parts."
        )
        nodes.append(
            DeploymentNode(
                name=capital(choice.name),
                description=settled + why,
                elements=tuple(central),
                technology=", ".join(item.name for item in shape.decided(Role.HOSTING)),
            )
        )
    if not nodes:
        nodes.append(
            DeploymentNode(
                name="Not settled", description="No statement says where it runs.", elements=(parts.system.id,)
            )
        )
    return tuple(nodes)
