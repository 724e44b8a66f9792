"""acceptance/*.feature: Gherkin."""

from collections.abc import Sequence

from specstep.domain.documents.acceptance import Feature, Scenario
from specstep.domain.documents.package import Package
from specstep.domain.rendering.values import Diagram, RenderedFile

KEYWORDS = ("Feature", "Background", "Scenario", "Example", "Rule", "Given", "When", "Then", "And", "But", "*")


def render(package: Package, diagrams: Sequence[Diagram]) -> list[RenderedFile]:
    """One file per feature."""
    del diagrams
    return [
        RenderedFile.text(f"acceptance/{feature.slug}.feature", _feature(feature))
        for feature in package.acceptance.features
    ]


def _line(value: str) -> str:
    """A step or name on one line."""
    return " ".join(value.split())


def _feature(feature: Feature) -> str:
    lines = [f"Feature: {_line(feature.name)}"]
    if feature.description.strip():
        words = _line(feature.description)
        # A description must not begin like a step or a keyword.
        lines.append(f"  {'… ' if words.startswith((*KEYWORDS, '#', '@', '|')) else ''}{words}")
    for scenario in feature.scenarios:
        lines += ["", *_scenario(scenario)]
    return "\n".join(lines)


def _scenario(scenario: Scenario) -> list[str]:
    tags = " ".join(f"@{id}" for id in scenario.requirements)
    lines = [f"  {tags} @{scenario.kind}".rstrip()] if tags else [f"  @{scenario.kind}"]
    outline = bool(scenario.examples)
    lines.append(f"  {'Scenario Outline' if outline else 'Scenario'}: {_line(scenario.name)}")
    for keyword, steps in (("Given", scenario.given), ("When", scenario.when), ("Then", scenario.then)):
        lines += [f"    {keyword if not number else 'And'} {_line(step)}" for number, step in enumerate(steps)]
    if outline:
        lines.append("    Examples:")
        lines += ["      | " + " | ".join(_cell(value) for value in row) + " |" for row in scenario.examples]
    return lines


def _cell(value: str) -> str:
    return _line(value).replace("\\", "\\\\").replace("|", "\\|")
