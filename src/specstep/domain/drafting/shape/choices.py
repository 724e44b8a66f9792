"""What is proposed where nobody decided: one place, so that the architecture and its decisions agree."""

import re
from decimal import Decimal, InvalidOperation

import attrs

from specstep.domain.drafting.shape.values import Client, Concern, Role, Shape, Technology
from specstep.domain.drafting.shape.words import names

SMALL_CROWD = 2_000
COUNT = re.compile(
    r"(?P<number>\d[\d,.']*)\s*(?P<scale>k\b|thousand|million|m\b)?\s*(?:[a-z-]+\s+){0,2}?"
    r"(?P<unit>(?!(?:seconds|minutes|hours|days|weeks|months|years|euros|dollars|pounds|francs|"
    r"times|percent|degrees|metres|meters|gb|mb)\b)"
    r"(?:people|[a-z]{2,}s))\b",
    re.IGNORECASE,
)
RATE = re.compile(r"\b(?:per|a|each|every)\s+(?:second|minute)\b", re.IGNORECASE)
PREMISES = re.compile(
    r"premises|\bown (?:building|server|machine|house)s?\b|(?:server|machine|computer) in (?:our|the) (?:building|house|"
    r"office)|in (?:our|the) (?:building|house|office)",
    re.IGNORECASE,
)
CENTRE = re.compile(r"\b(?:own|our)(?: own)?(?: small| little)? data cent(?:re|er)(?P<where> in [A-Z][\w-]+)?")
NO_MONEY = re.compile(
    r"\b(?:zero|no) (?:budget|money)\b(?! (?:for [\w ]+ )?(?:beyond|over|above|except|more))|\bbudget(?: is|:)? ?(?:zero|nothing|none|0)\b(?![.,]\d)|\bmust not cost anything\b",
    re.IGNORECASE,
)
KNOWS = re.compile(r"\b(?:writes?|knows?|speaks?|programs? in|develops? in|familiar with|can)\b", re.IGNORECASE)
LOG = re.compile(r"\b(?:log|journal|protocol|history)s?$", re.IGNORECASE)
WRITTEN = frozenset(
    [
        "store",
        "save",
        "record",
        "remember",
        "add",
        "track",
        "log",
        "note",
        "enter",
        "create",
        "import",
        "write",
        "keep",
    ]
)
SCALES = {"k": 1_000, "thousand": 1_000, "million": 1_000_000, "m": 1_000_000}


@attrs.frozen
class Choice:
    """A product or way, and whether it is settled by what somebody said."""

    name: str
    decided: bool


def largest_count(shape: Shape) -> int | None:
    """The largest number of users, devices, orders … that a statement names; None where none does."""
    counts = []
    evidence = shape.found.get(Concern.VOLUME)
    if evidence is None:
        return None
    texts = [fact.text for fact in evidence.facts]
    texts += [item.text for item in shape.requirements if item.id in evidence.requirements]
    for text in texts:
        for match in COUNT.finditer(text):
            try:
                number = Decimal(re.sub(r"[,'](?=\d{3})", "", match["number"]).rstrip(".,"))
            except InvalidOperation:
                continue
            counts.append(int(number * SCALES.get((match["scale"] or "").lower(), 1)))
    return max(counts) if counts else None


def is_small(shape: Shape) -> bool:
    """Whether the named load fits one small machine: no rate per second, and no crowd beyond two thousand."""
    evidence = shape.found.get(Concern.VOLUME)
    texts = " ".join([fact.text for fact in evidence.facts] if evidence else [])
    count = largest_count(shape)
    return RATE.search(texts) is None and (count is None or count <= SMALL_CROWD)


PARTITIONED = "PostgreSQL with partitions by time"
MANY_READINGS = 100_000
RATE_OF_READINGS = re.compile(r"\bmillion readings\b|\btime[ -]series\b", re.IGNORECASE)


def _loads(shape: Shape) -> str:
    evidence = [shape.found[concern] for concern in (Concern.VOLUME, Concern.DEVICES) if concern in shape.found]
    return " ".join(fact.text for found in evidence for fact in found.facts)


def server_store(shape: Shape) -> Choice:
    """Where the server keeps its data."""
    decided = shape.decided(Role.DATABASE)
    if decided:
        return Choice(decided[0].name, decided=True)
    there = [item for item in shape.named(Role.DATABASE) if not item.decided]
    if there:
        return Choice(there[0].name, decided=False)
    if shape.gateway and ((largest_count(shape) or 0) >= MANY_READINGS or RATE_OF_READINGS.search(_loads(shape))):
        return Choice(PARTITIONED, decided=False)
    if (
        shape.gateway
        or (shape.client is Client.OFFLINE_WEB and shape.shared and shape.has(Concern.SENSITIVE))
        or shape.has(Concern.CARD_DATA, Concern.AVAILABILITY, Concern.SENSITIVE)
        or not is_small(shape)
    ):
        return Choice("PostgreSQL", decided=False)
    return Choice("SQLite", decided=False)


def kept(shape: Shape, names_of: tuple[str, ...]) -> tuple[str, ...]:
    """What is kept of the things of the data model: a tool keeps only what it writes, and passes the rest through."""
    if shape.client not in {Client.COMMAND, Client.LIBRARY}:
        return names_of
    written = [item.rest for item in shape.obligations.values() if item.verb in WRITTEN and not item.negated]
    found = tuple(name for name in names_of if any(names(rest, name) for rest in written))
    return found or tuple(
        dict.fromkeys(match[0].lower() for rest in written if (match := LOG.search(_head(rest))))
    )


def _head(rest: str) -> str:
    return re.split(r",|\b(?:so|of|with|for|to|in|that|which)\b", rest)[0].strip()


def device_store(shape: Shape, written: tuple[str, ...] = ()) -> Choice:
    """Where a program on the person's own device keeps its data; `written` names what it keeps, where that is known."""
    decided = shape.decided(Role.DATABASE)
    if decided and not shape.server:
        return Choice(decided[0].name, decided=True)
    if shape.client is Client.FIRMWARE:
        return Choice("the flash memory of the device", decided=False)
    if shape.client is Client.EXTENSION:
        return Choice("the browser's extension storage", decided=False)
    if shape.client is Client.OFFLINE_WEB:
        return Choice("IndexedDB", decided=False)
    if shape.client is Client.COMMAND and written and all(LOG.search(name) for name in written):
        return Choice("a file of JSON lines", decided=False)
    if shape.client is Client.COMMAND and not shape.has(Concern.SEARCH, Concern.AUDIT):
        return Choice("one JSON file", decided=False)
    return Choice("SQLite", decided=False)


def hosting(shape: Shape) -> Choice:
    """Where the server runs."""
    decided = shape.decided(Role.HOSTING)
    if decided:
        return Choice(decided[0].name, decided=True)
    evidence = [shape.found[concern] for concern in (Concern.HOSTING, Concern.REGION) if concern in shape.found]
    texts = [fact.text for found in evidence for fact in found.facts] + [found.quote for found in evidence]
    for text in texts:
        centre = CENTRE.search(text)
        if centre:
            return Choice(f"the own data centre{centre['where'] or ''}", decided=True)
    if any(PREMISES.search(text) for text in texts):
        return Choice("a machine on the own premises", decided=True)
    if without_money(shape):
        return Choice("a free plan of a hosting service", decided=False)
    return Choice("one rented virtual machine", decided=False)


def without_money(shape: Shape) -> bool:
    """Whether somebody said that nothing may be spent."""
    evidence = shape.found.get(Concern.BUDGET)
    return evidence is not None and any(NO_MONEY.search(fact.text) for fact in evidence.facts)


def stack(shape: Shape) -> str:
    """The languages and frameworks, in one phrase: those decided, else those that whoever looks after it knows."""
    return ", ".join(item.name for item in shape.decided(Role.FRAMEWORK, Role.LANGUAGE) or known_by_keeper(shape))


def known_by_keeper(shape: Shape) -> tuple[Technology, ...]:
    """The languages and frameworks that a statement names as known to whoever builds or keeps it."""
    return tuple(item for item in shape.named(Role.FRAMEWORK, Role.LANGUAGE) if KNOWS.search(item.evidence.quote))
