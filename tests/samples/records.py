"""Records to store, with ids that sort in the order of their numbers."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from specstep.domain.accounts import Account, Role
from specstep.domain.audit import Action, AuditEvent
from specstep.domain.generations.values import Budget, Generation, ProfileName, Status, Usage
from specstep.domain.ids import (
    AccountId,
    AuditEventId,
    BlobKey,
    FactId,
    GenerationId,
    InterviewId,
    PackageId,
    ReferenceId,
    RunId,
    TurnId,
)
from specstep.domain.interviews.values import (
    AnswerKind,
    Fact,
    FactKind,
    FactStatus,
    Interview,
    InterviewStatus,
    Phase,
    Question,
    QuestionIntent,
    ReferenceDocument,
    Source,
    SourceKind,
    Speaker,
    Turn,
)
from specstep.ports.persistence import ModelAnswer, PackageRecord

NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
ANNA = Account(id=AccountId("account-anna"), display_name="Anna", created_at=NOON)
BELA = Account(id=AccountId("account-bela"), display_name="Béla 🌻", role=Role.OPERATOR, created_at=NOON)


def turn(number: int, content: str = "We sell flowers.", **changes: object) -> Turn:
    """A turn of the person's."""
    fields: dict[str, object] = {
        "id": TurnId(f"turn-{number}"),
        "number": number,
        "speaker": Speaker.PERSON,
        "phase": Phase.VISION,
        "content": content,
        "at": NOON + timedelta(minutes=number),
    }
    return Turn(**(fields | changes))  # type: ignore[arg-type]


def asking_turn(number: int) -> Turn:
    """A turn of the interviewer's, with its question."""
    question = Question(
        id="Q1",
        topic="users",
        intent=QuestionIntent.MISSING,
        text="Who uses it?",
        why="Nobody was named.",
        recommended="The shop's staff",
        recommended_because="They were mentioned.",
        about=(FactId("F1"), FactId("F2")),
    )
    return turn(number, "Who uses it?", speaker=Speaker.INTERVIEWER, question=question)


def reference(number: int, text: str = "Prices are in euros.") -> ReferenceDocument:
    """An attached document."""
    return ReferenceDocument(
        id=ReferenceId(f"reference-{number}"), number=number, name="prices.md", text=text, added_at=NOON
    )


def fact(number: int, text: str = "The shop sells flowers.", **changes: object) -> Fact:
    """A fact out of the first turn."""
    fields: dict[str, object] = {
        "id": FactId(f"F{number}"),
        "text": text,
        "kind": FactKind.NEED,
        "topic": "purpose",
        "source": Source(kind=SourceKind.TURN, ref="T1", quote="We sell flowers."),
    }
    return Fact(**(fields | changes))  # type: ignore[arg-type]


def interview(number: int = 1, owner: Account = ANNA, **changes: object) -> Interview:
    """An open interview, bare unless told otherwise."""
    fields: dict[str, object] = {
        "id": InterviewId(f"interview-{number:03}"),
        "account_id": owner.id,
        "title": "Flower shop",
        "language": "en",
        "status": InterviewStatus.OPEN,
        "phase": Phase.VISION,
        "created_at": NOON + timedelta(seconds=number),
        "updated_at": NOON + timedelta(seconds=number),
    }
    return Interview(**(fields | changes))  # type: ignore[arg-type]


def full_interview(number: int = 1, owner: Account = ANNA) -> Interview:
    """An interview with turns, a reference and facts of every shape."""
    assumed = Source(kind=SourceKind.ASSUMPTION, ref="A1", why="Nobody said.")
    return interview(
        number,
        owner,
        turns=(turn(1), asking_turn(2), turn(3, "The staff.", answer=AnswerKind.SAID)),
        references=(reference(1),),
        facts=(
            fact(1, status=FactStatus.SUPERSEDED, superseded_by=FactId("F2")),
            fact(2, speaker="Béla", priority="must"),
            fact(10, source=assumed),
        ),
    )


def generation(number: int = 1, owner: Account = ANNA, **changes: object) -> Generation:
    """A queued generation of the interview with the same number."""
    fields: dict[str, object] = {
        "id": GenerationId(f"generation-{number:03}"),
        "account_id": owner.id,
        "interview_id": InterviewId(f"interview-{number:03}"),
        "profile": ProfileName.FAST,
        "provider": "offline",
        "status": Status.QUEUED,
        "budget": Budget(tokens=5_000_000_000, usd=Decimal("1.10")),
        "usage": Usage(input_tokens=3_000_000_000, output_tokens=7, cost_usd=Decimal("0.000000123"), calls=2),
        "created_at": NOON + timedelta(seconds=number),
        "updated_at": NOON + timedelta(seconds=number),
    }
    return Generation(**(fields | changes))  # type: ignore[arg-type]


def package(number: int = 1, owner: Account = ANNA, **changes: object) -> PackageRecord:
    """The package of the generation with the same number."""
    fields: dict[str, object] = {
        "id": PackageId(f"package-{number:03}"),
        "account_id": owner.id,
        "generation_id": GenerationId(f"generation-{number:03}"),
        "interview_id": InterviewId(f"interview-{number:03}"),
        "title": "Flower shop",
        "blob": BlobKey(f"packages/{number:03}.zip"),
        "size_bytes": 5_000_000_000,
        "sha256": "ab" * 32,
        "gate_passed": True,
        "created_at": NOON + timedelta(seconds=number),
    }
    return PackageRecord(**(fields | changes))  # type: ignore[arg-type]


def answer(step: str = "draft", owner: Account = ANNA, **changes: object) -> ModelAnswer:
    """A model's answer in run-1."""
    fields: dict[str, object] = {
        "account_id": owner.id,
        "run": RunId("run-1"),
        "step": step,
        "task": "write-vision",
        "provider": "offline",
        "model": "rules",
        "content": '{"vision": "Blumen 🌷"}',
        "usage": Usage(input_tokens=10, output_tokens=20, cost_usd=Decimal("0.01"), calls=1),
        "created_at": NOON,
    }
    return ModelAnswer(**(fields | changes))  # type: ignore[arg-type]


def event(number: int = 1, **changes: object) -> AuditEvent:
    """An event that Anna caused and that concerns her."""
    fields: dict[str, object] = {
        "id": AuditEventId(f"event-{number:03}"),
        "at": NOON + timedelta(seconds=number),
        "action": Action.INTERVIEW_STARTED,
        "actor": ANNA.id,
        "subject_account": ANNA.id,
        "subject_id": "interview-001",
    }
    return AuditEvent(**(fields | changes))  # type: ignore[arg-type]
