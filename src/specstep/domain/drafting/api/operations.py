"""One requirement as an operation on a resource."""

import re

import attrs

from specstep.domain.documents.api import ApiField, ApiOperation, ApiSchema
from specstep.domain.documents.architecture import Entity
from specstep.domain.documents.requirements import RequirementKind
from specstep.domain.drafting.api.schemas import entity_schema, member_name, new_schema, schema_name
from specstep.domain.drafting.shape.obligations import Obligation
from specstep.domain.drafting.shape.values import Concern, Shape
from specstep.domain.drafting.shape.words import capital, key, names, plural, short, slug

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


def operation_for(
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
    """The entity that an action is about: the first that its object names, else the requirement's first."""
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


def with_refusals(item: ApiOperation, shape: Shape) -> ApiOperation:
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
        errors += [("409", f"{rule.id} may forbid it: {short(rule.text, 120)}") for rule in rules[:1]]
    return attrs.evolve(item, errors=tuple(errors))
