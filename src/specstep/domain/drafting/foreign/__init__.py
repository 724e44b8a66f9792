"""Drafting in the person's language, where it is not English: fewer documents' words, all of them theirs.

English sentences are taken apart; those of other languages are quoted. What stands around the quotes comes from the
catalogue of fixed phrases, and says only what holds whatever the sentence means.
"""

from specstep.domain.drafting.foreign.sentences import able
from specstep.domain.phrases import LANGUAGES, Phrases, phrases_in

__all__ = ["able", "phrases_of"]


def phrases_of(language: str) -> Phrases | None:
    """The phrases of a language that has a catalogue and is not English; None for every other."""
    return phrases_in(language) if language in LANGUAGES and language != "en" else None
