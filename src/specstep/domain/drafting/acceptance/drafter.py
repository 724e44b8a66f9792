"""Draft the acceptance scenarios: at least one per requirement, grouped by what the requirements are about."""

import re

import attrs

from specstep.domain.documents.acceptance import Acceptance, Feature, Scenario
from specstep.domain.documents.requirements import Requirement, RequirementKind
from specstep.domain.drafting.acceptance.examples import Names
from specstep.domain.drafting.acceptance.plain import plain_scenarios
from specstep.domain.drafting.acceptance.scenarios import scenarios_for
from specstep.domain.tasks.inputs import WriteAcceptance


def draft_acceptance(task: WriteAcceptance) -> Acceptance:
    """The features by area; each requirement has a scenario, and no two scenarios of a feature share a name."""
    names = Names.of(tuple(actor.name for actor in task.vision.actors))
    roles = tuple(actor.name for actor in task.vision.actors)
    by_area: dict[str, list[Requirement]] = {}
    for requirement in task.requirements.items:
        by_area.setdefault(_area(requirement), []).append(requirement)
    features: list[Feature] = []
    slugs: set[str] = set()
    for area, requirements in by_area.items():
        scenarios: list[Scenario] = []
        for requirement in requirements:
            made = (
                scenarios_for(requirement, names, roles, task.glossary)
                if requirement.pattern is not None
                else plain_scenarios(requirement, task.briefing.language)
            )
            scenarios.extend(made)
        slug = _slug(area, slugs)
        features.append(
            Feature(
                slug=slug,
                name=area[:1].upper() + area[1:],
                description=_description(requirements, scenarios),
                scenarios=_named_apart(scenarios),
            )
        )
    return Acceptance(features=tuple(features))


def _area(requirement: Requirement) -> str:
    if requirement.kind is RequirementKind.CONSTRAINT:
        return "constraints"
    if requirement.kind is RequirementKind.QUALITY:
        return "qualities"
    return requirement.group


def _slug(area: str, taken: set[str]) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", area.lower()).strip("-") or "feature"
    number = 2
    base = slug
    while slug in taken:
        slug = f"{base}-{number}"
        number += 1
    taken.add(slug)
    return slug


def _description(requirements: list[Requirement], scenarios: list[Scenario]) -> str:
    ids = ", ".join(requirement.id for requirement in requirements)
    text = f"Checks {ids}. Names of people, and figures that no requirement states, are examples."
    if any(scenario.kind == "failure" and "(proposed)" in scenario.name for scenario in scenarios):
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
