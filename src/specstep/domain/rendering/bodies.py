"""Markdown that agents write as the body of a section, made safe without losing its lists, tables and emphasis."""

import re

from specstep.domain.rendering.escaping import folded, printable
from specstep.domain.rendering.markdown import Page
from specstep.domain.rendering.places import Links

HEADING = re.compile(r"^ {0,3}#{1,6}(?:\s+|$)(.*?)(?:\s+#+)?\s*$")
MARKUP = re.compile(r"<(?=[A-Za-z/!?])")
LINK = re.compile(r"\](?=[(:\[])")
END = "The end of a body"
WELL_FORMED = frozenset(
    "paragraph inline bullet_list ordered_list list_item table thead tbody tr th td blockquote hr code_block fence".split()
)


def write_body(page: Page, body: str, links: Links) -> None:
    """Put the body into the page: its headings become the page's, its ids lead to their places.

    No HTML, no links of its own and no picture get through. A body that would swallow what follows it (an open
    fence, for example) is shown line by line as plain text.
    """
    run: list[str] = []
    fenced = False
    for line in printable(body).split("\n"):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        found = None if fenced else HEADING.match(line)
        if found is None:
            run.append(line)
            continue
        _flush(page, run, links)
        run = []
        if folded(found[1]):
            page.heading(2, found[1])
    _flush(page, run, links)


def _flush(page: Page, run: list[str], links: Links) -> None:
    markdown = LINK.sub(r"\]", MARKUP.sub(r"\<", "\n".join(run))).strip("\n")
    if not markdown.strip():
        return
    if _is_well_formed(markdown):
        page.body(markdown if "`" in markdown else links.within(markdown))
        return
    for line in run:
        page.line(links.text(line))


def _is_well_formed(markdown: str) -> bool:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(f"{markdown}\n\n{END}\n")
    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
    closed = [token for token in tokens if token.type == "inline" and token.content == END and token.level == 1]
    return kinds <= WELL_FORMED and bool(closed) and tokens[-1].type == "paragraph_close"
