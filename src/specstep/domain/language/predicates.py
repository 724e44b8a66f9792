"""The finite verb of an English clause, with its modality, found without a tagger."""

from specstep.domain.language.lemmas import verb_form
from specstep.domain.language.lexicon import (
    ADJECTIVES_LIKE,
    ADVERBS,
    DETERMINERS,
    MODALS,
    PARTICLES,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
)
from specstep.domain.language.modals import BE, DO, HAVE, SHORT_PRONOUNS, TO_PHRASES
from specstep.domain.language.nouns import is_noun_too, singular
from specstep.domain.language.verb_groups import Predicate, group
from specstep.domain.language.words import Token

_HAPPENING = frozenset(
    "appear arrive go come run happen expire reach start end stay remain show load open".split()
)
_STATES = frozenset({"free", "open", "empty", "clean", "dry", "complete"})
_COMPOUNDS = frozenset(
    {"exit code", "exit codes", "push notification", "push notifications", "push message", "push messages"}
)
"""Names that begin like an order."""
_SOMEBODY = frozenset("nobody somebody someone everybody everyone anybody anyone he she it".split())
_TIMES = frozenset("day time week month year evening night morning afternoon season hour term moment".split())
_RELATIVES = frozenset({"who", "that", "which", "whose", "where", "when"})


def find_predicate(words: tuple[Token, ...], first: int = 0) -> Predicate | None:
    """Find the first finite verb group at or after a word, verbs of relative clauses left aside; None if none."""
    relative = False
    index = first
    while index < len(words):
        low = words[index].lower
        if low == "(":
            index = next((i for i in range(index + 1, len(words)) if words[i].text == ")"), index) + 1
            continue
        if (
            index > first
            and words[index - 1].lower in PREPOSITIONS
            and low.replace("’", "'") in {"what's", "who's"}
        ):
            index += 1  # "the list of what's in the fridge"
            continue
        if index > first and low in _RELATIVES and _opens_relative(words, index):
            relative = True
        elif _is_finite(words, index, first, relative):
            found = group(words, index)
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
    if low == "am" and index > first and words[index - 1].lower not in {"i", "who"}:
        return False  # "8 am"
    if low in BE - {"be", "been", "being"} or low in HAVE or low in DO:
        return True
    form = verb_form(low)
    if form is None or form[1] == "gerund" or not token.is_word:
        return False
    if (len(low) > 1 and token.text.isupper()) or (low in _STATES and not _is_done(words, index)):
        return False  # "a PIN"; "up to 24 hours before, free"
    if _in_compound(words, index, first):
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
    if previous in _SOMEBODY and form[1] in {"third", "past"}:
        return True
    ending = (
        index + 1 == len(words) and previous.isdigit() and words[index - 2].text[:1].isupper()
    )  # "Part 11 applies"
    if (
        previous[:1].isdigit()
        and form[1] == "third"
        and not (ending or _object_follows(words, index) or words[index - 2].lower == "of")
    ):
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
    if form[1] == "base" and previous == "," and is_noun_too(low) and index + 1 < len(words) and (
        _plural_word(words[index + 1].lower)
    ):  # fmt: skip
        return False  # "names, phone numbers"
    if form[1] == "base":
        return _agrees_plural(words, index, first) and not (is_noun_too(low) and not _object_follows(words, index))
    if form[1] == "third":
        if not is_noun_too(low):
            return True
        following = words[index + 1].lower if index + 1 < len(words) else ""
        measured = index > 1 and words[index - 2].text[:1].isdigit()  # "longer than 2 minutes needs a reason"
        named = following in {"that", "who"} and form[0] not in _TAKES_A_CLAUSE  # "File names that …"
        return _object_follows(words, index) and (measured or not _plural_word(previous)) and not named
    # A past form after a noun may be a participle ("orders placed after noon are ..."): a finite verb follows then.
    return not _later_finite(words, index) and (previous in SUBJECT_PRONOUNS or words[index - 1].is_word)


def _is_done(words: tuple[Token, ...], index: int) -> bool:
    """Whether what is also a state is done to something here: "free the slot", not "free up to 500 bookings"."""
    following = [word.lower for word in words[index + 1 : index + 3]]
    return _object_follows(words, index) and following[:2] != ["up", "to"] and following[0] not in PREPOSITIONS


def _in_compound(words: tuple[Token, ...], index: int, first: int) -> bool:
    """Whether a word is a noun here: "Exit code 0", "Firmware updates come over the air"."""
    following = words[index + 1].lower if index + 1 < len(words) else ""
    if f"{words[index].lower} {following}" in _COMPOUNDS:
        return True
    after = verb_form(following)
    return (
        index > first and singular(words[index].lower) != words[index].lower and is_noun_too(words[index].lower)
        and after is not None and after[1] == "base" and not is_noun_too(following) and following not in {"need", "let"}
    )  # fmt: skip


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
    if following.lower in {"and", "or"}:  # "records and stores", but not "numbers and addresses"
        first = verb_form(words[index].lower)
        second = verb_form(words[index + 2].lower) if index + 2 < len(words) else None
        return first is not None and second is not None and first[1] == second[1]
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
