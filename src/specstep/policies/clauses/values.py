"""A promise to the people whose data is held."""

import re
from enum import StrEnum

import attrs

ID = re.compile(r"[A-Z]{3}-[1-9][0-9]*")


class State(StrEnum):
    """Whether a clause is carried out by rules and shown by proofs, or waits for its capability."""

    KEPT = "kept"
    NOT_BUILT_YET = "not built yet"


@attrs.frozen(kw_only=True)
class Clause:
    """One promise: what people are told, and what it demands of the program. Ids are stable.

    `attested_by` is the fact about the operator (a field of `Operator`) that must be given for it to hold: no program
    can see to it.
    """

    id: str = attrs.field(validator=attrs.validators.matches_re(ID))
    title: str
    promise: str
    demand: str = ""
    attested_by: str = ""
