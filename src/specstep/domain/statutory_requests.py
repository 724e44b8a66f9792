"""Requests that the law gives people a right to beyond what they can do by themselves (RIG-8)."""

from datetime import datetime, timedelta
from enum import StrEnum

import attrs

from specstep.domain.errors import BadInput, Conflict
from specstep.domain.ids import AccountId, StatutoryRequestId

ANSWER_WITHIN = timedelta(days=28)
"""Within the month of GDPR, Article 12(3), whichever month that is: the shortest has 28 days."""
LONGEST = 20_000


class RequestKind(StrEnum):
    """What somebody asks for."""

    OBJECTION = "objection"
    RESTRICTION = "restriction"
    COMPLAINT = "complaint"
    OTHER = "other"


@attrs.frozen(kw_only=True)
class StatutoryRequest:
    """A request with its date, and until when it has to be answered."""

    id: StatutoryRequestId
    account_id: AccountId
    kind: RequestKind
    text: str = attrs.field(repr=False)
    received_at: datetime
    due_at: datetime
    answer: str | None = attrs.field(default=None, repr=False)
    answered_at: datetime | None = None

    def answered(self, answer: str, at: datetime) -> "StatutoryRequest":
        """The request with its answer.

        Raises:
            Conflict: it has one.
        """
        if self.answered_at is not None:
            raise Conflict(what=f"Request {self.id} was answered already.")
        return attrs.evolve(self, answer=answer, answered_at=at)

    def is_overdue(self, now: datetime) -> bool:
        """Whether it should have been answered by now."""
        return self.answered_at is None and now >= self.due_at


def require_text(text: str, where: str) -> str:
    """A text that says something, without what surrounds it.

    Raises:
        BadInput: it is empty, or longer than 20,000 characters.
    """
    said = text.strip()
    if not said:
        raise BadInput(where=where, what="is empty.")
    if len(said) > LONGEST:
        raise BadInput(where=where, what=f"is longer than {LONGEST:,} characters.")
    return said
