"""Plain statements, which oblige nobody by their verb: whether they tell how things are or how they shall be."""

import re

from specstep.domain.drafting.reading.clause_signs import (
    is_first_person,
    is_told_of_the_past,
    is_volume,
    speaks_of_the_past,
)
from specstep.domain.drafting.reading.plain_cues import (
    ALLOWED_TIME,
    AS_IT_IS,
    AT_A_MOMENT,
    BOUNDED,
    BY_HAND,
    EXPLAINS,
    FOR_US,
    GOING_ON,
    MERE_WORD,
    OF_THE_MIND,
    ON_BEHALF,
    ON_FOOT,
    OWN_WORK,
    REMARK,
    STATES_OF_RULES,
    THING,
    WANTED_THING,
)
from specstep.domain.drafting.reading.sections import Section
from specstep.domain.interviews.values import FactKind
from specstep.domain.language.nouns import is_actor
from specstep.domain.language.values import Clause, SubjectRole

_K = FactKind
_I = re.IGNORECASE


def given(
    text: str,
    clause: Clause,
    section: Section | None,
    listed: bool,
    system: bool,
    previous: FactKind | None,
    wanting: bool,
) -> FactKind:
    if is_told_of_the_past(text, clause) or EXPLAINS.match(text) or GOING_ON.match(text):
        return _K.CONTEXT
    if clause.verb in OF_THE_MIND - {"be", "have", "want", ""} and clause.subject_role is SubjectRole.ACTOR:
        return _K.CONTEXT
    if system and clause.verb not in {"be", ""}:
        return _K.NEED
    if speaks_of_the_past(text):
        return _K.CONTEXT
    if not clause.verb and previous is None and not section and (THING.search(text) or FOR_US.search(text)):
        return _K.GOAL
    if not clause.verb and _names_people(text):
        return _K.ACTOR
    if not clause.verb and not section and not listed and MERE_WORD.match(text):
        return _K.ASIDE
    if section and section.kind is _K.CONTEXT:
        return _K.CONTEXT
    if clause.conditions and clause.verb and clause.verb != "be":
        return (
            _K.NEED
            if section or listed or previous in _ABOUT_IT or wanting
            else _K.CONTEXT
            if is_first_person(clause)
            else _K.NEED
        )
    if AS_IT_IS.search(text):
        return _K.CONTEXT
    if not clause.verb and re.match(r"[A-Z][\w' -]+, \d+ \w+s\b", text):
        return _K.CONTEXT
    if clause.negated and clause.subject_role is SubjectRole.ACTOR and clause.quantities and (wanting or section):
        return _K.RULE
    beyond = re.match(r"(?:above|over|below|beyond|under)\b", text, _I) and clause.verb
    if is_volume(text, clause) and not ALLOWED_TIME.search(text) and not beyond:
        return _K.LIMIT
    if wanting and _tells_a_rule(text, clause):
        return _K.NEED
    if clause.verb in ON_FOOT and clause.subject_role is SubjectRole.ACTOR and not clause.conditions:
        return _K.CONTEXT
    subject = (clause.subject or "").lower()
    if (
        wanting
        and previous in _ABOUT_IT
        and is_first_person(clause)
        and clause.verb.split(" ")[0] in OWN_WORK
        and not BY_HAND.search(text)
    ):
        return _K.NEED
    if is_first_person(clause) or subject in {"that", "this", "it", "there", "these"}:
        return _K.CONTEXT
    if clause.verb == "be" and not (listed and section):
        return _K.CONTEXT
    if (
        clause.verb == "have"
        and not section
        and not (clause.subject_role is SubjectRole.ACTOR and ALLOWED_TIME.search(text))
    ):
        return _K.CONTEXT
    if section:
        return section.kind
    if not clause.verb:
        return _K.NEED if listed or (wanting and _names_a_wish(text, clause, previous)) else _K.CONTEXT
    return _K.NEED if listed or previous in _ABOUT_IT or _acts(text, clause, wanting) else _K.CONTEXT


def _tells_a_rule(text: str, clause: Clause) -> bool:
    """Whether a plain statement, once the talk is of what is wanted, says how it shall go rather than how things are."""
    if not clause.verb or clause.verb in {"cost", "want", "like", "think", "know", "hope", "mean", "guess"}:
        return False
    if is_first_person(clause):
        bound = clause.conditions or AT_A_MOMENT.match(text) or (clause.verb in ON_BEHALF and clause.quantities)
        return clause.verb not in {"be", "have", "need"} and bool(bound)
    if clause.verb in ON_FOOT:
        return bool(clause.conditions)
    subject = (clause.subject or "").lower()
    if re.match(r"(?:about |around |some |over |maybe )*\d|people\b|most\b|half\b|many\b", subject):
        return bool(clause.conditions)
    if not subject or subject in {"that", "this", "these", "those", "there", "it", "you"}:
        return bool(clause.conditions) or bool(subject == "it" and AT_A_MOMENT.match(text))
    if clause.verb == "be":
        return clause.passive or bool(STATES_OF_RULES.match(clause.rest))
    return clause.verb != "have"


def _acts(text: str, clause: Clause, wanting: bool) -> bool:
    """Whether a plain statement of people tells what they shall do with the thing, rather than what they do anyway."""
    if clause.subject_role is not SubjectRole.ACTOR or clause.verb in OF_THE_MIND:
        return False
    counted = re.match(
        r"(?:about |around |some |over |our |my |most )*(?:\d|two|three|four|five|six|ten|our|my|most)\b", text, _I
    )
    return not counted and (wanting or bool(BOUNDED.search(text)))


def _names_a_wish(text: str, clause: Clause, previous: FactKind | None) -> bool:
    """Whether words without a verb name something wanted, once the talk is of what is wanted."""
    if previous in _ABOUT_IT and WANTED_THING.match(text):
        return True
    named = clause.conditions or len(text.split()) > _SHORT
    return bool(named) and not (REMARK.match(text) or MERE_WORD.match(text) or clause.negated)


def _names_people(text: str) -> bool:
    """Whether words without a verb only list people: "Social workers, GPs, the school."."""
    pieces = [piece for piece in re.split(r",\s+(?:and\s+)?|\s+and\s+", text.strip(" .")) if piece]
    plain = all(len(piece.split()) <= _SHORT + 1 for piece in pieces)
    return len(pieces) > 1 and plain and 2 * sum(is_actor(piece) for piece in pieces) >= len(pieces) and (
        is_actor(pieces[0])
    )  # fmt: skip


_SHORT = 2
_ABOUT_IT = frozenset({_K.NEED, _K.RULE, _K.QUALITY, _K.GOAL, _K.DATA})
