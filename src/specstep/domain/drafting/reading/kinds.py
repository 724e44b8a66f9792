"""What part a statement plays."""

import re

from specstep.domain.drafting.reading.asides import is_small_talk, is_to_machine
from specstep.domain.drafting.reading.clause_signs import (
    has_amount,
    is_first_person,
    is_volume,
    speaks_of_the_past,
)
from specstep.domain.drafting.reading.cues import (
    ACTOR,
    BAN,
    COSTS_NOTHING,
    DATA,
    DECISION,
    DONE_LATER,
    GOAL,
    IDENTITY,
    LATER,
    LAW,
    MONEY,
    MUST,
    NO_FRAGMENT,
    NO_MONEY,
    NON_GOAL,
    NOW,
    ONLY,
    ORDERED,
    QUALITY,
    RETENTION,
    RULE,
    SYSTEM_HAS_NO,
    TECH_STATEMENT,
    TIME_LIMIT,
    UNDECIDED,
)
from specstep.domain.drafting.reading.given import given
from specstep.domain.drafting.reading.plain_cues import (
    ANOTHER_PROJECT,
    AT_PRESENT,
    BURDEN,
    BY_OLD_MEANS,
    COMPLAINT,
    GO_LIVE,
    HAVE_IT_BY,
    MEASURED,
    OF_A_DOCUMENT,
    OF_THE_MIND,
    PAID_BY_THE_PIECE,
    PURPOSE,
    RECOVERY,
    REFUSED_TO_OTHERS,
    TOPIC_ONLY,
    UNDONE,
    USUALLY,
    WE_PAY,
    WE_START,
    WHO_WE_ARE,
    WILL_NOT_PAY,
)
from specstep.domain.drafting.reading.sections import Section, section_of
from specstep.domain.interviews.values import FactKind
from specstep.domain.language.values import Clause, Modality, SubjectRole

_K = FactKind
_I = re.IGNORECASE
_WANTED = frozenset(
    {Modality.MUST, Modality.MUST_NOT, Modality.SHOULD, Modality.COULD, Modality.CAN, Modality.WANT, Modality.WILL}
)


def kind_of(
    text: str,
    clause: Clause,
    section: Section | None,
    *,
    listed: bool = False,
    previous: FactKind | None = None,
    wanting: bool = False,
) -> FactKind:
    """The part that an English statement plays in a project.

    Args:
        text: the statement, complete.
        clause: the same, taken apart.
        section: what the heading above it announces.
        listed: whether it is an item of a list, where plain statements tell needs rather than how things are.
        previous: the part of the statement before it; a plain statement goes on with it.
        wanting: whether the talk has come to what is wanted: what people do is from then on what they shall do.
    """
    if is_to_machine(text):
        return _K.ASIDE
    if text.rstrip(" )*_\"'”").endswith("?"):
        return _K.ASIDE if is_small_talk(text) else _K.QUESTION
    if UNDECIDED.search(text) and not clause.conditions and not is_small_talk(text):
        return _K.QUESTION
    if section and section.binding and section.kind is not _K.QUESTION:
        return section.kind
    if is_small_talk(text) or (not clause.verb and len(text.split()) <= _HEADING and section_of(text.rstrip("."))):
        return _K.ASIDE
    if not clause.verb and not listed and TOPIC_ONLY.fullmatch(text):
        return _K.ASIDE
    if len(core := PURPOSE.sub("", text).split()) > _FEW:
        text = " ".join(core)
    if section and section.kind is _K.QUESTION:
        return _K.QUESTION
    obliging = DONE_LATER.search(text) or (
        clause.modality in {Modality.MUST, Modality.MUST_NOT} and re.search(r"\blater[.!)]?$", text, _I)
    )
    if LATER.search(text) and not obliging and not (section and section.kind is _K.CONTEXT):
        return _K.LATER
    if UNDONE.match(text):
        return _K.RULE
    if BURDEN.match(text) or (
        BY_OLD_MEANS.search(text)
        and clause.modality is Modality.IS
        and clause.subject_role is not SubjectRole.SYSTEM
    ):
        return _K.CONTEXT
    if COMPLAINT.search(text) and clause.modality not in {Modality.MUST, Modality.SHOULD, Modality.WANT}:
        return _K.CONTEXT
    if clause.negated and clause.modality is Modality.IS and clause.verb in _HABITS and not clause.conditions and (
        clause.subject_role is SubjectRole.ACTOR
    ):  # fmt: skip
        return _K.CONTEXT
    if WHO_WE_ARE.match(text) or AT_PRESENT.match(text):
        return _K.CONTEXT
    if GO_LIVE.match(text):
        return _K.LIMIT
    if REFUSED_TO_OTHERS.search(text):
        return _K.RULE
    if OF_A_DOCUMENT.match(text):
        return _K.CONTEXT
    if PAID_BY_THE_PIECE.search(text):
        return _K.CONTEXT
    if (
        NO_MONEY.match(text)
        or WILL_NOT_PAY.match(text)
        or WE_PAY.match(text)
        or HAVE_IT_BY.search(text)
        or WE_START.match(text)
    ):
        return _K.LIMIT
    if RECOVERY.search(text) or (MEASURED.match(text) and clause.modality is not Modality.CAN):
        return _K.QUALITY
    if NO_FRAGMENT.match(text) and re.search(r"\b(?:between|after|before) \d", text):
        return _K.RULE
    if NO_FRAGMENT.match(text) and clause.verb not in {"", "be"} and clause.quantities:
        return _K.RULE
    if NON_GOAL.search(text) or SYSTEM_HAS_NO.search(text) or (NO_FRAGMENT.match(text) and not BAN.search(text)):
        return _K.NON_GOAL
    return _wanted_or_given(text, clause, section, listed, previous, wanting)


def _wanted_or_given(
    text: str,
    clause: Clause,
    section: Section | None,
    listed: bool,
    previous: FactKind | None,
    wanting: bool,
) -> FactKind:
    system = clause.subject_role is SubjectRole.SYSTEM
    if DECISION.search(_ASIDE_CASE.sub("", text)) or TECH_STATEMENT.match(text):
        return _K.DECISION
    if LAW.search(text) and (
        clause.modality in _WANTED
        or clause.verb in {"require", "apply", "demand", "keep", "follow"}
        or clause.negated
    ):
        return _K.RULE
    if ANOTHER_PROJECT.search(text) and not BAN.search(text):
        return _K.GOAL
    if (
        clause.modality is Modality.IS
        and USUALLY.search(text)
        and not (clause.conditions or system or MUST.search(text))
    ):
        return _K.CONTEXT
    if GOAL.search(text) or IDENTITY.search(text) or ORDERED.match(text):
        return _K.GOAL
    merely = not wanting and clause.modality is Modality.IS and re.search(r"\bnever\b", text, _I) and not section
    banned = BAN.search(text)
    inside = (
        banned and clause.modality is Modality.IS and re.search(r"\b(?:who|that|which)\b", text[: banned.start()])
    )
    if (banned and not inside and not (merely and not system)) or ONLY.search(text):
        return _K.RULE
    if (
        section
        and section.kind in {_K.RULE, _K.DATA, _K.GOAL, _K.ACTOR, _K.DECISION}
        and not (
            section.kind in {_K.GOAL, _K.ACTOR} and (clause.modality in (_WANTED - {Modality.WILL}) and listed)
        )
    ):
        return section.kind
    if re.match(r"budget\b\W*(?:is |of )?\W*(?:\d|none|zero)", text, _I):
        return _K.LIMIT
    bounded = TIME_LIMIT.search(text) or (
        MONEY.search(text)
        and has_amount(clause, money=True)
        and not (system and clause.verb not in {"be", "cost", "have"})
    )
    if COSTS_NOTHING.search(text) and (
        system or (clause.subject or "").lower() in {"it", "this", "hosting", "everything"}
    ):
        return _K.LIMIT
    free = clause.modality is Modality.CAN and clause.verb not in {"cost", "be", "stay", "exceed", "spend"}
    if bounded and not free and not clause.conditions:
        return _K.LIMIT
    if ACTOR.search(text):
        return _K.ACTOR
    if NOW.search(text) and clause.modality in {Modality.IS, Modality.CAN} and not system:
        return _K.CONTEXT
    if (
        QUALITY.search(text)
        and (clause.modality is not Modality.CAN)
        and not speaks_of_the_past(text)
        and (
            clause.modality in _WANTED
            or system
            or listed
            or any(quantity.unit.startswith("%") for quantity in clause.quantities)
            or (section and section.kind is _K.QUALITY)
        )
    ):
        return _K.QUALITY
    if (
        section
        and section.kind is _K.QUALITY
        and text[:1].isdigit()
        and is_volume(text, clause)
        and not clause.verb
    ):
        return _K.LIMIT
    if section and section.kind in {_K.QUALITY, _K.LIMIT} and clause.modality is not Modality.CAN:
        return section.kind
    if DATA.search(text) and clause.verb in {"keep", "store", "record", "save", "track", "note", "collect", "hold", "log",
                                              "remember", "have", "consist", "contain", "include", "carry", "need", "come",
                                              "be"} and not has_amount(clause, money=True) and not clause.conditions and not (
        clause.modality is Modality.CAN or (clause.verb == "hold" and is_first_person(clause)) or (system and clause.verb in {"save", "record", "log", "track"})
    ):  # fmt: skip
        return _K.DATA
    if RETENTION.search(text) and clause.verb in {
        "delete",
        "erase",
        "remove",
        "keep",
        "retain",
        "store",
        "archive",
    }:
        return _K.RULE
    if (
        RULE.search(text)
        and clause.verb == "need"
        and clause.subject_role is SubjectRole.THING
        and clause.quantities
    ):
        return _K.RULE
    if (
        RULE.search(text)
        and (clause.modality in _WANTED or clause.passive)
        and clause.modality is not Modality.WANT
    ):
        return _K.RULE
    if clause.modality in _WANTED:
        return _past_or_need(text, clause, wanting)
    return given(text, clause, section, listed, system, previous, wanting)


def _past_or_need(text: str, clause: Clause, wanting: bool) -> FactKind:
    if (
        clause.modality is Modality.COULD
        and clause.verb == "be"
        and clause.subject in {"it", "that"}
        and is_volume(text, clause)
    ):
        return _K.LIMIT
    burden = re.search(r"\b(?:has|have) to\b", text, _I) and clause.subject_role is SubjectRole.ACTOR
    if burden and clause.conditions and not wanting and clause.modality is Modality.MUST:
        return _K.CONTEXT  # before anything is wished for, what people have to do is what they suffer
    if (
        clause.modality is Modality.WILL
        and re.search(r"\bwould\b|['’]d\b", text)
        and clause.subject_role is SubjectRole.ACTOR
    ):
        told = wanting and not is_first_person(clause) and clause.verb not in OF_THE_MIND | _MISHAPS
        return (
            _K.NEED
            if told or re.search(r"(?:\bwould|['’]d) (?:\w+ )?(?:like|love|be|need|want|prefer)\b", text)
            else _K.CONTEXT
        )
    return _K.NEED


_ASIDE_CASE = re.compile(r"\b(?:when|if|until|unless|once|as soon as|after)\b.*", _I)
"""A case that a statement speaks of: what is settled in it is no decision."""
_HABITS = frozenset("read like own speak understand hear trust remember answer know use".split())
"""What people don't do by habit: nobody forbids it."""
_MISHAPS = frozenset("lose complain fail miss laugh leave stop refuse die cry quit".split())
_FEW = 3
_HEADING = 2
"""Words of a line that only names the section below it."""
