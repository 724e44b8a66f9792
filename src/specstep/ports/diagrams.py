"""Turns Mermaid sources into pictures."""

from typing import Protocol


class DiagramRenderer(Protocol):
    """Draws diagrams; the same source always gives the same bytes."""

    @property
    def recipient(self) -> str:
        """The recipient in the inventory that diagrams go to ("none" where they leave nowhere)."""
        ...

    def render(self, source: str) -> bytes:
        """The diagram as a self-contained SVG.

        Raises:
            BadInput: the source does not parse; `what` says where.
        """
        ...
