"""A generation and its life."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

import attrs

from specstep.domain.errors import Conflict
from specstep.domain.ids import AccountId, GenerationId, InterviewId


class Status(StrEnum):
    """The states that programs see; the last three are terminal."""

    QUEUED = "Queued"
    RUNNING = "Running"
    COMPLETE = "Complete"
    FAILED = "Failed"
    CANCELLED = "Cancelled"


TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.QUEUED: frozenset({Status.RUNNING, Status.CANCELLED, Status.FAILED}),
    Status.RUNNING: frozenset({Status.COMPLETE, Status.FAILED, Status.CANCELLED, Status.QUEUED}),
    Status.COMPLETE: frozenset(),
    Status.FAILED: frozenset({Status.QUEUED}),
    Status.CANCELLED: frozenset({Status.QUEUED}),
}
"""What may follow what; resuming puts the same id back to Queued."""

TERMINAL = frozenset({Status.COMPLETE, Status.FAILED, Status.CANCELLED})


class ProfileName(StrEnum):
    """How much work goes into a package."""

    FAST = "Fast"
    NORMAL = "Normal"
    EXTENSIVE = "Extensive"
    RESEARCHER = "Researcher"


@attrs.frozen(kw_only=True)
class Profile:
    """What happens in a run: how many repair rounds, and how many reviewers read each document."""

    name: ProfileName
    repair_rounds: int
    reviewers: int
    consistency_pass: bool = False
    stances: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Budget:
    """What a run may use at most; None is no bound."""

    tokens: int | None = None
    usd: Decimal | None = None


@attrs.frozen(kw_only=True)
class Usage:
    """What model calls used."""

    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: Decimal = Decimal(0)
    calls: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            input_tokens=self.input_tokens + other.input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            cost_usd=self.cost_usd + other.cost_usd,
            calls=self.calls + other.calls,
        )


@attrs.frozen(kw_only=True)
class Generation:
    """One run. `gate_passed` is known once it is complete; `failure` and `resumable` once it has failed."""

    id: GenerationId
    account_id: AccountId
    interview_id: InterviewId
    profile: ProfileName
    provider: str
    status: Status
    budget: Budget = Budget()
    usage: Usage = Usage()
    created_at: datetime
    updated_at: datetime
    finished_at: datetime | None = None
    gate_passed: bool | None = None
    stopped_by: str | None = None
    failure: str | None = None
    resumable: bool = False
    deleted_at: datetime | None = None

    def moved_to(self, status: Status, now: datetime, **changes: object) -> "Generation":
        """This generation in its next state.

        Raises:
            Conflict: the table of transitions has no such step.
        """
        if status not in TRANSITIONS[self.status]:
            raise Conflict(what=f"Generation {self.id} is {self.status}; it cannot become {status}.")
        finished = now if status in TERMINAL else None
        return attrs.evolve(self, status=status, updated_at=now, finished_at=finished, **changes)  # type: ignore[arg-type]
