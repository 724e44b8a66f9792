"""What the analysis of a sentence yields."""

from decimal import Decimal
from enum import StrEnum

import attrs


class Modality(StrEnum):
    """How binding a clause is."""

    MUST = "must"
    MUST_NOT = "must-not"
    SHOULD = "should"
    COULD = "could"
    CAN = "can"
    WANT = "want"
    WILL = "will"
    IS = "is"  # a plain statement of how things are


class ConditionKind(StrEnum):
    """The EARS keyword that a condition takes."""

    EVENT = "event"  # When
    STATE = "state"  # While
    OPTIONAL = "optional"  # Where
    UNWANTED = "unwanted"  # If … then


class Comparator(StrEnum):
    """How a quantity bounds."""

    AT_MOST = "at-most"
    AT_LEAST = "at-least"
    BELOW = "below"
    ABOVE = "above"
    ABOUT = "about"
    EXACTLY = "exactly"
    BETWEEN = "between"


@attrs.frozen(kw_only=True)
class Quantity:
    """A number with its unit and bound. `text` stands verbatim in the clause; `unit` is a base form ("second",
    "EUR", "volunteer", "%"); for BETWEEN both `low` and `high` are set, otherwise the one that bounds."""

    text: str
    comparator: Comparator
    low: Decimal | None
    high: Decimal | None
    unit: str


@attrs.frozen(kw_only=True)
class Condition:
    """A subordinate clause that says when, while, where or if. `text` is without its conjunction."""

    kind: ConditionKind
    conjunction: str
    text: str


class SubjectRole(StrEnum):
    """What a clause's subject is."""

    SYSTEM = "system"
    ACTOR = "actor"
    THING = "thing"
    UNKNOWN = "unknown"


@attrs.frozen(kw_only=True)
class Clause:
    """One statement taken apart. `subject` keeps the person's words with pronouns resolved; `verb` is the base
    form; `rest` is what follows the verb, conditions taken out, every number and name kept."""

    text: str
    subject: str | None
    subject_role: SubjectRole
    modality: Modality
    negated: bool
    verb: str
    rest: str
    conditions: tuple[Condition, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    passive: bool = False
