"""Draws Mermaid without a browser.

What is special: the drawing code is JavaScript in an embedded QuickJS engine, one engine per thread (0.2 s for a
thread's first diagram, milliseconds after that), bounded in time and memory. Titles and descriptions come from
the source's `accTitle` and `accDescr`.
"""

import html
import re

from specstep.domain.errors import BadInput
from specstep.domain.rendering.pictures import clean_svg

_TITLE = re.compile(r"^\s*accTitle:\s*(.+)$", re.MULTILINE)
_DESCRIPTION = re.compile(r"^\s*accDescr:\s*(.+)$", re.MULTILINE)
_CODE = re.compile(r"#(\d+|\w+);")


FONT = b'font-family="Noto Sans"'
FONTS = b'font-family="Noto Sans, Arial, Helvetica, sans-serif"'
"""Text was measured in Noto Sans; where it is missing a font of like width follows, never a serif."""


class MermaidDiagramRenderer:
    """Draws with mermaid-render; safe to call from several threads."""

    recipient = "none"

    def render(self, source: str) -> bytes:
        """The diagram as a self-contained SVG without scripts, styles or links.

        Raises:
            BadInput: the source does not parse; `what` says where.
        """
        # The import reads fonts and the drawing code; only who draws pays for it.
        from mermaid_render import mermaid_to_svg

        try:
            drawn: bytes = mermaid_to_svg(source)
        except (ValueError, RuntimeError) as problem:
            raise BadInput(where="diagram", what=str(problem)) from problem
        return clean_svg(drawn, _first(_TITLE, source), _first(_DESCRIPTION, source)).replace(FONT, FONTS)


def _first(pattern: re.Pattern[str], source: str) -> str:
    found = pattern.search(source)
    if found is None:
        return ""
    return html.unescape(
        _CODE.sub(lambda code: f"&{'#' if code[1].isdigit() else ''}{code[1]};", found[1].strip())
    )
