"""Word limits that are no sentences: sums in a row, dates to keep, counts of what there is."""

import re

from specstep.domain.drafting.requirements.constraints import DEVELOPERS, MONEY, MONTHS, Constraint
from specstep.domain.drafting.requirements.titles import shortened
from specstep.domain.language.lemmas import base_verb
from specstep.domain.language.numbers import NUMBER
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.words import tokens, uncapitalised

DATED = re.compile(
    rf"\b(?:{MONTHS}|q[1-4]|spring|summer|autumn|winter|christmas|easter|(?:end|start|beginning|middle) of)\b.*\b\d{{4}}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)? {MONTHS}|\b{MONTHS} \d|\b\d{{4}}-\d\d-\d\d\b",
    re.IGNORECASE,
)
RECURRING = re.compile(
    r"\b(?:per|a|an|each|every) (?:\w+ )?(?:month|year|week|day)\b|\b(?:monthly|yearly)\b", re.IGNORECASE
)
AND_A_SUM = re.compile(
    rf"^(?P<first>.*?(?:\b(?:budget|pay|spend|costs?)\b.*?)(?P<sum>{MONEY}|\d[\d.,]*\s?k\b).*?),? (?:and|plus)(?: then)? "
    rf"(?P<second>(?:at most |up to |no more than |about )?(?:{MONEY}|\d[\d.,]*k?)\b.*)$",
    re.IGNORECASE,
)
VALUED = re.compile(
    rf"^(?:(?:the|a) )?(?:total )?(?:budget|contract value|price|costs?)\b[^,]*{MONEY}[^,]*$", re.IGNORECASE
)
WISHED = re.compile(
    r"^(?:we|i)(?:'d| would)? (?:wish|want|hope|like|plan|have|need|love)(?: to)? (?=(?:start|begin|launch|open|go)\b)",
    re.IGNORECASE,
)
SET_FOR = re.compile(
    r"^(?P<what>.+?) (?P<verb>starts|begins|ends|opens|finishes) (?P<when>(?:in|on|by|before) .+)$", re.IGNORECASE
)
THERE = re.compile(
    rf"^(?:(?:so|and|but|then),? )*(?P<when>(?:before|in|on|at|during) [^,\d]{{3,30}}?,? )?(?:there (?:are|is|will be)|(?:we|i) (?:have|expect|are|get|handle|serve)|it is)? ?"
    rf"(?P<count>(?:up to |at least |at most |more than )?(?:{NUMBER}) (?:[\w-]+ ){{0,2}}?(?P<noun>[\w-]+s|people|staff)\b.*)$",
    re.IGNORECASE,
)
CAPPED = re.compile(
    r"^(?:(?:rate|usage|request|call) )?(?:limits?|quotas?|caps?)(?::| is| are) (?P<what>\d.*)$", re.IGNORECASE
)
TAKING = re.compile(
    r"^(?P<what>[a-z]+ing (?:an?|the|all|each|\d+) .+?) (?P<time>(?:in|within) (?:(?:under|less than|at most) )?\d[\d.,]* ?(?:ms|s|sec|seconds?|minutes?|min|hours?|h)\b.*)$",
    re.IGNORECASE,
)
"""How long something may take: "opening a list in under 2 s"."""
TOLD_BY = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us|you)\b|\?")
_MOST_WORDS = 16


def pieces(text: str) -> tuple[str, ...]:
    """A statement of several limits as one each: "the budget is 4,000 EUR and at most 40 EUR a month"."""
    bare = text.strip().rstrip(".")
    if (match := AND_A_SUM.match(bare)) and RECURRING.search(
        re.sub(r"\bby (?=month|year)", "per ", match["second"])
    ):
        second = re.sub(r"\bby (?=month|year|week)", "per ", match["second"])
        if not re.search(MONEY, second, re.IGNORECASE) and (
            unit := re.search(r"[€$£]|[A-Za-z]{3,}$", match["sum"])
        ):
            second = re.sub(r"^(\D*\d[\d.,]*k?)", rf"\1 {unit.group()}", second)
        return match["first"], f"the budget is {second}"
    first, comma, rest = bare.partition(", ")
    if comma and VALUED.match(first) and DATED.search(rest) and not re.search(r"\bof which\b", rest):
        return first, rest
    return (text,)


def listed(text: str, system: str) -> Constraint | None:
    """The limit that a fragment or a plain count states; None where it says more than that."""
    bare = text.strip().rstrip(".")
    if capped := CAPPED.match(bare):
        said = f"allow at most {capped['what']}"
        return Constraint(text=f"{_cap(system)} shall {said}.", area="load", title=shortened(_cap(said)))
    if took := TAKING.match(bare):
        do = f"finish {uncapitalised(took['what'])} {took['time']}"
        return Constraint(text=f"{_cap(system)} shall {do}.", area="performance", title=shortened(_cap(do)))
    return _dated(bare) or _counted(bare, system)


def _dated(bare: str) -> Constraint | None:
    said = WISHED.sub("", bare)
    if not DATED.search(said) or len(said.split()) > _MOST_WORDS or TOLD_BY.search(said):
        return None
    found = find_predicate(tokens(said))
    if (sets := SET_FOR.match(said)) and found and "," not in sets["what"]:
        do = f"{base_verb(sets['verb'])} {uncapitalised(sets['what'])} {sets['when']}"
    elif found is None or found.start == 0 or re.match(r"^[\w -]+ is (?:in |on |by )?\D{0,12}\d", said):
        dates = "this date" if len(re.findall(r"\b\d{4}\b", said)) < 2 else "these dates"
        do = f"keep {dates}: {uncapitalised(said)}"
    else:
        return None
    return Constraint(text=f"The project shall {do}.", area="delivery", title=shortened(_cap(do)))


def _counted(bare: str, system: str) -> Constraint | None:
    match = THERE.match(re.sub(r"^(?:We|I|It|There)\b", lambda first: first.group().lower(), bare))
    if match and re.fullmatch(
        r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|yrs?|hrs?|mins?)", match["noun"], re.IGNORECASE
    ):
        return None
    if match is None or TOLD_BY.search(match["count"]) or len(bare.split()) > _MOST_WORDS:
        return None
    counted = uncapitalised(re.sub(r",(?= and \S+ \w+s\b)", "", match["count"]))
    counted = f"{counted} {match['when'].strip(' ,').lower()}" if match["when"] else counted
    if DEVELOPERS.search(bare):
        return Constraint(
            text=f"The project shall work with {counted}.", area="team", title=shortened(f"Work with {counted}")
        )
    found = find_predicate(tokens(counted))
    if found is not None and not re.search(
        r"\b(?:a|per|each|every) (?:second|minute|hour|day|week|month|year)\b", counted
    ):
        return None
    return Constraint(
        text=f"{_cap(system)} shall handle {counted}.", area="load", title=shortened(f"Handle {counted}")
    )


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]
