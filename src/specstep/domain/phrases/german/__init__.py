"""The fixed phrases in German, by their English words."""

from specstep.domain.phrases.german import design, labels, scenarios, sentences

TEXTS: dict[str, str] = {**labels.TEXTS, **sentences.TEXTS, **design.TEXTS, **scenarios.TEXTS}
