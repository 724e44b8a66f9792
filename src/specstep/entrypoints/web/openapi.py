"""The OpenAPI 3.1 document, made from the route table."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import msgspec
from aiohttp import web

from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.dispatch import IDEMPOTENCY, LONGEST_KEY
from specstep.entrypoints.web.problems import MEDIA, Problem
from specstep.entrypoints.web.routes import Rate, Route, Who
from specstep.entrypoints.web.wire import MOST_ITEMS, encode
from specstep.version import __version__

PATH = "/v1/openapi.json"
REFERENCE = "#/components/schemas/{name}"
BEARER, COOKIE = "bearerAuth", "browserSession"
ABOUT = "From a conversation about a project to the documentation package a builder needs."
ALWAYS = {
    400: "The request can't be used.",
    401: "Nobody is let in with what came along. The answer is bare.",
    403: "It is kept for a signed-in person, or a browser sent it without its page's token.",
    404: "There is no such thing, or it is somebody else's.",
    409: "The same request is under way, or its key was used for something else.",
    413: "The request is too large.",
    415: "The request's content is of another type.",
    429: "Too many requests.",
    503: "Something needed can't be used right now; try again after `Retry-After`.",
}


def document(routes: Sequence[Route]) -> dict[str, Any]:
    """The document of these routes."""
    kinds = [kind for route in routes for kind in (route.takes, route.gives) if kind is not None]
    schemas, components = msgspec.json.schema_components([*kinds, Problem], ref_template=REFERENCE)
    named: dict[Any, Any] = dict(zip([*kinds, Problem], schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        operations = paths.setdefault(shown(route.path), {})
        operations[route.method.lower()] = _operation(route, named)
    return {
        "openapi": "3.1.0",
        "info": {"title": "SpecStep", "version": __version__, "description": ABOUT},
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                BEARER: {"type": "http", "scheme": "bearer"},
                COOKIE: {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": "specstep-session",
                    "description": "Over TLS its name begins with `__Host-`. Unsafe requests send `X-CSRF-Token`.",
                },
            },
        },
    }


def document_route(routes: Sequence[Route]) -> Route:
    """The route that the document is read at."""

    @lru_cache(maxsize=1)
    def written() -> bytes:
        return encode(document(routes))

    async def read(call: Call[None]) -> web.StreamResponse:
        del call
        return web.Response(body=written(), content_type="application/json")

    return Route(method="GET", path=PATH, handler=read, about="This document", who=Who.ANYONE)


def _operation(route: Route, named: dict[Any, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "operationId": route.name,
        "summary": route.about,
        "tags": [route.name.split(".")[0]],
        "security": _security(route),
        "responses": {str(status): each for status, each in sorted(_responses(route, named).items())},
    }
    if route.notes:
        made["description"] = route.notes
    if parameters := [*_parameters(route)]:
        made["parameters"] = parameters
    if route.takes is not None:
        content = {"application/json": {"schema": named[route.takes]}}
        made["requestBody"] = {"required": not route.optional, "content": content}
    if route.multipart:
        file = {
            "type": "object",
            "required": ["file"],
            "properties": {"file": {"type": "string", "format": "binary"}},
        }
        made["requestBody"] = {"required": True, "content": {"multipart/form-data": {"schema": file}}}
    return made


def _security(route: Route) -> list[dict[str, list[str]]]:
    if route.who is Who.ANYONE:
        return []
    return [{COOKIE: []}] if route.who is Who.PERSON else [{BEARER: []}, {COOKIE: []}]


def _parameters(route: Route) -> list[dict[str, Any]]:
    text = {"type": "string"}
    found: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": text} for name in route.parameters
    ]
    if route.paged:
        limit = {"type": "integer", "minimum": 1, "maximum": MOST_ITEMS, "default": 50}
        found.append({"name": "limit", "in": "query", "schema": limit})
        found.append({"name": "cursor", "in": "query", "schema": text, "description": "A `nextCursor`."})
    if route.creates is not None:
        key = {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": "^[ -~]+$"}
        told = "For a day, the same request with the same key creates nothing more."
        found.append({"name": IDEMPOTENCY, "in": "header", "schema": key, "description": told})
    for name, told in route.headers.items():
        found.append({"name": name, "in": "header", "schema": text, "description": told})
    return found


def _responses(route: Route, named: dict[Any, Any]) -> dict[int, Any]:
    done: dict[str, Any] = {"description": "Done."}
    if route.gives is not None:
        done["content"] = {"application/json": {"schema": named[route.gives]}}
    elif route.media is not None:
        done["content"] = {route.media: {}}
    problem = {MEDIA: {"schema": named[Problem]}}
    found: dict[int, Any] = {route.status: done}
    for status, told in {**{each: ALWAYS[each] for each in statuses_of(route)}, **route.statuses}.items():
        found[status] = {"description": told}
        if status >= 400 and status != 401:
            found[status]["content"] = problem
    return found


def statuses_of(route: Route) -> list[int]:
    """The statuses that follow from what a route is, besides the one where all goes well."""
    found = [503] if route.rate is not Rate.NONE else []
    if route.who is not Who.ANYONE:
        found += [401, 403]
    if route.takes is not None or route.multipart:
        found += [400, 413, 415]
    if route.paged or route.creates is not None:
        found += [400]
    if route.parameters or route.paged:
        found += [404]
    if not route.safe:
        found += [409]
    if route.rate is not Rate.NONE:
        found += [429]
    return found


def shown(path: str) -> str:
    """The path as the document has it: without the patterns of its parameters."""
    parts = path.split("{")
    return "{".join([parts[0], *(_unpatterned(part) for part in parts[1:])])


def _unpatterned(part: str) -> str:
    name, _, rest = part.partition("}")
    return f"{name.split(':')[0]}}}{rest}"
