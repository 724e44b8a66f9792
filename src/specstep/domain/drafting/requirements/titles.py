"""Short names for requirements, and what they are about."""

import re
from collections import Counter

from specstep.domain.drafting.english.agents import is_name
from specstep.domain.drafting.english.nouns import (
    ADJECTIVES,
    DETERMINERS,
    FUNCTION_WORDS,
    head_of,
    noun_phrases,
    plural,
    singular,
)
from specstep.domain.drafting.english.people import is_person
from specstep.domain.drafting.english.verbs import is_base
from specstep.domain.language.lemmas import verb_form
from specstep.domain.language.nouns import is_noun_too

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
    """Where the last whole phrase ends that fits into a title; a little later where nothing ends before."""
    clause = next(
        (index for index, word in enumerate(words) if index > 2 and word.lower() in RELATIVE), len(words)
    )
    most = min(WORDS_AT_MOST, clause)
    ends = [index for index in range(3, min(len(words), LONGEST) + 1) if _closes(words, index)]
    fitting = [index for index in ends if index <= most]
    if fitting and (fitting[-1] > 3 or fitting[-1] == clause):
        return fitting[-1]
    return next((index for index in ends if index > 3), WORDS_AT_MOST)


LONGEST = 11
RELATIVE = frozenset("that which who whose".split())
"""What opens a clause that a title would cut off in its middle."""
UNFINISHED = frozenset("least most than more fewer less up number amount kind sort list lot rest".split())


def _closes(words: list[str], index: int) -> bool:
    """Whether a phrase ends before this word."""
    last = words[index - 1].lower()
    if index == len(words) or last.endswith((",", ";")):
        return True
    opens = words[index].lower()
    if last.isdigit() or last in FUNCTION_WORDS | DETERMINERS | ADJECTIVES | UNFINISHED | OPENERS:
        return False
    if re.fullmatch(r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)", last) and opens in {
        "before",
        "after",
    }:
        return False
    return (opens in OPENERS and opens != "of") or opens[:1].isdigit()


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
    words = head_of(thing).lower().split(" ")
    while len(words) > 1 and (
        words[-1] in COMPARED or (verb_form(words[-1]) or ("", ""))[1] in {"participle", "past"}
    ):
        words.pop()  # "gaps shorter than", "the unit made"
    return singular(words[-1])


COMPARED = frozenset(
    "shorter longer older newer larger smaller bigger higher lower greater beforehand afterwards online offline".split()
)


def _own(thing: str, text: str) -> str | None:
    """The head noun of what a requirement acts upon, else the first thing that it names."""
    action = text.partition(" shall ")[2]
    for phrase in (*((thing,) if thing else ()), *noun_phrases(action)):
        head = _head(phrase)
        verb = verb_form(head)
        if (
            len(head) > 2 and head.isalpha() and head not in NO_AREA | FUNCTION_WORDS | DETERMINERS | ADJECTIVES | TIMES
            and not is_person(head) and not is_name(head.capitalize()) and (verb is None or (is_noun_too(head) and (phrase == thing or " " in phrase)))
        ):  # fmt: skip
            return head
    return None


TIMES = frozenset(
    "minute hour week month year evening morning night today tomorrow moment following spring summer autumn winter january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday".split()
)


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
    entities = tuple(entity for entity in entities if not is_name(entity))
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
    if named:
        return plural(min(named)[1])
    return plural(own) if (own := _own(thing, text)) else "general"
