"""Whether a document is OpenAPI 3.1, judged by the part of it that packages use.

The vocabulary is closed: what this does not know counts as wrong. So nothing passes here that a full validator
refuses (a contract test holds that), and none has to be installed, imported and fed its meta-schema to score a package.

Source: OpenAPI Specification 3.1.0, with JSON Schema 2020-12 for schemas.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

METHODS = frozenset("get put post delete options head patch trace".split())
TYPES = frozenset("string number integer boolean object array null".split())
NAME = re.compile(r"[A-Za-z0-9._-]+")
STATUS = re.compile(r"[1-5](?:\d\d|XX)|default")
VARIABLE = re.compile(r"\{([^{}]*)\}")
PATH = re.compile(r"/(?:[^{}\n]|\{[^{}\n]*\})*")
SCHEMAS = "#/components/schemas/"

Names = frozenset[str]
Check = Callable[[Any, str, Names], Iterator[str]]


def wrong_in(document: object) -> list[str]:
    """What is wrong, each with its place; nothing where all is well."""
    schemas = _names(document, "components", "schemas")
    wrong = list(_object(document, "document", schemas, ROOT, needed=("openapi", "info", "paths")))
    ids = Counter(_operation_ids(document))
    return wrong + [f"operation {id} is there {times} times" for id, times in ids.items() if times > 1]


def _object(
    value: Any, where: str, schemas: Names, members: Mapping[str, Check], *, needed: tuple[str, ...] = ()
) -> Iterator[str]:
    """A map with these members, and extensions."""
    if not isinstance(value, dict):
        yield f"{where} is no object"
        return
    for name in needed:
        if name not in value:
            yield f"{where} lacks {name}"
    for name, inner in value.items():
        if name in members:
            yield from members[name](inner, f"{where}/{name}", schemas)
        elif not str(name).startswith("x-"):
            yield f"{where} has an unknown {name}"


def _map(key: re.Pattern[str], each: Check) -> Check:
    """A map from names of a form to values of one kind."""

    def check(value: Any, where: str, schemas: Names) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{where} is no object"
            return
        for name, inner in value.items():
            if not isinstance(name, str) or not key.fullmatch(name):
                yield f"{where} has no place for {name!r}"
            else:
                yield from each(inner, f"{where}/{name}", schemas)

    return check


def _list(each: Check, *, unique: bool = False) -> Check:
    def check(value: Any, where: str, schemas: Names) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{where} is no list"
            return
        if unique and len({repr(inner) for inner in value}) < len(value):
            yield f"{where} says something twice"
        for place, inner in enumerate(value):
            yield from each(inner, f"{where}/{place}", schemas)

    return check


def _kind(kind: type, name: str) -> Check:
    def check(value: Any, where: str, schemas: Names) -> Iterator[str]:
        del schemas
        if not isinstance(value, kind):
            yield f"{where} is no {name}"

    return check


_text, _flag = _kind(str, "text"), _kind(bool, "yes or no")


def _info(value: Any, where: str, schemas: Names) -> Iterator[str]:
    members = {"title": _text, "version": _text, "description": _text, "summary": _text}
    yield from _object(value, where, schemas, members, needed=("title", "version"))


def _version(value: Any, where: str, schemas: Names) -> Iterator[str]:
    del schemas
    if not isinstance(value, str) or not re.fullmatch(r"3\.1\.\d+", value):
        yield f"{where} is not 3.1"


def _type(value: Any, where: str, schemas: Names) -> Iterator[str]:
    del schemas
    if not isinstance(value, str) or value not in TYPES:
        yield f"{where} is no type: {value!r}"


def _schema(value: Any, where: str, schemas: Names) -> Iterator[str]:
    if isinstance(value, dict) and "$ref" in value:
        target = value["$ref"]
        if not isinstance(target, str) or target not in {SCHEMAS + name for name in schemas}:
            yield f"{where} refers to {target!r}, which is not there"
        yield from _object(value, where, schemas, {"$ref": _text, "description": _text})
        return
    yield from _object(value, where, schemas, SCHEMA)
    if isinstance(value, dict) and isinstance(needed := value.get("required"), list):
        known = _names(value, "properties")
        yield from (
            f"{where} requires {name!r}, which it does not have" for name in needed if str(name) not in known
        )


def _parameter(value: Any, where: str, schemas: Names) -> Iterator[str]:
    members = {"name": _text, "in": _text, "required": _flag, "schema": _schema, "description": _text}
    yield from _object(value, where, schemas, members, needed=("name", "in", "schema"))
    if isinstance(value, dict):
        if value.get("in") not in ("path", "query", "header"):
            yield f"{where} is neither in the path, the query nor a header"
        if value.get("in") == "path" and value.get("required") is not True:
            yield f"{where} is in the path, and not required"


def _media(value: Any, where: str, schemas: Names) -> Iterator[str]:
    yield from _object(value, where, schemas, {"schema": _schema})


def _body(value: Any, where: str, schemas: Names) -> Iterator[str]:
    members = {"content": _CONTENT, "required": _flag, "description": _text}
    yield from _object(value, where, schemas, members, needed=("content",))


def _response(value: Any, where: str, schemas: Names) -> Iterator[str]:
    members = {"content": _CONTENT, "description": _text}
    yield from _object(value, where, schemas, members, needed=("description",))


def _responses(value: Any, where: str, schemas: Names) -> Iterator[str]:
    yield from _map(STATUS, _response)(value, where, schemas)
    if value == {}:
        yield f"{where} names no response"


def _operation(value: Any, where: str, schemas: Names) -> Iterator[str]:
    yield from _object(value, where, schemas, OPERATION, needed=("operationId", "responses"))


def _paths(value: Any, where: str, schemas: Names) -> Iterator[str]:
    yield from _map(PATH, _path)(value, where, schemas)


def _path(value: Any, where: str, schemas: Names) -> Iterator[str]:
    yield from _object(value, where, schemas, dict.fromkeys(METHODS, _operation))
    if not isinstance(value, dict):
        return
    variables = Counter(VARIABLE.findall(where))
    for method in sorted(METHODS & value.keys()):
        operation = value[method]
        given = operation.get("parameters", []) if isinstance(operation, dict) else []
        found = [item for item in given if isinstance(item, dict)] if isinstance(given, list) else []
        named = Counter((str(item.get("in")), str(item.get("name"))) for item in found)
        declared = {name for place, name in named if place == "path"}
        if set(variables) != declared or any(times > 1 for times in (*variables.values(), *named.values())):
            yield f"{where}/{method} does not declare each of its parameters once"


def _components(value: Any, where: str, schemas: Names) -> Iterator[str]:
    yield from _object(value, where, schemas, {"schemas": _map(NAME, _schema)})


_CONTENT = _map(re.compile(r"[\w.+-]+/[\w.+*-]+"), _media)
ROOT: dict[str, Check] = {"openapi": _version, "info": _info, "paths": _paths, "components": _components}
OPERATION: dict[str, Check] = {
    "operationId": _text,
    "summary": _text,
    "description": _text,
    "tags": _list(_text, unique=True),
    "parameters": _list(_parameter, unique=True),
    "requestBody": _body,
    "responses": _responses,
}
SCHEMA: dict[str, Check] = {
    "type": _type,
    "format": _text,
    "title": _text,
    "description": _text,
    "items": _schema,
    "properties": _map(re.compile(r"[^$].*"), _schema),
    "required": _list(_text, unique=True),
}


def _names(value: object, *path: str) -> Names:
    """The names in the map at a path; none where there is no map."""
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return frozenset(map(str, value)) if isinstance(value, dict) else frozenset()


def _operation_ids(document: object) -> Iterator[str]:
    paths = document.get("paths") if isinstance(document, dict) else None
    for path in paths.values() if isinstance(paths, dict) else ():
        for operation in path.values() if isinstance(path, dict) else ():
            if isinstance(operation, dict) and "operationId" in operation:
                yield str(operation["operationId"])
