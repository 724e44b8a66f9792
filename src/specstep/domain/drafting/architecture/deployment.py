"""Where the parts run."""

from specstep.domain.documents.architecture import DeploymentNode
from specstep.domain.drafting.architecture.parts import Parts
from specstep.domain.drafting.shape.choices import hosting
from specstep.domain.drafting.shape.values import Client, Concern, Role, Shape
from specstep.domain.drafting.shape.words import capital, listing, short

DEVICES = {
    Client.COMMAND: "Computer with a terminal",
    Client.LIBRARY: "The calling program's process",
    Client.DESKTOP: "Personal computer",
    Client.OFFLINE_WEB: "Phone, tablet or computer in the field",
    Client.NATIVE: "Phone",
    Client.BOT: "Bot process",
    Client.EXTENSION: "Browser on the person's computer",
    Client.WEB: "Browser on the person's device",
}


def draft_deployment(shape: Shape, parts: Parts) -> tuple[DeploymentNode, ...]:
    """The nodes, from the person's device outwards."""
    nodes = []
    local = [element.id for element in (parts.client, parts.device_store) if element is not None]
    if local:
        said = shape.quote(Concern.MOBILE, Concern.OFFLINE, Concern.DESKTOP, Concern.COMMAND_LINE, Concern.BROWSER)
        owners = listing([person.name for person in parts.people.values()])
        nodes.append(
            DeploymentNode(
                name=DEVICES[shape.client],
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
