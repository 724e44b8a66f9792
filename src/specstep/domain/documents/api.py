"""The system's interface for programs, where it has one."""

import attrs


@attrs.frozen(kw_only=True)
class ApiField:
    """A member of a request or response. `type` is a JSON Schema type, `format` its format or ""."""

    name: str
    type: str
    format: str = ""
    required: bool = True
    description: str = ""


@attrs.frozen(kw_only=True)
class ApiSchema:
    """A named object."""

    name: str
    description: str
    fields: tuple[ApiField, ...]


@attrs.frozen(kw_only=True)
class ApiOperation:
    """One operation; each maps to requirements. `request` and `response` name schemas; `many` returns a list."""

    id: str  # operationId
    method: str
    path: str
    summary: str
    requirements: tuple[str, ...]
    request: str | None = None
    response: str | None = None
    many: bool = False
    errors: tuple[tuple[str, str], ...] = ()  # (status, when)


@attrs.frozen(kw_only=True)
class Api:
    """The interface, or why there is none."""

    operations: tuple[ApiOperation, ...] = ()
    schemas: tuple[ApiSchema, ...] = ()
    not_applicable_because: str = ""
