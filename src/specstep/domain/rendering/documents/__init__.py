"""Every document of a package as files; one module per folder of the package."""

from collections.abc import Mapping, Sequence

from specstep.domain.documents.package import Package
from specstep.domain.rendering.documents import (
    acceptance,
    architecture,
    decisions,
    delivery,
    evidence,
    interface,
    product,
    quality,
    requirements,
    security,
    traces,
)
from specstep.domain.rendering.values import Diagram, RenderedFile

RENDERERS = (product, requirements, acceptance, architecture, decisions, interface, security, quality, delivery)


def render_documents(
    package: Package, diagrams: Sequence[Diagram], pictures: Mapping[str, bytes]
) -> tuple[RenderedFile, ...]:
    """The files that come from the values alone; what depends on the scores comes later.

    Args:
        pictures: SVG by the path of its diagram.
    """
    files: list[RenderedFile] = []
    for renderer in RENDERERS:
        files += renderer.render(package, diagrams)
    files += traces.render(package)
    files += evidence.render(package)
    files += [RenderedFile(path=diagram.path, content=pictures[diagram.path]) for diagram in diagrams]
    return tuple(files)
