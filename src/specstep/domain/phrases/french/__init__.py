"""The fixed phrases in French, by their English words."""

from specstep.domain.phrases.french import design, labels, scenarios, sentences

TEXTS: dict[str, str] = {**labels.TEXTS, **sentences.TEXTS, **design.TEXTS, **scenarios.TEXTS}
