"""Domain values as JSON text and back, for what is recorded and read again."""

import json
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

import cattrs
from cattrs.preconf.json import make_converter

from specstep.domain.errors import BadInput

Value = TypeVar("Value")


@lru_cache(maxsize=1)
def _converter() -> cattrs.Converter:
    converter = make_converter(forbid_extra_keys=True)
    converter.register_unstructure_hook(Decimal, str)
    converter.register_structure_hook(Decimal, lambda text, _: Decimal(text))
    converter.register_unstructure_hook(datetime, datetime.isoformat)
    converter.register_structure_hook(datetime, lambda text, _: datetime.fromisoformat(text))
    return converter


def encode(value: object) -> str:
    """The value as compact JSON with sorted keys, the same text for equal values."""
    return json.dumps(_converter().unstructure(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def decode(text: str, kind: type[Value]) -> Value:
    """The value that `encode` wrote.

    Raises:
        BadInput: the text is no JSON, or does not fit the class; `what` names the place.
    """
    try:
        return _converter().structure(json.loads(text), kind)
    except json.JSONDecodeError as error:
        raise BadInput(where=f"JSON of {kind.__name__}", what=str(error)) from error
    except (cattrs.BaseValidationError, ValueError, TypeError) as error:
        raise BadInput(where=f"JSON of {kind.__name__}", what="; ".join(cattrs.transform_error(error))) from error
