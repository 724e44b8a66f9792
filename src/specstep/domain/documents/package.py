"""The whole package as one value, before it becomes files."""

from enum import StrEnum

import attrs

from specstep.domain.documents.acceptance import Acceptance
from specstep.domain.documents.api import Api
from specstep.domain.documents.architecture import Architecture
from specstep.domain.documents.decisions import Decisions
from specstep.domain.documents.delivery import DeliveryPlan
from specstep.domain.documents.glossary import Glossary
from specstep.domain.documents.requirements import FactFate, Requirements
from specstep.domain.documents.reviews import Choice, Review
from specstep.domain.documents.statements import Dossier
from specstep.domain.documents.stories import Stories
from specstep.domain.documents.testing import TestPlan
from specstep.domain.documents.threats import ThreatModel
from specstep.domain.documents.vision import Vision


class DocumentKey(StrEnum):
    """The nodes of the document graph."""

    VISION = "vision"
    GLOSSARY = "glossary"
    REQUIREMENTS = "requirements"
    STORIES = "stories"
    ACCEPTANCE = "acceptance"
    ARCHITECTURE = "architecture"
    DECISIONS = "decisions"
    API = "api"
    THREATS = "threats"
    TESTING = "testing"
    DELIVERY = "delivery"


DEPENDS_ON: dict[DocumentKey, tuple[DocumentKey, ...]] = {
    DocumentKey.VISION: (),
    DocumentKey.GLOSSARY: (DocumentKey.VISION,),
    DocumentKey.REQUIREMENTS: (DocumentKey.VISION, DocumentKey.GLOSSARY),
    DocumentKey.STORIES: (DocumentKey.VISION, DocumentKey.REQUIREMENTS),
    DocumentKey.ACCEPTANCE: (DocumentKey.VISION, DocumentKey.GLOSSARY, DocumentKey.REQUIREMENTS),
    DocumentKey.ARCHITECTURE: (DocumentKey.VISION, DocumentKey.GLOSSARY, DocumentKey.REQUIREMENTS),
    DocumentKey.DECISIONS: (DocumentKey.VISION, DocumentKey.REQUIREMENTS, DocumentKey.ARCHITECTURE),
    DocumentKey.API: (DocumentKey.VISION, DocumentKey.REQUIREMENTS, DocumentKey.ARCHITECTURE),
    DocumentKey.DELIVERY: (
        DocumentKey.VISION,
        DocumentKey.REQUIREMENTS,
        DocumentKey.ACCEPTANCE,
        DocumentKey.ARCHITECTURE,
        DocumentKey.DECISIONS,
    ),
    DocumentKey.THREATS: (DocumentKey.REQUIREMENTS, DocumentKey.ARCHITECTURE, DocumentKey.DELIVERY),
    DocumentKey.TESTING: (DocumentKey.REQUIREMENTS, DocumentKey.ACCEPTANCE, DocumentKey.ARCHITECTURE),
}
"""What each document is written from; whatever is ready runs in parallel."""


@attrs.frozen(kw_only=True)
class Provenance:
    """Which models wrote the package, and at what cost. `cost_usd` is an exact decimal as text."""

    provider: str
    models: tuple[str, ...]
    input_tokens: int
    output_tokens: int
    cost_usd: str
    profile: str
    specstep_version: str


@attrs.frozen(kw_only=True)
class Package:
    """Everything that the renderers need."""

    dossier: Dossier
    vision: Vision
    glossary: Glossary
    requirements: Requirements
    stories: Stories
    acceptance: Acceptance
    architecture: Architecture
    decisions: Decisions
    api: Api
    threats: ThreatModel
    testing: TestPlan
    delivery: DeliveryPlan
    provenance: Provenance
    fates: tuple[FactFate, ...] = ()  # one per fact: the ledger
    reviews: tuple[Review, ...] = ()
    choices: tuple[Choice, ...] = ()
