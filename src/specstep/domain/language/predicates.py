"""The finite verb of an English clause, with its modality, found without a tagger."""

import attrs

from specstep.domain.language.lemmas import base_verb, verb_form
from specstep.domain.language.lexicon import (
    ADJECTIVES_LIKE,
    ADVERBS,
    DETERMINERS,
    MODALS,
    PARTICLES,
    PHRASAL,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    VERBS,
)
from specstep.domain.language.modals import ABLE, BE, DO, HAVE, MODALITIES, NEGATIONS, SHORT_PRONOUNS, TO_PHRASES
from specstep.domain.language.nouns import is_noun_too, singular
from specstep.domain.language.values import Modality
from specstep.domain.language.words import Token

_WANTING = frozenset(["want", "wants", "need", "needs", "wish", "wishes"])
_HAPPENING = frozenset(
    "appear arrive go come run happen expire reach start end stay remain show load open".split()
)
_TIMES = frozenset("day time week month year evening night morning afternoon season hour term moment".split())
_GET = frozenset({"get", "gets", "getting"})
_RELATIVES = frozenset({"who", "that", "which", "whose", "where", "when"})


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


def find_predicate(words: tuple[Token, ...], first: int = 0) -> Predicate | None:
    """Find the first finite verb group at or after a word, verbs of relative clauses left aside; None if none."""
    relative = False
    index = first
    while index < len(words):
        low = words[index].lower
        if low == "(":
            index = next((i for i in range(index + 1, len(words)) if words[i].text == ")"), index) + 1
            continue
        if index > first and low in _RELATIVES and _opens_relative(words, index):
            relative = True
        elif _is_finite(words, index, first, relative):
            found = _group(words, index)
            if not relative:
                return found
            relative = False
            index = next((i for i in range(index + 1, len(words)) if words[i].start >= found.end), len(words))
            continue
        index += 1
    return None


def _opens_relative(words: tuple[Token, ...], index: int) -> bool:
    before = words[index - 1]
    if words[index].lower == "that":
        following = words[index + 1].lower if index + 1 < len(words) else ""
        if before.lower in PREPOSITIONS or singular(following) in _TIMES:
            return False  # "above that", "the dog that day"
    if before.lower in PREPOSITIONS and before.lower != "than":
        return True
    return (before.is_word and before.lower not in TO_PHRASES) or before.text == ","


def _is_finite(words: tuple[Token, ...], index: int, first: int, relative: bool) -> bool:
    token = words[index]
    low = token.lower
    if token.text == "May" and index > first:
        return False  # the month
    if low in MODALS or low in SHORT_PRONOUNS:
        return (
            low not in {"can", "may", "will", "might", "must"}
            or index == first
            or not _is_nominal(words, index, first)
        )
    if low in BE - {"be", "been", "being"} or low in HAVE or low in DO:
        return True
    form = verb_form(low)
    if form is None or form[1] == "gerund" or not token.is_word:
        return False
    if index == first:
        if index + 1 < len(words) and words[index + 1].lower in MODALS | BE - {"be", "been", "being"}:
            return False  # "Restart must be idempotent"
        if form[1] == "base" and _names_a_thing(words, index):
            return False
        return form[1] == "base" and not (is_noun_too(low) and not _object_follows(words, index))
    previous = words[index - 1].lower
    if previous in {"who", "that", "which"} or (relative and previous in ADVERBS):
        return True
    if previous[:1].isdigit() and form[1] == "third" and not _object_follows(words, index):
        return False  # "3 downloads per piece"
    if previous in {"to", "be", "been", "being"} or previous in PREPOSITIONS:
        return False
    if previous in DETERMINERS and previous not in {
        "that",
        "this",
        "these",
        "those",
        "all",
        "both",
        "some",
        "each",
    }:
        return False
    if previous in ADJECTIVES_LIKE or (words[index - 1].text in {",", "("} and form[1] == "participle"):
        return False
    if index + 1 < len(words) and _verb_comes_next(words, index):
        return False
    if form[1] == "base":
        return _agrees_plural(words, index, first) and not (is_noun_too(low) and not _object_follows(words, index))
    if form[1] == "third":
        return not is_noun_too(low) or (_object_follows(words, index) and not _plural_word(previous))
    # A past form after a noun may be a participle ("orders placed after noon are ..."): a finite verb follows then.
    return not _later_finite(words, index) and (previous in SUBJECT_PRONOUNS or words[index - 1].is_word)


_TAKES_A_CLAUSE = frozenset(
    """let make help have see watch hear feel ensure check verify confirm say show know think decide assume guarantee hope
    suppose remember note mean prove believe expect want need wish like get keep find tell ask require""".split()
)
_ENDS_A_SUBJECT = frozenset(
    "and or but if when unless so because before after until while where how what whether once as".split()
)


def _names_a_thing(words: tuple[Token, ...], index: int) -> bool:
    """Whether a first word that could be a verb is a noun before a noun: "Claim files are kept", "Stock falls"."""
    low = words[index].lower
    if low in _TAKES_A_CLAUSE or index + 1 >= len(words):
        return False
    following = words[index + 1]
    if (
        not following.is_word
        or following.lower in DETERMINERS | PREPOSITIONS | SUBJECT_PRONOUNS | PARTICLES | ADVERBS
        or following.lower in {"to", "them", "him", "her", "us", "me", "it"} | _ENDS_A_SUBJECT
    ):
        return False
    if following.lower in MODALS | (BE - {"being", "be", "been"}) | HAVE | DO:
        return True
    form = verb_form(following.lower)
    after = words[index + 2].lower if index + 2 < len(words) else ""
    if form and form[1] == "third" and not is_noun_too(following.lower):
        return _object_follows(words, index + 1) or after in PREPOSITIONS | ADVERBS
    later = find_predicate(words[index + 1 :])
    if later is None or later.start == words[index + 1].start:
        return False
    between = [word for word in words[index + 1 :] if word.end <= later.start]
    return not any(word.lower in _ENDS_A_SUBJECT or word.text in {",", ";", ":"} for word in between)


def _is_nominal(words: tuple[Token, ...], index: int, first: int) -> bool:
    return index > first and words[index - 1].lower in DETERMINERS - {
        "this",
        "that",
        "these",
        "those",
        "all",
        "both",
    }


def _verb_comes_next(words: tuple[Token, ...], index: int) -> bool:
    following = words[index + 1].lower
    return following in MODALS or following in (BE - {"being"}) or following in HAVE or following in {"do", "does"}


def _later_finite(words: tuple[Token, ...], index: int) -> bool:
    return any(
        word.lower in MODALS or word.lower in {"is", "are", "was", "were", "has", "have"}
        for word in words[index + 1 : index + 12]
    )


def _plural_word(word: str) -> bool:
    return singular(word) != word or word in {"people", "staff", "we", "they", "you", "i"}


def _agrees_plural(words: tuple[Token, ...], index: int, first: int) -> bool:
    back = index - 1
    while back > first and words[back].lower in ADVERBS:
        back -= 1
    word = words[back]
    if _plural_word(word.lower) or word.lower in {"who", "these", "those", "all", "both", "everybody"}:
        return True
    return any(
        token.lower == "and" or (token.is_word and _plural_word(token.lower)) for token in words[first:index]
    )


def _object_follows(words: tuple[Token, ...], index: int) -> bool:
    if index + 1 >= len(words):
        return False
    following = words[index + 1]
    if following.text == "-" or following.lower in {"of", "is", "are"}:
        return False
    return (
        following.lower in DETERMINERS
        or following.text[:1].isdigit()
        or following.lower
        in {
            "it",
            "them",
            "us",
            "me",
            "him",
            "to",
            "how",
            "what",
            "when",
            "who",
            "whether",
            "by",
            "in",
            "up",
            "out",
            "from",
            "with",
            "at",
            "on",
            "if",
            "via",
            "as",
            "only",
            "for",
        }
        or _plural_word(following.lower)
        or (following.is_word and following.lower not in PREPOSITIONS)
    )


def _group(words: tuple[Token, ...], index: int) -> Predicate:
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
        following, skipped, negative = _next_verbal(words, at)
        if low == "to" and following is not None and words[following].is_word:
            adverbs += skipped
            negated = negated or negative
            at, low = following, words[following].lower
            if low in {"be"} | {"have"}:
                continue
            break
        if modality is not Modality.IS or low in BE | HAVE | DO | _GET | TO_PHRASES.keys():
            if following is not None and words[following].lower == "to" and (low in TO_PHRASES or low in ABLE):
                strength = TO_PHRASES.get(low) or ABLE[low]
                modality = _stronger(modality, strength)
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
            if following is not None and _continues(words, following, low, modality):
                adverbs += skipped
                negated = negated or negative
                passive = low in BE | _GET and _is_participle(words[following].lower)
                at, low = following, words[following].lower
                if low in {"have", "has", "had"} | BE | _GET | TO_PHRASES.keys():
                    continue
                break
        negated = negated or (negative and low in BE | HAVE)
        if negative and low in BE | HAVE and following is not None:
            return _finished(words, start, at, following, low, modality, negated, passive, adverbs, short)
        break
    return _finished(words, start, at, None, low, modality, negated, passive, adverbs, short)


def _finished(
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
    if modality is Modality.IS and low in _WANTING:
        modality = Modality.WANT
    if negated and modality is Modality.MUST and not _optional(words, start):
        modality = Modality.MUST_NOT
    if negated and modality is Modality.CAN:
        modality = Modality.MUST_NOT
    return Predicate(start=start, verb_start=words[at].start, end=end, verb=verb, modality=modality, negated=negated,
                     passive=passive, adverbs=tuple(adverbs), subject_is_short=short)  # fmt: skip


def _optional(words: tuple[Token, ...], start: int) -> bool:
    """ "does not have to", "need not": freedom, not a ban."""
    return any(word.lower in DO | {"needn't", "need"} for word in words if word.start == start)


def _stronger(first: Modality, second: Modality) -> Modality:
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


def _next_verbal(words: tuple[Token, ...], at: int) -> tuple[int | None, list[str], bool]:
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


def _is_participle(low: str) -> bool:
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


def _continues(words: tuple[Token, ...], index: int, low: str, modality: Modality) -> bool:
    word = words[index]
    if not word.is_word or (word.lower in DETERMINERS | PREPOSITIONS and word.lower != "like"):
        return False
    form = verb_form(word.lower)
    if low in MODALS or (
        modality is not Modality.IS and low in {"will", "would", "am", "is", "are"} and low in MODALS
    ):
        return True
    if low in BE:
        return _is_participle(word.lower) or bool(form and form[1] == "gerund")
    if low in _GET:
        return form is not None and form[1] == "participle" and word.lower not in {"started", "ready", "put"}
    if low in HAVE:
        return _is_participle(word.lower) or word.lower == "been"
    if low in DO:
        return word.lower in VERBS or word.lower in {"have", "be"}
    return modality is not Modality.IS and low in {"would", "will"}
