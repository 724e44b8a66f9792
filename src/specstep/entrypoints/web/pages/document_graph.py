"""The documents of a package as a picture: what is written from what, by whom, and how far each is."""

from collections.abc import Mapping, Sequence

import attrs

from specstep.application.generations.writing import WRITERS
from specstep.domain.documents.package import DEPENDS_ON, DocumentKey

BOX_WIDTH, BOX_HEIGHT = 116, 46
GAP, ROW_GAP = 12, 34
WIDTH = 3 * BOX_WIDTH + 2 * GAP
WAITING = "waiting"


@attrs.frozen(kw_only=True)
class Box:
    """A document, with the place of its upper left corner."""

    key: str
    writer: str
    state: str
    x: float
    y: float


@attrs.frozen(kw_only=True)
class Picture:
    """All of them, in rows: what a document is written from lies above it. `lines` are paths of SVG."""

    boxes: Sequence[Box]
    lines: Sequence[str]
    height: int
    width: int = WIDTH
    box_width: int = BOX_WIDTH
    box_height: int = BOX_HEIGHT


def drawn(states: Mapping[str, str]) -> Picture:
    """The picture for what a run has told of its documents."""
    rows = _rows()
    places = {
        key: ((WIDTH - len(row) * BOX_WIDTH - (len(row) - 1) * GAP) / 2 + place * (BOX_WIDTH + GAP), depth)
        for depth, row in enumerate(rows)
        for place, key in enumerate(row)
    }
    step = BOX_HEIGHT + ROW_GAP
    return Picture(
        boxes=[
            Box(
                key=key.value,
                writer=WRITERS[key],
                state=states.get(key.value, WAITING),
                x=places[key][0],
                y=places[key][1] * step,
            )
            for key in DocumentKey
        ],
        lines=[_line(places[source], places[key], step) for key in DocumentKey for source in _nearest(key)],
        height=len(rows) * step - ROW_GAP,
    )


def _rows() -> list[list[DocumentKey]]:
    depths: dict[DocumentKey, int] = {}

    def depth(key: DocumentKey) -> int:
        if key not in depths:
            depths[key] = 1 + max((depth(source) for source in DEPENDS_ON[key]), default=-1)
        return depths[key]

    rows: list[list[DocumentKey]] = [[] for _ in range(1 + max(map(depth, DocumentKey)))]
    for key in DocumentKey:
        rows[depth(key)].append(key)
    return rows


def _nearest(key: DocumentKey) -> list[DocumentKey]:
    """The sources that no other source was written from: the others follow from these."""
    sources = DEPENDS_ON[key]
    return [each for each in sources if not any(each in _above(other) for other in sources)]


def _above(key: DocumentKey) -> set[DocumentKey]:
    found = set(DEPENDS_ON[key])
    for source in DEPENDS_ON[key]:
        found |= _above(source)
    return found


def _line(source: tuple[float, int], target: tuple[float, int], step: int) -> str:
    """From the lower edge of one box to the upper edge of another, between the boxes of the rows that it passes."""
    x, y = source[0] + BOX_WIDTH / 2, source[1] * step + BOX_HEIGHT
    to_x, to_y = target[0] + BOX_WIDTH / 2, target[1] * step
    if target[1] - source[1] == 1:
        return f"M{x:g} {y:g}{_curve(x, y, to_x, to_y)}"
    aisle = source[0] + BOX_WIDTH + GAP / 2 if to_x > x else source[0] - GAP / 2
    down, up = y + ROW_GAP, to_y - ROW_GAP
    return f"M{x:g} {y:g}{_curve(x, y, aisle, down)}V{up:g}{_curve(aisle, up, to_x, to_y)}"


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    middle = (y + to_y) / 2
    return f"C{x:g} {middle:g} {to_x:g} {middle:g} {to_x:g} {to_y:g}"
