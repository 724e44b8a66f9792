"""What a question left to us becomes: a statement of ours that says so, and why it was made."""

from specstep.domain.interviews.facts import folded, next_assumption_ref, next_fact_id, standing
from specstep.domain.interviews.values import (
    Fact,
    FactKind,
    FactStatus,
    Question,
    QuestionIntent,
    Source,
    SourceKind,
)

_KINDS = {
    "purpose": FactKind.GOAL,
    "users": FactKind.ACTOR,
    "capabilities": FactKind.NEED,
    "capabilities.needs": FactKind.NON_GOAL,
    "capabilities.first": FactKind.CONTEXT,
    "rules": FactKind.RULE,
    "non-goals": FactKind.NON_GOAL,
    "success": FactKind.GOAL,
    "data": FactKind.DATA,
    "data.retention": FactKind.RULE,
    "load": FactKind.LIMIT,
    "quality": FactKind.QUALITY,
    "security-privacy": FactKind.RULE,
    "law": FactKind.RULE,
    "money": FactKind.RULE,
    "money.budget": FactKind.LIMIT,
    "money.provider": FactKind.DECISION,
    "existing": FactKind.CONTEXT,
    "integrations": FactKind.DECISION,
    "deployment": FactKind.DECISION,
    "team-time": FactKind.LIMIT,
    "interfaces": FactKind.DECISION,
    "failure": FactKind.RULE,
    "decisions": FactKind.CONTEXT,
}


def recommended_side(question: Question, known: tuple[Fact, ...]) -> Fact | None:
    """The one of two contradicting statements that is recommended."""
    if question.intent is not QuestionIntent.CONTRADICTION:
        return None
    about = (fact for fact in standing(known) if fact.id in question.about)
    return next((fact for fact in about if folded(fact.text) == folded(question.recommended)), None)


def assume(question: Question, known: tuple[Fact, ...], why: str = "") -> tuple[Fact, ...]:
    """The recommended answer as an assumption; nothing where it asserts nothing new.

    The last look asserts nothing, and a recommended side of a contradiction is a statement that stands already.
    """
    if question.intent is QuestionIntent.CONFIRMATION or recommended_side(question, known) is not None:
        return ()
    why = why or question.recommended_because
    source = Source(kind=SourceKind.ASSUMPTION, ref=next_assumption_ref(known), why=why)
    about = [fact for fact in known if fact.id in question.about and fact.status is FactStatus.TAKEN]
    kind = _KINDS.get(question.id) or _KINDS.get(question.topic) or FactKind.RULE
    if question.intent is QuestionIntent.CONTRADICTION:
        kind = about[-1].kind if about else kind
    elif question.intent is QuestionIntent.VAGUE:
        kind = about[0].kind if about else FactKind.QUALITY
    assumption = Fact(
        id=next_fact_id(known), text=question.recommended, kind=kind, topic=question.topic, source=source
    )
    return (assumption,)
