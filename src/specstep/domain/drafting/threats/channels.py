"""What somebody would do to data on its way."""

from specstep.domain.documents.architecture import ElementKind
from specstep.domain.documents.threats import Stride
from specstep.domain.drafting.delivery.controls import Control
from specstep.domain.drafting.shape.values import Concern
from specstep.domain.drafting.shape.words import agree
from specstep.domain.drafting.threats.scene import Attack, Scene, no_threat


def on_flow(scene: Scene, stride: Stride) -> Attack:
    by_id = scene.architecture.by_id()
    source, target = by_id[scene.flow.source or ""], by_id[scene.flow.target or ""]
    way = f"between {source.name} and {target.name}"
    nodes = {ref: node.name for node in scene.architecture.deployment for ref in node.elements}
    same = nodes.get(source.id) is not None and nodes.get(source.id) == nodes.get(target.id)
    if source.kind is ElementKind.PERSON or target.kind is ElementKind.PERSON:
        person, part = (source, target) if source.kind is ElementKind.PERSON else (target, source)
        if not scene.networked:
            return no_threat(f"nothing travels: {person.name} uses {part.name} at the same device")
        if stride is Stride.TAMPERING:
            return Attack(
                text=(
                    f"A page, message or extension that {person.name} opened sends {part.name} an action that "
                    f"{person.name} did not mean."
                ),
                likelihood="medium",
                impact="medium",
                mitigation=f"{part.name} {agree(part.name, 'act')} only on requests that come from the right address.",
                alike=("forged", part.id),
                controls=(Control.ACCESS, Control.INPUT, Control.SAFE_WRITE),
                concerns=(Concern.SIGN_IN,),
            )
        if stride is Stride.INFORMATION_DISCLOSURE:
            return Attack(
                text=f"Somebody beside {person.name}, on a shared device or screen, reads {scene.data}.",
                likelihood="medium",
                impact="medium" if scene.sensitive else "low",
                mitigation=f"{part.name} {agree(part.name, 'end')} a session after idle time and {agree(part.name, 'show')} no more than the task needs.",
                alike=("beside", part.id),
                controls=(Control.ACCESS, Control.TRANSPORT),
                concerns=(Concern.PERSONAL, Concern.SIGN_IN),
            )
        return Attack(
            text=f"{person.name} has no network at the moment when {scene.data} are needed.",
            likelihood="high" if scene.shape.has(Concern.OFFLINE) else "low",
            impact="medium",
            mitigation="What was entered stays on the device until it can be sent."
            if scene.shape.has(Concern.OFFLINE)
            else f"{part.name} {agree(part.name, 'say')} that nothing was sent, and {agree(part.name, 'keep')} what was typed.",
            alike=("cut", part.id),
            controls=(Control.SAFE_WRITE, Control.LIMITS, Control.INPUT),
            concerns=(Concern.OFFLINE, Concern.AVAILABILITY),
        )
    if same:
        return no_threat(
            f"it stays inside {nodes[source.id]}; whoever reaches it controls "
            "both ends, which their own rows cover"
        )
    if stride is Stride.TAMPERING:
        return Attack(
            text=f"On the way {way}, {scene.data} are altered, or sent a second time.",
            likelihood="low",
            impact="high" if scene.shape.has(Concern.PAYMENT) else "medium",
            mitigation="The connection is encrypted and authenticated; each message has an id and counts once.",
            alike=("altered",),
            controls=(Control.TRANSPORT, Control.ORIGIN, Control.DEVICE),
            concerns=(Concern.ENCRYPTION,),
        )
    if stride is Stride.INFORMATION_DISCLOSURE:
        return Attack(
            text=f"Whoever runs the network reads {scene.data} on the way {way}.",
            likelihood="low",
            impact="high" if scene.sensitive else "low",
            mitigation="Only TLS is spoken; no personal value stands in an address.",
            alike=("read on the way",),
            controls=(Control.TRANSPORT,),
            concerns=(Concern.ENCRYPTION, Concern.PERSONAL),
        )
    return Attack(
        text=f"The connection {way} is cut or slow for hours, and {scene.data} pile up or get lost.",
        likelihood="medium",
        impact="medium",
        mitigation=f"Calls {way} have a time limit and are repeated later; people see that something waits.",
        alike=("cut off",),
        controls=(Control.LIMITS, Control.SAFE_WRITE, Control.TRANSPORT),
        concerns=(Concern.OFFLINE, Concern.AVAILABILITY, Concern.SYNC),
    )
