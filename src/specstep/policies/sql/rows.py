"""Rows of a database as the retention classes read them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any


def read_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its times in UTC; a time without zone is in UTC already, as everywhere in a database."""
    return {name: _aware(value) for name, value in row.items()}


def _aware(value: Any) -> Any:
    if not isinstance(value, datetime):
        return value
    return value.replace(tzinfo=UTC) if value.utcoffset() is None else value.astimezone(UTC)
