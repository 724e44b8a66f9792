"""What people say is shown exactly, wherever it stands in Markdown."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.unit.domain.rendering.hostile import NASTY

from specstep.domain.rendering.escaping import csv_cell, folded, inline
from specstep.domain.rendering.markdown import Page, link, text
from specstep.domain.rendering.slugs import anchor, slug
from specstep.domain.rubric.headings import anchors

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TEXTS = st.text(max_size=40) | st.lists(st.sampled_from(NASTY), min_size=1, max_size=3).map(" ".join)


def shown(markdown: str) -> list[str]:
    """The texts of all inline blocks, as a reader sees them."""
    found = []
    for token in PARSER.parse(markdown):
        assert token.type not in ("html_block", "code_block", "hr")
        if token.type == "inline":
            parts = token.children or []
            assert not [part for part in parts if part.type in ("html_inline", "image", "em_open", "s_open")]
            found.append("".join(part.content for part in parts))
    return found


@given(TEXTS)
@example("a\\|b")
@example("*")
@example("~~a~~")
@example("-- -")
def test_inline_text_is_shown_exactly(words: str) -> None:
    page = Page("T")
    page.line(inline(words))
    assert shown(page.render()) == ["T", *([folded(words)] if folded(words) else [])]


@given(st.lists(TEXTS.filter(lambda words: bool(folded(words))), min_size=1, max_size=4))
@example(["a\\|b", "|"])
def test_each_cell_and_item_stays_one(words: list[str]) -> None:
    page = Page("T")
    page.table(["H"] * len(words), [[inline(each) for each in words]])
    page.bullets(inline(each) for each in words)
    expected = [folded(each) for each in words]
    assert shown(page.render()) == ["T", *["H"] * len(words), *expected, *expected]


@given(TEXTS)
def test_link_words_make_no_link_of_their_own(words: str) -> None:
    tokens = PARSER.parse(f"see {link(words or 'x', 'a.md')} there")
    opened = [part for part in tokens[1].children or [] if part.type == "link_open"]
    assert [part.attrGet("href") for part in opened] == ["a.md"]


@given(st.lists(TEXTS, min_size=1, max_size=5))
@example(["İ", "i̇"])
@example(["a", "A", "a!"])
def test_headings_have_each_its_own_anchor(words: list[str]) -> None:
    page = Page("T")
    given_out = [page.heading(2, each) for each in words]
    assert len({*given_out, "t"}) == len(given_out) + 1
    assert set(given_out) <= anchors(page.render())


def test_addresses_become_links_and_nothing_else_does() -> None:
    assert text("see https://example.org/a_b?x=1.") == "see <https://example.org/a_b?x=1>."
    assert text("write to a.b@example.org!") == "write to <a.b@example.org>!"
    assert "<" not in text("javascript:alert(1) www.example.org")


@pytest.mark.parametrize(
    "plain",
    ["5 * 3 = 15, about ~20", "99.9 % (UTC)", "snake_case", "AT&T", "3 < 4 > 2", "1 204.5", "costs $5", "- –"],
)
def test_what_means_nothing_in_markdown_is_not_escaped(plain: str) -> None:
    assert inline(plain) == plain


@given(TEXTS)
def test_no_csv_cell_is_a_formula(words: str) -> None:
    assert not re.match(r"[=+\-@\t\r]", csv_cell(words))


@given(TEXTS)
def test_a_slug_is_a_file_name(words: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug(words))


def test_an_anchor_keeps_letters_with_their_marks() -> None:
    assert anchor("FR-001 क्या है?") == "fr-001-क्या-है"
