"""Fragments made sentences: by what they say themselves, or by the topic that was asked about."""

import re

from specstep.domain.language.nouns import is_actor, is_plural
from specstep.domain.language.numbers import NUMBER
from specstep.domain.language.words import uncapitalised

_PEOPLE = re.compile(
    rf"(?P<count>(?:(?:about|around|roughly|some|maybe|at most|at least|up to|over|nearly|almost) )?(?:{NUMBER}|dozens of|hundreds of|thousands of)) "
    r"(?P<who>[a-z-]+(?: [a-z-]+)?)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_NO_MONEY = re.compile(r"(?:no|zero|hardly any) (?:budget|money|funds)\b", re.IGNORECASE)
_AMOUNT = re.compile(r"[\d€$£]|\b(?:one|two|three|four|five|six|ten|twelve|hundred|thousand)\b", re.IGNORECASE)
_LEADS = re.compile(r"(?:on|in|at|with|by|from|through|over|via|under|behind|as)\b", re.IGNORECASE)


def by_itself(bare: str) -> str | None:
    """A fragment that says what it is about whatever was asked: so many people, or no money."""
    if match := _PEOPLE.match(bare):
        who = match["who"].split()
        noun = next((" ".join(who[:size]) for size in (2, 1) if is_actor(" ".join(who[:size]))), None)
        if noun is not None:
            verb = "are" if is_plural(noun) else "is"
            return f"There {verb} {uncapitalised(bare)}"
    return bare if _NO_MONEY.match(bare) else None


def on_topic(topic: str | None, bare: str) -> str | None:
    """The sentence that a fragment makes on the topic of its question; None where none is natural."""
    low = uncapitalised(bare)
    none = re.match(r"(?:none|nothing|no one|nobody|no|not any)\b(?P<what>.*)$", low)
    many = is_plural(bare) or re.search(r"\band\b", bare) is not None
    if topic == "data":
        return f"It keeps nothing{none['what']}" if none else f"It keeps {low}"
    if topic == "law":
        if none:
            return "No special law applies"
        return f"{bare[:1].upper()}{bare[1:]} {'apply' if many else 'applies'}"
    if topic == "non-goals":
        return f"It has {low}" if none and none["what"] else None if none else f"It does not include {low}"
    if topic == "integrations":
        return "It talks to no other system" if none else f"It talks to {low}"
    if topic == "success":
        return None if none else f"Success means {low}"
    if topic == "users":
        return None if none else f"The users are {low}"
    if topic == "existing":
        return None if none else f"There {'are' if many else 'is'} {low} already"
    if topic == "deployment":
        return None if none else f"It runs {low}" if _LEADS.match(low) else f"It runs on {low}"
    if topic == "money" and _AMOUNT.search(bare):
        return f"The budget is {low}"
    if topic == "team-time" and _AMOUNT.search(bare):
        return f"The time frame is {low}"
    return None
