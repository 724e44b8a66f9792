"""Draft the acceptance scenarios: at least one per requirement, grouped by what the requirements are about."""

import attrs

from specstep.domain.documents.acceptance import Acceptance, Feature, Scenario
from specstep.domain.documents.requirements import UNSORTED, Requirement, RequirementKind
from specstep.domain.drafting.acceptance.examples import Names
from specstep.domain.drafting.acceptance.plain import plain_scenarios
from specstep.domain.drafting.acceptance.scenarios import scenarios_for
from specstep.domain.drafting.foreign import phrases_of
from specstep.domain.drafting.foreign.trying import scenarios_in
from specstep.domain.drafting.requirements.overruns import overruns
from specstep.domain.drafting.shape.words import capital
from specstep.domain.drafting.shape.words import slug as ascii_slug
from specstep.domain.phrases import Phrases
from specstep.domain.tasks.inputs import WriteAcceptance


def draft_acceptance(task: WriteAcceptance) -> Acceptance:
    """The features by area; each requirement has a scenario, and no two scenarios of a feature share a name."""
    say = phrases_of(task.briefing.language)
    names = Names.of(tuple(actor.name for actor in task.vision.actors))
    roles = tuple(actor.name for actor in task.vision.actors)
    followed = {each.limit.id: each.reaction.id for each in overruns(task.requirements.items)}
    by_area: dict[str, list[Requirement]] = {}
    for requirement in task.requirements.items:
        by_area.setdefault(_area(requirement), []).append(requirement)
    features: list[Feature] = []
    slugs: set[str] = set()
    for area, requirements in by_area.items():
        scenarios: list[Scenario] = []
        for requirement in requirements:
            made = (
                scenarios_for(requirement, names, roles, task.glossary, followed.get(requirement.id, ""))
                if requirement.pattern is not None
                else scenarios_in(requirement, names, say)
                if say
                else plain_scenarios(requirement, task.briefing.language)
            )
            scenarios.extend(made)
        slug = _slug(area, slugs)
        features.append(
            Feature(
                slug=slug,
                name=capital(say(area) if say else area),
                description=_description(requirements, scenarios, say),
                scenarios=_named_apart(scenarios),
            )
        )
    return Acceptance(features=tuple(features))


def _area(requirement: Requirement) -> str:
    if requirement.kind is RequirementKind.CONSTRAINT:
        return "constraints"
    if requirement.kind is RequirementKind.QUALITY:
        return "qualities"
    if requirement.pattern is None and requirement.group == UNSORTED and requirement.actors:
        return requirement.actors[0]
    return requirement.group


def _slug(area: str, taken: set[str]) -> str:
    slug = ascii_slug(area, fallback="feature")
    number = 2
    base = slug
    while slug in taken:
        slug = f"{base}-{number}"
        number += 1
    taken.add(slug)
    return slug


def _description(requirements: list[Requirement], scenarios: list[Scenario], say: Phrases | None) -> str:
    ids = ", ".join(requirement.id for requirement in requirements)
    if say:
        return say("Checks {ids}. Names of people, and figures that no requirement states, are examples.", ids=ids)
    text = f"Checks {ids}. Names of people, and figures that no requirement states, are examples."
    if any("(proposed)" in scenario.name for scenario in scenarios):
        text += " What is marked as proposed follows from nothing that was said; the open questions ask."
    return text


def _named_apart(scenarios: list[Scenario]) -> tuple[Scenario, ...]:
    taken: set[str] = set()
    apart: list[Scenario] = []
    for scenario in scenarios:
        name = scenario.name
        if name.lower() in taken:
            name = f"{name} ({', '.join(scenario.requirements)})"
        number = 2
        base = name
        while name.lower() in taken:
            name = f"{base} {number}"
            number += 1
        taken.add(name.lower())
        apart.append(attrs.evolve(scenario, name=name))
    return tuple(apart)
