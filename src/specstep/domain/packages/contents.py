"""What a finished package says, read from the files that programs read."""

from collections.abc import Mapping
from typing import TypeVar

import msgspec


class Part(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Part of a file; fields that this version doesn't know are left aside, and what is missing is empty."""


class Source(Part, frozen=True, kw_only=True):
    """What something rests on; `quote` is None where it was assumed, and `why` says why."""

    kind: str = ""
    ref: str = ""
    quote: str | None = None
    why: str | None = None


class Requirement(Part, frozen=True, kw_only=True):
    """One obligation."""

    id: str = ""
    kind: str = ""
    pattern: str | None = None
    title: str = ""
    text: str = ""
    priority: str = ""
    area: str = ""
    rationale: str = ""
    verification: str = ""
    facts: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    acceptance: tuple[str, ...] = ()


class Question(Part, frozen=True, kw_only=True):
    """What nobody has said yet."""

    id: str = ""
    text: str = ""
    why: str = ""
    recommended: str = ""
    assumed_meanwhile: str = ""
    blocks: tuple[str, ...] = ()


class Requirements(Part, frozen=True, kw_only=True):
    """The file of the requirements and of what is open."""

    language: str = "en"
    requirements: tuple[Requirement, ...] = ()
    open_questions: tuple[Question, ...] = ()


class Fact(Part, frozen=True, kw_only=True):
    """A statement of somebody's, and what became of it."""

    id: str = ""
    text: str = ""
    kind: str = ""
    source: Source = Source()
    fate: str = ""
    where: tuple[str, ...] = ()
    why: str = ""


class Ledger(Part, frozen=True, kw_only=True):
    """Every fact with its one fate."""

    facts: tuple[Fact, ...] = ()


class Row(Part, frozen=True, kw_only=True):
    """What one requirement leads to."""

    requirement: str = ""
    design: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()


class Matrix(Part, frozen=True, kw_only=True):
    """The traceability matrix."""

    rows: tuple[Row, ...] = ()


class Finding(Part, frozen=True, kw_only=True):
    """A place that a criterion doesn't hold at."""

    where: str = ""
    what: str = ""


class Criterion(Part, frozen=True, kw_only=True):
    """A criterion of the rubric; `score` is None where it was not checked."""

    id: int = 0
    name: str = ""
    source: str = ""
    score: float | None = None
    gate: bool = False
    passed: bool = False
    findings: tuple[Finding, ...] = ()
    not_checked: str = ""


class Scores(Part, frozen=True, kw_only=True):
    """What the rubric says."""

    gate_passed: bool = False
    average: float = 0.0
    criteria: tuple[Criterion, ...] = ()


class Remark(Part, frozen=True, kw_only=True):
    """What a reviewer objects to; `accepted` is None where nobody has settled it."""

    where: str = ""
    quote: str = ""
    what: str = ""
    severity: str = ""
    accepted: bool | None = None
    because: str = ""


class Judgement(Part, frozen=True, kw_only=True):
    """A reviewer's mark, from 0 to 4, with evidence."""

    criterion: str = ""
    score: float = 0
    evidence: str = ""
    quote: str = ""


class Review(Part, frozen=True, kw_only=True):
    """One reviewer's view of one document in one round."""

    reviewer: str = ""
    document: str = ""
    round: int = 0
    summary: str = ""
    remarks: tuple[Remark, ...] = ()
    judgements: tuple[Judgement, ...] = ()


class Reviews(Part, frozen=True, kw_only=True):
    """What reviewers said."""

    reviews: tuple[Review, ...] = ()


class Choice(Part, frozen=True, kw_only=True):
    """An entry of the decision log."""

    number: int = 0
    agent: str = ""
    what: str = ""
    why: str = ""
    refs: tuple[str, ...] = ()


class Decisions(Part, frozen=True, kw_only=True):
    """What was decided while the package was made."""

    decisions: tuple[Choice, ...] = ()


class Turn(Part, frozen=True, kw_only=True):
    """One turn of the talk."""

    ref: str = ""
    speaker: str = ""
    phase: str = ""
    content: str = ""
    answer: str | None = None


class Reference(Part, frozen=True, kw_only=True):
    """A document that took part."""

    ref: str = ""
    name: str = ""
    text: str = ""


class Transcript(Part, frozen=True, kw_only=True):
    """What was said, secrets taken out."""

    redactions: int = 0
    turns: tuple[Turn, ...] = ()
    references: tuple[Reference, ...] = ()


class Tokens(Part, frozen=True, kw_only=True):
    """What went into models, and what came out."""

    input: int = 0
    output: int = 0


class Manifest(Part, frozen=True, kw_only=True):
    """Where the package comes from."""

    provider: str = ""
    models: tuple[str, ...] = ()
    tokens: Tokens = Tokens()
    cost_usd: str | float | None = None
    profile: str = ""
    specstep_version: str = ""


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """A package: its files by their path, and what those say that programs read."""

    files: Mapping[str, bytes]
    requirements: Requirements
    ledger: Ledger
    matrix: Matrix
    scores: Scores
    reviews: Reviews
    decisions: Decisions
    transcript: Transcript
    manifest: Manifest

    def text(self, path: str) -> str:
        """A file as text; what is none becomes replacement characters."""
        return self.files[path].decode("utf-8", "replace")


Read = TypeVar("Read", bound=Part)


def read_contents(files: Mapping[str, bytes]) -> Contents:
    """What is in these files. A file that is missing, or that isn't what it should be, says nothing."""

    def read(path: str, kind: type[Read]) -> Read:
        try:
            return msgspec.json.decode(files.get(path, b"{}"), type=kind)
        except (msgspec.DecodeError, RecursionError):
            return kind()

    return Contents(
        files=files,
        requirements=read("docs/requirements.json", Requirements),
        ledger=read("trace/ledger.json", Ledger),
        matrix=read("trace/rtm.json", Matrix),
        scores=read("evidence/scores.json", Scores),
        reviews=read("evidence/reviews.json", Reviews),
        decisions=read("evidence/decisions.json", Decisions),
        transcript=read("evidence/transcript.json", Transcript),
        manifest=read("MANIFEST.json", Manifest),
    )
