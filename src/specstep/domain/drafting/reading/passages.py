"""Pieces of a text that are read as one: a paragraph, a list item, a table row, one contribution to a talk."""

from bisect import bisect_right
from enum import StrEnum

import attrs

from specstep.domain.language.words import fold


class Shape(StrEnum):
    """What a passage looks like on the page."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    CODE = "code"
    ENTRY = "entry"  # "key: value" in front matter or in a mail's head
    HEADING = "heading"
    ASIDE = "aside"  # a signature, a time stamp, "Bob wrote:"


@attrs.frozen(kw_only=True)
class Passage:
    """A passage with its way back into the source.

    `text` is its lines without markers, joined by blanks; `pieces` are pairs (offset in `text`, offset in the
    source). `headings` are the headings above it, outermost first; `stem` is what an item completes.
    """

    text: str
    pieces: tuple[tuple[int, int], ...]
    line: int
    shape: Shape = Shape.PARAGRAPH
    headings: tuple[str, ...] = ()
    stem: str | None = None
    speaker: str | None = None
    rendered: str | None = None  # what a table row says as a sentence
    priority: str | None = None
    depth: int = 0  # of quotation in a mail

    def quote(self, source: str, start: int, end: int) -> str:
        """What stands in the source from `start` to `end` of this passage, white space folded."""
        return fold(source[self._place(start) : self._place(end - 1) + 1]) if end > start else ""

    def _place(self, offset: int) -> int:
        index = bisect_right(self.pieces, offset, key=lambda piece: piece[0]) - 1
        clean, place = self.pieces[max(index, 0)]
        return place + offset - clean


@attrs.frozen(kw_only=True)
class Line:
    """One line of the source: its content without markers, and where the content starts."""

    number: int
    start: int
    text: str
    indent: int = 0
    depth: int = 0


def joined(lines: list[Line]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Join lines into one text with its pieces."""
    parts: list[str] = []
    pieces: list[tuple[int, int]] = []
    offset = 0
    for line in lines:
        pieces.append((offset, line.start))
        parts.append(line.text)
        offset += len(line.text) + 1
    return " ".join(parts), tuple(pieces)
