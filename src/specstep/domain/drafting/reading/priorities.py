"""How much a statement is wanted."""

import re

from specstep.domain.drafting.reading.cues import (
    MUST,
    SHOULD,
    SOFT,
)
from specstep.domain.drafting.reading.sections import Section
from specstep.domain.interviews.values import FactKind

_K = FactKind
_I = re.IGNORECASE


def priority_of(text: str, kind: FactKind, section: Section | None) -> str | None:
    """The MoSCoW priority that the wording or the heading gives, or None."""
    if kind in {_K.NON_GOAL, _K.LATER}:
        return "wont"
    if kind in {_K.ASIDE, _K.QUESTION, _K.CONTEXT, _K.ACTOR}:
        return None
    if SOFT.search(text):
        return "could"
    if section and section.priority:
        return section.priority
    if MUST.search(text):
        return "must"
    if SHOULD.search(text):
        return "should"
    return "could" if re.search(r"\b(?:could|might|maybe|perhaps)\b", text, _I) and kind is _K.NEED else None
