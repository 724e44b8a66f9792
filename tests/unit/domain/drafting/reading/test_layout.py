"""A text is taken apart by its layout."""

from specstep.domain.drafting.reading.layout import passages

OUTLINE = """Outline

1. Background
The office keeps 2,000 boxes.

2. Out of scope
The shop, the exhibitions.
"""
LIST = """What we want:

1. Reserve a box
2. Return a box
"""


def test_a_numbered_line_without_a_verb_heads_the_lines_below_it() -> None:
    found = {piece.text: piece.headings for piece in passages(OUTLINE)}
    assert found["The office keeps 2,000 boxes."] == ("Background",)
    assert found["The shop, the exhibitions."] == ("Out of scope",)


def test_numbered_items_in_a_row_stay_a_list() -> None:
    assert [piece.text for piece in passages(LIST)] == ["Reserve a box", "Return a box"]
