"""api/openapi.yaml: OpenAPI 3.1, where the system has an interface for programs."""

import re
from collections.abc import Sequence
from typing import Any

from specstep.domain.documents.api import Api, ApiOperation, ApiSchema
from specstep.domain.documents.package import Package
from specstep.domain.rendering.values import Diagram, RenderedFile

PARAMETER = re.compile(r"\{([^{}]+)\}")
CREATED = {"post": "201"}


def render(package: Package, diagrams: Sequence[Diagram]) -> list[RenderedFile]:
    """The OpenAPI document, or nothing."""
    del diagrams
    if not package.api.operations:
        return []
    import yaml

    document = yaml.safe_dump(openapi(package), sort_keys=False, allow_unicode=True, width=100)
    return [RenderedFile.text("api/openapi.yaml", document)]


def openapi(package: Package) -> dict[str, Any]:
    """The document as a value."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in package.api.operations:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation, package.api)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": package.vision.title,
            "version": "0.1.0",
            "description": "A proposal derived from the requirements; each operation names those that it serves.",
        },
        "paths": paths,
        "components": {"schemas": {schema.name: _schema(schema) for schema in package.api.schemas}},
    }


def _operation(operation: ApiOperation, api: Api) -> dict[str, Any]:
    known = {schema.name for schema in api.schemas}
    found: dict[str, Any] = {
        "operationId": operation.id,
        "summary": operation.summary,
        "x-requirements": list(operation.requirements),
    }
    names = PARAMETER.findall(operation.path)
    if names:
        found["parameters"] = [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names
        ]
    if operation.request in known:
        found["requestBody"] = {"required": True, "content": _content(str(operation.request), many=False)}
    success: dict[str, Any] = {"description": "Done."}
    if operation.response in known:
        success["content"] = _content(str(operation.response), many=operation.many)
    status = CREATED.get(operation.method.lower(), "200" if "content" in success else "204")
    found["responses"] = {status: success} | {code: {"description": when} for code, when in operation.errors}
    return found


def _content(name: str, *, many: bool) -> dict[str, Any]:
    reference: dict[str, Any] = {"$ref": f"#/components/schemas/{name}"}
    schema = {"type": "array", "items": reference} if many else reference
    return {"application/json": {"schema": schema}}


def _schema(schema: ApiSchema) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for field in schema.fields:
        described: dict[str, Any] = {"type": field.type}
        if field.type == "array":
            described["items"] = {}
        if field.format:
            described["format"] = field.format
        if field.description:
            described["description"] = field.description
        properties[field.name] = described
    found: dict[str, Any] = {"type": "object", "description": schema.description, "properties": properties}
    required = [field.name for field in schema.fields if field.required]
    return found | ({"required": required} if required else {})
