"""The delivery plan as a whole."""

import attrs

from specstep.domain.documents.architecture import Architecture, ElementKind
from specstep.domain.documents.delivery import DeliveryPlan, Milestone
from specstep.domain.documents.requirements import Priority, RequirementKind
from specstep.domain.drafting.delivery.controls import Control, protections
from specstep.domain.drafting.delivery.milestones import draft_milestones
from specstep.domain.drafting.delivery.risks import draft_risks
from specstep.domain.drafting.delivery.tasks import (
    Draft,
    for_limits,
    for_protection,
    for_requirement,
    numbered,
    order,
    skeleton,
)
from specstep.domain.drafting.foreign import phrases_of
from specstep.domain.drafting.foreign.planning import plan
from specstep.domain.drafting.shape.reading import read_shape
from specstep.domain.tasks.inputs import WriteDelivery

EARLY = {Control.ACCESS, Control.SAFE_WRITE, Control.DEVICE, Control.TRANSPORT}


def draft_delivery(task: WriteDelivery) -> DeliveryPlan:
    """Plan the work: each requirement has a task, each task a requirement; nothing waits for what comes later."""
    if say := phrases_of(task.briefing.language):
        return plan(task, say)
    people = tuple(actor.name for actor in task.vision.actors) or _people(task.architecture)
    shape = read_shape(task.briefing, task.requirements, people, task.vision.system_name)
    milestones = draft_milestones(shape, task.architecture)
    places = task.acceptance.places()
    drafts: list[Draft] = []
    guards = protections(shape, task.architecture)
    for milestone in milestones:
        wanted = tuple(item for item in order(task.requirements.items, shape) if item.id in milestone.requirements)
        if milestone is milestones[0]:
            bound = tuple(item.id for item in wanted if item.kind is RequirementKind.CONSTRAINT)
            first = tuple(item.id for item in wanted if item.kind is not RequirementKind.CONSTRAINT)[:1]
            drafts.append(skeleton(shape, task.architecture, milestone, (*bound, *first), places))
        limits = tuple(item for item in wanted if item.kind is RequirementKind.CONSTRAINT)
        if limits:
            key = "limits" if "limits" not in {draft.key for draft in drafts} else f"limits {milestone.id}"
            drafts.append(attrs.evolve(for_limits(limits, milestone.id, task.architecture), key=key))
        for item in wanted:
            if item in limits:
                continue
            drafts.append(for_requirement(item, milestone.id, shape, task.architecture, places, tuple(drafts)))
        early = milestone is milestones[min(1, len(milestones) - 1)]
        last = milestone is _last_needed(milestones, task)
        done = {draft.key for draft in drafts}
        for guard in guards:
            if guard.control.name not in done and ((early and guard.control in EARLY) or last):
                drafts.append(for_protection(guard, milestone.id, tuple(drafts)))
    tasks = numbered(tuple(drafts))
    milestones = tuple(
        attrs.evolve(
            milestone,
            requirements=tuple(dict.fromkeys(milestone.requirements)),
        )
        for milestone in milestones
    )
    risks = draft_risks(task.briefing, shape, task.requirements, task.architecture, task.decisions, tasks)
    return DeliveryPlan(milestones=milestones, tasks=tasks, risks=risks)


def _last_needed(milestones: tuple[Milestone, ...], task: WriteDelivery) -> Milestone:
    """The milestone after which it can be used: what protects it cannot wait for what would only be welcome."""
    musts = {item.id for item in task.requirements.items if item.priority is Priority.MUST}
    return next((each for each in reversed(milestones) if musts & set(each.requirements)), milestones[-1])


def _people(architecture: Architecture) -> tuple[str, ...]:
    return tuple(item.name for item in architecture.elements if item.kind is ElementKind.PERSON)
