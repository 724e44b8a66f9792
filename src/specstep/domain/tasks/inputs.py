"""The typed inputs of each agent's task: the least that it needs, and on a repair what was found wrong."""

from typing import Generic, TypeVar

import attrs

from specstep.domain.documents.acceptance import Acceptance
from specstep.domain.documents.api import Api
from specstep.domain.documents.architecture import Architecture
from specstep.domain.documents.decisions import Decisions
from specstep.domain.documents.delivery import DeliveryPlan
from specstep.domain.documents.glossary import Glossary
from specstep.domain.documents.requirements import Requirements
from specstep.domain.documents.stories import Stories
from specstep.domain.documents.testing import TestPlan
from specstep.domain.documents.threats import ThreatModel
from specstep.domain.documents.vision import Vision
from specstep.domain.ids import FactId
from specstep.domain.interviews.values import (
    Contradiction,
    Fact,
    Phase,
    Question,
    ReferenceDocument,
    TopicCoverage,
    Turn,
    Vagueness,
)
from specstep.domain.rubric.values import Finding

Document = TypeVar("Document")


@attrs.frozen(kw_only=True)
class TakeFacts:
    """Read new turns and references. `known` are the facts taken so far: new ones continue their numbers, and a
    new statement can supersede an old one. `answering` is the question that the last turn answers, if any."""

    language: str
    turns: tuple[Turn, ...]
    references: tuple[ReferenceDocument, ...] = ()
    known: tuple[Fact, ...] = ()
    answering: Question | None = None


@attrs.frozen(kw_only=True)
class TakenFacts:
    """New facts, and which known facts they replace (old id, new id)."""

    title: str | None
    language: str
    facts: tuple[Fact, ...]
    superseded: tuple[tuple[FactId, FactId], ...] = ()


@attrs.frozen(kw_only=True)
class AskQuestion:
    """Choose the next question. `asked` are all earlier questions; none is asked twice."""

    language: str
    phase: Phase
    facts: tuple[Fact, ...]
    coverage: tuple[TopicCoverage, ...]
    contradictions: tuple[Contradiction, ...]
    vagueness: tuple[Vagueness, ...]
    asked: tuple[Question, ...]
    skipped: tuple[str, ...] = ()  # topics


@attrs.frozen(kw_only=True)
class NextQuestion:
    """The next question, or None where enough is known for the stakes."""

    question: Question | None


@attrs.frozen(kw_only=True)
class Repair(Generic[Document]):
    """The document as it was, and what the rubric or a reviewer found wrong in it."""

    previous: Document
    findings: tuple[Finding, ...]


@attrs.frozen(kw_only=True)
class Briefing:
    """What every writer knows of the project: title, language, and the facts that stand, in order.

    `contradictions` are unsettled. `skipped` are topics that the person did not want to speak about.
    """

    title: str
    language: str
    facts: tuple[Fact, ...]
    contradictions: tuple[Contradiction, ...] = ()
    vagueness: tuple[Vagueness, ...] = ()
    skipped: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class WriteVision:
    briefing: Briefing
    repair: Repair[Vision] | None = None


@attrs.frozen(kw_only=True)
class WriteGlossary:
    briefing: Briefing
    vision: Vision
    repair: Repair[Glossary] | None = None


@attrs.frozen(kw_only=True)
class WriteRequirements:
    briefing: Briefing
    vision: Vision
    glossary: Glossary
    repair: Repair[Requirements] | None = None


@attrs.frozen(kw_only=True)
class WriteStories:
    briefing: Briefing
    vision: Vision
    requirements: Requirements
    repair: Repair[Stories] | None = None


@attrs.frozen(kw_only=True)
class WriteAcceptance:
    briefing: Briefing
    vision: Vision
    glossary: Glossary
    requirements: Requirements
    repair: Repair[Acceptance] | None = None


@attrs.frozen(kw_only=True)
class WriteArchitecture:
    briefing: Briefing
    vision: Vision
    glossary: Glossary
    requirements: Requirements
    repair: Repair[Architecture] | None = None


@attrs.frozen(kw_only=True)
class WriteDecisions:
    briefing: Briefing
    vision: Vision
    requirements: Requirements
    architecture: Architecture
    repair: Repair[Decisions] | None = None


@attrs.frozen(kw_only=True)
class WriteApi:
    briefing: Briefing
    vision: Vision
    requirements: Requirements
    architecture: Architecture
    repair: Repair[Api] | None = None


@attrs.frozen(kw_only=True)
class WriteDelivery:
    briefing: Briefing
    vision: Vision
    requirements: Requirements
    acceptance: Acceptance
    architecture: Architecture
    decisions: Decisions
    repair: Repair[DeliveryPlan] | None = None


@attrs.frozen(kw_only=True)
class WriteThreats:
    briefing: Briefing
    requirements: Requirements
    architecture: Architecture
    delivery: DeliveryPlan
    repair: Repair[ThreatModel] | None = None


@attrs.frozen(kw_only=True)
class WriteTesting:
    briefing: Briefing
    requirements: Requirements
    acceptance: Acceptance
    architecture: Architecture
    repair: Repair[TestPlan] | None = None
