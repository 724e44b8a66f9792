"""Operations from requirements, where other programs talk to the system."""

import re

import attrs

from specstep.domain.documents.api import Api, ApiField, ApiOperation, ApiSchema
from specstep.domain.documents.architecture import ElementKind
from specstep.domain.documents.requirements import Priority, RequirementKind
from specstep.domain.drafting.api.operations import CHANGE, MAKE, READ, REMOVE, operation_for, with_refusals
from specstep.domain.drafting.api.schemas import schema_name
from specstep.domain.drafting.foreign import phrases_of
from specstep.domain.drafting.shape.obligations import Obligation
from specstep.domain.drafting.shape.reading import read_shape
from specstep.domain.drafting.shape.values import Client, Concern, Role, Shape
from specstep.domain.drafting.shape.words import bare, names, short, slug, unique
from specstep.domain.tasks.inputs import WriteApi

PROBLEM = ApiSchema(
    name="Problem",
    description="Why a call was refused (RFC 9457)",
    fields=(
        ApiField(name="title", type="string", description="What went wrong, in one sentence"),
        ApiField(name="status", type="integer", description="The HTTP status"),
        ApiField(name="detail", type="string", required=False, description="Which rule refused it, and why"),
    ),
)


def draft_api(task: WriteApi) -> Api:
    """The operations and schemas, or the reason why there are none."""
    if say := phrases_of(task.briefing.language):
        return Api(not_applicable_because=say("no statement names a program that would call it"))
    people = tuple(actor.name for actor in task.vision.actors)
    shape = read_shape(task.briefing, task.requirements, people, task.vision.system_name)
    why_not = _why_not(shape, task)
    if why_not:
        return Api(not_applicable_because=why_not)
    entities = task.architecture.entities
    found: dict[tuple[str, str], ApiOperation] = {}
    schemas: dict[str, ApiSchema] = {}
    for item in task.requirements.items:
        if item.kind is not RequirementKind.FUNCTIONAL or item.priority is Priority.WONT:
            continue
        obligation = shape.obligations[item.id]
        if not _exposed(obligation):
            continue
        operation = operation_for(
            item.id, bare(item.title) or obligation.action, obligation, entities, item.entities, schemas
        )
        place = (operation.method, _pattern(operation.path))
        before = found.get(place)
        if before is not None:
            operation = attrs.evolve(before, requirements=unique((*before.requirements, item.id)))
        found[place] = operation
    operations = _unique_ids((*(with_refusals(item, shape) for item in found.values()), *_callbacks(task, shape)))
    if not operations:
        return Api(
            not_applicable_because=(
                "an interface was asked for, but no functional requirement says what it offers; the open "
                "questions ask for it"
            )
        )
    schemas["Problem"] = PROBLEM
    return Api(operations=operations, schemas=tuple(schemas.values()))


def _callbacks(task: WriteApi, shape: Shape) -> tuple[ApiOperation, ...]:
    """What neighbours call by themselves: one operation each, for what begins with their report."""
    found = []
    by_id = task.architecture.by_id()
    for relation in task.architecture.relations:
        source = by_id.get(relation.source)
        if source is None or source.kind is not ElementKind.EXTERNAL or not relation.label.startswith("reports"):
            continue
        refs = tuple(
            item.id for item in shape.obligations.values() if item.condition and names(item.condition, source.name)
        )
        if refs:
            name = schema_name(source.name)
            found.append(
                ApiOperation(
                    id=f"receive{name}Report",
                    method="POST",
                    path=f"/callbacks/{slug(source.name)}",
                    summary=f"{source.name} {relation.label}",
                    requirements=refs,
                    errors=(("401", f"The call does not carry the signature of {source.name}"),),
                )
            )
    return tuple(found)


def _why_not(shape: Shape, task: WriteApi) -> str:
    """The reason why no other program calls it; empty where one does."""
    name = task.vision.system_name
    if not any(item.kind is RequirementKind.FUNCTIONAL for item in task.requirements.items):
        return f"no functional requirement of {name} is known yet"
    if shape.client in {Client.COMMAND, Client.LIBRARY} and not shape.server:
        return f"{name} is a {shape.client.value}; it is called with arguments, and offers nothing over a network"
    if not shape.server:
        return f"{name} runs on one person's device as a {shape.client.value}; no other program talks to it"
    if (
        Concern.API in shape.found
        or shape.client in {Client.NONE, Client.NATIVE, Client.OFFLINE_WEB}
        or (shape.gateway and not shape.named(Role.BROKER))
        or Concern.WEBHOOK in shape.found
    ):
        return ""
    denied = shape.denied.get(Concern.API)
    if denied is not None:
        return f"it was excluded: “{short(denied.quote, 120)}”"
    callers = [item.name for item in task.architecture.elements if item.kind is ElementKind.EXTERNAL]
    if callers and shape.named(Role.PAYMENT):
        return ""
    client = next((item.name for item in task.architecture.elements if item.id.startswith("client")), "the client")
    return (
        f"only people use {name}, through {client}, which the same server renders; no statement "
        "names a program that would call it"
    )


def _exposed(item: Obligation) -> bool:
    """Whether a caller can ask for it; what the system does by itself is not exposed."""
    if item.negated:
        return False
    verb = item.verb.split()[0]
    if item.actor is not None:
        return verb not in {"work", "use", "run", "know", "want"}
    if verb in {
        "send",
        "log",
        "notify",
        "remind",
        "alert",
        "warn",
        "inform",
        "escalate",
        "retry",
        "delete",
        "back",
        "work",
        "run",
        "keep",
        "encrypt",
        "be",
        "do",
        "have",
        "sync",
        "synchronise",
        "synchronize",
        "refuse",
        "reject",
        "prevent",
    }:
        return False
    return verb in MAKE | READ | REMOVE | CHANGE


def _pattern(path: str) -> str:
    return re.sub(r"\{[^}]+\}", "{}", path)


def _unique_ids(items: tuple[ApiOperation, ...]) -> tuple[ApiOperation, ...]:
    seen: dict[str, int] = {}
    found = []
    for item in items:
        seen[item.id] = seen.get(item.id, 0) + 1
        found.append(item if seen[item.id] == 1 else attrs.evolve(item, id=f"{item.id}{seen[item.id]}"))
    return tuple(found)
