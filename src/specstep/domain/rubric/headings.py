"""Where a link into a Markdown file can lead."""

import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from specstep.domain.rendering.slugs import anchor

NAMED = re.compile(r"<a\s[^>]*?\b(?:id|name)=[\"']([^\"']+)[\"']|<\w+\s[^>]*?\bid=[\"']([^\"']+)[\"']")


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def tokens(markdown: str) -> tuple[Token, ...]:
    """The parsed text."""
    return tuple(_parser().parse(markdown))


Read = Callable[[str], tuple[Token, ...]]
"""Parses a text. Who reads the same texts several times hands in one that remembers."""


def anchors(markdown: str, read: Read = tokens) -> set[str]:
    """All anchors of a text: of its headings, repeated ones numbered, and those set by hand."""
    found: set[str] = set()
    seen: Counter[str] = Counter()
    parsed = read(markdown)
    for place, token in enumerate(parsed):
        if token.type == "heading_open":
            name = anchor(_text(parsed[place + 1]))
            found.add(f"{name}-{seen[name]}" if seen[name] else name)
            seen[name] += 1
        for part in (token, *(token.children or ())):
            if part.type in ("html_block", "html_inline"):
                found |= {first or second for first, second in NAMED.findall(part.content)}
    return found


def links(markdown: str, read: Read = tokens) -> list[str]:
    """The targets of all links and pictures."""
    found = []
    for token in read(markdown):
        for part in token.children or ():
            target = part.attrGet("href") if part.type == "link_open" else part.attrGet("src")
            if target is not None:
                found.append(str(target))
    return found


def _text(inline: Token) -> str:
    return "".join(part.content for part in inline.children or () if part.type in ("text", "code_inline"))
