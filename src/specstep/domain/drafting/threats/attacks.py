"""The threat of one kind to one element."""

from specstep.domain.documents.threats import FlowKind, Stride
from specstep.domain.drafting.shape.values import Client
from specstep.domain.drafting.threats.channels import on_flow
from specstep.domain.drafting.threats.devices import on_firmware
from specstep.domain.drafting.threats.outside import on_neighbour, on_person
from specstep.domain.drafting.threats.processes import on_local_process, on_process
from specstep.domain.drafting.threats.scene import Attack, Scene, no_threat
from specstep.domain.drafting.threats.stores import on_local_store, on_store

_NOBODY = "nobody signs in, so that there is nobody to pretend to be"
_PUBLIC = "what it shows is meant for everybody, and it keeps nothing else"
_OPEN: dict[tuple[FlowKind, Stride], str] = {
    (FlowKind.EXTERNAL_ENTITY, Stride.SPOOFING): _NOBODY,
    (
        FlowKind.EXTERNAL_ENTITY,
        Stride.REPUDIATION,
    ): "nothing is kept under anybody's name that could be denied later",
    (FlowKind.PROCESS, Stride.REPUDIATION): "it keeps nothing that somebody could deny having changed",
    (FlowKind.PROCESS, Stride.INFORMATION_DISCLOSURE): _PUBLIC,
    (FlowKind.PROCESS, Stride.ELEVATION_OF_PRIVILEGE): "it knows no roles: everybody may do the same",
    (
        FlowKind.FLOW,
        Stride.INFORMATION_DISCLOSURE,
    ): "what travels is meant for everybody, until somebody names data that is not",
}
"""Where nothing is kept and nobody signs in, these kinds have nothing to aim at."""


def attack(scene: Scene, stride: Stride) -> Attack:
    """The threat of one kind to one element, or why there is none here."""
    if scene.open and scene.networked and (because := _OPEN.get((scene.flow.kind, stride))):
        return no_threat(because)
    if scene.flow.kind is FlowKind.EXTERNAL_ENTITY:
        person = scene.flow.boundary == "People"
        return on_person(scene, stride) if person else on_neighbour(scene, stride)
    if scene.flow.kind is FlowKind.PROCESS and scene.shape.client is Client.FIRMWARE:
        return on_firmware(scene, stride)
    if scene.flow.kind is FlowKind.PROCESS:
        return on_process(scene, stride) if scene.networked else on_local_process(scene, stride)
    if scene.flow.kind is FlowKind.STORE:
        local = (scene.flow.element or "").startswith("local")
        return on_local_store(scene, stride) if local else on_store(scene, stride)
    return on_flow(scene, stride)
