"""Criteria 10 and 21: figures that can be measured and that agree."""

import re
from collections import defaultdict
from decimal import Decimal

from specstep.domain.documents.requirements import Pattern, RequirementKind
from specstep.domain.rubric.names import plain
from specstep.domain.rubric.subject import Outcome, Subject, finding, outcome

IN_BASE_UNITS: dict[str, tuple[str, Decimal]] = {
    "millisecond": ("second", Decimal("0.001")),
    "second": ("second", Decimal(1)),
    "minute": ("second", Decimal(60)),
    "hour": ("second", Decimal(3600)),
    "day": ("second", Decimal(86400)),
    "week": ("second", Decimal(604800)),
    "byte": ("byte", Decimal(1)),
    "kB": ("byte", Decimal(10**3)),
    "KB": ("byte", Decimal(10**3)),
    "MB": ("byte", Decimal(10**6)),
    "GB": ("byte", Decimal(10**9)),
    "TB": ("byte", Decimal(10**12)),
    "metre": ("metre", Decimal(1)),
    "kilometre": ("metre", Decimal(1000)),
}
"""Only units whose relation never varies: months and currencies compare with themselves alone."""

NUMBER_WORD = "one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|fifty|hundred|thousand"
NUMBER = re.compile(rf"(?i)\d|\b(?:{NUMBER_WORD})\b")
MEASURED = re.compile(
    rf"(?i)[€£$]\s?\d|(?:\d|\b(?:{NUMBER_WORD})\b)[\s-]?(?:%|°|[a-zà-ÿ]{{1,}})|\d\s+of\s+\d|(?<=\d):(?=\d)"
)
STANDARD = re.compile(r"\b[A-Z]{2,}(?:/[A-Z]+)*[ -]?(?:[A-Z]+[ -]?)?\d[\d.]*")
CIRCUMSTANCE = re.compile(
    r"(?i)\b(?:during|under|while|when|whenever|where|if|after|before|between|per|with (?:up to |at least )?\d|"
    r"for (?:up to |at least |each |a )?\d?|over (?:a|an|each|any)|each (?:day|week|month|year|hour|minute)|"
    r"in (?:a|each)|on (?:a|an|each|the)|from|within each|at (?:peak|a load|least \d|most \d|the same time)|"
    r"of (?:each|the) (?:day|week|month|year|requests?|pages?|cases))\b"
)


def measurable(subject: Subject) -> Outcome:
    """10: a quality requirement has a number, a unit and a condition, or names the standard that has them."""
    findings = []
    items = [item for item in subject.requirements if item.kind is RequirementKind.QUALITY]
    for item in items:
        if STANDARD.search(item.text):
            continue
        missing = []
        if not NUMBER.search(item.text):
            missing.append("number")
        if not MEASURED.search(item.text) and not any(bound.unit for bound in item.bounds):
            missing.append("unit")
        if item.pattern in (None, Pattern.UBIQUITOUS) and not CIRCUMSTANCE.search(item.text):
            missing.append("condition")
        if missing:
            findings.append(finding(item.id, f"has no {' and no '.join(missing)}"))
    return outcome(len(items), findings, nothing="there are no quality requirements")


def satisfiable(subject: Subject) -> Outcome:
    """21: requirements that bound one variable leave it a value."""
    intervals: dict[tuple[str, str], list[tuple[Decimal | None, Decimal | None, str]]] = defaultdict(list)
    for item in subject.to_build:
        for bound in item.bounds:
            unit, factor = IN_BASE_UNITS.get(bound.unit, (bound.unit, Decimal(1)))
            low = None if bound.low is None else bound.low * factor
            high = None if bound.high is None else bound.high * factor
            intervals[plain(bound.variable), unit].append((low, high, item.id))
    findings = []
    for (variable, unit), bounds in intervals.items():
        lows = [(low, id) for low, _, id in bounds if low is not None]
        highs = [(high, id) for _, high, id in bounds if high is not None]
        if lows and highs and max(lows)[0] > min(highs)[0]:
            (low, first), (high, second) = max(lows), min(highs)
            findings.append(
                finding(
                    first,
                    f"conflicts with {second}: {variable} is at least {low:f} and at most {high:f} {unit}"
                    if first != second
                    else f"contradicts itself: {variable} is at least {low:f} and at most {high:f} {unit}",
                )
            )
    return outcome(sum(map(len, intervals.values())), findings, nothing="no requirement bounds a figure")
