"""What an interview consists of."""

from datetime import datetime
from enum import StrEnum

import attrs

from specstep.domain.ids import AccountId, FactId, InterviewId, ReferenceId, TurnId


class Phase(StrEnum):
    """The order in which an interview deepens."""

    VISION = "vision"
    REQUIREMENTS = "requirements"
    ARCHITECTURE = "architecture"
    REVIEW = "review"


class Speaker(StrEnum):
    """Who said a turn."""

    PERSON = "person"
    INTERVIEWER = "interviewer"


class InterviewStatus(StrEnum):
    """Open interviews take answers; complete ones can be reopened by another answer."""

    OPEN = "open"
    COMPLETE = "complete"


class SourceKind(StrEnum):
    """Where a statement comes from."""

    TURN = "turn"
    REFERENCE = "reference"
    ASSUMPTION = "assumption"


@attrs.frozen(kw_only=True)
class Source:
    """Why a statement may stand in a package.

    A turn or a reference is quoted verbatim (white space folded); an assumption has no quote and says why
    it was made. `ref` names the turn ("T1"), the reference ("R1", with its place: "R1:12" is line 12) or the
    assumption ("A1").
    """

    kind: SourceKind
    ref: str
    quote: str | None = None
    why: str = ""

    def __attrs_post_init__(self) -> None:
        if self.kind is SourceKind.ASSUMPTION:
            if self.quote is not None or not self.why:
                raise ValueError(f"assumption {self.ref}: no quote, but a reason")
        elif not self.quote:
            raise ValueError(f"{self.kind} {self.ref}: needs its quote")


class FactKind(StrEnum):
    """What part a statement plays in a project."""

    GOAL = "goal"  # why the project exists, what it should achieve
    ACTOR = "actor"  # who uses it or has a stake in it
    NEED = "need"  # what somebody must be able to do, or what the system must do
    RULE = "rule"  # what must always or never hold; law, policy, permission
    LIMIT = "limit"  # a figure or circumstance that bounds the solution: load, money, time, place, team
    QUALITY = "quality"  # how well: speed, availability, accessibility, security
    DATA = "data"  # what is kept about which thing
    DECISION = "decision"  # something about the solution that is settled already
    CONTEXT = "context"  # how things are today, what exists, neighbouring systems
    NON_GOAL = "non-goal"  # what it shall not be or do
    LATER = "later"  # wanted, but not now
    QUESTION = "question"  # something that the person asks or does not know
    ASIDE = "aside"  # small talk, thanks, meta talk, instructions to the machine


class FactStatus(StrEnum):
    """A fact stands until the person corrects or rejects it, or a later statement replaces it."""

    TAKEN = "taken"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"


@attrs.frozen(kw_only=True)
class Fact:
    """One statement of the person's, in their own words made complete ("it" and fragments resolved).

    `topic` is a key of the topic table. `superseded_by` names the later statement that corrects this one.
    `speaker` is the person's name where a transcript gives it.
    """

    id: FactId
    text: str
    kind: FactKind
    topic: str
    source: Source
    status: FactStatus = FactStatus.TAKEN
    superseded_by: FactId | None = None
    speaker: str | None = None
    priority: str | None = None  # must, should, could, wont: where the wording says it


class QuestionIntent(StrEnum):
    """Why a question is asked."""

    OPENING = "opening"
    MISSING = "missing"
    VAGUE = "vague"
    CONTRADICTION = "contradiction"
    CONFIRMATION = "confirmation"


@attrs.frozen(kw_only=True)
class Question:
    """The interviewer's next question, with its reason and a recommended answer.

    `topic` is a key of the topic table; `about` names the facts that are vague or contradict each other.
    """

    id: str
    topic: str
    intent: QuestionIntent
    text: str
    why: str
    recommended: str
    recommended_because: str
    about: tuple[FactId, ...] = ()


class AnswerKind(StrEnum):
    """How a question was settled."""

    SAID = "said"
    RECOMMENDED = "recommended"
    YOU_DECIDE = "you-decide"
    SKIPPED = "skipped"


@attrs.frozen(kw_only=True)
class Turn:
    """One contribution to the talk, in order. `number` starts at 1; the package calls it "T<number>"."""

    id: TurnId
    number: int
    speaker: Speaker
    phase: Phase
    content: str
    at: datetime
    question: Question | None = None  # on the interviewer's turns
    answer: AnswerKind | None = None  # on the person's turns that answer a question

    @property
    def ref(self) -> str:
        """How a package names this turn."""
        return f"T{self.number}"


@attrs.frozen(kw_only=True)
class ReferenceDocument:
    """A document that the person attached, as text. The package calls it "R<number>"."""

    id: ReferenceId
    number: int
    name: str
    text: str
    added_at: datetime

    @property
    def ref(self) -> str:
        """How a package names this document."""
        return f"R{self.number}"


@attrs.frozen(kw_only=True)
class Interview:
    """A talk with everything taken from it. `language` is an ISO 639-1 code, or "und" where not known."""

    id: InterviewId
    account_id: AccountId
    title: str
    language: str
    status: InterviewStatus
    phase: Phase
    turns: tuple[Turn, ...] = ()
    references: tuple[ReferenceDocument, ...] = ()
    facts: tuple[Fact, ...] = ()
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None = None


class CoverageLevel(StrEnum):
    """How settled a topic is."""

    OPEN = "open"
    PARTIAL = "partial"
    COVERED = "covered"
    SKIPPED = "skipped"
    NOT_APPLICABLE = "not-applicable"


@attrs.frozen(kw_only=True)
class TopicCoverage:
    """How far one topic is settled, and by which facts. `share` runs from 0 to 1."""

    topic: str
    level: CoverageLevel
    share: float
    facts: tuple[FactId, ...] = ()
    missing: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Contradiction:
    """Two facts that cannot both hold, and why."""

    first: FactId
    second: FactId
    why: str


@attrs.frozen(kw_only=True)
class Vagueness:
    """A word in a fact that nobody could verify, and what to ask for instead."""

    fact: FactId
    phrase: str
    ask: str
