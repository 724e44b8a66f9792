"""Phone numbers as rows hold them."""

from typing import Any

from specstep.adapters.persistence.rows.converter import converter
from specstep.domain.verification.numbers import PhoneNumber


def _number(value: Any, kind: object) -> PhoneNumber:
    del kind
    return PhoneNumber(value)


def _text(number: PhoneNumber) -> str:
    return number.e164


converter.register_structure_hook(PhoneNumber, _number)
converter.register_unstructure_hook(PhoneNumber, _text)
