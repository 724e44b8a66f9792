"""One function per kind of task: the whole of the offline provider."""

from collections.abc import Callable
from typing import Any

from specstep.domain.drafting.acceptance.drafter import draft_acceptance
from specstep.domain.drafting.api.draft import draft_api
from specstep.domain.drafting.architecture.draft import draft_architecture
from specstep.domain.drafting.decisions.draft import draft_decisions
from specstep.domain.drafting.delivery.draft import draft_delivery
from specstep.domain.drafting.glossary import draft_glossary
from specstep.domain.drafting.questions import ask_question
from specstep.domain.drafting.reading.take_facts import take_facts
from specstep.domain.drafting.requirements.drafter import draft_requirements
from specstep.domain.drafting.stories import draft_stories
from specstep.domain.drafting.testing import draft_testing
from specstep.domain.drafting.threats.draft import draft_threats
from specstep.domain.drafting.vision import draft_vision
from specstep.domain.errors import UnknownName
from specstep.domain.tasks import inputs

DRAFTERS: dict[type, Callable[[Any], object]] = {
    inputs.TakeFacts: take_facts,
    inputs.AskQuestion: ask_question,
    inputs.WriteVision: draft_vision,
    inputs.WriteGlossary: draft_glossary,
    inputs.WriteRequirements: draft_requirements,
    inputs.WriteStories: draft_stories,
    inputs.WriteAcceptance: draft_acceptance,
    inputs.WriteArchitecture: draft_architecture,
    inputs.WriteDecisions: draft_decisions,
    inputs.WriteApi: draft_api,
    inputs.WriteThreats: draft_threats,
    inputs.WriteTesting: draft_testing,
    inputs.WriteDelivery: draft_delivery,
}


def draft(task_inputs: object) -> object:
    """Answer a task without a model: deterministic, and only from what was said.

    Raises:
        UnknownName: there is no drafter for this kind of inputs.
    """
    drafter = DRAFTERS.get(type(task_inputs))
    if drafter is None:
        raise UnknownName(
            where="offline provider",
            what=f"no drafter for {type(task_inputs).__name__}.",
            known=tuple(kind.__name__ for kind in DRAFTERS),
        )
    return drafter(task_inputs)
