"""Markdown that no text of people can break, built block by block."""

import re
from collections.abc import Iterable, Sequence

import attrs

from specstep.domain.interviews.values import Source, SourceKind
from specstep.domain.rendering.slugs import anchor

SPECIAL = re.compile(r"([\\`*_\[\]<>|~&])")
URL = re.compile(r"https?://[^\s<>\"'`|\\)\]]+[^\s<>\"'`|\\)\].,;:!?]")
MAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
LINE_START = re.compile(r"^(?:([#+\-=>])|(\d+)([.)]))")
HEADING_END = re.compile(r"[\s.,;:!?…]+$")


def text(value: str) -> str:
    """Text as text: white space folded, markup escaped, addresses made links."""
    folded = " ".join(value.split())
    parts: list[str] = []
    end = 0
    for match in URL.finditer(folded):
        parts += [_escaped(folded[end : match.start()]), f"<{match.group()}>"]
        end = match.end()
    escaped = "".join([*parts, _escaped(folded[end:])])
    return LINE_START.sub(lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}", escaped)


def _escaped(value: str) -> str:
    parts: list[str] = []
    end = 0
    for match in MAIL.finditer(value):
        parts += [SPECIAL.sub(r"\\\1", value[end : match.start()]), f"<{match.group()}>"]
        end = match.end()
    return "".join([*parts, SPECIAL.sub(r"\\\1", value[end:])])


def link(words: str, target: str) -> str:
    """A link whose words and target are safe."""
    return f"[{text(words)}]({target})"


def cell(value: str) -> str:
    """The content of a table's cell, which is Markdown already."""
    return " ".join(value.split()) or "–"


def source_line(source: Source) -> str:
    """A source in one line: where from, and the words."""
    if source.kind is SourceKind.ASSUMPTION:
        return f"assumption {text(source.ref)}: {text(source.why)}"
    return f"{text(source.ref)}: “{text(source.quote or '')}”"


@attrs.define
class Page:
    """A Markdown file under construction; headings stay unique, so that each has one anchor."""

    title: str
    blocks: list[str] = attrs.field(factory=list)
    seen: set[str] = attrs.field(factory=set)

    def __attrs_post_init__(self) -> None:
        self.heading(1, self.title)

    def heading(self, level: int, words: str) -> str:
        """A heading; answers its anchor."""
        plain = HEADING_END.sub("", " ".join(words.split())) or "Untitled"
        name, number = plain, 2
        while anchor(name) in self.seen:
            name, number = f"{plain} ({number})", number + 1
        self.seen.add(anchor(name))
        self.blocks.append(f"{'#' * level} {text(name)}")
        return anchor(name)

    def paragraph(self, value: str) -> None:
        """Words of people or agents, as text."""
        if value.strip():
            self.blocks.append(text(value))

    def markup(self, value: str) -> None:
        """A block that is Markdown already."""
        if value.strip():
            self.blocks.append(value)

    def bullets(self, items: Iterable[str]) -> None:
        """A list of items that are Markdown already."""
        lines = [f"- {item}" for item in items if item.strip()]
        if lines:
            self.blocks.append("\n".join(lines))

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A table whose cells are Markdown already; nothing where there are no rows."""
        lines = [f"| {' | '.join(map(cell, row))} |" for row in rows]
        if lines:
            rule = f"| {' | '.join('---' for _ in head)} |"
            self.blocks.append("\n".join([f"| {' | '.join(head)} |", rule, *lines]))

    def fence(self, language: str, content: str) -> None:
        """A block of code, fenced by more backticks than it holds."""
        longest = max((len(run) for run in re.findall(r"`+", content)), default=0)
        ticks = "`" * max(3, longest + 1)
        self.blocks.append(f"{ticks}{language}\n{content.rstrip()}\n{ticks}")

    def render(self) -> str:
        """The file's text."""
        return "\n\n".join(self.blocks) + "\n"
