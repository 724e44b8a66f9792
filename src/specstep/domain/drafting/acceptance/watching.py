"""How one sees that the system did something by itself, where the words name no moment for it."""

import re

from specstep.domain.documents.acceptance import Scenario
from specstep.domain.drafting.acceptance.case import Case
from specstep.domain.drafting.acceptance.edges import beside, edges
from specstep.domain.drafting.acceptance.occasions import CLOCK, Occasion
from specstep.domain.drafting.english.nouns import bare, is_plural, singular, with_article
from specstep.domain.drafting.english.verbs import is_base, participle
from specstep.domain.drafting.requirements.phrasing import object_of

RECORDED = re.compile(
    r"^(?P<verb>record|log|note|register|track) (?:each|every|all) (?P<thing>.+?)(?: with (?P<shown>.+))?$",
    re.IGNORECASE,
)
ASKED = re.compile(
    r"^(?:show|display|list|tell|print|report) (?P<what>(?:what|who|which|whether|how|when|where)\b.+)$",
    re.IGNORECASE,
)
AFTER_EACH = re.compile(r"^(?P<verb>[a-z]+)(?P<rest> .+?)? after (?:each|every) (?P<what>.+)$", re.IGNORECASE)
SHOWN = re.compile(r"^(?:show|display|list) (?P<what>.+)$", re.IGNORECASE)
WRITTEN = re.compile(r"^(?:write|keep|create|produce|make) (?P<what>an? .+)$", re.IGNORECASE)
KEPT_ABOUT = re.compile(
    r"^(?:keep|store|save) (?P<what>.+?) (?:about|of|on) (?P<thing>(?:an?|each|the) .+)$", re.IGNORECASE
)
EVEN = re.compile(r"^(?P<rest>.+?),? even (?:if|when|while) (?P<event>.+)$", re.IGNORECASE)
REGULARLY = re.compile(r"^(?P<rest>.+?) (?P<how>hourly|daily|weekly|monthly|quarterly|yearly)$", re.IGNORECASE)
_SPANS = {
    "hourly": "hour",
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
}
_NO_THING = frozenset("be work run have allow support use ensure exclude".split())


def watched(action: str, subject: str, does: str) -> Occasion:
    """What somebody does with the thing that an action is about, and what they see of it then.

    Args:
        action: what the system shall do ("rename photos by date").
        subject: who does it ("the system").
        does: the same in the present tense.
    """
    if match := RECORDED.match(action):
        shown = match["shown"]
        return Occasion(
            when=f"there is {with_article(bare(match['thing']))}",
            then=("the record has exactly one entry for it", *((f"the entry shows {shown}",) if shown else ())),
        )
    if match := ASKED.match(action):
        return Occasion(
            when=f"somebody asks {subject} {match['what']}",
            then=(f"the answer says {match['what']}", "it lists nothing else"),
        )
    if match := AFTER_EACH.match(action):
        done = participle(match["verb"])
        return Occasion(
            when=f"one {bare(match['what'])} is made and {subject} is started anew",
            then=(f"what was {done}{match['rest'] or ''} until then is still there",),
        )
    if match := SHOWN.match(action):
        return Occasion(
            when=f"somebody opens the view that is meant for {match['what']}",
            then=(f"{match['what']} can be read there",),
        )
    if match := WRITTEN.match(action):
        return Occasion(
            when="one piece of work has been done from beginning to end",
            then=(f"{match['what']} can be opened", "it has an entry for that piece of work"),
        )
    if match := KEPT_ABOUT.match(action):
        return Occasion(
            when=f"somebody opens the entry of {match['thing']}", then=(f"{match['what']} can be read there",)
        )
    if match := EVEN.match(does):
        return Occasion(when=match["event"], then=(f"{subject} {match['rest']}",))
    if match := REGULARLY.match(action):
        span = _SPANS[match["how"].lower()]
        return Occasion(
            given=(f"the last day of a {span} is over",) if span in {"month", "quarter", "year"} else (),
            when=f"the next {span} begins",
            then=(f"the record of the {span} before shows that {subject} has done this: {match['rest']}",),
        )
    return _worked_on(action, subject, does)


def provided(case: Case, given: tuple[str, ...]) -> tuple[Scenario, ...]:
    """What the system has to offer is there, and what was said of it can be seen."""
    what = case.action.removeprefix("provide ")
    match = re.match(
        r"^(?P<thing>.+?),? (?:that|which) (?P<verb>says|shows|names|lists|contains|has) (?P<shown>.+)$", what
    )
    thing, shown = (match["thing"], match["shown"]) if match else (what, "")
    clock = CLOCK.search(thing)
    then = [f"{CLOCK.sub('', thing).strip() if clock else thing} can be used"]
    if match:
        are = "they" if is_plural(bare(object_of(thing))) else "it"
        then = [
            f"{thing if not clock else CLOCK.sub('', thing).strip()} is there",
            f"{are} {match['verb']} {shown}",
        ]
    if clock:
        at = clock["time"]
        return (case.scenario((*given, f"it is {beside(at, -1)}"), f"it becomes {at}", tuple(then)),)
    return (
        case.scenario(
            given or case.calm, f"somebody who needs it looks for {bare(object_of(thing)) or thing}", tuple(then)
        ),
    )


def sorted_out(case: Case, given: tuple[str, ...]) -> tuple[Scenario, ...]:
    """For an action on things with a figure ("flag items over 500 EUR"): a thing past the figure, and one at it."""
    verb, _, rest = case.action.partition(" ")
    noun = bare(object_of(rest))
    found = edges(rest)
    if (
        not noun
        or not is_base(verb)
        or verb in _NO_THING
        or len(found) != 1
        or not rest.lower().startswith(noun.lower())
    ):
        return ()
    edge, one = found[0], with_article(singular(noun))
    if edge.start < len(noun) or not is_plural(noun):
        return ()
    tail = re.sub(r" (?:only|alone)$|,.*$", "", rest[edge.end :])
    between = rest[len(noun) : edge.start]
    done = participle(verb)
    return tuple(
        case.scenario((*given, f"there is {one}{between}{figure}".replace("  ", " ")), f"{case.parts.subject} has dealt with it",
                      (f"the {singular(noun)} is {no}{done}{tail}",), name=name, kind="boundary")
        for figure, no, name in ((edge.keeps, "", "at the limit" if edge.exact else "just past the limit"),
                                 (edge.fails, "not ", "just short of it" if edge.exact else "at the limit"))
    )  # fmt: skip


def _worked_on(action: str, subject: str, does: str) -> Occasion:
    verb, _, rest = action.partition(" ")
    noun = bare(object_of(rest))
    rest = re.sub(r"^(?:the|an?|each|all) ", "", rest)
    rest = re.sub(r"^(?:two|three|four|five|\d+) ", "", rest)
    noun = re.sub(r"^(?:two|three|four|five|\d+) ", "", noun)
    tail = rest[len(noun) :].strip()
    closer = re.match(r"(?:that|which|who|whose|of|not) .+$", tail)
    loose = re.match(r"(?:and|or)\b|,", tail) or re.search(r"\b(?:than|once|twice|only)$|\bthe\b", noun)
    if not noun or verb in _NO_THING or loose or not rest.lower().startswith(noun.lower()):
        return Occasion(
            when=f"somebody who did not build {subject} tries this out",
            then=(f"{subject} {does}",),
        )
    if is_plural(noun):
        given, it, then = f"there are two {noun}", f"the two {noun}", f"both {noun} are {participle(verb)} {tail}"
        if closer:
            given, then = f"there are two {noun} {tail}", f"both {noun} are {participle(verb)}"
    else:
        one = singular(noun)
        given, it, then = f"there is {with_article(one)}", f"the {one}", f"the {one} is {participle(verb)} {tail}"
        if closer:
            given, then = f"there is {with_article(one)} {tail}", f"the {one} is {participle(verb)}"
    return Occasion(given=(given,), when=f"{subject} has dealt with {it}", then=(then.strip(),))
