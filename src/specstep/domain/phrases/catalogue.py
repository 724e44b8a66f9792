"""Finds the catalogue of a language; English, which the phrases are written in, needs none."""

from collections.abc import Mapping

import attrs

from specstep.domain.phrases import french, german, spanish

CATALOGUES: Mapping[str, Mapping[str, str]] = {
    "de": german.TEXTS,
    "fr": french.TEXTS,
    "es": spanish.TEXTS,
}
LANGUAGES = frozenset({"en", *CATALOGUES})
"""The languages in which a whole package can be written."""


@attrs.frozen
class Phrases:
    """The fixed phrases in one language, by their English words."""

    language: str
    texts: Mapping[str, str]

    def __call__(self, english: str, /, **values: object) -> str:
        """The phrase, with the values in the places of its {names}; English where the catalogue has none."""
        phrase = self.texts.get(english, english)
        return phrase.format(**values) if values else phrase

    def counted(self, number: int, one: str, many: str) -> str:
        """ "1 scenario", "2 scenarios"."""
        return f"{number} {self(one if number == 1 else many)}"

    def listing(self, names: list[str]) -> str:
        """ "a, b and c"."""
        if len(names) < 2:
            return "".join(names)
        return f"{', '.join(names[:-1])} {self('and')} {names[-1]}"


def phrases_in(language: str) -> Phrases:
    """The phrases of a language, in English where there is no catalogue of it."""
    return Phrases(language if language in LANGUAGES else "en", CATALOGUES.get(language, {}))
