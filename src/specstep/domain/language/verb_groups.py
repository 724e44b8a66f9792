"""The words of a verb group: modal, auxiliaries, adverbs, main verb and its particle."""

import attrs

from specstep.domain.language.lemmas import base_verb, verb_form
from specstep.domain.language.lexicon import (
    ADVERBS,
    DETERMINERS,
    MODALS,
    PARTICLES,
    PHRASAL,
    PREPOSITIONS,
    VERBS,
)
from specstep.domain.language.modals import ABLE, BE, DO, HAVE, MODALITIES, NEGATIONS, SHORT_PRONOUNS, TO_PHRASES
from specstep.domain.language.values import Modality
from specstep.domain.language.words import Token

WANTING = frozenset(["want", "wants", "need", "needs", "wish", "wishes"])


GET = frozenset({"get", "gets", "getting"})


@attrs.frozen(kw_only=True)
class Predicate:
    """Where a clause's verb group stands; offsets count in the text of the tokens.

    `start` is where the verb group begins (the modal, or the verb), `verb_start` and `end` where the main verb, its
    particle included, begins and ends. `adverbs` stood inside the verb group.
    """

    start: int
    verb_start: int
    end: int
    verb: str
    modality: Modality
    negated: bool = False
    passive: bool = False
    adverbs: tuple[str, ...] = ()
    subject_is_short: bool = False  # "it's", "we'll": the subject's pronoun is in the first word of the group


def group(words: tuple[Token, ...], index: int) -> Predicate:
    start = words[index].start
    low = words[index].lower
    negated = low.endswith("n't") or low == "cannot"
    short = low in SHORT_PRONOUNS
    low = SHORT_PRONOUNS.get(low, low)
    modality = MODALITIES.get(low, Modality.IS)
    adverbs: list[str] = []
    passive = False
    at = index
    while True:
        following, skipped, negative = next_verbal(words, at)
        if low == "to" and following is not None and words[following].is_word:
            adverbs += skipped
            negated = negated or negative
            at, low = following, words[following].lower
            if low in {"be"} | {"have"}:
                continue
            break
        if modality is not Modality.IS or low in BE | HAVE | DO | GET | TO_PHRASES.keys():
            if following is not None and words[following].lower == "to" and (low in TO_PHRASES or low in ABLE):
                strength = TO_PHRASES.get(low) or ABLE[low]
                modality = stronger(modality, strength)
                if negative and low in {"have", "has", "need", "needs"}:
                    negated = True
                adverbs += skipped
                negated = negated or negative
                at, low = following, "to"
                continue
            if following is not None and words[following].lower in ABLE and low in BE:
                after = words[following + 1].lower if following + 1 < len(words) else ""
                if after == "to":
                    adverbs += skipped
                    negated = negated or negative
                    at, low = following, words[following].lower
                    continue
            if following is not None and continues(words, following, low, modality):
                adverbs += skipped
                negated = negated or negative
                passive = low in BE | GET and is_participle(words[following].lower)
                at, low = following, words[following].lower
                if low in {"have", "has", "had"} | BE | GET | TO_PHRASES.keys():
                    continue
                break
        negated = negated or (negative and low in BE | HAVE)
        if negative and low in BE | HAVE and following is not None:
            return finished(words, start, at, following, low, modality, negated, passive, adverbs, short)
        break
    return finished(words, start, at, None, low, modality, negated, passive, adverbs, short)


def finished(
    words: tuple[Token, ...],
    start: int,
    at: int,
    rest: int | None,
    low: str,
    modality: Modality,
    negated: bool,
    passive: bool,
    adverbs: list[str],
    short: bool,
) -> Predicate:
    end_word = words[at]
    verb = "be" if low in BE else "have" if low in HAVE else base_verb(low)
    if (
        rest is None
        and at + 1 < len(words)
        and words[at + 1].lower in PARTICLES
        and f"{verb}-{words[at + 1].lower}" in PHRASAL
    ):
        verb, end_word = f"{verb} {words[at + 1].lower}", words[at + 1]
    end = end_word.end if rest is None else words[rest - 1].end
    if modality is Modality.IS and low in WANTING:
        modality = Modality.WANT
    if negated and modality is Modality.MUST and not optional(words, start):
        modality = Modality.MUST_NOT
    if negated and modality is Modality.CAN:
        modality = Modality.MUST_NOT
    return Predicate(start=start, verb_start=words[at].start, end=end, verb=verb, modality=modality, negated=negated,
                     passive=passive, adverbs=tuple(adverbs), subject_is_short=short)  # fmt: skip


def optional(words: tuple[Token, ...], start: int) -> bool:
    """ "does not have to", "need not": freedom, not a ban."""
    return any(word.lower in DO | {"needn't", "need"} for word in words if word.start == start)


def stronger(first: Modality, second: Modality) -> Modality:
    order = (
        Modality.MUST_NOT,
        Modality.MUST,
        Modality.SHOULD,
        Modality.COULD,
        Modality.WANT,
        Modality.CAN,
        Modality.WILL,
    )
    if first is Modality.WILL and second is Modality.WANT:
        return Modality.WANT
    known = [modality for modality in order if modality in {first, second}]
    return known[0] if known else second


def next_verbal(words: tuple[Token, ...], at: int) -> tuple[int | None, list[str], bool]:
    skipped: list[str] = []
    negative = False
    for index in range(at + 1, min(at + 6, len(words))):
        low = words[index].lower
        if low in NEGATIONS:
            negative = True
            if low == "never":
                skipped.append("never")
        elif low in ADVERBS or (low.endswith("ly") and len(low) > 4 and verb_form(low) is None and low != "only"):
            skipped.append(words[index].text)
        else:
            return index, [word for word in skipped if word != "never"], negative
    return None, skipped, negative


def is_participle(low: str) -> bool:
    form = verb_form(low)
    if form:
        return form[1] == "participle" or low in {
            "put",
            "set",
            "cut",
            "read",
            "let",
            "split",
            "shut",
            "cost",
            "reset",
        }
    return low.endswith("ed") and len(low) > 4


def continues(words: tuple[Token, ...], index: int, low: str, modality: Modality) -> bool:
    word = words[index]
    if not word.is_word or (word.lower in DETERMINERS | PREPOSITIONS and word.lower != "like"):
        return False
    form = verb_form(word.lower)
    if low in MODALS or (
        modality is not Modality.IS and low in {"will", "would", "am", "is", "are"} and low in MODALS
    ):
        return True
    if low in BE:
        return is_participle(word.lower) or bool(form and form[1] == "gerund")
    if low in GET:
        return form is not None and form[1] == "participle" and word.lower not in {"started", "ready", "put"}
    if low in HAVE:
        return is_participle(word.lower) or word.lower == "been"
    if low in DO:
        return word.lower in VERBS or word.lower in {"have", "be"}
    return modality is not Modality.IS and low in {"would", "will"}
