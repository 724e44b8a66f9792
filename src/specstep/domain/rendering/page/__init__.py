from collections.abc import Mapping, Sequence

from specstep.domain.documents.package import Package
from specstep.domain.rendering.values import Diagram, RenderedFile
from specstep.domain.rubric.values import Scores


def render_index(
    package: Package,
    files: Sequence[RenderedFile],
    diagrams: Sequence[Diagram],
    pictures: Mapping[str, bytes],
    scores: Scores,
) -> RenderedFile:
    return RenderedFile.text("index.html", "<!doctype html>")
