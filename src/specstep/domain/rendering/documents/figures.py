"""A diagram inside a Markdown page: the picture, and its source for those who want to change it."""

import posixpath

from specstep.domain.rendering.markdown import Page, text
from specstep.domain.rendering.values import Diagram


def show(page: Page, diagram: Diagram, *, page_path: str) -> None:
    """Put picture and source into the page that lies at `page_path`."""
    target = posixpath.relpath(diagram.path, posixpath.dirname(page_path) or ".")
    page.markup(f"![{text(diagram.alt)}]({target})")
    page.fence("mermaid", diagram.source)
