"""How far an account of the present reaches: from the first part of a sentence to the parts behind it."""

import re

from specstep.domain.drafting.reading.cues import NOW
from specstep.domain.drafting.reading.threads import Statement
from specstep.domain.interviews.values import FactKind
from specstep.domain.language.clauses import parse_clause
from specstep.domain.language.values import Modality, SubjectRole

_TOLD = re.compile(r"what happens (?:now |today |then )?is\b|(?:it|this|that) used to\b", re.IGNORECASE)


def told_on(first: Statement, later: Statement) -> bool:
    """Whether a later part of a sentence goes on telling how things are today: "Today I count them, and it goes wrong".

    What obliges, allows or wishes stands for itself, and so does what the thing to be built does.
    """
    if first.kind is not FactKind.CONTEXT or later.kind not in {FactKind.NEED, FactKind.DATA, FactKind.RULE}:
        return False
    if not (NOW.search(first.text) or _TOLD.match(first.text)):
        return False
    clause = parse_clause(later.text)
    return clause.modality is Modality.IS and clause.subject_role is not SubjectRole.SYSTEM
