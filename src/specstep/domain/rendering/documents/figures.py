"""A diagram inside a Markdown page: its source, which most viewers draw, and the picture for the others."""

from specstep.domain.rendering.markdown import Page, link
from specstep.domain.rendering.places import relative
from specstep.domain.rendering.values import Diagram


def show(page: Page, diagram: Diagram, *, page_path: str) -> None:
    """Put source and picture into the page that lies at `page_path`."""
    page.fence("mermaid", diagram.source)
    page.line(f"As a picture: {link(diagram.alt.rstrip('.'), relative(diagram.path, page_path))}.")
