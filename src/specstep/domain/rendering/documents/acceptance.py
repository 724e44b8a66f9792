"""acceptance/*.feature: Gherkin."""

from collections.abc import Sequence

import attrs

from specstep.domain.documents.acceptance import Feature, Scenario
from specstep.domain.documents.package import Package
from specstep.domain.phrases.gherkin import Keywords, keywords_of
from specstep.domain.rendering.escaping import folded
from specstep.domain.rendering.places import feature_path
from specstep.domain.rendering.slugs import slug
from specstep.domain.rendering.values import Diagram, RenderedFile

RESERVED = ("Background", "Example", "Rule", "But", "*")
"""What opens a line of its own in English beside the words that are written here."""


def render(package: Package, diagrams: Sequence[Diagram]) -> list[RenderedFile]:
    """One file per feature; features that would share a file are one."""
    del diagrams
    files: dict[str, list[str]] = {}
    words = keywords_of(package.dossier.language)
    for feature in package.acceptance.features:
        path = feature_path(feature.slug)
        if path not in files:
            files[path] = _head(feature, words)
        for scenario in feature.scenarios:
            files[path] += ["", *_scenario(scenario, words)]
    return [RenderedFile.text(path, "\n".join(lines)) for path, lines in files.items()]


def _head(feature: Feature, words: Keywords) -> list[str]:
    lines = [f"# language: {words.code}"] if words.code else []
    lines.append(f"{words.feature}: {folded(feature.name)}")
    told = folded(feature.description)
    if told:
        # A description must not begin like a step or a keyword.
        openings = (*attrs.astuple(words)[1:], *RESERVED, "#", "@", "|")
        lines.append(f"  {'… ' if told.startswith(openings) else ''}{told}")
    return lines


def _scenario(scenario: Scenario, words: Keywords) -> list[str]:
    tags = [f"@{''.join(id.split())}" for id in scenario.requirements if id.strip()]
    kind = f"@{slug(scenario.kind, fallback='main')}"
    outline = bool(scenario.examples)
    lines = [
        f"  {' '.join([*tags, kind])}",
        f"  {words.outline if outline else words.scenario}: {folded(scenario.name)}",
    ]
    for keyword, steps in (("given", scenario.given), ("when", scenario.when), ("then", scenario.then)):
        lines += [
            f"    {words.opening(keyword, number, folded(step))}{folded(step)}"
            for number, step in enumerate(steps)
        ]
    if outline:
        width = len(scenario.examples[0])
        lines.append(f"    {words.examples}:")
        for row in scenario.examples:
            # The parser refuses rows of different lengths.
            cells = [*row, *[""] * width][:width]
            lines.append("      | " + " | ".join(map(_cell, cells)) + " |")
    return lines


def _cell(value: str) -> str:
    return folded(value).replace("\\", "\\\\").replace("|", "\\|")
