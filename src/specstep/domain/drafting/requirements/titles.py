"""Short names for requirements, and what they are about."""

import re
from collections import Counter

from specstep.domain.drafting.english.nouns import (
    ADJECTIVES,
    DETERMINERS,
    FUNCTION_WORDS,
    head_of,
    plural,
    singular,
)
from specstep.domain.drafting.english.people import is_person
from specstep.domain.drafting.english.verbs import is_base

WORDS_AT_MOST = 8
DROPPED = re.compile(
    r"^(?:let (?:only )?(?P<who>(?:an?|the|each)\s+[\w-]+(?: of the [\w-]+)?|[\w-]+ and [\w-]+)|require (?:an?|the|each) [\w-]+ to"
    r"|ensure that|prevent (?:an?|the) [\w-]+ from)\s+",
    re.IGNORECASE,
)


def title_of(action: str) -> str:
    """A title of at most eight words out of what comes after "shall"."""
    text = re.sub(r"\s*\([^)]*\)", "", action)
    if refused := re.match(r"^prevent .+? from (?P<do>\w+ing\b.*)$", text):
        return shortened(f"No {refused['do']}")
    negative = re.match(r"^(?:not let|prevent|not)\b", text)
    match = re.match(r"^(?:not )?let (?:only )?(?P<who>.+?) (?P<do>\S+ .*|\S+)$", text)
    if match:
        do = _after_actor(text)
        text = do
    else:
        text = DROPPED.sub("", text)
    if negative:
        text = (
            f"No {text}"
            if re.match(r"^\w+ing\b", text)
            else f"Never {text}"
            if not text.startswith("not ")
            else f"Never {text[4:]}"
        )
    return shortened(text)


def shortened(text: str) -> str:
    """At most eight words, the last one no function word."""
    words = text.split()
    if len(words) > WORDS_AT_MOST:
        words = words[: _phrase_end(words)]
        while len(words) > 2 and (
            words[-1].lower().strip(",") in FUNCTION_WORDS | DETERMINERS
            or words[-1].lower() in ADJECTIVES
            or words[-1].isdigit()
        ):
            words = words[:-1]
    title = " ".join(words).strip(" ,;:")
    return title[:1].upper() + title[1:]


def _phrase_end(words: list[str]) -> int:
    """Where the last whole phrase ends that fits into a title."""
    for index in range(WORDS_AT_MOST, 3, -1):
        if words[index - 1].endswith((",", ";")):
            return index
        opens = words[index].lower()
        if re.fullmatch(
            r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)", words[index - 1]
        ) and opens in {"before", "after"}:
            continue
        if opens in OPENERS or (opens[:1].isdigit() and words[index - 1].lower() not in FUNCTION_WORDS):
            return index
    return WORDS_AT_MOST


OPENERS = frozenset(
    "to of in on at by for from with without within into onto over under between among through during before after about above"
    " below per via when if while where who that which and or so until unless once as more than".split()
)


def _after_actor(text: str) -> str:
    rest = re.sub(r"^(?:not )?let (?:only )?", "", text)
    words = rest.split()
    for index in range(1, len(words)):
        who = " ".join(words[:index])
        twice = index + 1 < len(words) and is_base(words[index + 1]) and is_person(f"{who} {words[index]}")
        if (
            is_base(words[index])
            and not twice
            and (is_person(re.split(r" and | or ", who)[-1]) or index > 1 or who[:1].isupper())
        ):
            return " ".join(words[index:])
    return rest


def distinct(title: str, taken: set[str], extra: tuple[str, ...]) -> str:
    """The title, told apart from those taken by who or what it is about, or else by a number."""
    for candidate in (title, *(f"{title} ({word})" for word in extra if word)):
        if candidate.lower() not in taken:
            taken.add(candidate.lower())
            return candidate
    number = 2
    while f"{title} ({number})".lower() in taken:
        number += 1
    taken.add(f"{title} ({number})".lower())
    return f"{title} ({number})"


def recurring(things: tuple[str, ...]) -> frozenset[str]:
    """The nouns that two requirements or more are about, in the singular."""
    heads = Counter(_head(thing) for thing in things if thing)
    return frozenset(
        head
        for head, count in heads.items()
        if count > 1 and len(head) > 2 and head.isalpha() and head not in NO_AREA | FUNCTION_WORDS | DETERMINERS
    )


NO_AREA = frozenset("system user whole content one thing time day number person way user list it".split())


def _head(thing: str) -> str:
    return singular(head_of(thing).lower()).rpartition(" ")[2]


def area_of(thing: str, text: str, entities: tuple[str, ...], things: frozenset[str] = frozenset()) -> str:
    """What a requirement is about: the domain noun of its object, else the first that its text names.

    Args:
        thing: what the requirement acts upon.
        text: the requirement.
        entities: the domain nouns of the glossary.
        things: nouns that other requirements are about, too.
    """
    name = singular(head_of(thing)).lower() if thing else ""
    for entity in sorted(entities, key=len, reverse=True):
        if name == entity or name.endswith(" " + entity):
            return plural(entity)
    lower = text.lower()
    places = [
        (match.start(), entity)
        for entity in entities
        if (match := re.search(rf"\b{re.escape(entity)}s?\b", lower))
    ]
    if thing and (head := _head(thing)) in things:
        return plural(head)
    if places:
        return plural(min(places)[1])
    named = [(match.start(), name) for name in things if (match := re.search(rf"\b{re.escape(name)}s?\b", lower))]
    return plural(min(named)[1]) if named else "general"
