"""How one sees that a limit was kept: on invoices, in the record of deliveries, under the stated number of people."""

import re

from specstep.domain.documents.acceptance import Scenario
from specstep.domain.documents.requirements import Requirement
from specstep.domain.drafting.english.nouns import singular

SPENT = re.compile(
    r"^spend (?P<sum>(?:at most )?\S+(?: (?:EUR|USD|GBP|CHF|euros?|dollars?|pounds?))?)(?: (?P<per>(?:per|a|each|every) \w+|/ ?\w+))?(?P<on> on .+| for .+)?$",
    re.IGNORECASE,
)
SERVED = re.compile(
    r"^serve (?P<bound>at least |at most |up to |more than |fewer than )?(?P<number>\d[\d,.]*) (?P<who>[\w -]+?)(?P<how> (?:at the same time|at once|concurrently|simultaneously))?$",
    re.IGNORECASE,
)
PROCESSED = re.compile(
    r"^process (?P<bound>at least |at most |up to )?(?P<number>\d[\d,.]*) (?P<what>[\w -]+?) (?:per|an?|each|every) (?P<span>\w+)(?:, (?P<more>.+))?$",
    re.IGNORECASE,
)
FREE = re.compile(r"^operate (?P<what>.+?) (?:without any expense|with a budget of 0)$", re.IGNORECASE)
DELIVERED = re.compile(
    r"^deliver (?P<what>.+?) (?P<when>(?:by|before|until|in|on|within|no later than) .+)$", re.IGNORECASE
)


def bounded(requirement: Requirement, action: str) -> tuple[Scenario, ...]:
    """The scenario of a limit on money, people, load or time; none for other words."""
    for pattern, steps in (
        (SPENT, _spent),
        (SERVED, _served),
        (PROCESSED, _processed),
        (DELIVERED, _delivered),
        (FREE, _free),
    ):
        if match := pattern.match(action):
            given, when, then = steps(match)
            return (
                Scenario(
                    name=requirement.title, requirements=(requirement.id,), given=given, when=when, then=then
                ),
            )
    return ()


_Steps = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def _spent(match: re.Match[str]) -> _Steps:
    on = (match["on"] or "").strip()
    span = re.sub(r"^(?:per|an?|each|every)\s+|^/\s?", "", match["per"] or "")
    of = f" of one {span}" if span else ""
    return (
        (f"the invoices of the project{of} are at hand",),
        (f"somebody adds up what was spent{f' {on}' if on else ''}",),
        (f"the sum is {match['sum']}", "no invoice is missing from the sum"),
    )


def _free(match: re.Match[str]) -> _Steps:
    return (
        ("the invoices of the project are at hand",),
        (f"somebody looks for what operating {match['what']} has cost",),
        ("no invoice asks for money", "nobody has paid anything that has no invoice"),
    )


def _served(match: re.Match[str]) -> _Steps:
    number, who, how = match["number"], match["who"].strip(), (match["how"] or "").strip()
    one = singular(who)
    if how or not number.isdigit() or int(number) < 2:
        return (
            (f"a load check with {number} {who} is prepared",),
            (f"all {number} {who} use the system {how or 'within one hour'}",),
            (f"each of the {number} {who} is answered", "no request ends with an error"),
        )
    return (
        (f"{int(number) - 1} {who} use the system already",),
        (f"one more {one} begins to use it",),
        (f"the system counts {number} {who}", f"the new {one} and the {who} from before are all answered"),
    )


def _processed(match: re.Match[str]) -> _Steps:
    number, what, span = match["number"], match["what"], match["span"]
    return (
        (
            f"a load check with {number} {what} is prepared",
            *((f"another one is prepared for this: {match['more']}",) if match["more"] else ()),
        ),
        (f"the {number} {what} are entered, spread over one {span}",),
        (f"all {number} {what} can be found in the system", "none of them was refused for lack of capacity"),
    )


def _delivered(match: re.Match[str]) -> _Steps:
    return (
        ("the record of deliveries is at hand",),
        (f"somebody looks up when {match['what']} was handed over",),
        (f"the handover took place {match['when']}",),
    )
