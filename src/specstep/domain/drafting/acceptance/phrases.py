"""Phrases of steps: what is done in the present, what is undone, how long something is away."""

import re

from specstep.domain.drafting.acceptance.examples import Names, a_little_less, a_little_more
from specstep.domain.drafting.acceptance.outcomes import SEEING
from specstep.domain.drafting.acceptance.steps import Doing
from specstep.domain.drafting.english.nouns import bare, is_plural, singular, with_article
from specstep.domain.drafting.english.people import ORGANISATIONS, is_person, role_of
from specstep.domain.drafting.english.verbs import participle, third_person
from specstep.domain.drafting.requirements.phrasing import object_of

SPAN = (
    r"(?P<number>\d+|one|two|three|four|five|six|seven|ten|twelve) (?P<unit>(?:minute|hour|day|week|month|year)s?)"
)


DELETED = re.compile(
    rf"^(?:delete|remove|erase|anonymi[sz]e) (?P<what>[^,]+?) (?:after )?{SPAN}(?: after (?P<event>[^,]+?))?(?: \(.*\))?"
    r"(?:, (?P<besides>except .+))?$"
)


KEPT = re.compile(
    rf"^(?:keep|store|retain|archive) (?P<what>.+?) (?:for )?(?:at least )?{SPAN}\b(?: (?:after|from) (?P<event>.+))?"
)


def present(action: str) -> str:
    """An action after "shall" in the present tense ("not store x" → "does not store x")."""
    if action.startswith("not "):
        return f"does {action}"
    verb, _, rest = action.partition(" ")
    return f"{third_person(verb)} {rest}".strip()


def his(rest: str, name: str) -> str:
    return re.sub(r"\btheir\b", f"{name}'s", rest, count=1)


def undone(verb: str, thing: str) -> str:
    """What one sees of a refused action."""
    noun = bare(thing) if thing else ""
    if not noun or verb in {"be", "have", "go", "come", "sign", "log"}:
        return "everything is as it was before"
    if verb in SEEING:
        return f"no {singular(noun)} is shown"
    return f"the {noun} {'are' if is_plural(noun) else 'is'} not {participle(verb)}"


def away(period: re.Match[str], event: str) -> str:
    return f"remain until {event}" if period["side"].lower() == "before" else f"have passed since {event}"


def sides(period: re.Match[str]) -> tuple[str, str]:
    """How much time is left or past on the side of a bound where it is kept, and on the other."""
    number, unit = period["number"], period["unit"]
    more, less = a_little_more(number, unit), a_little_less(number, unit)
    before = period["side"].lower() == "before"
    bound = (period["bound"] or "").lower()
    latest = bound in {"up to", "until", "by", "no later than", "not later than", "at least", "more than", ""}
    if before:
        return (more, less) if latest else (less, more)
    return (more, less) if bound in {"at least", "more than"} else (less, more)


def reason_to_send(action: str) -> str:
    """What makes the system send something, where its words do not say."""
    if due := re.match(r"remind .+? to (?P<do>[a-z]+ .+)$", action):
        return f"it is time to {due['do']}"
    verb, _, rest = action.partition(" ")
    told = object_of(rest)
    whom = rest[: rest.find(told) + len(told)]
    return f"the reason to {verb} {whom} arises" if told and told in rest else f"the reason to {action} arises"


def is_name(who: str) -> bool:
    """Whether somebody is called by a name rather than by a role ("Lena")."""
    return re.fullmatch(r"[A-Z][a-z]+", who) is not None and not is_person(who.lower())


def acting(name: str, role: str, *, instead_of: str = "") -> str:
    """A step that introduces somebody, as what they are or as whom they act for.

    Args:
        name: what they are called.
        role: their role, or the body that they act for ("shop"), or their name again where that is all there is.
        instead_of: a role that they have not.
    """
    if name == role:
        return f"{name} is using the system"
    what = f"is {with_article(role)}" if is_person(role) or role not in ORGANISATIONS else f"acts for the {role}"
    if not instead_of:
        return f"{name} {what}"
    if instead_of[:1].isupper() and not instead_of[:2].isupper():
        return f"{name} {what}, not {instead_of}"
    if is_person(instead_of) or instead_of not in ORGANISATIONS:
        return f"{name} {what}, not {with_article(instead_of)}"
    return f"{name} {what} and does not act for the {instead_of}"


def thing_of(rest: str) -> str:
    """The object of a verb; "" where what follows the verb begins with a preposition ("for the next day")."""
    if re.match(r"(?:for|by|on|at|in|with|from|until|during|without|only|together) ", rest):
        return ""
    return re.sub(r" (?:again|back|anew|online|together)$", "", object_of(rest))


def person_of(found: Doing, names: Names, roles: tuple[str, ...]) -> tuple[str, str]:
    """The name of somebody who does it, and a step that introduces them."""
    role = role_of(found.who) if found.role not in roles else found.role
    name = names.of_role(role)
    single = re.sub(r"\b(?:and|or)\b.*$", "", role).strip()
    if is_name(found.who):
        return found.who, acting(found.who, found.who)
    what = acting(name, singular(single))
    if closer := re.search(
        rf"\b{re.escape(singular(single))}s? (?P<how>(?:under|over|with|without|from|of|in|aged) .+|(?:who|that) .+)$",
        found.who,
    ):
        how = re.sub(r"^(who|that) are\b", r"\1 is", closer["how"])
        what = f"{what} {how}"
    return name, what
