"""`specstep interview --json`: the talk for programs, one JSON object a line."""

import json
import sys
from collections.abc import Awaitable, Callable
from typing import Any, TextIO

import attrs

from specstep.application.interviews import Interviews
from specstep.domain.errors import SpecStepError
from specstep.domain.ids import AccountId, InterviewId
from specstep.domain.interviews.phases import progress
from specstep.domain.interviews.state import InterviewState
from specstep.domain.interviews.values import Fact, InterviewStatus, Question
from specstep.entrypoints.cli.interview_lines import Lines, PipedLines


async def talk_json(
    interviews: Interviews,
    account: AccountId,
    *,
    resume: InterviewId | None = None,
    brief: str | None = None,
    lines: Lines | None = None,
    out: TextIO | None = None,
) -> InterviewState:
    """Hold an interview with a program: a state goes out as one line, a reply comes in as one.

    A reply is an answer, or `/accept`, `/decide`, `/skip`, `/done`; the end of the input leaves the talk open. An
    error is an object with `error`, after which the same question waits.

    Raises:
        NotFound: there is no interview to resume.
        UnreadableDocument: the brief is empty or not text.
    """
    lines, out = lines or PipedLines(sys.stdin), out or sys.stdout
    state = await (interviews.start(account, brief) if resume is None else interviews.get(account, resume))
    id = state.interview.id
    if state.question is None:
        state = await interviews.carry_on(account, id)
    acts: dict[str, Callable[[], Awaitable[InterviewState]]] = {
        "/accept": lambda: interviews.accept_recommended(account, id),
        "/decide": lambda: interviews.you_decide(account, id),
        "/skip": lambda: interviews.skip(account, id),
        "/done": lambda: interviews.finish(account, id),
    }
    _put(out, told(state))
    while state.interview.status is not InterviewStatus.COMPLETE:
        try:
            line = (await lines.read("")).strip()
            act = acts.get(line.lower())
            state = await (act() if act is not None else interviews.answer(account, id, line))
        except EOFError:
            break
        except SpecStepError as error:
            _put(out, {"interview": id, "error": {"code": error.code, "message": str(error)}})
        else:
            _put(out, told(state))
    return state


def told(state: InterviewState) -> dict[str, Any]:
    """What a program needs of a state."""
    return {
        "interview": state.interview.id,
        "title": state.interview.title,
        "language": state.interview.language,
        "status": state.interview.status.value,
        "question": None if state.question is None else _question(state.question),
        "remark": state.remark or None,
        "taken": [_fact(fact) for fact in state.new_facts],
        "progress": {phase.value: round(share, 2) for phase, share in progress(state.coverage)},
        "missing": {topic.topic: list(topic.missing) for topic in state.coverage if topic.missing},
        "contradictions": [attrs.asdict(each) for each in state.contradictions],
        "stakes": state.stakes.level.word,
        "redactions": state.redactions,
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "topic": question.topic,
        "intent": question.intent.value,
        "text": question.text,
        "why": question.why,
        "recommended": question.recommended or None,
        "because": question.recommended_because,
        "about": list(question.about),
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "id": fact.id,
        "kind": fact.kind.value,
        "topic": fact.topic,
        "text": fact.text,
        "status": fact.status.value,
        "source": {"kind": fact.source.kind.value, "ref": fact.source.ref, "quote": fact.source.quote},
    }


def _put(out: TextIO, value: dict[str, Any]) -> None:
    out.write(json.dumps(value, ensure_ascii=False) + "\n")
    out.flush()
