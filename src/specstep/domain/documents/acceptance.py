"""Acceptance scenarios in Gherkin's terms."""

import attrs


@attrs.frozen(kw_only=True)
class Scenario:
    """One checkable example. Steps are without their keyword. `examples` is the header and rows of a Scenario
    Outline, empty for a plain scenario. `kind` is "main", "boundary", "refusal" or "failure"."""

    name: str
    requirements: tuple[str, ...]
    given: tuple[str, ...]
    when: tuple[str, ...]
    then: tuple[str, ...]
    examples: tuple[tuple[str, ...], ...] = ()
    kind: str = "main"


@attrs.frozen(kw_only=True)
class Feature:
    """One file `acceptance/<slug>.feature`."""

    slug: str
    name: str
    description: str
    scenarios: tuple[Scenario, ...]


@attrs.frozen(kw_only=True)
class Acceptance:
    """All features."""

    features: tuple[Feature, ...]

    def places(self) -> dict[str, tuple[str, ...]]:
        """For each requirement the scenarios that test it, as "acceptance/x.feature:Scenario name"."""
        found: dict[str, list[str]] = {}
        for feature in self.features:
            for scenario in feature.scenarios:
                for requirement in scenario.requirements:
                    found.setdefault(requirement, []).append(f"acceptance/{feature.slug}.feature:{scenario.name}")
        return {requirement: tuple(places) for requirement, places in found.items()}
