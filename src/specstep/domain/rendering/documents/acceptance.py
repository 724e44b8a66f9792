"""acceptance/*.feature: Gherkin."""

from collections.abc import Sequence

from specstep.domain.documents.acceptance import Feature, Scenario
from specstep.domain.documents.package import Package
from specstep.domain.rendering.escaping import folded
from specstep.domain.rendering.places import feature_path
from specstep.domain.rendering.slugs import slug
from specstep.domain.rendering.values import Diagram, RenderedFile

KEYWORDS = ("Feature", "Background", "Scenario", "Example", "Rule", "Given", "When", "Then", "And", "But", "*")


def render(package: Package, diagrams: Sequence[Diagram]) -> list[RenderedFile]:
    """One file per feature; features that would share a file are one."""
    del diagrams
    files: dict[str, list[str]] = {}
    for feature in package.acceptance.features:
        path = feature_path(feature.slug)
        if path not in files:
            files[path] = _head(feature)
        for scenario in feature.scenarios:
            files[path] += ["", *_scenario(scenario)]
    return [RenderedFile.text(path, "\n".join(lines)) for path, lines in files.items()]


def _head(feature: Feature) -> list[str]:
    lines = [f"Feature: {folded(feature.name)}"]
    words = folded(feature.description)
    if words:
        # A description must not begin like a step or a keyword.
        lines.append(f"  {'… ' if words.startswith((*KEYWORDS, '#', '@', '|')) else ''}{words}")
    return lines


def _scenario(scenario: Scenario) -> list[str]:
    tags = [f"@{''.join(id.split())}" for id in scenario.requirements if id.strip()]
    kind = f"@{slug(scenario.kind, fallback='main')}"
    outline = bool(scenario.examples)
    lines = [
        f"  {' '.join([*tags, kind])}",
        f"  {'Scenario Outline' if outline else 'Scenario'}: {folded(scenario.name)}",
    ]
    for keyword, steps in (("Given", scenario.given), ("When", scenario.when), ("Then", scenario.then)):
        lines += [f"    {keyword if not number else 'And'} {folded(step)}" for number, step in enumerate(steps)]
    if outline:
        width = len(scenario.examples[0])
        lines.append("    Examples:")
        for row in scenario.examples:
            # The parser refuses rows of different lengths.
            cells = [*row, *[""] * width][:width]
            lines.append("      | " + " | ".join(map(_cell, cells)) + " |")
    return lines


def _cell(value: str) -> str:
    return folded(value).replace("\\", "\\\\").replace("|", "\\|")
