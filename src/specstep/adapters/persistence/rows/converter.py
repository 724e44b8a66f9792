"""The converter that all rows share."""

from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from cattrs import Converter

converter = Converter()
Value = TypeVar("Value")


def _as_is(value: Any, kind: object) -> Any:
    # The column types have given these their form already.
    del kind
    return value


converter.register_structure_hook(datetime, _as_is)
converter.register_structure_hook(Decimal, _as_is)


def dump(value: object) -> dict[str, Any]:
    """The value's fields as plain data."""
    fields: dict[str, Any] = converter.unstructure(value)
    return fields


def load(fields: dict[str, Any], kind: type[Value]) -> Value:
    """The value that plain data stands for; columns that are none of its fields are left aside."""
    return converter.structure(fields, kind)
