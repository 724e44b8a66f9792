"""Which agent writes which document from what."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import attrs

from specstep.application.agents import (
    architect,
    delivery_planner,
    product_analyst,
    quality_engineer,
    requirements_engineer,
    security_engineer,
)
from specstep.domain.documents.acceptance import Acceptance
from specstep.domain.documents.api import Api
from specstep.domain.documents.architecture import Architecture
from specstep.domain.documents.decisions import Decisions
from specstep.domain.documents.delivery import DeliveryPlan
from specstep.domain.documents.glossary import Glossary
from specstep.domain.documents.package import DocumentKey
from specstep.domain.documents.requirements import Requirements
from specstep.domain.documents.stories import Stories
from specstep.domain.documents.testing import TestPlan
from specstep.domain.documents.threats import ThreatModel
from specstep.domain.documents.vision import Vision
from specstep.domain.rubric.values import Finding
from specstep.domain.tasks import inputs
from specstep.domain.tasks.values import AgentTask

Document = TypeVar("Document")

OUTPUTS: dict[DocumentKey, type[Any]] = {
    DocumentKey.VISION: Vision,
    DocumentKey.GLOSSARY: Glossary,
    DocumentKey.REQUIREMENTS: Requirements,
    DocumentKey.STORIES: Stories,
    DocumentKey.ACCEPTANCE: Acceptance,
    DocumentKey.ARCHITECTURE: Architecture,
    DocumentKey.DECISIONS: Decisions,
    DocumentKey.API: Api,
    DocumentKey.THREATS: ThreatModel,
    DocumentKey.TESTING: TestPlan,
    DocumentKey.DELIVERY: DeliveryPlan,
}

WRITERS: dict[DocumentKey, str] = {
    DocumentKey.VISION: product_analyst.ROLE,
    DocumentKey.GLOSSARY: requirements_engineer.ROLE,
    DocumentKey.REQUIREMENTS: requirements_engineer.ROLE,
    DocumentKey.STORIES: product_analyst.ROLE,
    DocumentKey.ACCEPTANCE: quality_engineer.ROLE,
    DocumentKey.ARCHITECTURE: architect.ROLE,
    DocumentKey.DECISIONS: architect.ROLE,
    DocumentKey.API: architect.ROLE,
    DocumentKey.THREATS: security_engineer.ROLE,
    DocumentKey.TESTING: quality_engineer.ROLE,
    DocumentKey.DELIVERY: delivery_planner.ROLE,
}
"""Which agent writes it, by its role."""


@attrs.frozen
class Drafts:
    """The documents written so far."""

    by_key: Mapping[DocumentKey, object]

    def of(self, key: DocumentKey, kind: type[Document]) -> Document:
        """A document that an earlier step wrote; the graph guarantees that it is there."""
        found = self.by_key[key]
        if not isinstance(found, kind):
            raise TypeError(f"{key} is a {type(found).__name__}")
        return found

    @property
    def vision(self) -> Vision:
        return self.of(DocumentKey.VISION, Vision)

    @property
    def glossary(self) -> Glossary:
        return self.of(DocumentKey.GLOSSARY, Glossary)

    @property
    def requirements(self) -> Requirements:
        return self.of(DocumentKey.REQUIREMENTS, Requirements)

    @property
    def stories(self) -> Stories:
        return self.of(DocumentKey.STORIES, Stories)

    @property
    def acceptance(self) -> Acceptance:
        return self.of(DocumentKey.ACCEPTANCE, Acceptance)

    @property
    def architecture(self) -> Architecture:
        return self.of(DocumentKey.ARCHITECTURE, Architecture)

    @property
    def decisions(self) -> Decisions:
        return self.of(DocumentKey.DECISIONS, Decisions)

    @property
    def api(self) -> Api:
        return self.of(DocumentKey.API, Api)

    @property
    def threats(self) -> ThreatModel:
        return self.of(DocumentKey.THREATS, ThreatModel)

    @property
    def testing(self) -> TestPlan:
        return self.of(DocumentKey.TESTING, TestPlan)

    @property
    def delivery(self) -> DeliveryPlan:
        return self.of(DocumentKey.DELIVERY, DeliveryPlan)


Builder = Callable[[inputs.Briefing, Drafts, Any], AgentTask[Any]]

BUILDERS: dict[DocumentKey, Builder] = {
    DocumentKey.VISION: lambda briefing, _, repair: product_analyst.vision_task(
        inputs.WriteVision(briefing=briefing, repair=repair)
    ),
    DocumentKey.GLOSSARY: lambda briefing, drafts, repair: requirements_engineer.glossary_task(
        inputs.WriteGlossary(briefing=briefing, vision=drafts.vision, repair=repair)
    ),
    DocumentKey.REQUIREMENTS: lambda briefing, drafts, repair: requirements_engineer.requirements_task(
        inputs.WriteRequirements(briefing=briefing, vision=drafts.vision, glossary=drafts.glossary, repair=repair)
    ),
    DocumentKey.STORIES: lambda briefing, drafts, repair: product_analyst.stories_task(
        inputs.WriteStories(
            briefing=briefing, vision=drafts.vision, requirements=drafts.requirements, repair=repair
        )
    ),
    DocumentKey.ACCEPTANCE: lambda briefing, drafts, repair: quality_engineer.acceptance_task(
        inputs.WriteAcceptance(
            briefing=briefing,
            vision=drafts.vision,
            glossary=drafts.glossary,
            requirements=drafts.requirements,
            repair=repair,
        )
    ),
    DocumentKey.ARCHITECTURE: lambda briefing, drafts, repair: architect.architecture_task(
        inputs.WriteArchitecture(
            briefing=briefing,
            vision=drafts.vision,
            glossary=drafts.glossary,
            requirements=drafts.requirements,
            repair=repair,
        )
    ),
    DocumentKey.DECISIONS: lambda briefing, drafts, repair: architect.decisions_task(
        inputs.WriteDecisions(
            briefing=briefing,
            vision=drafts.vision,
            requirements=drafts.requirements,
            architecture=drafts.architecture,
            repair=repair,
        )
    ),
    DocumentKey.API: lambda briefing, drafts, repair: architect.api_task(
        inputs.WriteApi(
            briefing=briefing,
            vision=drafts.vision,
            requirements=drafts.requirements,
            architecture=drafts.architecture,
            repair=repair,
        )
    ),
    DocumentKey.DELIVERY: lambda briefing, drafts, repair: delivery_planner.delivery_task(
        inputs.WriteDelivery(
            briefing=briefing,
            vision=drafts.vision,
            requirements=drafts.requirements,
            acceptance=drafts.acceptance,
            architecture=drafts.architecture,
            decisions=drafts.decisions,
            repair=repair,
        )
    ),
    DocumentKey.THREATS: lambda briefing, drafts, repair: security_engineer.threats_task(
        inputs.WriteThreats(
            briefing=briefing,
            requirements=drafts.requirements,
            architecture=drafts.architecture,
            delivery=drafts.delivery,
            repair=repair,
        )
    ),
    DocumentKey.TESTING: lambda briefing, drafts, repair: quality_engineer.testing_task(
        inputs.WriteTesting(
            briefing=briefing,
            requirements=drafts.requirements,
            acceptance=drafts.acceptance,
            architecture=drafts.architecture,
            repair=repair,
        )
    ),
}


def writing_task(
    key: DocumentKey,
    briefing: inputs.Briefing,
    drafts: Drafts,
    *,
    previous: object | None = None,
    findings: tuple[Finding, ...] = (),
) -> AgentTask[Any]:
    """The task of writing one document, or of mending it where `findings` say what is wrong with `previous`."""
    repair = inputs.Repair(previous=previous, findings=findings) if findings else None
    return BUILDERS[key](briefing, drafts, repair)
