"""The threat model as a whole."""

from specstep.domain.documents.architecture import ElementKind
from specstep.domain.documents.delivery import DeliveryPlan
from specstep.domain.documents.threats import STRIDE_PER_ELEMENT, FlowElement, Threat, ThreatModel
from specstep.domain.drafting.delivery.controls import Control
from specstep.domain.drafting.foreign import phrases_of
from specstep.domain.drafting.foreign.threatening import threaten
from specstep.domain.drafting.shape.reading import read_shape
from specstep.domain.drafting.shape.values import Concern, Shape
from specstep.domain.drafting.shape.words import bare, capital, listing, plural, short, unique
from specstep.domain.drafting.threats.attacks import attack
from specstep.domain.drafting.threats.flows import draft_flows
from specstep.domain.drafting.threats.scene import Attack, Scene
from specstep.domain.tasks.inputs import WriteThreats

MOST_LINKS = 4
LOCAL = frozenset({Control.ORIGIN, Control.DEVICE})  # work on one neighbour, which helps no other


def draft_threats(task: WriteThreats) -> ThreatModel:
    """One row per element and applicable kind of threat, each met by requirements or tasks, or reasoned away."""
    if say := phrases_of(task.briefing.language):
        return threaten(task, say)
    architecture = task.architecture
    people = tuple(item.name for item in architecture.elements if item.kind is ElementKind.PERSON)
    shape = read_shape(task.briefing, task.requirements, people)
    personal = tuple(
        entity.name
        for entity in architecture.entities
        if any(attribute.personal for attribute in entity.attributes)
    )
    networked = any(
        item.kind is ElementKind.EXTERNAL or item.id.startswith(("server", "gateway"))
        for item in architecture.elements
    )
    elements = draft_flows(architecture)
    threats: list[Threat] = []
    told: dict[tuple[object, ...], Threat] = {}
    for flow in elements:
        scene = Scene(shape=shape, architecture=architecture, flow=flow, networked=networked, personal=personal)
        for stride in STRIDE_PER_ELEMENT[flow.kind]:
            found = attack(scene, stride)
            links = () if found.not_applicable_because else _links(found, flow, scene, task.delivery)
            reason = found.not_applicable_because
            if not links and not reason:
                reason = (
                    f"no requirement and no task exists yet that could touch {flow.name}; the open questions "
                    "come first"
                )
            alike = (found.alike, stride) if found.alike else ()
            before = told.get(alike)
            if before is not None and not reason:
                reason = f"{before.id} covers it: {flow.name} can be attacked in the same way only, and the same work helps"
            row = Threat(
                id=f"TH-{len(threats) + 1:03d}",
                element=flow.id,
                stride=stride,
                text=found.text,
                likelihood=found.likelihood,
                impact=found.impact,
                mitigation="" if reason else found.mitigation,
                mitigations=() if reason else links,
                not_applicable_because=bare(reason),
            )
            threats.append(row)
            if alike and not reason:
                told[alike] = row
    return ThreatModel(assets=_assets(task, shape, personal), elements=elements, threats=tuple(threats))


def _links(found: Attack, flow: FlowElement, scene: Scene, delivery: DeliveryPlan) -> tuple[str, ...]:
    """The requirements and tasks that meet a threat: the named ones first, else the work on the same element."""
    ends = {ref for ref in (flow.element, flow.source, flow.target) if ref}
    tasks = [
        task.id
        for control in found.controls
        for task in delivery.tasks
        if task.title.startswith(control.value) and (control not in LOCAL or ends & set(task.elements))
    ][:2]
    refs = list(scene.shape.refs(*found.concerns))[:2]
    if tasks or refs:
        return unique((*refs, *tasks))[:MOST_LINKS]
    nearby = [task.id for task in delivery.tasks if ends & set(task.elements)][:2]
    by_id = scene.architecture.by_id()
    carried = [ref for end in sorted(ends) if end in by_id for ref in by_id[end].requirements][:2]
    return (
        unique((*carried, *nearby))
        or tuple(task.id for task in delivery.tasks[:1])
        or tuple(item.id for item in scene.shape.requirements[:1])
    )


def _assets(task: WriteThreats, shape: Shape, personal: tuple[str, ...]) -> tuple[str, ...]:
    """What is worth protecting, from the data model and the qualities that were asked for."""
    found = []
    for entity in task.architecture.entities:
        marked = [item.name for item in entity.attributes if item.personal]
        if entity.name in personal:
            found.append(f"{capital(plural(entity.name))}: personal data ({listing(marked)})")
        elif entity.states:
            found.append(f"{capital(plural(entity.name))}: that their state ({listing(entity.states)}) is true")
    if not found:
        found = [
            f"{capital(plural(entity.name))}: that they are complete and unchanged"
            for entity in task.architecture.entities[:3]
        ]
    quoted = [item for item in task.requirements.items if item.id in shape.refs(Concern.AVAILABILITY)]
    found += [f"That it works when it is needed: {short(item.text, 90)} ({item.id})" for item in quoted[:1]]
    kept = any(item.kind is ElementKind.STORE for item in task.architecture.elements)
    if found:
        return tuple(found)
    if kept:
        return ("What people enter: that it is complete and unchanged",)
    return ("What the system shows: that nobody but its owner changes it", "What people send: that it arrives")
