"""The figures of a requirement, formalised, so that two of them that cannot both hold are found."""

# ruff: noqa: SIM905 - tables of words and patterns read best with one group to a line

import re
from decimal import Decimal

import attrs

from specstep.domain.documents.requirements import Bound, Requirement
from specstep.domain.drafting.english.nouns import head_of, singular
from specstep.domain.language.quantities import find_quantities
from specstep.domain.language.values import Comparator, Quantity

TIMES = frozenset("millisecond second minute hour day week month quarter year".split())
ONE_SIDED = frozenset(
    {Comparator.AT_MOST, Comparator.AT_LEAST, Comparator.BELOW, Comparator.ABOVE, Comparator.BETWEEN}
)
NOT_LATER = re.compile(
    r"\b(?:up to|no later than|not later than|until|at least|more than|at the latest)\b", re.IGNORECASE
)
PER = re.compile(r"^\s*(?:per|for each|in each|on each|a|each)\s+(?P<per>[\w-]+)")


def bounds_of(text: str, action: str, thing: str) -> tuple[Bound, ...]:
    """The bounds that a requirement's text sets; a figure that is no bound ("2 days before") sets none.

    The variable is what is measured, in the words of the requirement: two requirements about the same thing name
    the same variable.
    """
    found: list[Bound] = []
    for quantity in find_quantities(text):
        if quantity.comparator not in ONE_SIDED:
            continue
        low, high = quantity.low, quantity.high
        after = text[text.find(quantity.text) + len(quantity.text) :]
        side = re.match(r"\s*(?P<side>before|after)\b", after)
        if side and side["side"] == "before" and NOT_LATER.search(quantity.text) and low is None:
            low, high = high, None  # up to 24 hours before: there are at least 24 hours left
        if low is None and high is None:
            continue
        found.append(
            Bound(
                variable=_variable(quantity, after, action, thing, side["side"] if side else ""),
                low=low,
                high=high,
                unit=quantity.unit,
            )
        )
    return tuple(dict.fromkeys(found))


def _variable(quantity: Quantity, after: str, action: str, thing: str, side: str) -> str:
    unit = quantity.unit.split("/")[0]
    if unit == "date":
        return f"date of {_key(action, thing)}"
    per = PER.match(after)
    if unit and unit not in TIMES and unit.isalpha() and unit.islower() and unit != "%":
        return f"{unit} per {per['per']}" if per else f"number of {unit} ({_key(action, thing)})"
    return f"{_key(action, thing)}{' time ' + side if side else ''}".strip()


def _key(action: str, thing: str) -> str:
    words = re.sub(
        r"^(?:not )?(?:let|require|prevent)\s+(?:only )?(?:an?|the|each)\s+[\w-]+\s+(?:to |from )?", "", action
    ).split()
    verb = words[0] if words else "be"
    noun = singular(head_of(thing)).lower() if thing else ""
    return f"{verb} {noun}".strip()


IN_SECONDS = {
    "millisecond": Decimal("0.001"), "second": Decimal(1), "minute": Decimal(60), "hour": Decimal(3600),
    "day": Decimal(86400), "week": Decimal(604800),
}  # fmt: skip


def consistent(items: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
    """The requirements with one unit per variable: spans of time in the smallest unit used, others told apart."""
    units: dict[str, list[str]] = {}
    for item in items:
        for bound in item.bounds:
            units.setdefault(bound.variable, []).append(bound.unit)
    return tuple(
        attrs.evolve(item, bounds=tuple(_in_one_unit(bound, units[bound.variable]) for bound in item.bounds))
        for item in items
    )


def _in_one_unit(bound: Bound, used: list[str]) -> Bound:
    if len(set(used)) < 2:
        return bound
    if any(unit not in IN_SECONDS for unit in used):
        return attrs.evolve(bound, variable=f"{bound.variable} in {bound.unit}") if bound.unit else bound
    smallest = min(used, key=lambda unit: IN_SECONDS[unit])
    factor = IN_SECONDS[bound.unit] / IN_SECONDS[smallest]
    low = None if bound.low is None else (bound.low * factor).normalize()
    high = None if bound.high is None else (bound.high * factor).normalize()
    return attrs.evolve(bound, low=low, high=high, unit=smallest)
