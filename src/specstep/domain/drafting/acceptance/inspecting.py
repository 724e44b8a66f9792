"""How one inspects what no run of the system shows: what it is made of, where it is, whom it was agreed with."""

import re

from specstep.domain.documents.acceptance import Scenario
from specstep.domain.drafting.acceptance.case import Case
from specstep.domain.drafting.acceptance.claims import claimed
from specstep.domain.drafting.acceptance.phrases import present

LIMIT = re.compile(r"^respect this limit: “(?P<said>[^”]+)”$")
MADE_OF = re.compile(r"^(?:use|run on|be (?:built|written|made) (?:with|in|on)) (?P<what>.+)$", re.IGNORECASE)
PLACED = re.compile(
    r"^(?:host|store|keep|run|stay|operate) (?:(?P<what>.+?) )?(?P<where>(?:in|on|inside|within) (?!\d).+)$",
    re.IGNORECASE,
)
HIDDEN = re.compile(
    r"^encrypt (?P<what>.+?)(?P<how> in transit| at rest| in transit and at rest)?$", re.IGNORECASE
)
STAFFED = re.compile(r"^(?:work with|be (?:built|maintained|run) by) (?P<who>.+)$", re.IGNORECASE)


def inspected(case: Case) -> tuple[Scenario, ...]:
    """What somebody looks up or shows, and what they must find."""
    action, given = case.action, ("the system is delivered",)
    if action.startswith("ensure that "):
        return claimed(case, action.removeprefix("ensure that "))
    if match := LIMIT.match(action):
        return (
            case.scenario(given, f"the person who ordered it holds it against their own words: “{match['said']}”",
                          ("they find nothing that goes against them",)),
        )  # fmt: skip
    if match := HIDDEN.match(action):
        then = [f"{match['what']} cannot be read in what travels over the network"] if "rest" not in (match["how"] or "").removesuffix("and at rest") else []  # fmt: skip
        if "at rest" in (match["how"] or ""):
            then.append(f"{match['what']} cannot be read in a copy of the store without the key")
        return (case.scenario(given, "a tester records the traffic and opens a copy of the store", tuple(then)),)
    if match := MADE_OF.match(action):
        return (
            case.scenario(given, "somebody lists what it is built with and what it runs on", (f"the list has {match['what']}",)),
        )  # fmt: skip
    if match := PLACED.match(action):
        what = match["what"] or "the system"
        return (
            case.scenario(given, f"somebody looks up where each part and each copy of {what} is", (f"each is {match['where']}",)),
        )  # fmt: skip
    if match := STAFFED.match(action):
        return (
            case.scenario(("the plan of the project is at hand",), "somebody looks up who works on it", (f"it names {match['who']} and nobody else",)),
        )  # fmt: skip
    return (
        case.scenario(given, "somebody who did not build it checks this with its owner", (f"{case.parts.subject} {present(action)}",)),
    )  # fmt: skip
