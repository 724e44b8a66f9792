"""What somebody would do to stored data."""

from specstep.domain.documents.threats import Stride
from specstep.domain.drafting.delivery.controls import Control
from specstep.domain.drafting.shape.values import Concern
from specstep.domain.drafting.shape.words import listing, plural
from specstep.domain.drafting.threats.scene import Attack, Scene, no_threat


def on_store(scene: Scene, stride: Stride) -> Attack:
    name = scene.flow.name
    if stride is Stride.TAMPERING:
        return Attack(
            text=(
                f"Somebody with access to the machine changes {scene.data} in the {name} directly, past all rules."
            ),
            likelihood="low",
            impact="high",
            mitigation=(
                f"Only the system's own account opens the {name}; a copy in another place shows what was before."
            ),
            controls=(Control.CUSTODY, Control.BACKUP),
            concerns=(Concern.BACKUP, Concern.ENCRYPTION),
        )
    if stride is Stride.REPUDIATION:
        return Attack(
            text=f"Whoever changed {scene.data} in the {name} also removes the note of it.",
            likelihood="low",
            impact="medium",
            mitigation=f"Notes in the {name} are only added; the account of the system cannot remove them.",
            controls=(Control.TRAIL, Control.CUSTODY),
            concerns=(Concern.AUDIT,),
        )
    if stride is Stride.INFORMATION_DISCLOSURE:
        held = listing([plural(item) for item in scene.personal[:3]], scene.data)
        return Attack(
            text=f"A copy of the {name} with {held} is left on a laptop or in a public folder.",
            likelihood="medium",
            impact="high" if scene.personal else "medium",
            mitigation=(
                f"Copies of the {name} are encrypted, counted and removed; what is past its time is not in them."
            ),
            controls=(Control.CUSTODY, Control.BACKUP),
            concerns=(Concern.ENCRYPTION, Concern.RETENTION, Concern.REGION),
        )
    return Attack(
        text=f"The disk of the {name} fills up or breaks, and {scene.data} are gone or cannot be changed.",
        likelihood="medium",
        impact="high",
        mitigation=f"Free space is watched, and the {name} is restored from a copy within a tested time.",
        controls=(Control.BACKUP, Control.LIMITS),
        concerns=(Concern.BACKUP, Concern.AVAILABILITY),
    )


def on_local_store(scene: Scene, stride: Stride) -> Attack:
    name = scene.flow.name
    who = scene.people[0] if scene.people else "its owner"
    if stride is Stride.TAMPERING:
        return Attack(
            text=(
                f"Another program, a sync tool or an interrupted write leaves the {name} with half of "
                f"{scene.data}."
            ),
            likelihood="medium",
            impact="high",
            mitigation=f"The {name} is replaced in one step; a damaged one is reported and never overwritten.",
            controls=(Control.SAFE_WRITE,),
            concerns=(Concern.BACKUP,),
        )
    if stride is Stride.INFORMATION_DISCLOSURE:
        if not scene.personal:
            return no_threat(
                f"the {name} holds {scene.data}, none of it marked as personal, on a device that only "
                f"{who} unlocks"
            )
        return Attack(
            text=f"The device is lost or lent, and a stranger reads {scene.data} in the {name}.",
            likelihood="medium",
            impact="high" if scene.shape.has(Concern.SENSITIVE) else "medium",
            mitigation=(
                f"The {name} lies in storage that the device's lock protects, and only what is needed is "
                "kept there."
            ),
            controls=(Control.SAFE_WRITE, Control.CUSTODY),
            concerns=(Concern.ENCRYPTION, Concern.PERSONAL, Concern.REGION),
        )
    if stride is Stride.DENIAL_OF_SERVICE:
        return Attack(
            text=f"The device breaks or its storage is cleared, and {scene.data} in the {name} are gone.",
            likelihood="medium",
            impact="high",
            mitigation=f"The {name} can be copied and read back; "
            + (
                "what is synchronised is on the server as well."
                if scene.shape.server
                else f"{who} is told when the last copy is old."
            ),
            controls=(Control.SAFE_WRITE, Control.BACKUP),
            concerns=(Concern.BACKUP, Concern.SYNC),
        )
    if scene.shape.server and scene.shape.shared:
        return Attack(
            text=(
                f"{who[:1].upper()}{who[1:]} changes {scene.data} in the {name} by hand before they are "
                "synchronised, and denies it."
            ),
            likelihood="low",
            impact="low",
            mitigation="The server checks what arrives as if it had been entered there, and notes who sent it.",
            controls=(Control.TRAIL, Control.INPUT, Control.SAFE_WRITE),
            concerns=(Concern.AUDIT,),
        )
    return no_threat(f"only {who} writes to the {name}; nobody else depends on who changed it")
