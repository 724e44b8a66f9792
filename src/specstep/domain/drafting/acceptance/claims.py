"""Scenarios for what has to hold: a rate that is worked out, a time that is waited for, a figure that is looked up."""

import re
from decimal import Decimal

from specstep.domain.documents.acceptance import Scenario
from specstep.domain.drafting.acceptance.case import Case
from specstep.domain.drafting.acceptance.edges import beside
from specstep.domain.drafting.acceptance.examples import WORDS, a_little_less, number_of
from specstep.domain.drafting.acceptance.permissions import permitted
from specstep.domain.drafting.acceptance.steps import Doing
from specstep.domain.drafting.english.nouns import bare, is_plural, plural, singular, with_article
from specstep.domain.drafting.english.people import is_person, role_of
from specstep.domain.drafting.english.verbs import participle
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.words import tokens

_SPAN = r"(?P<number>\d+|one|two|three|four|five|six|seven|eight|ten|twelve) (?P<unit>(?:(?:working|business|calendar) )?(?:second|minute|hour|day|week|month|year)s?)"
WITHIN = re.compile(rf",?\s*\bwithin {_SPAN}\b(?P<rest>.*)$", re.IGNORECASE)
LASTING = re.compile(rf"\b(?:for )?at least {_SPAN}\b", re.IGNORECASE)
LONGEST = re.compile(
    rf"\b(?:at most|no longer than|no more than) {_SPAN}\b(?:,? (?:then|otherwise) (?P<then>.+))?", re.IGNORECASE
)
BY_CLOCK = re.compile(
    r"\bby (?P<clock>\d{1,2}(?::\d\d)? ?[ap]\.?m\b\.?|\d{1,2}:\d\d|noon|midnight)", re.IGNORECASE
)
AFTER_SO_MANY = re.compile(
    r",?\s*\bafter (?:the )?(?P<number>two|three|four|five|six|ten|[2-9]|10) (?!(?:second|minute|hour|day|week|month|year)s?\b)(?P<what>(?:[\w-]+ )?[\w-]+s)\b",
    re.IGNORECASE,
)
RATE = re.compile(
    r"(?P<amount>\d+(?:\.\d+)?) (?P<money>EUR|USD|GBP|CHF|euros?|dollars?|pounds?|points?|credits?) (?:per|for each|for every|each) (?P<unit>[a-z]+)\b"
    r"(?:,? (?:capped at|at most|up to|but at most|but not more than) (?P<cap>\d+(?:\.\d+)?)(?: \w+)?(?: per (?P<per>[\w ]+))?)?",
    re.IGNORECASE,
)
FIGURE = re.compile(
    r"^(?P<is>is|are|costs?) (?P<figure>(?:[€$£]?\d\S*)(?: [A-Za-z%€°]+)?)(?: (?:for|of|in|per|a|an) (?P<of>.+))?$"
)
_ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 10: "tenth"}
_SHOWN = "page|dashboard|screen|list|report|view|register|site|website|calendar|overview|map|form|app"
_TIMES = frozenset("second minute hour day night week month quarter year season person".split())


def claimed(case: Case, claim: str, given: tuple[str, ...] = ()) -> tuple[Scenario, ...]:
    """The scenarios of a statement that has to hold ("the deposit is 800 EUR", "gyms are paid 4.20 EUR per visit")."""
    for make in (_rated, _after_so_many, _lasting, _longest, _within, _by_clock, _figure):
        if made := make(case, claim, given):
            return made
    return _tried(case, claim, given)


def counted_first(case: Case) -> tuple[Scenario, ...]:
    """For an action that follows on a number of things: at that number, and one before it."""
    claim = case.action.removeprefix("ensure that ") if case.action.startswith("ensure that ") else case.does
    return _after_so_many(case, claim, case.circumstances()[0])


def _rated(case: Case, claim: str, given: tuple[str, ...]) -> tuple[Scenario, ...]:
    match = RATE.search(claim)
    if match is None or singular(match["unit"]) in _TIMES:
        return ()
    amount, money, unit = Decimal(match["amount"]), match["money"], match["unit"]
    cap = Decimal(match["cap"]) if match["cap"] else None
    made = []
    counts = [3]
    if cap is not None and amount and (full := int(cap // amount)) > 1:
        counts = [full - 1, full + 1]
    for count in counts:
        capped = cap is not None and amount * count > cap
        total = cap if capped and cap is not None else amount * count
        per = f" for one {match['per'].replace(' and ', ' in one ')}" if match["per"] else ""
        made.append(
            case.scenario(
                (*given, f"{count} {plural(unit)} have been counted{per}"),
                f"the sum for these {count} {plural(unit)} is worked out",
                (f"it is {total:,} {money}", *((f"it is not {amount * count:,} {money}",) if capped else ())),
                name="" if cap is None else "capped" if capped else "below the cap",
                kind="main" if cap is None else "boundary",
            )
        )
    return tuple(made)


def _after_so_many(case: Case, claim: str, given: tuple[str, ...]) -> tuple[Scenario, ...]:
    match = AFTER_SO_MANY.search(claim)
    number = number_of(match["number"]) if match else None
    if match is None or number is None or int(number) not in _ORDINALS:
        return ()
    what, count = match["what"], int(number)
    rest = (claim[: match.start()] + claim[match.end() :]).strip(" ,")
    one = singular(what)
    words = {value: word for word, value in WORDS.items()}
    before = f"there has been one {one}" if count == 2 else f"there have been {words[count - 1]} {what}"
    earlier = f"there has been no {one}" if count == 2 else before.replace(words[count - 1], words[count - 2]).replace(f"been one {what}", f"been one {one}").replace("have been one", "has been one")  # fmt: skip
    return (
        case.scenario((*given, before), f"the {_ORDINALS[count]} {one} is recorded", (rest,), kind="boundary",
                      name=f"at the {_ORDINALS[count]}"),
        case.scenario((*given, earlier), f"the {_ORDINALS.get(count - 1, 'first')} {one} is recorded",
                      (f"nothing of this happens yet: {rest}",), kind="boundary", name="not before"),
    )  # fmt: skip


def _lasting(case: Case, claim: str, given: tuple[str, ...]) -> tuple[Scenario, ...]:
    match = LASTING.search(claim)
    if match is None:
        return ()
    rest = _without(claim, match)
    number, unit = match["number"], match["unit"]
    return (
        case.scenario((*given, f"this has held for {a_little_less(number, unit)}: {rest}"), f"{number} {unit} are full",
                      (f"this still holds: {rest}",), name="at the end of the time", kind="boundary"),
    )  # fmt: skip


def _longest(case: Case, claim: str, given: tuple[str, ...]) -> tuple[Scenario, ...]:
    match = LONGEST.search(claim)
    words = tokens(claim)
    found = find_predicate(words)
    if (
        match is None
        or found is None
        or found.start == 0
        or found.verb not in {"last", "take", "run", "stay", "remain"}
    ):
        return ()
    one = re.sub(r"^(?:each|every|an?|the|all) ", "", claim[: found.start].strip())
    subject = f"the {singular(one)}"
    number, unit = match["number"], match["unit"]
    over = match["then"] or f"{subject} is over"
    return (
        case.scenario((*given, f"{with_article(singular(one))} began {a_little_less(number, unit)} ago"), f"somebody looks at {subject}",
                      (f"{subject} still goes on",), name="still in time", kind="boundary"),
        case.scenario((*given, f"{with_article(singular(one))} began {a_little_less(number, unit)} ago"), f"{number} {unit} are full",
                      (over.rstrip(". "),), name="time is over", kind="boundary"),
    )  # fmt: skip


def _within(case: Case, claim: str, given: tuple[str, ...]) -> tuple[Scenario, ...]:
    match = WITHIN.search(claim)
    if match is None:
        return ()
    rest = _without(claim, match)
    found = find_predicate(tokens(rest))
    subject = rest[: found.start].strip() if found else ""
    number, unit = match["number"], match["unit"]
    have = "has" if number in {"1", "one"} else "have"
    start = f"a stopwatch was started when this became due: {rest}"
    then = rest
    if found and subject and not found.negated and not found.passive and found.verb not in {"be", "have"}:
        tail = rest[found.end :].strip()
        then = f"{subject} {'have' if is_plural(bare(subject)) else 'has'} {participle(found.verb)} {tail}".strip()
        start = f"{subject} {'are' if is_plural(bare(subject)) else 'is'} on the way, and a stopwatch runs"
    return (
        case.scenario((*given, start), f"{number} {unit} {have} passed", (then,), kind="boundary"),
    )  # fmt: skip


def _by_clock(case: Case, claim: str, given: tuple[str, ...]) -> tuple[Scenario, ...]:
    match = BY_CLOCK.search(claim)
    if match is None:
        return ()
    clock = match["clock"]
    return (
        case.scenario(
            (*given, f"it is {beside(clock, -1)}"),
            f"it becomes {clock}",
            (_without(claim, match),),
            kind="boundary",
        ),
    )


def _figure(case: Case, claim: str, given: tuple[str, ...]) -> tuple[Scenario, ...]:
    found = find_predicate(tokens(claim))
    if found is None or found.start == 0 or found.negated:
        return ()
    match = FIGURE.match(claim[found.start :].strip())
    if match is None:
        return ()
    subject = claim[: found.start].strip()
    of = f" for {match['of']}" if match["of"] else ""
    return (
        case.scenario(given or (f"the {bare(subject)}{of} was set up as agreed",), f"somebody looks up {subject}{of}",
                      (f"{'they are' if match['is'] == 'are' else 'it is'} {match['figure']}",)),
    )  # fmt: skip


def _tried(case: Case, claim: str, given: tuple[str, ...]) -> tuple[Scenario, ...]:
    """For a claim without a figure: the thing it speaks of is used, and the claim is looked at."""
    found = find_predicate(tokens(claim))
    subject = claim[: found.start].strip() if found else ""
    if not subject or len(subject.split()) > 6:
        return (case.scenario(given or case.calm, "somebody who did not build it tries it out", (claim,)),)
    role = role_of(subject)
    if (
        found
        and not found.passive
        and not found.negated
        and (is_person(subject, frozenset(case.requirement.actors)))
    ):
        doing = Doing(who=subject, role=role, verb=found.verb, rest=claim[found.end :].strip())
        return permitted(case, doing, only=False)
    things = re.sub(r"^(?:each|every|all) ", "the ", subject)
    if found and found.negated:
        return (
            case.scenario(given or case.calm, f"somebody searches for a case in which {_affirmed(claim, found.start, found.end)}",
                          ("no such case is found",)),
        )  # fmt: skip
    looks = "opens" if re.search(rf"\b(?:{_SHOWN})s?$", bare(subject)) else "examines"
    return (case.scenario(given or case.calm, f"somebody {looks} {things}", (claim,)),)


def _affirmed(claim: str, start: int, end: int) -> str:
    group = claim[start:end]
    plain = re.sub(r"^(?:do|does) not ", "", group)
    return claim[:start] + re.sub(r"\b(?:never|not) ", "", plain) + claim[end:]


def _without(claim: str, match: re.Match[str]) -> str:
    rest = match.groupdict().get("rest") or ""
    return re.sub(r"\s{2,}", " ", claim[: match.start()] + " " + (rest or claim[match.end() :])).strip(" ,")
