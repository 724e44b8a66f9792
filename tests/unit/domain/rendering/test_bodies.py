"""Markdown of agents keeps its lists and tables and breaks nothing."""

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.unit.domain.rendering.hostile import NASTY

from specstep.domain.rendering.bodies import write_body
from specstep.domain.rendering.markdown import Page
from specstep.domain.rendering.places import Links

LINKS = Links({"FR-001": "docs/03-requirements.md#fr-001-sign-up"}, "architecture/x.md")
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def written(body: str) -> str:
    page = Page("Title")
    write_body(page, body, LINKS)
    page.paragraph("What follows")
    return page.render()


def test_lists_tables_and_emphasis_stay() -> None:
    body = "Some **bold** words.\n\n- one\n  - deeper\n\n| a | b |\n| --- | --- |\n| 1 | 2 |"
    assert body in written(body)


def test_ids_lead_to_their_places() -> None:
    assert "[FR-001](../docs/03-requirements.md#fr-001-sign-up)" in written("It serves FR-001.")


def test_headings_become_those_of_the_page() -> None:
    assert "## Title (2)\n\ntext" in written("# Title\ntext")


def test_an_open_fence_does_not_swallow_what_follows() -> None:
    assert written("```\ncode").rstrip().endswith("\n\nWhat follows")


@given(st.lists(st.sampled_from(NASTY) | st.text(max_size=20), max_size=4).map("\n".join))
def test_no_body_breaks_its_page(body: str) -> None:
    tokens = PARSER.parse(written(body))
    kinds = {part.type for token in tokens for part in (token, *(token.children or ()))}
    assert not kinds & {"html_block", "html_inline", "image"}
    links = [part for token in tokens for part in token.children or () if part.type == "link_open"]
    assert not [each for each in links if not str(each.attrGet("href")).startswith(("http", "mailto:", "../docs"))]
    assert [token.tag for token in tokens if token.type == "heading_open"].count("h1") == 1
    assert tokens[-2].content == "What follows"
    assert tokens[-2].level == 1
