"""When what the system does by itself can be watched, and what is seen then."""

import re

import attrs

from specstep.domain.drafting.acceptance.edges import beside

CLOCK = re.compile(r"\bat (?P<time>\d{1,2}(?::\d\d)? ?[ap]\.?m\b\.?|\d{1,2}:\d\d|noon|midnight)", re.IGNORECASE)
RHYTHM = re.compile(
    r"\b(?:each|every) (?P<span>(?:\d+|two|three|five|ten) (?:seconds?|minutes?|hours?|days?|weeks?))\b",
    re.IGNORECASE,
)
NIGHTLY = re.compile(
    r"\b(?:each|every) (?P<time>night|morning|evening|hour|day|week|month|quarter|year)\b", re.IGNORECASE
)
PLACE = re.compile(
    r"^(?:keep )?(?:work(?:ing)?|run(?:ning)?|be usable|be available) (?P<where>(?:offline|without|on|in|with|under)\b.*)$",
    re.IGNORECASE,
)
SHOW = re.compile(
    r"^(?:show|display|list|print) (?P<what>.+?) (?:on|in) (?P<where>(?:the|an?|each) [\w -]+?)(?: within .+)?$",
    re.IGNORECASE,
)
REFUSED = re.compile(r"^not (?P<verb>[a-z]+) (?P<rest>.+)$")


@attrs.frozen(kw_only=True)
class Occasion:
    """What is given, what happens, and what is seen then; `given` may be empty."""

    when: str
    then: tuple[str, ...]
    given: tuple[str, ...] = ()


def occasion(action: str, does: str) -> Occasion | None:
    """The occasion at which one can watch an action, None where its words name none.

    Args:
        action: what the system shall do ("print the list at 9 p.m.").
        does: the same in the present tense ("prints the list at 9 p.m.").
    """
    if refused := REFUSED.match(action):
        return Occasion(
            when=f"somebody tries to make the system {refused['verb']} {refused['rest']}",
            then=(f"the system {does}", "the attempt has changed nothing"),
        )
    if clock := CLOCK.search(action):
        return Occasion(
            given=(f"it is {beside(clock['time'], -1)}",),
            when=f"it becomes {clock['time']}",
            then=(f"the system {does}",),
        )
    if rhythm := RHYTHM.search(action):
        return Occasion(
            given=("the system has done this once",),
            when=f"{rhythm['span']} have passed since then",
            then=(f"the system {does}",),
        )
    if place := PLACE.match(action):
        where = "the system is offline" if place["where"].lower().startswith("offline") else (
            f"the system is used {place['where']}"
        )  # fmt: skip
        return Occasion(
            given=(where,),
            when="the scenarios of this package that need nothing else are carried out",
            then=("each of them ends as it says",),
        )
    if show := SHOW.match(action):
        return Occasion(when=f"somebody looks at {show['where']}", then=(f"{show['what']} can be seen there",))
    if nightly := NIGHTLY.search(action):
        return Occasion(
            given=("the system is in operation",),
            when=f"one {nightly['time']} has passed",
            then=(f"the record of that {nightly['time']} shows that the system did this: {action}",),
        )
    return None
