"""Take a requirement's text apart into what scenarios are made of."""

import re

import attrs

from specstep.domain.documents.requirements import Requirement
from specstep.domain.drafting.english.nouns import FUNCTION_WORDS
from specstep.domain.drafting.english.people import is_person
from specstep.domain.drafting.english.verbs import is_base, is_verb

SHALL = re.compile(r"^(?P<prefix>.*?)(?P<subject>\bthe [^,]*?)\s+shall\s+(?P<action>.+?)\.?$", re.IGNORECASE)
CONDITION = re.compile(
    r"(?P<word>When|While|Where|If)\s+(?P<text>.+?)(?=,\s+(?:when|while|where|if)\b|,\s*(?:then\s*)?$)",
    re.IGNORECASE,
)
LET = re.compile(r"^(?P<no>not )?let (?P<only>only )?(?P<rest>.+)$")
PREVENT = re.compile(r"^prevent (?P<who>(?:an?|the|each) .+?) from (?P<do>\w+ing\b.*)$")
REQUIRE = re.compile(
    r"^(?P<no>not )?require (?P<who>(?:an?|the|each) .+?|[\w-]+ and [\w-]+|[A-Z][\w-]+) to (?P<do>.+)$"
)
PERIOD = re.compile(
    r"\b(?P<bound>up to|until|by|at least|at most|no later than|not later than|more than|less than|within)?\s*(?P<number>\d+(?:[.,]\d+)?|one|two|three|four|five|six"
    r"|seven|ten)\s+(?P<unit>seconds?|minutes?|hours?|days?|weeks?|months?|years?)\s+(?P<side>before|after)\s+(?P<event>.+?)(?=$|,| unless\b)",
    re.IGNORECASE,
)
COUNT = re.compile(
    r"^allow (?P<bound>at most|at least|exactly) (?P<number>\d[\d.,]*)\s+(?P<what>.+?)(?:\s+(?:per|for each|in each|on each|in|on|for) (?P<per>.+))?$",
    re.IGNORECASE,
)


@attrs.frozen(kw_only=True)
class Parts:
    """A requirement's subject, its action, and its conditions as (keyword, text)."""

    subject: str
    action: str
    conditions: tuple[tuple[str, str], ...] = ()


@attrs.frozen(kw_only=True)
class Doing:
    """An actor, in the requirement's words and by role, and what they do."""

    who: str
    role: str
    verb: str
    rest: str


def parts_of(requirement: Requirement) -> Parts | None:
    """The parts of a requirement in an EARS form, None for any other."""
    match = SHALL.match(requirement.text)
    if match is None:
        return None
    conditions = tuple(
        (found["word"].lower(), found["text"].strip()) for found in CONDITION.finditer(match["prefix"].strip())
    )
    subject = match["subject"][0].lower() + match["subject"][1:]
    action = re.sub(r"\b([ap]\.m)$", r"\1.", match["action"].strip())  # the dot is no full stop
    return Parts(subject=subject, action=action, conditions=conditions)


MODIFYING = frozenset("under over with without from of in aged who that".split())
"""What opens a closer description of people: "volunteers under 16", "staff who are on duty"."""


def _modified(match: re.Match[str], role: str) -> Doing | None:
    words = [match["verb"], *match["rest"].split()]
    for index in range(1, min(9, len(words))):
        if is_base(words[index].lower()) and words[index - 1].lower() not in FUNCTION_WORDS:
            who = " ".join((match["who"], *words[:index]))
            return Doing(who=who, role=role, verb=words[index].lower(), rest=" ".join(words[index + 1 :]))
    return None


def doing(text: str, roles: tuple[str, ...]) -> Doing | None:
    """Who does what in "a volunteer cancel a shift"."""
    words = text.split()
    if len(words) > 1 and re.fullmatch(r"[A-Z][a-z]+", words[0]) and is_base(words[1].lower()):
        return Doing(who=words[0], role=words[0], verb=words[1].lower(), rest=" ".join(words[2:]))
    for role in sorted(roles, key=len, reverse=True):
        match = re.match(
            rf"^(?P<who>(?:an? |the |each )?{re.escape(role)}s?(?: of the [\w-]+)?)\s+(?P<verb>[\w-]+)\s*(?P<rest>.*)$",
            text,
            re.IGNORECASE,
        )
        if match and match["verb"].lower() in MODIFYING:
            return _modified(match, role)
        if match and is_verb(match["verb"]):
            return Doing(who=match["who"], role=role, verb=match["verb"].lower(), rest=match["rest"])
    for index in range(1, min(8, len(words))):
        who = " ".join(words[:index])
        if is_verb(words[index]) and (is_person(re.split(r" and | or ", who)[-1]) or index > 1):
            role = re.sub(r"^(?:an?|the|each)\s+", "", who)
            return Doing(who=who, role=role, verb=words[index].lower(), rest=" ".join(words[index + 1 :]))
    return None
