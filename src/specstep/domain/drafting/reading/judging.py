"""What part a statement plays in the talk, and what the talk remembers of it."""

import re

import attrs

from specstep.domain.drafting.english.frames import unlabelled
from specstep.domain.drafting.reading.foreign import foreign_kind, foreign_priority
from specstep.domain.drafting.reading.kinds import kind_of
from specstep.domain.drafting.reading.priorities import priority_of
from specstep.domain.drafting.reading.sections import Section
from specstep.domain.drafting.reading.threads import Statement, Thread
from specstep.domain.drafting.reading.topics import topic_of
from specstep.domain.interviews.values import FactKind
from specstep.domain.language.clauses import parse_clause

_K = FactKind
REASON = re.compile(r",? because (?!of\b)[^.]+(?=[.!]?$)", re.IGNORECASE)
"""What gives a reason decides nothing about the part that a statement plays."""
_FEW = 3


def judged(
    statement: Statement, thread: Thread, section: Section | None, *, listed: bool, priority: str | None = None,
    topic: str | None = None, answered: bool = False,
) -> Statement:  # fmt: skip
    """The statement with the part that it plays, its topic and how much it is wanted; the thread hears it."""
    system = (thread.system, "the system", "the app", "the tool", "the service")
    bare = unlabelled(statement.text)[1]
    clause = parse_clause(bare, system_names=system, actors=tuple(thread.people))
    if thread.language not in {"en", "und"}:
        kind = foreign_kind(statement.text, thread.language, section)
        ranked = priority or foreign_priority(statement.text, thread.language, kind)
    else:
        core = REASON.sub("", bare)
        if core != bare and len(core.split()) > _FEW:
            bare, clause = core, parse_clause(core, system_names=system, actors=tuple(thread.people))
        kind = kind_of(bare, clause, section, listed=listed, previous=thread.last_kind, wanting=thread.wanting)
        if answered and kind in {_K.ASIDE, _K.QUESTION} and not statement.said.rstrip().endswith("?"):
            kind = _BY_TOPIC.get(topic or "", _K.CONTEXT)
        ranked = priority or priority_of(statement.text, kind, section)
        thread.heard(clause, statement.text)
        thread.wanting = thread.wanting or kind in {_K.NEED, _K.RULE, _K.GOAL, _K.QUALITY}
        thread.last_kind = kind if kind not in {_K.ASIDE, _K.QUESTION} else thread.last_kind
    return attrs.evolve(
        statement, kind=kind, topic=topic or topic_of(statement.text, kind, clause, section), priority=ranked
    )


_BY_TOPIC = {
    "purpose": _K.GOAL, "success": _K.GOAL, "users": _K.ACTOR, "capabilities": _K.NEED, "rules": _K.RULE,
    "non-goals": _K.NON_GOAL, "data": _K.DATA, "load": _K.LIMIT, "money": _K.LIMIT, "team-time": _K.LIMIT,
    "quality": _K.QUALITY, "security-privacy": _K.RULE, "law": _K.RULE, "existing": _K.CONTEXT,
    "deployment": _K.DECISION, "decisions": _K.DECISION, "integrations": _K.NEED, "interfaces": _K.NEED, "failure": _K.NEED,
}  # fmt: skip
