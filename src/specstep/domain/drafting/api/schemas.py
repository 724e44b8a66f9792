"""Entities as JSON objects."""

import re

from specstep.domain.documents.api import ApiField, ApiSchema
from specstep.domain.documents.architecture import Attribute, Entity
from specstep.domain.drafting.shape.words import capital

TYPES: dict[str, tuple[str, str]] = {
    "identifier": ("string", ""),
    "number": ("number", ""),
    "money": ("string", ""),
    "date": ("string", "date"),
    "time": ("string", "date-time"),
    "duration": ("string", "duration"),
    "yes or no": ("boolean", ""),
    "e-mail address": ("string", "email"),
    "URL": ("string", "uri"),
}
DESCRIPTIONS = {
    "money": "A decimal amount with its currency, such as 12.50 EUR",
    "position": "Latitude and longitude",
    "file": "An address to fetch it from",
}


def schema_name(entity: str) -> str:
    """An entity's name as a schema name: "plot sign-up" → "PlotSignUp"."""
    found = "".join(capital(word) for word in re.findall(r"[A-Za-z0-9]+", entity))
    return found if found and not found[0].isdigit() else f"Object{found}"


def member_name(name: str) -> str:
    """An attribute's name as a member name: "starts at" → "startsAt"."""
    words = re.findall(r"[A-Za-z0-9]+", name)
    if not words:
        return "value"
    found = words[0].lower() + "".join(capital(word.lower()) for word in words[1:])
    return found if not found[0].isdigit() else f"n{found}"


def entity_schema(entity: Entity) -> ApiSchema:
    """An entity as it is returned."""
    return ApiSchema(
        name=schema_name(entity.name), description=entity.description, fields=_fields(entity.attributes)
    )


def new_schema(entity: Entity) -> ApiSchema:
    """What must be sent to make one: everything but the key and the state."""
    given = tuple(item for item in entity.attributes if not item.key and item.name != "state")
    return ApiSchema(
        name=f"New{schema_name(entity.name)}",
        description=f"What is needed for a new {entity.name}",
        fields=_fields(given),
    )


def _fields(attributes: tuple[Attribute, ...]) -> tuple[ApiField, ...]:
    found: dict[str, ApiField] = {}
    for item in attributes:
        kind, form = TYPES.get(item.type, ("string", ""))
        note = DESCRIPTIONS.get(item.type, item.type if item.type.startswith("one of") else "")
        found.setdefault(
            member_name(item.name),
            ApiField(
                name=member_name(item.name),
                type=kind,
                format=form,
                required=item.key or bool(item.sources),
                description=note,
            ),
        )
    return tuple(found.values())
