"""What the introduction of a thing promises of it: "a CLI that renames photos" says that the CLI renames photos."""

import re

from specstep.domain.language.lexicon import SYSTEM_NOUNS
from specstep.domain.language.nouns import is_actor
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.words import capitalised, tokens

_NOUNS = "|".join(sorted(SYSTEM_NOUNS | {"board", "register", "calendar"}, key=len, reverse=True))
_THAT = re.compile(
    rf"\b(?:(?:an?|some|one|own)\s+(?:[\w'’-]+,? ){{0,6}}?(?P<noun>{_NOUNS})|(?:make|build|write|give|get|want|need|like|have) (?:(?:me|us) )?something)(?: (?:for|on|in) (?:the |our |my |a )?[\w'’-]+(?: [\w'’-]+)?)?,?\s+(?P<link>(?:on|in|with|through|by|via|from) which|that|which|where)\s+(?P<rest>.+)$",
    re.IGNORECASE,
)


_SERVED = re.compile(r"(?:lets|allows|enables|helps) (?P<who>(?:[\w'’-]+ ){0,2}?[\w'’-]+s) ", re.IGNORECASE)
_USED = re.compile(r"(?P<who>.+?) (?:(?:can|could|will|would|may) )?use to (?P<do>.+)$", re.IGNORECASE)


def promised(text: str, system: str) -> tuple[str, ...]:
    """The statements in the relative clause of a sentence that introduces the thing to be built."""
    match = _THAT.search(text)
    if not match:
        return _contents(text, system)
    rest = match["rest"].strip()
    if (served := _SERVED.match(rest)) and is_actor(served["who"]):
        rest = re.sub(r"(?<= and )([a-z]+s) them\b", rf"\1 {served['who']}", rest, count=1)
    if used := _USED.match(rest):
        return (f"{capitalised(used['who'])} {used['do']}",)
    predicate = find_predicate(tokens(rest))
    if match["link"].lower() not in {"that", "which"}:
        return (capitalised(rest),) if predicate and predicate.start > 0 else ()
    if predicate is not None and predicate.start == 0:
        return (f"{capitalised(system)} {rest}",)
    clause = find_predicate(tokens(f"it {rest}"))
    if clause is not None and clause.start == 3:
        return (f"{capitalised(system)} {rest}",)
    if predicate is None:
        return ()
    first = tokens(rest)[0].lower
    return (f"{capitalised(system)} {rest}",) if first.endswith("s") and predicate.start > 12 else ()


_WITH = re.compile(
    rf"\b(?:an?|some|one|own)\s+(?:[\w'’-]+,? ){{0,6}}?(?P<noun>{_NOUNS})(?: (?:for|about|of|on) (?:[\w'’-]+ ){{0,5}}?[\w'’-]+)?\s+with (?P<things>[^.;:]+?)\.?$",
    re.IGNORECASE,
)
_SHOWN_BY = frozenset("website site page homepage webpage portal blog board dashboard".split())
_WAY = re.compile(
    r"(?:an? )?(?:(?:easy|simple|quick|good) )?(?:way|form|button|possibility|option)s? to (?P<do>.+)$",
    re.IGNORECASE,
)
_NO_CONTENT = re.compile(
    r"(?:no|little|few|one|two|three|four|five|some \w+ users|about|around|over|up to|at (?:least|most)|\d|(?:good|fast|easy|offline|low|high|full)\b|me\b|us\b|(?:my|our) (?:friends?|team|colleagues?)\b)",
    re.IGNORECASE,
)
_MOST_THINGS = 8


def _contents(text: str, system: str) -> tuple[str, ...]:
    """What a thing is wanted with: "a website with photos and a way to contact me"."""
    match = _WITH.search(text)
    if match is None or find_predicate(tokens(f"it has {match['things']}, so")) is None:
        return ()
    things = [
        thing.strip()
        for thing in re.split(r",\s*(?:and\s+)?|\s+and\s+(?!\w+ing\b)", match["things"])
        if thing.strip()
    ]
    if len(things) > _MOST_THINGS or any(_NO_CONTENT.match(thing) for thing in things):
        return ()
    shows = "shows" if match["noun"].lower().split()[-1] in _SHOWN_BY else "has"
    return tuple(_content(thing, shows, system) for thing in things)


def _content(thing: str, shows: str, system: str) -> str:
    if way := _WAY.match(thing):
        return "Users can " + re.sub(r"\b(?:me|us)\b", "the owner", way["do"])
    return f"{capitalised(system)} {shows} {thing}"
