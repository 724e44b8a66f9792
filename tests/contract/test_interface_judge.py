"""Our own judgement of OpenAPI documents against the official validator's."""

import copy
from collections.abc import Iterator
from typing import Any

import attrs
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator
from tests.unit.domain.rubric.finished import package

from specstep.domain.documents.api import Api, ApiField, ApiOperation, ApiSchema
from specstep.domain.rendering.documents.interface import openapi
from specstep.domain.rubric.openapi import wrong_in

ODD = st.sampled_from(
    ["", " ", "$ref", "x-note", "type", "GET", "get", "default", "200", "/", "{id}", "null", "string"]
)
WORDS = ODD | st.text(alphabet="abcX/{}#$-_. é\n", max_size=8)
JUNK = (
    st.none()
    | st.booleans()
    | st.integers(-1, 300)
    | WORDS
    | st.just([])
    | st.just({})
    | st.lists(WORDS, max_size=2)
)

FIELDS = st.builds(
    ApiField,
    name=WORDS,
    type=st.sampled_from(["string", "number", "array", "object", "text", ""]),
    format=WORDS,
    required=st.booleans(),
    description=WORDS,
)
SCHEMAS = st.builds(
    ApiSchema,
    name=st.sampled_from(["Plot", "New plot", "Ploß"]) | WORDS,
    description=WORDS,
    fields=st.lists(FIELDS, max_size=3).map(tuple),
)
OPERATIONS = st.builds(
    ApiOperation,
    id=st.sampled_from(["list", "add"]) | WORDS,
    method=st.sampled_from(["get", "POST", "delete", "fetch", ""]),
    path=st.sampled_from(["/plots", "/plots/{id}", "/plots/{id}/{id}", "/{", "/}{", "plots"]) | WORDS,
    summary=WORDS,
    requirements=st.just(("FR-001",)),
    request=st.sampled_from([None, "Plot", "Nothing"]),
    response=st.sampled_from([None, "Plot", "Nothing"]),
    many=st.booleans(),
    errors=st.lists(st.tuples(st.sampled_from(["404", "40", "default", "4XX"]) | WORDS, WORDS), max_size=2).map(
        tuple
    ),
)
APIS = st.builds(
    Api,
    operations=st.lists(OPERATIONS, min_size=1, max_size=3).map(tuple),
    schemas=st.lists(SCHEMAS, max_size=3).map(tuple),
)
SOUND = Api(
    operations=(
        ApiOperation(
            id="list", method="get", path="/plots", summary="All.", requirements=(), response="Plot", many=True
        ),
        ApiOperation(
            id="change",
            method="put",
            path="/plots/{id}",
            summary="Change one.",
            requirements=("FR-001",),
            request="Plot",
            response="Plot",
            errors=(("404", "There is none."), ("default", "Something else.")),
        ),
    ),
    schemas=(
        ApiSchema(
            name="Plot",
            description="A plot",
            fields=(
                ApiField(name="id", type="string", description="Its key"),
                ApiField(name="since", type="string", format="date", required=False),
                ApiField(name="tags", type="array"),
            ),
        ),
    ),
)


def document(api: Api) -> Any:
    """As it is read back from its file."""
    return yaml.safe_load(yaml.safe_dump(openapi(attrs.evolve(package(), api=api)), sort_keys=False))


def refused(found: Any) -> bool:
    """What the official validator says; where it breaks on a document, it does not accept it."""
    try:
        return any(True for _ in OpenAPIV31SpecValidator(found).iter_errors())
    except Exception:  # noqa: BLE001 - whatever it stumbles over, it does not accept
        return True


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in inner:
        yield from places(each, (*path, name))


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for name in path:
        value = value[name]
    return value


def test_a_sound_interface_passes_both() -> None:
    assert wrong_in(document(SOUND)) == []
    assert not refused(document(SOUND))


@settings(max_examples=150, deadline=None)
@given(APIS)
def test_whatever_is_written_nothing_passes_that_the_official_validator_refuses(api: Api) -> None:
    found = document(api)
    assert wrong_in(found) or not refused(found)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_is_changed_in_a_sound_one_nothing_passes_that_the_official_validator_refuses(
    data: st.DataObject,
) -> None:
    found = copy.deepcopy(document(SOUND))
    path = data.draw(st.sampled_from(list(places(found))))
    holder, name = at(found, path[:-1]), path[-1]
    match data.draw(st.sampled_from(["drop", "replace", "rename"])):
        case "drop":
            del holder[name]
        case "replace":
            holder[name] = data.draw(JUNK)
        case "rename" if isinstance(holder, dict):
            holder[data.draw(WORDS | st.integers(1, 300))] = holder.pop(name)
    assert wrong_in(found) or not refused(found)


@given(st.recursive(JUNK, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3)))
@example({"openapi": "3.1.0", "info": {"title": "", "version": ""}, "paths": {"/a": {"get": 1}}})
def test_any_value_at_all_is_judged_without_breaking(value: Any) -> None:
    assert wrong_in(value)
