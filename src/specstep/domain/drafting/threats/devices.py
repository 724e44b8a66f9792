"""What somebody would do to a device that is out of its maker's sight."""

from specstep.domain.documents.threats import Stride
from specstep.domain.drafting.delivery.controls import Control
from specstep.domain.drafting.shape.values import Concern
from specstep.domain.drafting.threats.scene import Attack, Scene, no_threat


def on_firmware(scene: Scene, stride: Stride) -> Attack:
    """The threat of one kind to the software inside a device."""
    name = scene.flow.name
    if stride is Stride.SPOOFING:
        return Attack(
            text=f"A stranger's phone or radio poses as the one that {name} trusts, and gives it commands.",
            likelihood="medium",
            impact="high",
            mitigation=f"{name} obeys only a paired partner with its own key; pairing needs the device in one's hand.",
            controls=(Control.ACCESS, Control.TRANSPORT),
            concerns=(Concern.ROLES, Concern.SIGN_IN),
        )
    if stride is Stride.TAMPERING:
        return Attack(
            text=f"Somebody installs a changed {name}, over the air or by the pins on the board.",
            likelihood="low",
            impact="high",
            mitigation="Only an image with the maker's signature starts, and none that is older than the present one.",
            controls=(Control.INPUT, Control.SAFE_WRITE),
            concerns=(Concern.FIRMWARE,),
        )
    if stride is Stride.INFORMATION_DISCLOSURE:
        return Attack(
            text=f"Whoever has the device in hand reads keys and {scene.data} out of its memory.",
            likelihood="medium",
            impact="high" if scene.sensitive else "medium",
            mitigation="The memory is locked against reading, and a key opens one device only.",
            controls=(Control.CUSTODY, Control.SAFE_WRITE),
            concerns=(Concern.PERSONAL, Concern.ROLES),
        )
    if stride is Stride.DENIAL_OF_SERVICE:
        return Attack(
            text=f"Jamming, or endless waking, empties the battery of the device, and {name} is silent when it matters.",
            likelihood="medium",
            impact="medium",
            mitigation=f"{name} limits how often it may be woken, and its partner reports when it falls silent.",
            controls=(Control.LIMITS, Control.INPUT),
            concerns=(Concern.OFFLINE,),
        )
    if stride is Stride.ELEVATION_OF_PRIVILEGE:
        return Attack(
            text="A debug port left open gives full control over the device.",
            likelihood="medium",
            impact="high",
            mitigation="Debug ports are closed in production, and a test on a finished device shows it.",
            controls=(Control.CUSTODY, Control.INPUT),
            concerns=(Concern.FIRMWARE,),
        )
    return no_threat(f"nobody signs for what {name} does; its partner keeps the history")
