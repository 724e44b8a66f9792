"""The fixed phrases in Spanish, by their English words."""

from specstep.domain.phrases.spanish import design, labels, scenarios, sentences

TEXTS: dict[str, str] = {**labels.TEXTS, **sentences.TEXTS, **design.TEXTS, **scenarios.TEXTS}
