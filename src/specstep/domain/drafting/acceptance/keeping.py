"""Scenarios for what is kept, how long it is kept, and when it goes."""

import re

from specstep.domain.documents.acceptance import Scenario
from specstep.domain.drafting.acceptance.case import Case
from specstep.domain.drafting.acceptance.examples import a_little_less, a_little_more
from specstep.domain.drafting.acceptance.phrases import DELETED, KEPT
from specstep.domain.drafting.english.nouns import is_plural, with_article

FOR_EACH = re.compile(r"^(?:keep|store|record) (?P<what>.+) for each (?P<thing>\w.*)$")


def kept(case: Case) -> tuple[Scenario, ...]:
    """What was entered about a thing is shown again later; none for other actions."""
    match = FOR_EACH.match(case.action)
    if match is None:
        return ()
    what, thing = match["what"], match["thing"]
    return (
        case.scenario(
            (f"{with_article(thing)} is entered with {what}",),
            f"somebody opens the {thing} later",
            (f"it shows {what} as entered",),
        ),
    )


def timed(case: Case) -> tuple[Scenario, ...]:
    """For what is deleted or kept after or for a span of time: one side of its end, and the other."""
    given, events = case.circumstances()
    if gone := DELETED.match(case.action):
        what, number, unit = gone["what"], gone["number"], gone["unit"]
        since = f" since {gone['event']}" if gone["event"] else f" since the {what} came in"
        except_for = f", {gone['besides']}" if gone["besides"] else ""
        return (
            case.scenario((*given, *events, f"{a_little_less(number, unit)} have passed{since}"), f"somebody looks for {what}",
                          (f"{what} can still be found",), name="kept until then", kind="boundary"),
            case.scenario((*given, *events, f"{a_little_more(number, unit)} have passed{since}"), "the deletion has run",
                          (f"{what} can be found in no store of the system{except_for}",), name="gone afterwards", kind="boundary"),
        )  # fmt: skip
    if held := KEPT.match(case.action):
        what, number, unit = held["what"], held["number"], held["unit"]
        since = f"after {held['event']}" if held["event"] else f"after the {what} came in"
        are = "are" if is_plural(what) else "is"
        return (
            case.scenario((*given, *events, f"it is {a_little_less(number, unit)} {since}"), f"somebody looks for {what}",
                          (f"{what} {are} found unchanged",), name="at the end of the time", kind="boundary"),
        )  # fmt: skip
    return ()
