"""Operations from requirements, where other programs talk to the system."""

import re

import attrs

from specstep.domain.documents.api import Api, ApiField, ApiOperation, ApiSchema
from specstep.domain.documents.architecture import ElementKind, Entity
from specstep.domain.documents.requirements import Priority, RequirementKind
from specstep.domain.drafting.api.schemas import entity_schema, member_name, new_schema, schema_name
from specstep.domain.drafting.shape.obligations import Obligation
from specstep.domain.drafting.shape.reading import read_shape
from specstep.domain.drafting.shape.values import Client, Concern, Role, Shape
from specstep.domain.drafting.shape.words import bare, capital, key, names, plural, short, slug, unique
from specstep.domain.tasks.inputs import WriteApi

MAKE = frozenset(
    [
        "create",
        "add",
        "book",
        "reserve",
        "order",
        "register",
        "submit",
        "record",
        "enter",
        "post",
        "upload",
        "publish",
        "sign",
        "log",
        "report",
        "request",
        "make",
        "send",
        "pay",
        "charge",
        "start",
        "open",
        "place",
        "schedule",
        "invite",
        "import",
        "measure",
        "take",
        "accept",
        "receive",
        "store",
        "save",
        "ingest",
        "authorise",
        "authorize",
        "capture",
    ]
)
READ = frozenset(
    [
        "show",
        "list",
        "see",
        "view",
        "display",
        "search",
        "find",
        "filter",
        "browse",
        "look",
        "get",
        "read",
        "return",
        "retrieve",
        "query",
        "export",
        "download",
        "print",
        "compare",
        "check",
        "report",
        "provide",
        "offer",
        "fetch",
    ]
)
REMOVE = frozenset(["delete", "remove", "erase"])
CHANGE = frozenset(["update", "change", "edit", "rename", "correct", "move", "adjust", "set", "configure"])
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
        operation = _operation(
            item.id, bare(item.title) or obligation.action, obligation, entities, item.entities, schemas
        )
        place = (operation.method, _pattern(operation.path))
        before = found.get(place)
        if before is not None:
            operation = attrs.evolve(before, requirements=unique((*before.requirements, item.id)))
        found[place] = operation
    operations = _unique_ids((*(_with_refusals(item, shape) for item in found.values()), *_callbacks(task, shape)))
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
    """What neighbours call by themselves: one operation each, for the requirements that begin with their report."""
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
    """Whether a caller can ask for it: somebody acts, or a caller is answered. What the system does by itself is not."""
    if item.negated:
        return False
    verb = item.verb.split()[0]
    if item.actor is not None:
        return True
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


def _operation(
    ref: str,
    title: str,
    item: Obligation,
    entities: tuple[Entity, ...],
    named: tuple[str, ...],
    schemas: dict[str, ApiSchema],
) -> ApiOperation:
    entity = _target(item, entities, named)
    verb = item.verb.split()[0]
    thing = entity.name if entity else _noun(item.rest)
    base = f"/{slug(plural(thing), 'items')}"
    one = f"{base}/{{{member_name(thing)}Id}}"
    shown = None
    if entity is not None:
        schemas.setdefault(schema_name(entity.name), entity_schema(entity))
        shown = schema_name(entity.name)
    else:
        shown = schema_name(thing)
        schemas.setdefault(
            shown,
            ApiSchema(
                name=shown,
                description=f"What {ref} calls {thing}; its members are not stated yet",
                fields=(ApiField(name="id", type="string"),),
            ),
        )
    summary = capital(title)
    ident = (
        re.sub(
            r"[^A-Za-z0-9]+", "", "".join(capital(word) for word in [verb, *re.findall(r"[A-Za-z0-9]+", thing)])
        )
        or f"Operation{ref[-3:]}"
    )
    ident = ident[:1].lower() + ident[1:]
    if verb in READ:
        if re.search(r"\b(?:export|download|print|report)\b", item.verb):
            return ApiOperation(
                id=ident,
                method="GET",
                path=f"{base}/export",
                summary=summary,
                requirements=(ref,),
                response=shown,
                many=True,
            )
        many = re.search(
            rf"\b{re.escape(plural(thing))}\b|\b(?:list|all|every|which|overview)\b", item.action.lower()
        )
        single = many is None
        if single and verb not in {"list", "search", "find", "filter", "browse"}:
            return ApiOperation(
                id=ident, method="GET", path=one, summary=summary, requirements=(ref,), response=shown
            )
        return ApiOperation(
            id=ident, method="GET", path=base, summary=summary, requirements=(ref,), response=shown, many=True
        )
    if verb in REMOVE:
        return ApiOperation(id=ident, method="DELETE", path=one, summary=summary, requirements=(ref,))
    if verb in MAKE:
        request = None
        if entity is not None and len(entity.attributes) > 1:
            made = new_schema(entity)
            if made.fields:
                schemas.setdefault(made.name, made)
                request = made.name
        return ApiOperation(
            id=ident,
            method="POST",
            path=base,
            summary=summary,
            requirements=(ref,),
            request=request,
            response=shown,
        )
    if verb in CHANGE:
        request = None
        if entity is not None:
            made = new_schema(entity)
            if made.fields:
                schemas.setdefault(made.name, made)
                request = made.name
        return ApiOperation(
            id=ident,
            method="PATCH",
            path=one,
            summary=summary,
            requirements=(ref,),
            request=request,
            response=shown,
        )
    return ApiOperation(
        id=ident,
        method="POST",
        path=f"{one}/{slug(item.verb, 'act')}",
        summary=summary,
        requirements=(ref,),
        response=shown,
    )


def _target(item: Obligation, entities: tuple[Entity, ...], named: tuple[str, ...]) -> Entity | None:
    """The entity that an action is about: the first that its object names, else the first that the requirement names."""
    from_rest = [
        (match.start(), entity)
        for entity in entities
        if (match := re.search(rf"\b{re.escape(key(entity.name))}", item.rest.lower()))
        and names(item.rest, entity.name)
    ]
    if from_rest:
        return min(from_rest, key=lambda pair: pair[0])[1]
    wanted = {key(name) for name in named}
    return next((entity for entity in entities if key(entity.name) in wanted), None)


def _noun(rest: str) -> str:
    """The object's head in words, without articles and what follows it."""
    head = re.split(
        r"\b(?:to|for|with|by|from|at|on|in|before|after|until|within|of|per|as|who|that|when|if)\b|,", rest
    )[0]
    words = [
        word
        for word in re.findall(r"[A-Za-z0-9-]+", head.lower())
        if word
        not in {"a", "an", "the", "all", "each", "every", "their", "its", "his", "her", "any", "new", "own"}
    ]
    return " ".join(words[-2:]) or "item"


def _pattern(path: str) -> str:
    return re.sub(r"\{[^}]+\}", "{}", path)


def _with_refusals(item: ApiOperation, shape: Shape) -> ApiOperation:
    """The statuses that rules, permissions and input checks lead to."""
    errors: list[tuple[str, str]] = []
    if item.request:
        errors.append(("400", "A value is missing or malformed; the answer names it"))
    if shape.has(Concern.SIGN_IN, Concern.SINGLE_SIGN_ON, Concern.ROLES) or shape.shared:
        errors.append(("401", "The caller has not shown who it is"))
        if shape.has(Concern.ROLES):
            errors.append(
                (
                    "403",
                    f"The caller may not do this ({', '.join(shape.refs(Concern.ROLES)[:3]) or 'by its role'})",
                )
            )
    if "{" in item.path:
        errors.append(("404", "There is no such object for this caller"))
    if item.method != "GET":
        texts = {known.id: known for known in shape.requirements}
        things = {word for word in re.findall(r"[a-z]+", item.path) if len(word) > 3}
        rules = [
            known
            for known in texts.values()
            if known.kind is RequirementKind.FUNCTIONAL
            and (
                shape.obligations[known.id].negated
                or shape.obligations[known.id].verb in {"refuse", "reject", "prevent", "limit", "block"}
                or known.bounds
            )
            and any(names(known.text, thing) for thing in things)
        ]
        for rule in rules[:1]:
            errors.append(("409", f"{rule.id} may forbid it: {short(rule.text, 120)}"))
    return attrs.evolve(item, errors=tuple(errors))


def _unique_ids(items: tuple[ApiOperation, ...]) -> tuple[ApiOperation, ...]:
    seen: dict[str, int] = {}
    found = []
    for item in items:
        seen[item.id] = seen.get(item.id, 0) + 1
        found.append(item if seen[item.id] == 1 else attrs.evolve(item, id=f"{item.id}{seen[item.id]}"))
    return tuple(found)
