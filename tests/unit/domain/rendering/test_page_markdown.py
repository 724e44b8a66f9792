"""Markdown as safe HTML that stays on the page."""

from hypothesis import example, given
from hypothesis import strategies as st
from tests.unit.domain.rendering.page_reading import Page

from specstep.domain.rendering.page.markdown import DocumentRenderer, Picture, Prose, parse_document
from specstep.domain.rendering.page.places import Anchors, Places
from specstep.domain.rendering.values import Diagram, DiagramKind, RenderedFile

CONTEXT = Diagram(
    path="architecture/diagrams/context.svg",
    kind=DiagramKind.CONTEXT,
    title="Context",
    alt="The system and its neighbours.",
    source="flowchart TB\n  a --> b",
    names=(),
)
NASTY = st.lists(
    st.sampled_from(
        ["<", ">", "script", "javascript:", "[x](", ")", "![", "]", "`", "```", "\n", "\n\n", "#", "|", "-", " ",
         "onerror=", '"', "'", "<img src=x ", "</a>", "<a id=", "<!--", "-->", "<br>", "data:text/html,", "&#106;",
         "alert(1)", "FR-001", "<svg/onload=", "<style>", "%00", "\\", "*", "> ", "mermaid", "<a id=\"x\">"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


def _blocks(text: str, path: str = "docs/a.md", others: tuple[str, ...] = ()) -> tuple[Prose | Picture, ...]:
    anchors = Anchors()
    sources = [
        parse_document(RenderedFile.text(name, body), anchors)
        for name, body in [(path, text), *((other, "# Other\n\n## Part two\n") for other in others)]
    ]
    places = Places(
        ids={"FR-001": "req-fr-001", CONTEXT.path: "figure-context"},
        documents={source.path: (source.anchor, source.title) for source in sources},
        headings={source.path: source.headings for source in sources},
        names={},
    )
    renderer = DocumentRenderer(places, [CONTEXT], frozenset({path, "docs/data.json"}))
    return renderer.render(sources[0]).blocks


def _html(text: str, others: tuple[str, ...] = ()) -> str:
    return "".join(block.html for block in _blocks(text, others=others) if isinstance(block, Prose))


@given(NASTY)
@example('[a](javascript:alert(1)) <a id="x" onclick=alert(1)>')
@example('<a id="x"><script>')
@example("<script>\nalert(1)\n</script>")
def test_no_text_becomes_active(text: str) -> None:
    page = Page(_html(text))
    assert page.active() == []
    assert page.inlined == {"script": [], "style": []}
    assert {tag for tag, _ in page.tags}.isdisjoint({"svg", "img", "script", "style", "math"})


def test_markup_of_others_is_shown_as_the_text_that_it_is() -> None:
    assert "<b onclick=x>" in Page(_html("say <b onclick=x>bold</b>")).text
    assert "<div>block" in Page(_html("<div>block\n</div>")).text


def test_comments_are_left_out() -> None:
    assert Page(_html("a <!-- b --> c\n\n<!-- d -->\n")).text == "a c"


def test_links_between_documents_become_anchors() -> None:
    html = _html("[o](../x/b.md) [p](../x/b.md#part-two) [i](index.html)", others=("x/b.md",))
    assert 'href="#doc-x-b-md"' in html
    assert 'href="#doc-x-b-md-part-two"' in html


def test_links_to_other_files_lead_beside_the_page() -> None:
    assert 'href="docs/data.json"' in _html("[d](data.json)")


def test_links_that_lead_nowhere_are_only_text() -> None:
    assert "<a" not in _html("[gone](../gone.md) [ftp](ftp://example.org/) [up](../../etc/passwd)")


def test_ids_in_the_text_are_links() -> None:
    html = _html("See FR-001 and `FR-001`, not FR-999 or XFR-001.")
    assert html.count('href="#req-fr-001"') == 2


def test_a_diagram_replaces_its_source_and_is_shown_once() -> None:
    fence = f"```mermaid\n{CONTEXT.source}\n```"
    image = "![It](../architecture/diagrams/context.svg)"
    blocks = _blocks(f"# A\n\n{fence}\n\n{image}\n\nText.\n\n{image}\n")
    pictures = [block for block in blocks if isinstance(block, Picture)]
    assert [picture.first for picture in pictures] == [True]
    assert "flowchart" not in "".join(block.html for block in blocks if isinstance(block, Prose))


def test_an_unknown_diagram_stays_as_its_source() -> None:
    assert "pie title" in Page(_html("```mermaid\npie title X\n```")).text


def test_headings_get_anchors_of_their_own() -> None:
    html = _html("# Same\n\n## Same\n")
    assert 'id="doc-docs-a-md-same"' in html
    assert 'id="doc-docs-a-md-same-1"' in html


def test_anchors_set_by_hand_are_kept() -> None:
    assert 'href="#doc-docs-a-md-q-001"' in _html('<a id="q-001"></a>**Q**\n\n[to it](#q-001)')


def test_wide_tables_scroll_in_a_frame() -> None:
    assert '<div class="wide"' in _html("| a |\n|---|\n| b |\n")
