"""All diagrams of a package as Mermaid."""

import attrs

from specstep.domain.documents.package import Package
from specstep.domain.phrases import phrases_in
from specstep.domain.rendering.flows import container, context, data_flow, deployment
from specstep.domain.rendering.models import data_model, states
from specstep.domain.rendering.sequences import sequence
from specstep.domain.rendering.timelines import roadmap
from specstep.domain.rendering.values import Diagram


def package_diagrams(package: Package) -> tuple[Diagram, ...]:
    """Every diagram that the package has something to show in; each path occurs once.

    Source: C4 (c4model.com) for context, containers and deployment; STRIDE's data-flow diagram.
    """
    architecture, say = package.architecture, phrases_in(package.dossier.language)
    drawn = [
        context(architecture, say),
        container(architecture, say),
        *(sequence(architecture, view, say) for view in architecture.runtime),
        deployment(architecture, say),
        data_model(architecture, say),
        *(states(entity, say) for entity in architecture.entities),
        data_flow(package.threats, say),
        roadmap(package.delivery, say),
    ]
    found: dict[str, Diagram] = {}
    for diagram in drawn:
        if diagram is not None:
            path, number = diagram.path, 2
            while path in found:  # long names can begin alike
                path, number = f"{diagram.path.removesuffix('.svg')}-{number}.svg", number + 1
            found[path] = attrs.evolve(diagram, path=path)
    return tuple(found.values())
