"""Anchors of headings."""

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from specstep.domain.rendering.slugs import anchor


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
@example("Given_names & co. – a\tlist")
@example("K is the sign of kelvin")
def test_an_anchor_keeps_letters_digits_connectors_and_hyphens_whatever_the_alphabet(heading: str) -> None:
    def stays(char: str) -> bool:
        category = unicodedata.category(char)
        return char in "- " or category[0] in "LMN" or category == "Pc"

    assert anchor(heading) == "".join(filter(stays, heading.strip().lower())).replace(" ", "-")
