"""Which texts belong to which language; English where there are none."""

import attrs

from specstep.domain.drafting.asking import english, french, german, spanish
from specstep.domain.drafting.asking.wording import Wording


@attrs.frozen
class Texts:
    """The wordings of one language by key, what to ask for instead of vague words, and what to recommend."""

    wordings: dict[str, Wording]
    ask: dict[str, str]
    exact: dict[str, str]


ENGLISH = Texts(english.TEXTS, english.ASK, english.EXACT)
LANGUAGES = {
    "en": ENGLISH,
    "de": Texts(german.TEXTS, german.ASK, german.EXACT),
    "fr": Texts(french.TEXTS, french.ASK, french.EXACT),
    "es": Texts(spanish.TEXTS, spanish.ASK, spanish.EXACT),
}


def texts_for(language: str) -> Texts:
    """The texts of a language (ISO 639-1), English ones where there are none of its own."""
    return LANGUAGES.get(language[:2].casefold(), ENGLISH)
