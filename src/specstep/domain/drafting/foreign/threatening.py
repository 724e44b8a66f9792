"""The threat model in the person's language: each element of the diagram, each kind, each threat told once."""

import attrs

from specstep.domain.documents.threats import (
    STRIDE_PER_ELEMENT,
    FlowElement,
    FlowKind,
    Stride,
    Threat,
    ThreatModel,
)
from specstep.domain.drafting.threats.flows import draft_flows
from specstep.domain.phrases import Phrases
from specstep.domain.tasks.inputs import WriteThreats

ATTACKS: dict[tuple[FlowKind, Stride], tuple[str, str]] = {
    (FlowKind.EXTERNAL_ENTITY, Stride.SPOOFING): (
        "Somebody poses as {name}.",
        "An action of {name} counts only with proof of who asks.",
    ),
    (FlowKind.EXTERNAL_ENTITY, Stride.REPUDIATION): (
        "{name} later denies having done something.",
        "Changes are kept with name and time.",
    ),
    (FlowKind.PROCESS, Stride.SPOOFING): (
        "Something that is not {name} answers in its place.",
        "Connections are encrypted, and keys can be replaced.",
    ),
    (FlowKind.PROCESS, Stride.TAMPERING): (
        "Wrong or crafted input changes what {name} does.",
        "{name} takes only values of the expected kind and size.",
    ),
    (FlowKind.PROCESS, Stride.REPUDIATION): (
        "A change leaves no sign in {name}.",
        "{name} notes each change with its cause.",
    ),
    (FlowKind.PROCESS, Stride.INFORMATION_DISCLOSURE): (
        "{name} shows somebody what concerns only others.",
        "Each answer is limited to what the person may see.",
    ),
    (FlowKind.PROCESS, Stride.DENIAL_OF_SERVICE): (
        "{name} is called so often that it no longer answers.",
        "One caller is limited, the rest is served.",
    ),
    (FlowKind.PROCESS, Stride.ELEVATION_OF_PRIVILEGE): (
        "Somebody calls {name} directly with what only others may do.",
        "Permissions are checked where the change happens.",
    ),
    (FlowKind.STORE, Stride.TAMPERING): (
        "Somebody with access to the machine changes {name} past all rules.",
        "Only the system's own account opens {name}.",
    ),
    (FlowKind.STORE, Stride.REPUDIATION): (
        "Whoever changed {name} also removes the note of it.",
        "Notes are only added, never removed.",
    ),
    (FlowKind.STORE, Stride.INFORMATION_DISCLOSURE): (
        "A copy of {name} gets into strange hands.",
        "Copies of {name} are encrypted and counted.",
    ),
    (FlowKind.STORE, Stride.DENIAL_OF_SERVICE): (
        "The disk under {name} breaks or fills up.",
        "{name} is restored from a copy within a tested time.",
    ),
    (FlowKind.FLOW, Stride.TAMPERING): (
        "Data is changed on the way: {name}.",
        "The connection is encrypted and authenticated.",
    ),
    (FlowKind.FLOW, Stride.INFORMATION_DISCLOSURE): (
        "Somebody reads along on the way: {name}.",
        "The connection is encrypted and authenticated.",
    ),
    (FlowKind.FLOW, Stride.DENIAL_OF_SERVICE): (
        "The connection breaks off: {name}.",
        "What waits is shown, and sent again later.",
    ),
}
GRAVE = frozenset({Stride.INFORMATION_DISCLOSURE, Stride.ELEVATION_OF_PRIVILEGE})


def threaten(task: WriteThreats, say: Phrases) -> ThreatModel:
    """Each element with its rows; a threat that was told at an element of the same kind is only named again."""
    elements = tuple(_spoken(element, task, say) for element in draft_flows(task.architecture))
    work = tuple(each.id for each in task.delivery.tasks)
    told: dict[tuple[FlowKind, Stride], str] = {}
    threats: list[Threat] = []
    for element in elements:
        for stride in STRIDE_PER_ELEMENT[element.kind]:
            id = f"TH-{len(threats) + 1:03d}"
            before = told.get((element.kind, stride))
            text, against = ATTACKS[element.kind, stride]
            why = say("{id} covers it: the same work helps", id=before) if before else ""
            if not work and not why:
                why = say("no task exists yet that could touch {name}", name=element.name)
            told.setdefault((element.kind, stride), id)
            threats.append(
                Threat(
                    id=id,
                    element=element.id,
                    stride=stride,
                    text=say(text, name=element.name),
                    likelihood="medium" if stride in GRAVE else "low",
                    impact="high" if stride in GRAVE else "medium",
                    mitigation="" if why else say(against, name=element.name),
                    mitigations=() if why else _work_on(element, task) or work[:1],
                    not_applicable_because=why,
                )
            )
    assets = (say("What people enter: that it is complete and unchanged, and seen only by those who may"),)
    return ThreatModel(assets=assets, elements=elements, threats=tuple(threats))


def _spoken(element: FlowElement, task: WriteThreats, say: Phrases) -> FlowElement:
    """The element with its name and boundary in the person's language."""

    by_id = task.architecture.by_id()
    if element.kind is FlowKind.FLOW and element.source in by_id and element.target in by_id:
        source, target = by_id[element.source].name, by_id[element.target].name
        element = attrs.evolve(element, name=f"{source} → {target}")
    boundary = {"People": say("People")}.get(element.boundary, element.boundary)
    if boundary.startswith("Outside: "):
        boundary = say("Outside: {name}", name=element.name)
    return attrs.evolve(element, boundary=boundary)


def _work_on(element: FlowElement, task: WriteThreats) -> tuple[str, ...]:
    """The protecting tasks that touch the element, else those that touch it at all."""
    ends = {ref for ref in (element.element, element.source, element.target) if ref}
    near = [each for each in task.delivery.tasks if ends & set(each.elements)]
    guarding = [each.id for each in near if not each.requirements or len(each.requirements) > 1]
    return tuple((guarding or [each.id for each in near])[-2:])
