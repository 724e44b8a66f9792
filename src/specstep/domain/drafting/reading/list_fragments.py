"""Fragments made sentences of: verbs and nouns that stand alone under a heading or in a list."""

import re

import attrs

from specstep.domain.drafting.reading.sections import Section
from specstep.domain.interviews.values import FactKind
from specstep.domain.language.lemmas import third_person
from specstep.domain.language.lexicon import (
    DETERMINERS,
    PARTICLES,
    PHRASAL,
    PREPOSITIONS,
)
from specstep.domain.language.nouns import article, is_plural
from specstep.domain.language.words import capitalised, uncapitalised

PEOPLE_DO = frozenset(
    [
        "sign-up",
        "log-in",
        "sign-in",
        "log-out",
        "book",
        "choose",
        "view",
        "see",
        "browse",
        "upload",
        "enter",
        "cancel",
        "search",
        "filter",
        "pay",
        "select",
        "scan",
        "swap",
        "approve",
        "register",
        "rate",
        "review",
        "comment",
        "share",
        "invite",
        "edit",
        "pick",
        "reserve",
        "rent",
        "borrow",
        "return",
        "order",
        "buy",
        "download",
        "print",
        "take",
        "drag",
        "read",
        "look-up",
        "fill-in",
        "check-in",
        "check-out",
        "add",
        "rename",
        "delete",
        "create",
        "track",
        "click",
        "tap",
        "swipe",
        "join",
        "leave",
        "reschedule",
        "request",
        "confirm",
        "write",
        "find",
        "mark",
        "reject",
        "undo",
        "report",
        "mark-off",
        "tick-off",
    ]
)


MODERN = re.compile(
    r"^(?:max(?:imum)?|min(?:imum)?|at most|at least|up to|about|around|approx|ca)\b\.?", re.IGNORECASE
)


MESSAGE = re.compile(
    r"(?P<article>(?:an?|the|one|two|three|\d+|automatic) )?(?:(?:[a-z-]+|sms) )?(?:reminders?|notifications?|confirmations?|alerts?|warnings?|texts?|sms|e-?mails?|messages?|newsletters?|receipts?)\b(?! (?:address|list|template|history|settings|server|archive|text|box)|s? (?:can|must|should|are|is|has|have|go|goes)\b)",
    re.IGNORECASE,
)
"""What is sent rather than had."""
UNDOUBLED = re.compile(
    r"no (?:more )?(?:double|duplicate|overlapping|clashing|lost|missed|forgotten)(?:[ -][a-z]+)+|no (?:duplicates|overlaps?|overbookings?|clashes|conflicts|collisions)\b",
    re.IGNORECASE,
)
"""What must not happen, rather than what nobody needs."""
_K = FactKind


@attrs.frozen(kw_only=True)
class Surroundings:
    """What a statement can lean on: the name of the thing to be built, its stem and section, who was spoken of."""

    system: str = "the system"
    stem: str | None = None
    section: Section | None = None
    label: str | None = None  # a heading that names people, as in "Coordinators:"
    singular: str | None = None  # the last thing spoken of, for "it"
    plural: str | None = None  # the last people or things spoken of, for "they"
    person: str | None = None  # the last single person spoken of, for "he" and "she"
    group: str | None = None  # the last people spoken of, for "they can …"
    counted: str | None = None  # what was counted last, for "each one"
    alone: bool = False  # the person is the only user


def verb_fragment(said: str, first: str, second: str, around: Surroundings) -> str:
    if around.section and around.section.kind is _K.GOAL:
        return f"The goal is to {uncapitalised(said)}"
    if around.section and around.section.kind is _K.NON_GOAL:
        if second in DETERMINERS or second.isdigit():
            return f"{capitalised(around.system)} does not {uncapitalised(said)}"
        return f"{capitalised(around.system)} does not include {uncapitalised(said)}"
    if around.label:
        verb = first if is_plural(around.label) else third_person(first)
        return f"{around.label} {verb}{said[len(first) :]}"
    if around.section and around.section.kind in {
        _K.RULE,
        _K.LIMIT,
        _K.DECISION,
        _K.CONTEXT,
        _K.QUESTION,
        _K.ACTOR,
    }:
        return said
    particle = second in PARTICLES and f"{first}-{second}" in PHRASAL
    name = f"{first}-{second}" if particle else first
    if name in PEOPLE_DO:
        return f"{'I' if around.alone else 'Users'} can {uncapitalised(said)}"
    return f"{capitalised(around.system)} {third_person(first)}{said[len(first) :]}"


def noun_fragment(said: str, around: Surroundings) -> str:
    kind = around.section.kind if around.section else None
    system = capitalised(around.system)
    low = uncapitalised(said.rstrip(" ."))
    first = low.split(" ", 1)[0].strip(",")
    if UNDOUBLED.match(low):
        return f"There must be {low}"
    if first in {"no", "not", "never", "only", "without"} or first in PREPOSITIONS:
        if first == "no" and kind in {_K.NON_GOAL, _K.NEED, _K.RULE, None}:
            return f"{system} has {low}"
        return said
    if kind is _K.NON_GOAL:
        return f"{system} does not include {low}"
    if kind is _K.LATER:
        return f"{system} includes {low} later"
    if around.label and kind in {None, _K.NEED}:
        return f"{around.label}: {low}"
    if kind is _K.NEED and re.match(r"[A-Z][\w' -]+, \d+ \w+s\b", said):
        return said
    if kind is _K.NEED and re.match(r"(?:about |approx\.? |~)?\d", said):
        return said
    if kind in {_K.NEED, None} and (message := MESSAGE.match(low)):
        one = "" if message["article"] or is_plural(message.group()) else f"{article(low)} "
        return f"{system} sends {one}{low}"
    if kind is _K.NEED:
        return f"{system} needs {low}" if not MODERN.match(said) else said
    if kind is _K.DATA:
        return f"{system} keeps {low}"
    if kind is _K.ACTOR and len(low.split()) <= 6 and ":" not in low:
        return f"The users include {low}"
    if kind is _K.GOAL:
        return f"The goal is {low}"
    return said
