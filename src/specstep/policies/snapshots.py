"""Inventories as text, so that one of today can be compared with the one of another day."""

import hashlib
import json
from functools import cache

from cattrs import Converter
from cattrs.errors import BaseValidationError
from cattrs.strategies import configure_tagged_union

from specstep.policies.errors import Unreadable
from specstep.policies.model import Inventory
from specstep.policies.retention import (
    At,
    DaysAfter,
    IntoBin,
    Machinery,
    Retention,
    Timed,
    UntilResolved,
    WhenMarked,
    WithOwner,
    WithParent,
)

VERSION_LENGTH = 12
Rule = WithOwner | WithParent | Machinery | Timed | DaysAfter | At | WhenMarked | UntilResolved | IntoBin


def dumps(inventory: Inventory) -> str:
    """The inventory as JSON; the same for equal ones, whatever order their sets are in."""
    return json.dumps(_converter().unstructure(inventory), sort_keys=True, separators=(",", ":"))


def loads(text: str) -> Inventory:
    """The inventory that was written.

    Raises:
        Unreadable: it can't be read.
    """
    try:
        return _converter().structure(json.loads(text), Inventory)
    except (ValueError, KeyError, TypeError, BaseValidationError) as error:
        raise Unreadable("This is no inventory that can be read here.") from error


def version_of(inventory: Inventory) -> str:
    """What tells this inventory apart from every other: the beginning of the hash of all that it says."""
    return version_of_text(dumps(inventory))


def version_of_text(text: str) -> str:
    """The same for an inventory that was written."""
    return hashlib.sha256(text.encode()).hexdigest()[:VERSION_LENGTH]


@cache
def _converter() -> Converter:
    converter = Converter(unstruct_collection_overrides={frozenset: sorted})
    for plain in (str | int | None, str | int | bool):
        converter.register_structure_hook(plain, lambda value, _: value)
    configure_tagged_union(Rule, converter, tag_name="rule")
    converter.register_structure_hook(Retention, lambda value, _: converter.structure(value, Rule))  # type: ignore[arg-type]
    converter.register_unstructure_hook(Retention, lambda value: converter.unstructure(value, Rule))
    return converter
