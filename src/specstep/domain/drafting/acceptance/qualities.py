"""Scenarios for qualities: what is measured, under which load, and which result passes."""

import re
from decimal import Decimal

from specstep.domain.documents.acceptance import Scenario
from specstep.domain.drafting.acceptance.case import Case
from specstep.domain.drafting.acceptance.claims import claimed
from specstep.domain.drafting.acceptance.occasions import occasion

WITHIN = re.compile(
    r"\b(?:within|in under|in less than|in at most|no longer than|at most|(?:do|does|must|should)? ?not exceed|under|below) (?P<figure>\d[\d.,]* ?(?:ms|s|milliseconds?|seconds?|minutes?))\b",
    re.IGNORECASE,
)
SHARE = re.compile(
    r"\b(?:for|in) (?P<percent>\d\d(?:\.\d+)?) ?% of (?:all |the )?(?P<what>[a-z]+(?: [a-z]+)?)", re.IGNORECASE
)
LOAD = re.compile(
    r"\b(?:with|under|for) (?P<number>\d[\d,.]*) (?P<who>[a-z]+(?: [a-z]+)?) (?P<how>at the same time|at once|simultaneously|concurrently)",
    re.IGNORECASE,
)
AVAILABLE = re.compile(r"\b(?P<percent>9\d(?:\.\d+)?) ?%", re.IGNORECASE)
WINDOW = re.compile(r"\bbetween .+? and [\w:. ]+?(?=$|,)", re.IGNORECASE)
STANDARD = re.compile(r"\b(?P<name>WCAG \d\.\d(?: (?:level )?A{1,3})?)", re.IGNORECASE)


def measured(case: Case) -> tuple[Scenario, ...]:
    """How one measures a quality, and what the figure must be."""
    given, events = case.circumstances()
    action = case.action
    claim = action.removeprefix("ensure that ")
    if match := STANDARD.search(action):
        return (
            case.scenario(given or ("each kind of page is open, with the keyboard alone and with a screen reader",),
                          f"a tester goes through the success criteria of {match['name']}", ("no page fails one of them",)),
        )  # fmt: skip
    if re.search(r"\b(?:availab|uptime)", action) and (match := AVAILABLE.search(action)):
        return (_available(case, match),)
    if match := WITHIN.search(action):
        return (_timed(case, match, given, events),)
    if action.startswith("ensure that "):
        return claimed(case, claim, given)
    if tried := occasion(action, case.does):
        return (case.scenario(tried.given or given, tried.when, tried.then),)
    return (
        case.scenario(
            given or ("the system runs in the environment of the test plan",),
            events or ("a tester measures it there",),
            (f"the record of the measurement shows that {case.does}",),
        ),
    )


def _available(case: Case, match: re.Match[str]) -> Scenario:
    share = Decimal(100) - Decimal(match["percent"])
    window = WINDOW.search(case.action)
    if window:
        return case.scenario(
            ("the system has been in use for 30 days",),
            f"the minutes {window.group()} in which it could not be used are added up",
            (f"they are at most {share} % of all minutes {window.group()}",),
        )
    minutes = int(30 * 24 * 60 * share / 100)
    return case.scenario(
        ("the system has been in use for 30 days",),
        "the minutes in which it could not be used are added up",
        (f"they are at most {minutes}, which is {share} % of 30 days",),
        kind="boundary",
    )


def _timed(case: Case, match: re.Match[str], given: tuple[str, ...], events: tuple[str, ...]) -> Scenario:
    action, figure = case.action, match["figure"]
    load, share = LOAD.search(action), SHARE.search(action)
    before = (f"{load['number']} {load['who']} use the system {load['how']}",) if load else ()
    said = re.sub(r"^“|”$", "", action.partition(": “")[2]) or action
    if share:
        number = Decimal(share["percent"])
        whole = 1000 if number != int(number) else 100
        return case.scenario(
            (*given, *before) or case.calm,
            f"{events[0]}, {whole} times, with a stopwatch" if events else f"{whole} {share['what']} are timed",
            (f"at least {number * whole / 100:.0f} of the {whole} take no longer than {figure}",),
            kind="boundary",
        )
    what = events[0] if events else f"somebody times this 20 times: {_plain(said)}"
    return case.scenario(
        (*given, *before) or ("the system holds as much data as in use",),
        f"{events[0]}, 20 times, with a stopwatch" if events else what,
        (f"none of the 20 takes longer than {figure}",),
        kind="boundary",
    )


def _plain(action: str) -> str:
    text = re.sub(r"^(?:ensure that|let|meet this:) ", "", action)
    if takes := re.match(r"(?P<what>.+?) (?:must|should|shall|has to|have to|may|can|takes?|is|are)\b", text):
        return takes["what"]
    text = WITHIN.sub("", LOAD.sub("", SHARE.sub("", text)))
    return re.sub(r"\s+(?=,)|\s{2,}", "", text).strip(" ,”“")
