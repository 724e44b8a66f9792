"""The fixed phrases of a package in the person's language."""

from specstep.domain.phrases.catalogue import LANGUAGES, Phrases, phrases_in

__all__ = ["LANGUAGES", "Phrases", "phrases_in"]
