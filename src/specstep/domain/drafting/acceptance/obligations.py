"""Scenarios for what somebody has to do in time, and for what something needs before it goes on."""

import re

from specstep.domain.documents.acceptance import Scenario
from specstep.domain.documents.requirements import Requirement
from specstep.domain.drafting.acceptance.examples import Names, a_little_less, a_little_more
from specstep.domain.drafting.english.nouns import bare, is_plural, singular, with_article
from specstep.domain.drafting.english.people import is_person
from specstep.domain.drafting.english.verbs import is_base, participle, third_person
from specstep.domain.drafting.requirements.phrasing import object_of

IN_TIME = re.compile(
    r"^require (?P<who>.+?) to (?P<verb>[a-z]+) (?P<rest>.+?) within (?P<number>\d+|one|two|three|four|five|six|seven|ten) "
    r"(?P<unit>(?:second|minute|hour|day|week|month|year)s?)(?: (?:after|of|from) (?P<event>.+))?$",
    re.IGNORECASE,
)
NEEDED = re.compile(r"^require (?P<what>(?!.* to [a-z]+ ).+?) for (?P<thing>.+)$", re.IGNORECASE)
SEVERAL = re.compile(r"^(?:both|two|all|all the|the two)\s+", re.IGNORECASE)
TOGETHER = re.compile(r"^prevent (?P<who>(?:two|several) .+?) from (?P<do>[a-z]+ing\b.*)$", re.IGNORECASE)
OTHERWISE = re.compile(r"\bOtherwise (?P<what>[^.]+)\.")


def in_time(requirement: Requirement, match: re.Match[str], names: Names) -> tuple[Scenario, ...] | None:
    """Done just within the time, and not done when it is over; None where the words name nobody."""
    verb, rest = match["verb"].lower(), match["rest"]
    if not is_base(verb):
        return None
    role = singular(bare(SEVERAL.sub("", match["who"])))
    if not is_person(role, frozenset(actor.lower() for actor in requirement.actors)):
        return None
    first = names.of_role(role)
    second = names.other_than(role)[0]
    several = SEVERAL.match(match["who"]) is not None
    thing = bare(object_of(rest)) or "result"
    are = "are" if is_plural(thing) else "is"
    since = match["event"] or f"the {thing} {'were' if are == 'are' else 'was'} entered"
    does = f"{verb if several else third_person(verb)} {_the(rest, thing)}"
    who = (
        f"{first} and {second} are the two {role}s whom it concerns"
        if several
        else f"{first} is {with_article(role)}",
    )
    given = (*who, f"the {thing} {are} waiting for this: {verb}")
    number, unit = match["number"], match["unit"]
    fails = OTHERWISE.search(requirement.rationale or "")
    lost = _of_it(fails["what"], thing) if fails else f"the {thing} {are} shown as not {participle(verb)}"
    everybody = f"{first} and {second}" if several else first
    nobody = f"only {first} has done this when" if several else f"{first} has not done this when"
    return (
        Scenario(name=f"{requirement.title}: just in time", requirements=(requirement.id,), given=given,
                 when=(f"{everybody} {does} {a_little_less(number, unit)} after {since}",),
                 then=(f"the {thing} {are} shown as {participle(verb)}", f"no further step is asked of {everybody}"), kind="boundary"),
        Scenario(name=f"{requirement.title}: time is over", requirements=(requirement.id,), given=given,
                 when=(f"{nobody} {a_little_more(number, unit)} have passed since {since}",),
                 then=(lost,), kind="refusal"),
    )  # fmt: skip


def needed(requirement: Requirement, match: re.Match[str]) -> tuple[Scenario, ...]:
    """What something needs is there, and it is missing."""
    what, thing = match["what"].strip(), match["thing"].strip()
    the = f"the {bare(object_of(thing) or thing)}"
    return (
        Scenario(name=requirement.title, requirements=(requirement.id,), given=(f"there is {with_article(bare(thing)) if not is_plural(thing) else thing}",
                 f"{what} has been given"), when=(f"somebody goes on with {the}",), then=(f"the system accepts {the}",)),
        Scenario(name=f"{requirement.title}: left out", requirements=(requirement.id,), given=(f"there is {with_article(bare(thing)) if not is_plural(thing) else thing}",
                 f"it lacks {what}"), when=(f"somebody tries to go on with {the}",), then=(f"the system refuses and names what is missing: {what}",),
                 kind="refusal"),
    )  # fmt: skip


def together(requirement: Requirement, match: re.Match[str], verb: str) -> tuple[Scenario, ...]:
    """What must not happen to two at once: the first succeeds, the second is refused."""
    rest = match["do"].partition(" ")[2]
    noun = re.sub(r"^same ", "", bare(object_of(rest)))
    given = f"there is {with_article(singular(noun))}" if noun else "the system is in operation"
    return (
        Scenario(name=requirement.title, requirements=(requirement.id,), given=(given,),
                 when=(f"{match['who']} try to {verb} {rest}, one right after the other".replace("  ", " "),),
                 then=("the first one succeeds", "the system refuses the second one and says why"), kind="refusal"),
    )  # fmt: skip


def _the(rest: str, thing: str) -> str:
    return re.sub(rf"^an? (?={re.escape(thing)}\b)", "the ", rest)


def _of_it(what: str, thing: str) -> str:
    """A consequence as the person named it, with the thing in the place of "it" ("it doesn't count")."""
    said = re.sub(r"^(?:it|they|this|that)\b", f"the {thing}", what.strip())
    return re.sub(r"\bdoesn't\b", "does not", re.sub(r"\bdon't\b", "do not", said))
