"""The figures in a requirement's words, each with a value that just keeps its bound and one that just does not."""

import re
from decimal import Decimal

import attrs

from specstep.domain.drafting.acceptance.examples import WORDS, a_little_less, a_little_more, number_of
from specstep.domain.drafting.english.nouns import plural, singular

_NUMBER = r"\d[\d,]*(?:\.\d+)?|" + "|".join(WORDS)
_TIME = r"(?:second|minute|hour|day|week|month|year)s?"
_OVER = "more than|over|above|exceeds?|exceeding|longer than|higher than|later than|greater than|larger than|older than"
_UNDER = "less than|fewer than|under|below|shorter than|lower than|younger than|earlier than|smaller than"
_LEAST = "at least|no less than|no fewer than|not less than|a minimum of"
_MOST = "at most|up to|no more than|not more than|a maximum of|no longer than"
BOUNDED = re.compile(
    rf"\b(?:(?P<over>{_OVER})|(?P<under>{_UNDER})|(?P<least>{_LEAST})|(?P<most>{_MOST})|(?P<span>for|after))\s+"
    rf"(?P<money>(?:EUR|USD|GBP|CHF)\s|[€$£])?(?P<number>{_NUMBER})\b(?:\s+(?P<unit>{_TIME})\b(?P<side> before\b)?)?"
    r"(?P<next>\s+[a-z]+)?",
    re.IGNORECASE,
)
RANGED = re.compile(
    rf"\b(?P<low>\d+|one|two|three)(?: to | or |-|–)(?P<high>{_NUMBER})\s+(?P<unit>[a-z]+)", re.IGNORECASE
)
OUTSIDE = re.compile(r"\boutside (?:of )?(?P<low>\d[\d.]*)\s?(?:–|-|to)\s?(?P<high>\d[\d.]*)", re.IGNORECASE)
_MOVES = re.compile(
    r"\b(?:drops?|falls?|sinks?|goes|go|rises?|climbs?|grows?|dropped|fallen|risen|goes up|goes down)\s+$",
    re.IGNORECASE,
)
_CLOCK = r"\d{1,2}(?::\d\d)?\s?[ap]\.?m\b\.?|\d{1,2}:\d\d|noon|midnight"
CLOCKED = re.compile(
    rf"\b(?P<bound>until|before|no later than|not later than|by|after|from|not before)\s+(?P<clock>{_CLOCK})(?:\s+(?:on|of|that|the same) \w+(?: day)?)?",
    re.IGNORECASE,
)
RATED = re.compile(
    r"\b(?:at most |only |no more than |up to )?(?P<times>once|twice|(?P<number>\d+|two|three|four|five|six|ten) times)"
    r" (?:per|an?|each|every) (?P<span>hour|day|week|month|year|visit|season)\b",
    re.IGNORECASE,
)


@attrs.frozen(kw_only=True)
class Edge:
    """A figure between `start` and `end` of a text; `keeps` and `fails` are what stands there instead. `exact` says
    that `keeps` is the figure itself, not one beyond it."""

    start: int
    end: int
    keeps: str
    fails: str
    exact: bool = False


def edges(text: str, *, spans: bool = False) -> tuple[Edge, ...]:
    """The bounded figures of a text, in order.

    Args:
        text: a clause ("the temperature rises above 32 °C for more than 3 minutes").
        spans: whether "for 5 minutes" and "after 5 minutes" are bounds too, as they are in a condition.
    """
    found: list[Edge] = []
    for match in BOUNDED.finditer(text):
        if match["span"] and (not spans or not match["unit"]):
            continue
        pair = _pair(match)
        if pair is None:
            continue
        lead = ""
        if (match["over"] or match["under"]) and _MOVES.search(text[: match.start()]):
            lead = "to "
        elif match["span"]:
            lead = f"{match['span']} "
        elif (match["over"] or "").lower() in {"exceed", "exceeds"}:
            lead = "reaches " if match["over"].lower() == "exceeds" else "reach "
        elif (match["over"] or match["under"] or "").lower() in {"over", "under", "above", "below", "exceeding"}:
            lead = (
                "of "
                if re.search(r"\b\w{4,}\s+$", text[: match.start()]) and not _is(text[: match.start()])
                else ""
            )
        exact = bool(match["span"] or match["least"] or match["most"])
        found.append(
            Edge(start=match.start(), end=match.end(), keeps=lead + pair[0], fails=lead + pair[1], exact=exact)
        )
    for match in OUTSIDE.finditer(text):
        high = number_of(match["high"])
        if high is not None:
            step = Decimal(1).scaleb(-len(match["high"].partition(".")[2]))
            found.append(Edge(start=match.start(), end=match.end(), keeps=str(high + step), fails=match["high"]))
    return tuple(sorted(found, key=lambda each: each.start))


def _is(before: str) -> bool:
    return re.search(r"\b(?:is|are|was|were|by|stays?|remains?)\s+$", before) is not None


def _pair(match: re.Match[str]) -> tuple[str, str] | None:
    """The figure on the side where the bound is kept, and on the other."""
    number, unit, after = match["number"], match["unit"], match["next"] or ""
    after = "" if after.strip() in {"only", "alone"} else after
    over, under = bool(match["over"]), bool(match["under"])
    if (match["over"] or "").lower() == "later than":
        over, under = not match["side"], bool(match["side"])
    if unit:
        exact = f"{number} {unit}"
        more, less = a_little_more(number, unit), a_little_less(number, unit)
        tail = (match["side"] or "") + after
        pair = (
            (more, exact)
            if over
            else (less, exact)
            if under
            else (exact, more)
            if match["most"]
            else (exact, less)
        )
        return pair[0] + tail, pair[1] + tail
    exact, more, less = (_counted(match, step, after) for step in (0, 1, -1))
    if not exact or not more or (not less and not over and not match["most"]):
        return None
    return (more, exact) if over else (less, exact) if under else (exact, more) if match["most"] else (exact, less)


def _counted(match: re.Match[str], step: int, after: str) -> str:
    """The number moved by one step of its last place, with its unit or noun in the fitting number."""
    said = match["number"]
    value = number_of(said)
    if value is None:
        return ""
    places = len(said.partition(".")[2])
    moved = value + Decimal(step).scaleb(-places)
    if moved < 0:
        return ""
    if said.lower() in WORDS:
        text = next((word for word, number in WORDS.items() if number == moved), str(moved)) if moved else "no"
    else:
        text = f"{moved:,}" if "," in said else str(moved)
    noun = after.strip()
    if (
        noun
        and noun not in {"and", "or", "of", "in", "at", "for", "per", "on", "with", "before", "after"}
        and len(noun) > 2
    ):
        if moved == 1:
            after = f" {singular(noun)}"
        elif value == 1:
            after = f" {plural(noun)}"
    return f"{match['money'] or ''}{text}{after}"


def replaced(text: str, found: tuple[Edge, ...], failing: int | None = None) -> str:
    """The text with each figure kept, or with the one at the index `failing` on the other side."""
    for index in reversed(range(len(found))):
        edge = found[index]
        text = text[: edge.start] + (edge.fails if index == failing else edge.keeps) + text[edge.end :]
    return text


def beside(clock: str, minutes: int) -> str:
    """The time that many minutes from a time of the day, written the way it is ("5 p.m." → "4:59 p.m.")."""
    said = clock.lower().strip()
    if said in {"noon", "midnight"}:
        return f"one minute {'before' if minutes < 0 else 'after'} {said}"
    digits = re.match(r"(\d{1,2})(?::(\d\d))?", said)
    if digits is None:
        return clock
    half = re.search(r"[ap](?=\.?m)", said)
    hour = int(digits[1]) % 12 + (12 if half.group() == "p" else 0) if half else int(digits[1])
    at = (hour * 60 + int(digits[2] or 0) + minutes) % 1440
    if not half:
        return f"{at // 60:02d}:{at % 60:02d}"
    mark = re.sub(r"^[\d: ]+", "", clock)
    mark = f"{mark}." if "." in mark and not mark.endswith(".") else mark
    mark = ("p" if at >= 720 else "a") + mark[1:]
    return f"{at // 60 % 12 or 12}:{at % 60:02d} {mark}"
