"""Scenarios for what the system does by itself: just past each figure of the occasion, and at it."""

import re

from specstep.domain.documents.acceptance import Scenario
from specstep.domain.drafting.acceptance.case import Case, subject_of
from specstep.domain.drafting.acceptance.claims import claimed
from specstep.domain.drafting.acceptance.edges import Edge, edges, replaced
from specstep.domain.drafting.acceptance.examples import a_little_less, a_little_more
from specstep.domain.drafting.acceptance.keeping import timed
from specstep.domain.drafting.acceptance.occasions import occasion
from specstep.domain.drafting.acceptance.phrases import present, reason_to_send
from specstep.domain.drafting.acceptance.steps import PERIOD
from specstep.domain.drafting.acceptance.watching import provided, sorted_out, watched

SENDING = frozenset("send notify remind email inform alert warn message text tell".split())
_WITHIN = re.compile(
    r"^(?P<what>.+?\b(?:not|no)\b.*?) within (?P<number>\d+|one|two|three|four|five|six|ten) (?P<unit>(?:second|minute|hour|day|week|month|year)s?)\b(?P<rest>.*)$",
    re.IGNORECASE,
)


def sent(case: Case) -> tuple[Scenario, ...]:
    """For a message: at its time and not earlier, or at its occasion; and when it cannot be delivered."""
    given, events = case.circumstances()
    action = case.action
    period = PERIOD.search(action)
    if period and not events:
        event = period["event"]
        plain = re.sub(r"\s{2,}", " ", (action[: period.start()] + action[period.end() :])).strip(" ,")
        number, unit = period["number"], period["unit"]
        before = period["side"].lower() == "before"
        early = a_little_more(number, unit) if before else a_little_less(number, unit)
        where = "still to go until" if before else "past since"
        return (
            case.scenario((*given, f"it is {early} {where} {event}"), f"{number} {unit} {where} {event} are reached",
                          (f"{case.parts.subject} {present(plain)}",), name="at the time", kind="boundary"),
            case.scenario(given or (f"{event} is planned",), f"it is {early} {where} {event}",
                          (f"{case.parts.subject} has not done this yet: {plain}",), name="not earlier", kind="boundary"),
        )  # fmt: skip
    if not events:
        if tried := occasion(action, present(action)):
            return (case.scenario(given or tried.given or case.calm, tried.when, tried.then),)
        events = (reason_to_send(action),)
        main: tuple[Scenario, ...] = (case.scenario(given or case.calm, events, (case.does,)),)
    else:
        main = reacted(case, given, events)
    people, happens = _past(case, events)
    failed = case.scenario(
        (*given, *people, "the message cannot be delivered"), happens,
        (f"the failure to {action} is recorded with its time and reason",),
        name="cannot be delivered (proposed)", kind="failure",
    )  # fmt: skip
    return (*main, failed)


def reacted(case: Case, given: tuple[str, ...], events: tuple[str, ...]) -> tuple[Scenario, ...]:
    """The action at its occasion, and not where a figure of the occasion is only just not reached."""
    kind = "failure" if any(word == "if" for word, _ in case.parts.conditions) else "main"
    then = (case.does,)
    if case.action.startswith("ensure that "):
        then = (case.action.removeprefix("ensure that "),)
    event, others = events[-1], events[:-1]
    if late := _late(case, given, (*others,), event, then, kind):
        return late
    found = edges(event, spans=True)
    people, event = case.introduced(event)
    found = edges(event, spans=True)
    before = (*given, *others) or people or case.before(event)
    if (given or others) and people:
        before = (*before, *people)
    if not found:
        return (case.scenario(before, event, then, kind=kind),)
    start = _start(event, found[0])
    before = (*given, *others, *people, *((start,) if start else () if people else case.before(event)))
    name = "at the limit" if all(each.exact for each in found) else "just past the limit"
    made = [case.scenario(before or case.calm, replaced(event, found), then, name=name, kind=kind)]
    if not case.action.startswith(("not ", "ensure ")):
        made.extend(
            case.scenario(
                before or case.calm,
                replaced(event, found, index),
                (f"{case.parts.subject} does not {case.action}",),
                name=_side(event, found, index),
                kind="boundary",
            )
            for index in range(len(found))
        )
    return tuple(made)


def _side(event: str, found: tuple[Edge, ...], index: int) -> str:
    """How a scenario on the other side of a figure is called."""
    edge = found[index]
    side = "just short of it" if edge.exact else "at the limit"
    return side if len(found) == 1 else f"{side} ({event[edge.start : edge.end].strip()})"


def _start(event: str, edge: Edge) -> str:
    """Where something that rises or falls stands before, if the event speaks of that."""
    subject = subject_of(event)
    if not subject or not edge.fails.startswith("to "):
        return ""
    unit = re.match(r" ?(?:%|°[CF]?|[A-Za-zµ/³²]{1,4}\b)", event[edge.end :])
    said = (
        unit.group() if unit and unit.group().strip() not in {"for", "in", "at", "on", "and", "or", "per"} else ""
    )
    return f"{subject} is {edge.fails.removeprefix('to ')}{said}"


def _late(
    case: Case, given: tuple[str, ...], others: tuple[str, ...], event: str, then: tuple[str, ...], kind: str
) -> tuple[Scenario, ...]:
    """For what did not happen within a time: a moment before its end, and at its end."""
    match = _WITHIN.match(event)
    if match is None:
        return ()
    number, unit = match["number"], match["unit"]
    what = f"{match['what']}{match['rest']}"
    people, what = case.introduced(what)
    before = (*given, *others, *people, f"{what} so far")
    return (
        case.scenario(before, f"{number} {unit} have passed", then, name="time is over", kind=kind),
        case.scenario(before, f"{a_little_less(number, unit)} have passed", (f"{case.parts.subject} does not {case.action}",),
                      name="still in time", kind="boundary"),
    )  # fmt: skip


def _past(case: Case, events: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Events with each figure just past its bound, and the person whom they speak of."""
    people, last = case.introduced(events[-1])
    return people, (*events[:-1], replaced(last, edges(last, spans=True)))


def done_by_itself(case: Case) -> tuple[Scenario, ...]:
    """What follows for an action of the system, by whatever its words name: a time, an event, a claim, a thing."""
    if made := timed(case):
        return made
    given, events = case.circumstances()
    if events:
        return reacted(case, given, events)
    does = present(case.action)
    if case.action.startswith("ensure that "):
        return claimed(case, case.action.removeprefix("ensure that "), given)
    if case.action.startswith("provide "):
        return provided(case, given)
    if tried := occasion(case.action, does):
        return (case.scenario(given or tried.given or case.calm, tried.when, tried.then),)
    if made := sorted_out(case, given):
        return made
    seen = watched(case.action, case.parts.subject, does)
    return (case.scenario((*given, *seen.given) or case.calm, seen.when, seen.then),)
