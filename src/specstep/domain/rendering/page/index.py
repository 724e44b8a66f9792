"""What on the page has an id, and where."""

from collections.abc import Iterable, Sequence

import attrs

from specstep.domain.documents.package import Package
from specstep.domain.rendering.page.places import Anchors
from specstep.domain.rendering.values import Diagram
from specstep.domain.rubric.values import Scores


@attrs.frozen(kw_only=True)
class Index:
    """The anchor of each id, and the names of those whose id is no word for people."""

    ids: dict[str, str]
    names: dict[str, str]


def page_index(package: Package, diagrams: Sequence[Diagram], scores: Scores, anchors: Anchors) -> Index:
    """Every id of the package that the page shows, with its anchor; of two with one id the first is meant."""
    ids: dict[str, str] = {}
    names: dict[str, str] = {}
    for prefix, id, name in _identified(package, diagrams, scores):
        if id not in ids:
            ids[id] = anchors.give(prefix, id)
            if name:
                names[id] = name
    return Index(ids=ids, names=names)


def _identified(package: Package, diagrams: Sequence[Diagram], scores: Scores) -> Iterable[tuple[str, str, str]]:
    """Prefix of the anchor, id, and the name to show instead of the id."""
    yield from (("req", item.id, "") for item in package.requirements.items)
    yield from (("question", item.id, "") for item in package.requirements.open_questions)
    yield from (("fact", fact.id, "") for fact in package.dossier.facts)
    yield from (("turn", turn.ref, "") for turn in package.dossier.turns)
    yield from (("reference", document.ref, "") for document in package.dossier.references)
    yield from (("story", story.id, "") for story in package.stories.items)
    yield from (("test", case.id, "") for case in package.testing.cases)
    yield from (("milestone", milestone.id, "") for milestone in package.delivery.milestones)
    yield from (("task", task.id, "") for task in package.delivery.tasks)
    yield from (("risk", risk.id, "") for risk in package.delivery.risks)
    yield from (("threat", threat.id, "") for threat in package.threats.threats)
    yield from (("decision", record.id, "") for record in package.decisions.items)
    yield from (("operation", operation.id, "") for operation in package.api.operations)
    yield from (("element", element.id, element.name) for element in package.architecture.elements)
    yield from (("figure", diagram.path, diagram.title) for diagram in diagrams)
    yield from (("criterion", f"criterion {result.number}", "") for result in scores.criteria)
    for feature in package.acceptance.features:
        for scenario in feature.scenarios:
            yield "scenario", f"acceptance/{feature.slug}.feature:{scenario.name}", scenario.name
