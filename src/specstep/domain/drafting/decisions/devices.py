"""What a device with firmware has to decide: how it is updated, where it keeps data, how it saves power."""

import re

from specstep.domain.documents.architecture import Architecture
from specstep.domain.drafting.decisions.reasons import Record, Way, carried
from specstep.domain.drafting.shape.values import Client, Shape
from specstep.domain.drafting.shape.words import bare, listing, short

UPDATE = re.compile(
    r"\bover[ -]the[ -]air\b|\bOTA\b|\bfirmware updates?\b|\bbrick\b|\bupdate (?:that )?fails?\b", re.IGNORECASE
)
POWER = re.compile(r"\b(?:battery|batteries|sleep|µA|mAh|one charge|power consumption|wake)\b", re.IGNORECASE)


def _about(shape: Shape, pattern: re.Pattern[str]) -> tuple[tuple[str, ...], str]:
    """The requirements that speak of it, and one sentence that does."""
    items = [item for item in shape.requirements if pattern.search(item.text)]
    said = next(
        (fact.text for found in shape.found.values() for fact in found.facts if pattern.search(fact.text)),
        items[0].text if items else "",
    )
    return tuple(item.id for item in items), bare(said)


def updates(shape: Shape, architecture: Architecture) -> Record | None:  # noqa: ARG001 - one signature for all topics
    """How new firmware gets onto devices that are out of reach."""
    refs, said = _about(shape, UPDATE)
    if shape.client is not Client.FIRMWARE or not refs:
        return None
    slots = Way(
        name="Two slots, the new image is confirmed after its first start",
        pros=(
            "A broken image is left again by itself",
            "The old image runs until the new one is complete and its signature checked",
        ),
        cons=("Needs room for two images", "A boot loader that can choose between them"),
    )
    over = Way(
        name="Write over the running image",
        pros=("Needs room for one image only",),
        cons=("A cut in power or network half way leaves a device that does not start",),
    )
    return Record(
        title="Update firmware through two slots",
        context=f"Devices are out of reach when they are updated. “{short(said, 140)}”",
        drivers=refs,
        ways=(slots, over),
        chosen=slots.name,
        because=f"{listing(refs)}: a failed update must leave a device that still works.",
        good=slots.pros,
        bad=slots.cons,
        revisit_when="The flash memory is too small for two images",
    )


def power(shape: Shape, architecture: Architecture) -> Record | None:
    """What wakes the device."""
    refs, said = _about(shape, POWER)
    if shape.client is not Client.FIRMWARE or not refs:
        return None
    wake = Way(
        name="Sleep, and be woken by an interrupt",
        pros=("Draws next to nothing while nothing happens", "Reacts at once"),
        cons=("The part that wakes it must stay powered, and its threshold be tuned",),
    )
    poll = Way(
        name="Wake up at intervals and look",
        pros=("Simple, and the same on each board",),
        cons=("Each look costs charge, each pause delays the answer",),
    )
    return Record(
        title="Sleep until an interrupt",
        context=f"The charge is the budget of this device. “{short(said, 140)}”",
        drivers=refs or carried(architecture, "client")[:3],
        ways=(wake, poll),
        chosen=wake.name,
        because=f"{listing(refs)}: between two events the device may draw almost nothing.",
        good=wake.pros,
        bad=wake.cons,
        revisit_when="The measured current over a day does not fit the time on one charge",
    )
