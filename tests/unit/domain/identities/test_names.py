"""Names that can be shown, and what can't."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specstep.domain.errors import BadInput
from specstep.domain.identities.names import LONGEST, require_name, usable_name


@pytest.mark.parametrize("name", ["Anna", "Béla 🌻", "محمد علی\u200cپور", "李小龍", "O'Brien-Šmíd", "👩\u200d🌾"])
def test_names_of_all_scripts_are_kept(name: str) -> None:
    assert require_name(f" {name} ") == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "   ",
        "\u200d",
        "Anna\r\nBcc: eve@example.com",
        "Anna\nSet-Cookie: a=b",
        "An\x00na",
        "\u202eannA",
        "a" * 201,
    ],
)
def test_names_that_forge_or_hide_are_refused(name: str) -> None:
    with pytest.raises(BadInput):
        require_name(name)
    assert usable_name(name) is None


@given(st.text(max_size=LONGEST + 5))
def test_a_kept_name_is_one_line_and_its_own_form(name: str) -> None:
    kept = usable_name(name)
    if kept is not None:
        assert require_name(kept) == kept
        assert len(kept.splitlines()) == 1
        assert len(kept) <= LONGEST
