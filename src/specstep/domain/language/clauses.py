"""One statement taken apart: who must do what, when, how much."""

import re

import attrs

from specstep.domain.language.conditions import leading_condition, trailing_conditions
from specstep.domain.language.lexicon import (
    ACTOR_NOUNS,
    DETERMINERS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    SYSTEM_NOUNS,
)
from specstep.domain.language.nouns import head_noun, is_actor, singular
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.quantities import find_quantities
from specstep.domain.language.values import Clause, Condition, Modality, SubjectRole
from specstep.domain.language.verb_groups import Predicate
from specstep.domain.language.words import Token, fold, tokens, uncapitalised

_LEAD_IN = re.compile(
    r"(?:(?:and|but|so|also|then|plus|optionally|besides|moreover|furthermore|additionally|in addition|however|finally|of course"
    r"|obviously|ideally|basically|first of all|secondly|oh|well|yes|ok|okay|(?:no|first|second|third|right)(?=,))\b,?\s+)+",
    re.IGNORECASE,
)
_PEOPLE_PRONOUNS = frozenset(
    [
        "i",
        "we",
        "you",
        "they",
        "he",
        "she",
        "everyone",
        "everybody",
        "anyone",
        "anybody",
        "nobody",
        "someone",
        "somebody",
    ]
)
_COUNTS = frozenset("two three four five six seven eight nine ten twelve".split())
_TIME_NOUNS = frozenset(
    [
        "morning",
        "evening",
        "afternoon",
        "night",
        "day",
        "week",
        "month",
        "year",
        "hour",
        "minute",
        "weekday",
        "weekend",
        "semester",
        "term",
        "season",
        "quarter",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "time",
    ]
)


def parse_clause(
    text: str, *, system_names: tuple[str, ...] = ("the system",), actors: tuple[str, ...] = ()
) -> Clause:
    """Take a statement apart without losing a word of its substance.

    Subject, verb, rest and conditions together hold every number, name, date and condition of the text; what stood
    in front of the subject ("At 22:00 the system …") is at the end of `rest`. A particle belongs to the verb ("sign
    up"). Where no verb is found, `verb` is "" and `rest` is everything.

    Args:
        text: one statement, as a rule one sentence.
        system_names: how the thing to be built is called, with or without article.
        actors: names of people or parties, beyond the nouns that are known to name them.
    """
    whole = fold(text)
    bare = whole.rstrip(" .!;").strip()
    conditions: list[Condition] = []
    leading = leading_condition(bare)
    begin = 0
    if leading:
        conditions.append(leading[0])
        begin = leading[1]
    lead = _LEAD_IN.match(bare, begin)
    if lead and not find_predicate(tokens(lead.group())) and lead.end() < len(bare):
        begin = lead.end()
        if not leading and (inner := leading_condition(bare[begin:])):
            conditions.append(inner[0])
            begin += inner[1]
    main = bare[begin:]
    predicate = find_predicate(tokens(main))
    if predicate is None:
        return Clause(
            text=whole, subject=None, subject_role=SubjectRole.UNKNOWN, modality=Modality.IS,
            negated=bool(re.match(r"(?:no|not|never)\b", main, re.IGNORECASE)), verb="", rest=main,
            conditions=tuple(conditions), quantities=find_quantities(whole),
        )  # fmt: skip
    trailing, end = trailing_conditions(main, predicate.end)
    if trailing and "only" in predicate.adverbs and not main[predicate.end : end].strip(" ,"):
        # "is saved only when they are in service": the condition is what it is limited to
        first = attrs.evolve(trailing[0], conjunction=f"only {trailing[0].conjunction.lower()}")
        trailing = (first, *trailing[1:])
        adverbs = tuple(word for word in predicate.adverbs if word != "only")
        predicate = attrs.evolve(predicate, adverbs=adverbs)
    conditions += trailing
    front, subject = _subject(main, predicate)
    return Clause(
        text=whole,
        subject=subject,
        subject_role=subject_role(subject, system_names, actors),
        modality=predicate.modality,
        negated=predicate.negated,
        verb=predicate.verb,
        rest=_rest(
            main[predicate.end : end],
            predicate,
            front,
            bool(re.search(r"\w\s+only$", main[: predicate.start].strip(), re.IGNORECASE)),
        ),
        conditions=tuple(conditions),
        quantities=find_quantities(whole),
        passive=predicate.passive,
    )


def _rest(after: str, predicate: Predicate, front: str, only_before: bool) -> str:
    ahead = [adverb for adverb in predicate.adverbs if adverb.lower() == "only"]
    if only_before and not ahead:
        ahead = ["only"]
    behind = [
        adverb
        for adverb in predicate.adverbs
        if adverb.lower() not in {"only", "also", "then", "just", "still", "both"}
    ]
    front = uncapitalised(front)
    if front and (other := _OTHER_CASE.search(after)):
        after, front = f"{after[: other.start()].rstrip()} {front}{after[other.start() :]}", ""
    parts = [*ahead, after.strip(" ,"), *behind, front]
    return " ".join(part for part in parts if part)


def _subject(main: str, predicate: Predicate) -> tuple[str, str | None]:
    """What stands before the verb: adverbials in front, and the subject itself."""
    if predicate.subject_is_short:
        pronoun = re.match(r"\w+", main[predicate.start :])
        return main[: predicate.start].strip(" ,"), pronoun.group() if pronoun else None
    said = main[: predicate.start].strip(" ,")
    if not said:
        return "", None
    front, subject = "", said
    comma = said.rfind(", ")
    if (
        comma > 0
        and not re.match(r"(?:and|or|who|which|that|including)\b", said[comma + 2 :])
        and _is_adverbial(said[:comma])
    ):
        front, subject = said[:comma], said[comma + 2 :]
    elif _is_adverbial(said):
        words = tokens(said)
        starts = [
            word.start for index, word in enumerate(words)
            if index >= 2 and (word.lower in DETERMINERS | SUBJECT_PRONOUNS | _COUNTS or word.text[:1].isdigit())
            and words[index - 1].lower not in PREPOSITIONS | {"and", "or"}
        ] or _names_behind(words)  # fmt: skip
        cut = starts[-1] if starts else words[-1].start
        if bound := _BOUND_BEFORE.search(said[:cut]):
            cut = bound.start("bound")  # "After a failure at most 5 minutes"
        front, subject = said[:cut].strip(" ,"), said[cut:]
        if front.endswith(" only"):  # "After 5 p.m. only the shop": nobody else
            front, subject = front.removesuffix(" only"), f"only {subject}"
    subject = re.sub(
        r"(?<!\bby)(?<!\bsince)(?<!\buntil)\s+(?:also|then|only|always|never|just|still|automatically|usually|often|normally)$",
        "",
        subject,
    )
    return front, subject or None


def _names_behind(words: tuple[Token, ...]) -> list[int]:
    """Where a name begins that follows an adverbial without a comma: "On the day | Mira at the door"."""
    return [
        word.start for index, word in enumerate(words)
        if index > 1 and word.text[:1].isupper() and words[index - 1].is_word and words[index - 1].text.islower()
        and words[index - 1].lower not in PREPOSITIONS | DETERMINERS | {"and", "or"}
    ]  # fmt: skip


_OTHER_CASE = re.compile(r", (?=(?:above|below|over|under|beyond|otherwise|from then)\b)")
"""Where a sentence goes on with another case: what stood in front is not meant for that one."""
_BOUND_BEFORE = re.compile(
    r"\s(?P<bound>at most|at least|up to|no more than|not more than|no less than|more than|less than|fewer than|about|around) ?$",
    re.IGNORECASE,
)


def _is_adverbial(text: str) -> bool:
    words = tokens(text)
    first = words[0].lower if words else ""
    if first in PREPOSITIONS and (
        first not in {"about", "around", "over", "under"}
        or (first == "under" and len(words) > 1 and not words[1].text[:1].isdigit())
    ):
        return True
    if first == "later" and len(words) > 1 and singular(words[1].lower) != words[1].lower:
        return False  # "Later reports are refused"
    return first in {"every", "each", "today", "currently", "sometimes", "usually", "often", "later", "then", "next",
                     "this", "last", "here", "nowadays", "afterwards", "thereafter", "ideally", "twice", "once"} and (
        first not in {"every", "each", "this", "last", "next"}
        or any(singular(word.lower) in _TIME_NOUNS for word in words[1:3])
    )  # fmt: skip


def subject_role(subject: str | None, system_names: tuple[str, ...], actors: tuple[str, ...] = ()) -> SubjectRole:
    """What a subject is: the thing to be built, somebody, another thing, or nothing that one could tell."""
    if not subject:
        return SubjectRole.UNKNOWN
    low = _bare(subject)
    if low in {_bare(name) for name in system_names}:
        return SubjectRole.SYSTEM
    head = head_noun(subject).lower()
    if low in _PEOPLE_PRONOUNS or is_actor(subject) or any(low == _bare(actor) for actor in actors):
        return SubjectRole.ACTOR
    if {head, singular(head)} & {singular(_bare(actor)) for actor in actors}:
        return SubjectRole.ACTOR
    if (
        head in SYSTEM_NOUNS
        and subject.lower().startswith(("the ", "this ", "our ", "my "))
        and len(low.split()) <= 2
    ):
        return SubjectRole.SYSTEM
    if low in {"it", "this", "that", "there", "which", "what", "these", "those"}:
        return SubjectRole.UNKNOWN
    if {word for word in low.split() if singular(word) in ACTOR_NOUNS} and re.search(
        r"\bor\b|\band\b|\bwho\b|\bof\b", low
    ):
        return SubjectRole.ACTOR
    return SubjectRole.THING


def _bare(name: str) -> str:
    return re.sub(r"^(?:the|a|an|our|my|this|all|each|every|any|only|no|both|some)\s+", "", name.lower()).strip()
