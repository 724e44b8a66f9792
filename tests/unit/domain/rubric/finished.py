"""The sample package with the least diagrams and files that a renderer would make of it."""

import re

import yaml
from tests.samples.food_bank import package as sample

from specstep.domain.documents.acceptance import Feature
from specstep.domain.documents.architecture import ElementKind
from specstep.domain.documents.package import Package
from specstep.domain.rendering.values import Diagram, DiagramKind
from specstep.domain.rubric.score import score_package
from specstep.domain.rubric.subject import Subject
from specstep.domain.rubric.values import Scores

OUTSIDE = (ElementKind.PERSON, ElementKind.EXTERNAL, ElementKind.SYSTEM)
PARTS = (ElementKind.CONTAINER, ElementKind.STORE)


def package() -> Package:
    return sample()


def _flowchart(names: list[str]) -> str:
    return "flowchart LR\n" + "\n".join(f'  n{number}["{name}"]' for number, name in enumerate(names))


def _diagram(path: str, kind: DiagramKind, names: list[str], source: str) -> Diagram:
    return Diagram(
        path=f"architecture/diagrams/{path}.svg",
        kind=kind,
        title=path,
        alt=f"Shows {', '.join(names)}.",
        source=source,
        names=tuple(names),
    )


def drawn(package: Package) -> list[Diagram]:
    """A context, a container, an entity, a sequence and a state diagram."""
    architecture = package.architecture
    outside = [element.name for element in architecture.elements if element.kind in OUTSIDE]
    parts = [element.name for element in architecture.elements if element.kind in PARTS]
    entities = [entity.name for entity in architecture.entities]
    view = architecture.runtime[0]
    ids = list(dict.fromkeys(id for one in view.messages for id in (one.source, one.target)))
    names = [architecture.by_id()[id].name for id in ids]
    sequence = "\n".join(
        [
            "sequenceDiagram",
            *(f"  participant {id} as {name}" for id, name in zip(ids, names, strict=True)),
            *(f"  {m.source}{'-->>' if m.answer else '->>'}{m.target}: {m.text}" for m in view.messages),
        ]
    )
    states = list(architecture.entities[0].states)
    return [
        _diagram("context", DiagramKind.CONTEXT, outside, _flowchart(outside)),
        _diagram("containers", DiagramKind.CONTAINER, parts, _flowchart(parts)),
        _diagram(
            "data-model",
            DiagramKind.ENTITY_RELATIONSHIP,
            entities,
            "erDiagram\n" + "\n".join(f"  {re.sub(r'[^a-z]', '_', name).upper()} {{\n  }}" for name in entities),
        ),
        _diagram("sign-up", DiagramKind.SEQUENCE, names, sequence),
        _diagram("shift", DiagramKind.STATE, states, "stateDiagram-v2\n" + "\n".join(f"  {s}" for s in states)),
    ]


def gherkin(feature: Feature) -> str:
    """One feature file."""
    lines = [f"Feature: {feature.name}", ""]
    for scenario in feature.scenarios:
        lines.append(f"  Scenario{' Outline' if scenario.examples else ''}: {scenario.name}")
        for keyword, steps in (("Given", scenario.given), ("When", scenario.when), ("Then", scenario.then)):
            lines += [f"    {keyword if not place else 'And'} {step}" for place, step in enumerate(steps)]
        if scenario.examples:
            lines += ["    Examples:", *(f"      | {' | '.join(row)} |" for row in scenario.examples)]
        lines.append("")
    return "\n".join(lines)


def openapi(package: Package) -> str:
    """The interface."""
    return yaml.safe_dump(
        {
            "openapi": "3.1.0",
            "info": {"title": package.vision.title, "version": "1"},
            "paths": {
                operation.path: {
                    operation.method.lower(): {
                        "operationId": operation.id,
                        "responses": {"200": {"description": operation.summary}},
                    }
                }
                for operation in package.api.operations
            },
        }
    )


def written(package: Package) -> dict[str, bytes]:
    """Files that hold what the criteria look at, with links between them."""
    words = " ".join(item.text for item in package.requirements.items)
    texts = {
        "README.md": f"# {package.vision.title}\n\n[Vision](docs/01-vision.md#context).\n\n{words}\n\n{words}",
        "docs/01-vision.md": "# Vision\n\n## Problem\n\n## Goals\n\n## Non-goals\n\n## Later\n\n## Context\n\n"
        "[Back](../README.md), [up](#problem), [elsewhere](https://example.org/x)\n",
        **{f"acceptance/{feature.slug}.feature": gherkin(feature) for feature in package.acceptance.features},
    }
    if package.api.operations:
        texts["api/openapi.yaml"] = openapi(package)
    return {path: text.encode() for path, text in texts.items()}


def no_secrets(text: str) -> tuple[object, ...]:
    return ()


def subject(package: Package, **changes: object) -> Subject:
    given: dict[str, object] = {
        "diagrams": drawn(package),
        "files": written(package),
        "find_secrets": no_secrets,
    } | changes
    return Subject(package=package, **given)  # type: ignore[arg-type]


def scores(package: Package, **changes: object) -> Scores:
    it = subject(package, **changes)
    return score_package(it.package, it.diagrams, it.files, find_secrets=it.find_secrets)


def failed(package: Package, **changes: object) -> set[int]:
    """The numbers of the criteria that fail."""
    return {result.number for result in scores(package, **changes).criteria if not result.passed}
