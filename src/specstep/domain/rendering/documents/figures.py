"""A diagram inside a Markdown page: its source, which most viewers draw, and the picture for the others."""

from specstep.domain.rendering.markdown import Page, link
from specstep.domain.rendering.places import Links, relative
from specstep.domain.rendering.values import Diagram


def show(page: Page, diagram: Diagram, links: Links) -> None:
    """Put source and picture into the page."""
    page.fence("mermaid", diagram.source)
    picture = link(diagram.alt.rstrip("."), relative(diagram.path, links.page_path))
    page.line(links.say("As a picture: {picture}.", picture=picture))
