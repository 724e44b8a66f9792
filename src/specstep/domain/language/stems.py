"""The words of a text that carry its meaning, in one form each."""

import re
from functools import lru_cache

from specstep.domain.language.lemmas import base_verb, verb_form
from specstep.domain.language.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    MODALS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
)
from specstep.domain.language.nouns import singular

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:[’'\-][^\W\d_]+)*")
_PRONOUNS = frozenset(
    "me him her us them myself himself herself itself themselves ourselves yourself mine yours ours theirs".split()
)
FUNCTION_WORDS = frozenset(
    (DETERMINERS | PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | MODALS | ADVERBS | SUBJECT_PRONOUNS | _PRONOUNS)
    | {"to", "not", "no", "so", "too", "very", "well", "there", "here", "please", "and", "or", "but", "whom", "how",
       "when", "where", "why", "if", "get", "gets", "got", "going", "able", "really", "cannot"}
)  # fmt: skip


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """One form for all forms of a word: "sends", "sent" and "sending" are "send", "boxes" is "box"."""
    low = word.lower().replace("’", "'")
    low = low.removesuffix("'s").removesuffix("'")
    known = verb_form(low)
    if known:
        return known[0]
    one = singular(low)
    known = verb_form(one)
    return known[0] if known else base_verb(one) if one == low else one


def content_words(text: str) -> tuple[str, ...]:
    """The stems of all words that are not there for grammar only, numbers as they stand, in order."""
    return tuple(
        stem(word) if word[:1].isalpha() else word
        for word in _WORD.findall(text)
        if word.lower().replace("’", "'") not in FUNCTION_WORDS and stem(word) not in FUNCTION_WORDS
    )
