"""Markdown that no text of people can break, built block by block."""

import re
from collections.abc import Iterable, Sequence

import attrs

from specstep.domain.rendering.escaping import block, cell, folded, inline
from specstep.domain.rendering.slugs import anchor

ADDRESS = re.compile(
    r"(?<!\w)(?:https?://[\w.-]+(?::\d+)?(?:/[^\s<>\"'`|\\()\[\]{}“”„»«]*)?(?<![.,;:!?*_~])"
    r"|(?<![\w.+@-])[a-z0-9][a-z0-9.+_-]*@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+(?![\w@-]))",
    re.IGNORECASE | re.ASCII,
)
HEADING_END = re.compile(r"[\s.,;:!?…。，；：！？]+$")
SENTENCE_ENDS = tuple(".,;:!?。，；：！？")
CLOSING_HASHES = re.compile(r"(?:(?<=\s)|^)(?=#+$)")


def text(value: str) -> str:
    """Text as inline Markdown that shows exactly it; addresses of the web and of mail become links."""
    line = folded(value)
    parts: list[str] = []
    end = 0
    for match in ADDRESS.finditer(line):
        parts += [_part(line[end : match.start()]), f"<{match.group()}>"]
        end = match.end()
    return "".join([*parts, _part(line[end:])])


def _part(value: str) -> str:
    """Escaped, with the spaces at its ends."""
    inner = inline(value)
    return f"{' ' * value.startswith(' ')}{inner}{' ' * (value.endswith(' ') and bool(inner))}"


def link(words: str, target: str) -> str:
    """A link whose words are safe; its target is made of slugs and anchors, which are."""
    return f"[{inline(words)}]({target})"


def heading_words(words: str) -> str:
    """What a heading says: one line without a mark at its end, never without an anchor."""
    plain = HEADING_END.sub("", folded(words))
    return plain if anchor(plain).strip("-") else f"Untitled {plain}".strip()


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
        plain = heading_words(words)
        name, number = plain, 2
        while anchor(name) in self.seen:
            name, number = f"{plain} ({number})", number + 1
        self.seen.add(anchor(name))
        shown = CLOSING_HASHES.sub(r"\\", inline(name))
        self.blocks.append(f"{'#' * level} {shown}")
        return anchor(name)

    def paragraph(self, value: str) -> None:
        """Words of people or agents, as text."""
        self.line(text(value))

    def line(self, markdown: str) -> None:
        """A paragraph of inline Markdown."""
        if markdown.strip():
            self.blocks.append(block(markdown.strip()))

    def lead(self, value: str) -> None:
        """Words that stand out above what says more about them; a sentence, so that nobody takes it for a heading."""
        words = text(value)
        self.line(f"**{words if words[-1:] in SENTENCE_ENDS else f'{words}.'}**" if words else "")

    def body(self, markdown: str) -> None:
        """Blocks of Markdown that are known to be well-formed."""
        if markdown.strip():
            self.blocks.append(markdown.strip("\n"))

    def bullets(self, items: Iterable[str | tuple[str, Sequence[str]]]) -> None:
        """A list of items of inline Markdown; an item may have a list of its own below it."""
        lines: list[str] = []
        for item in items:
            words, below = (item, ()) if isinstance(item, str) else item
            if words.strip():
                lines.append(f"- {block(words.strip())}")
                lines += [f"  - {block(each.strip())}" for each in below if each.strip()]
        if lines:
            self.blocks.append("\n".join(lines))

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A table whose cells are inline Markdown; nothing where there are no rows."""
        lines = [f"| {' | '.join(map(cell, row))} |" for row in rows]
        if lines:
            rule = f"| {' | '.join('---' for _ in head)} |"
            self.blocks.append("\n".join([f"| {' | '.join(map(cell, head))} |", rule, *lines]))

    def fence(self, language: str, content: str) -> None:
        """A block of code, fenced by more backticks than it holds."""
        longest = max((len(run) for run in re.findall(r"`+", content)), default=0)
        ticks = "`" * max(3, longest + 1)
        self.blocks.append(f"{ticks}{language}\n{content.strip(chr(10)).rstrip()}\n{ticks}")

    def render(self) -> str:
        """The file's text."""
        return "\n\n".join(self.blocks) + "\n"
