"""The picture of the documents: nothing lies on anything else, and all that led to a document leads there in it."""

import itertools
import re

from specstep.application.generations import writing
from specstep.domain.documents.package import DEPENDS_ON, DocumentKey
from specstep.entrypoints.web.pages.document_graph import BOX_HEIGHT, BOX_WIDTH, WIDTH, drawn

PICTURE = drawn({"vision": "done", "glossary": "writing"})
PLACES = {box.key: (box.x, box.y) for box in PICTURE.boxes}
ENDS = [
    (tuple(map(float, re.findall(r"[-\d.]+", line)[:2])), tuple(map(float, re.findall(r"[-\d.]+", line)[-2:])))
    for line in PICTURE.lines
]


def test_no_box_lies_on_another_or_outside() -> None:
    for (x, y), (other_x, other_y) in itertools.combinations(PLACES.values(), 2):
        assert abs(x - other_x) >= BOX_WIDTH or abs(y - other_y) >= BOX_HEIGHT
    assert all(0 <= x <= WIDTH - BOX_WIDTH and 0 <= y <= PICTURE.height - BOX_HEIGHT for x, y in PLACES.values())


def test_each_document_can_be_reached_from_all_that_it_is_written_from_and_from_nothing_else() -> None:
    below = {(x + BOX_WIDTH / 2, y + BOX_HEIGHT): key for key, (x, y) in PLACES.items()}
    above = {(x + BOX_WIDTH / 2, y): key for key, (x, y) in PLACES.items()}
    drawn_from: dict[str, set[str]] = {key: set() for key in PLACES}
    for source, target in ENDS:
        drawn_from[above[target]].add(below[source])

    def reached(key: str, sources: dict[str, set[str]]) -> set[str]:
        return sources[key].union(*(reached(each, sources) for each in sources[key]))

    said = {key.value: {each.value for each in DEPENDS_ON[key]} for key in DocumentKey}
    for key in said:
        assert reached(key, drawn_from) == reached(key, said)


def test_what_a_run_has_not_told_of_waits() -> None:
    states = {box.key: box.state for box in PICTURE.boxes}
    assert (states["vision"], states["glossary"], states["threats"]) == ("done", "writing", "waiting")


def test_who_is_named_is_who_writes() -> None:
    for key, build in writing.BUILDERS.items():
        agent = getattr(writing, build.__code__.co_names[0])
        assert writing.WRITERS[key] == agent.ROLE
