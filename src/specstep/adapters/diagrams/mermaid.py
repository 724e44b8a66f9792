"""Draws Mermaid with mermaid-render: no browser, no Node; the engine runs in QuickJS inside this process."""

import re
import threading

from specstep.domain.errors import BadInput

ACTIVE = re.compile(
    rb"<script\b|<foreignObject\b|\bon[a-z]+\s*=|javascript:|(?:href|src)\s*=\s*[\"'](?!#)", re.IGNORECASE
)
SHOWN = 200


class MermaidDiagramRenderer:
    """Renders one diagram at a time: the engine is not made for threads."""

    def __init__(self, theme: str = "neutral") -> None:
        self._theme = theme
        self._lock = threading.Lock()

    def render(self, source: str) -> bytes:
        """The diagram as a self-contained SVG; the same source gives the same bytes.

        Raises:
            BadInput: the source does not parse, or asks for something active.
        """
        from mermaid_render import convert

        try:
            with self._lock:
                picture = bytes(convert(source, theme=self._theme))
        except Exception as error:
            raise BadInput(where="diagram", what=f"it cannot be drawn: {str(error)[:SHOWN]}") from error
        if ACTIVE.search(picture):
            raise BadInput(where="diagram", what="its picture holds a script or an outside reference.")
        return picture
