"""Rows of interviews, turns, reference documents and facts."""

import json
from collections.abc import Mapping
from typing import Any

from specstep.adapters.persistence.rows.converter import dump, load
from specstep.domain.ids import AccountId, InterviewId
from specstep.domain.interviews.values import Fact, Interview, ReferenceDocument, Turn

PARTS = ("turns", "references", "facts")
SOURCE = ("kind", "ref", "quote", "why")


def interview_row(interview: Interview) -> dict[str, Any]:
    """The interview itself, without what hangs on it."""
    return {name: value for name, value in dump(interview).items() if name not in PARTS}


def interview(row: Mapping[str, Any], **parts: object) -> Interview:
    """An interview with the given parts."""
    return load({**row, **parts}, Interview)


def turn_row(account: AccountId, interview_id: InterviewId, turn: Turn) -> dict[str, Any]:
    """A turn; its question travels as JSON."""
    fields = dump(turn)
    question = fields["question"]
    fields["question"] = None if question is None else json.dumps(question, ensure_ascii=False)
    return {**fields, "account_id": account, "interview_id": interview_id}


def turn(row: Mapping[str, Any]) -> Turn:
    """A turn."""
    question = row["question"]
    return load({**row, "question": None if question is None else json.loads(question)}, Turn)


def reference_row(account: AccountId, interview_id: InterviewId, reference: ReferenceDocument) -> dict[str, Any]:
    """A reference document."""
    return {**dump(reference), "account_id": account, "interview_id": interview_id}


def reference(row: Mapping[str, Any]) -> ReferenceDocument:
    """A reference document."""
    return load(dict(row), ReferenceDocument)


def fact_row(account: AccountId, interview_id: InterviewId, fact: Fact, position: int) -> dict[str, Any]:
    """A fact; its source lies flat."""
    fields = dump(fact)
    source = fields.pop("source")
    flat = {f"source_{name}": source[name] for name in SOURCE}
    return {**fields, **flat, "position": position, "account_id": account, "interview_id": interview_id}


def fact(row: Mapping[str, Any]) -> Fact:
    """A fact."""
    return load({**row, "source": {name: row[f"source_{name}"] for name in SOURCE}}, Fact)
