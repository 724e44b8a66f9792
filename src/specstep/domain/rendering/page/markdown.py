"""The package's Markdown documents as safe HTML, with links that stay on the page."""

import posixpath
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote, unquote, urlsplit

import attrs

from specstep.domain.rendering.page.places import ID, Anchors, Link
from specstep.domain.rendering.slugs import anchor as heading_slug
from specstep.domain.rendering.values import RenderedFile
from specstep.domain.rubric.headings import Read
from specstep.domain.rubric.headings import tokens as parsed

if TYPE_CHECKING:
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import OptionsDict
    from nh3 import Cleaner

TAGS = frozenset(
    "a blockquote br code del em h1 h2 h3 h4 h5 h6 hr li ol p pre s strong table tbody td th thead tr ul".split()
)
ATTRIBUTES = {"a": {"href", "id"}, "ol": {"start"}, **{f"h{level}": {"id"} for level in range(1, 7)}}
NAMED = re.compile(r"""^<a\s+(?:id|name)=["']([\w-]+)["']\s*/?>$""")
HARMLESS = re.compile(r"^(?:<br\s*/?>|</a>|<!--.*-->)$", re.DOTALL)


@attrs.frozen(kw_only=True)
class Prose:
    """Sanitised HTML."""

    html: str


class Drawn(Protocol):
    """What a renderer knows of a diagram that has a picture."""

    @property
    def path(self) -> str: ...
    @property
    def source(self) -> str: ...


class Places(Protocol):
    """Finds where a place of the package is shown; None where it is shown nowhere."""

    def link(self, where: str) -> Link | None: ...


@attrs.frozen(kw_only=True)
class Picture:
    """Here a diagram is shown; `first` is false where it was shown further up, and a link does."""

    diagram: Drawn
    first: bool


@attrs.frozen(kw_only=True)
class Source:
    """A parsed document: its title, its anchor, and the anchors of its headings by slug."""

    path: str
    title: str
    anchor: str
    headings: dict[str, str]
    tokens: "tuple[Token, ...]"


@attrs.frozen(kw_only=True)
class Document:
    """A document that is ready to be shown."""

    path: str
    title: str
    anchor: str
    blocks: tuple[Prose | Picture, ...]


def parse_document(file: RenderedFile, anchors: Anchors, read: Read = parsed) -> Source:
    """Reads a document and gives each heading its anchor on the page."""
    tokens = list(read(file.content.decode("utf-8", "replace")))
    root = anchors.give("doc", file.path)
    title = ""
    headings: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            text = _text(tokens[place + 1])
            title = title or text
            name = heading_slug(text)
            numbered = f"{name}-{seen[name]}" if seen[name] else name
            seen[name] += 1
            headings[numbered] = anchors.give(root, numbered)
            tokens[place] = token.copy(attrs={"id": headings[numbered]})
        for part in token.children or ():
            named = NAMED.match(part.content) if part.type == "html_inline" else None
            if named:
                headings.setdefault(named.group(1), anchors.give(root, named.group(1)))
    return Source(path=file.path, title=title or file.path, anchor=root, headings=headings, tokens=tuple(tokens))


def _text(inline: "Token") -> str:
    return "".join(part.content for part in inline.children or () if part.type in ("text", "code_inline"))


class DocumentRenderer:
    """Renders the documents in order; each diagram is shown where it appears first.

    Args:
        places: the anchors of everything on the page.
        pictures: the diagrams that have a picture.
        paths: the files of the package that lie beside the page.
        overview: where a link to the package's own page leads.
    """

    def __init__(
        self, places: Places, pictures: Sequence[Drawn], paths: frozenset[str], *, overview: str = "#overview"
    ) -> None:
        self._places = places
        self._by_path = {diagram.path: diagram for diagram in pictures}
        self._by_source = {diagram.source.strip(): diagram for diagram in pictures}
        self._paths = paths
        self._overview = overview
        self.shown: dict[str, str] = {}  # diagram path to document path

    def render(self, source: Source) -> Document:
        """The document's blocks: prose between pictures."""
        blocks: list[Prose | Picture] = []
        run: list[Token] = []
        tokens = source.tokens
        place = 0
        while place < len(tokens):
            token = tokens[place]
            pictures, length = self._pictures(tokens, place, source)
            if length:
                blocks += self._prose(run, source)
                run = []
                for diagram in pictures:
                    if self.shown.get(diagram.path) == source.path:
                        continue
                    blocks.append(Picture(diagram=diagram, first=diagram.path not in self.shown))
                    self.shown.setdefault(diagram.path, source.path)
                place += length
                continue
            run.append(token)
            place += 1
        blocks += self._prose(run, source)
        return Document(path=source.path, title=source.title, anchor=source.anchor, blocks=tuple(blocks))

    def _pictures(self, tokens: "Sequence[Token]", place: int, source: Source) -> tuple[list[Drawn], int]:
        """The diagrams that stand alone at this place, and how many tokens they take up."""
        token = tokens[place]
        if token.type == "fence" and token.info.strip().split(" ")[0] == "mermaid":
            diagram = self._by_source.get(token.content.strip())
            return ([diagram], 1) if diagram else ([], 0)
        if token.type == "paragraph_open" and token.level == 0:
            children = tokens[place + 1].children or []
            images = [child for child in children if child.type == "image"]
            rest = [
                child for child in children if child.type not in ("image", "softbreak") and child.content.strip()
            ]
            found = [self._by_path.get(self._resolve(str(image.attrGet("src")), source)) for image in images]
            if images and not rest and all(found):
                return [diagram for diagram in found if diagram is not None], 3
        return [], 0

    def _prose(self, tokens: "list[Token]", source: Source) -> list[Prose]:
        if not tokens:
            return []
        from markdown_it.token import Token

        ready: list[Token] = []
        for token in tokens:
            if token.type == "html_block":
                token = _as_text_block(token)
            if token.children is not None:
                # Not a copy: a renderer looks at nothing else of an inline token, and there are thousands.
                token = Token(token.type, token.tag, token.nesting, children=self._inline(token.children, source))
            ready.append(token)
        renderer, options, cleaner = _tools()
        clean = cleaner.clean(renderer.render(ready, options, {}))
        return [Prose(html=_in_frames(clean))] if clean.strip() else []

    def _inline(self, children: "Sequence[Token]", source: Source) -> "list[Token]":
        from markdown_it.token import Token

        ready: list[Token] = []
        kept: list[bool] = []  # for each open link, whether it leads somewhere
        for child in children:
            if child.type == "link_open":
                target = self._target(str(child.attrGet("href") or ""), source)
                kept.append(bool(target))
                if target:
                    ready.append(Token("link_open", "a", 1, attrs={"href": target}))
            elif child.type == "link_close":
                if kept.pop():
                    ready.append(child)
            elif child.type == "image":
                ready += self._image(child, source)
            elif child.type == "html_inline":
                ready.append(_harmless(child, source))
            elif child.type == "text" and not kept:
                ready += self._ids(child)
            elif child.type == "code_inline" and not kept and self._places.link(child.content):
                link = self._places.link(child.content)
                opened = Token("link_open", "a", 1, attrs={"href": link.href if link else ""})
                ready += [opened, child, Token("link_close", "a", -1)]
            else:
                ready.append(child)
        return ready

    def _ids(self, token: "Token") -> "list[Token]":
        from markdown_it.token import Token

        ready: list[Token] = []
        end = 0
        for match in ID.finditer(token.content):
            link = self._places.link(match.group())
            if link is None:
                continue
            ready += [
                Token("text", "", 0, content=token.content[end : match.start()]),
                Token("link_open", "a", 1, attrs={"href": link.href}),
                Token("text", "", 0, content=match.group()),
                Token("link_close", "a", -1),
            ]
            end = match.end()
        return [*ready, Token("text", "", 0, content=token.content[end:])]

    def _image(self, token: "Token", source: Source) -> "list[Token]":
        """A picture inside a sentence is its description, linked to where the diagram is shown."""
        from markdown_it.token import Token

        text = Token("text", "", 0, content=token.content)
        link = self._places.link(self._resolve(str(token.attrGet("src")), source))
        if link is None:
            return [text]
        return [Token("link_open", "a", 1, attrs={"href": link.href}), text, Token("link_close", "a", -1)]

    def _resolve(self, target: str, source: Source) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(source.path), unquote(target)))

    def _target(self, href: str, source: Source) -> str:
        """Where a link leads from the page: an anchor, a file beside it, the web; "" when nowhere."""
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            return href if parts.scheme in ("http", "https", "mailto") else ""
        path = self._resolve(parts.path, source) if parts.path else source.path
        if path == "index.html":
            return self._overview
        link = self._places.link(f"{path}#{unquote(parts.fragment)}")
        if link is not None:
            return link.href
        link = self._places.link(path)
        if link is not None:
            return link.href
        return quote(path) if path in self._paths else ""


def _harmless(token: "Token", source: Source) -> "Token":
    """Markup that writers of Markdown need; anything else is shown as the text that it is."""
    from markdown_it.token import Token

    named = NAMED.match(token.content)
    if named:
        return Token("html_inline", "", 0, content=f'<a id="{source.headings[named.group(1)]}">')
    if HARMLESS.match(token.content.strip()):
        return token
    return Token("text", "", 0, content=token.content)


@lru_cache(maxsize=1)
def _tools() -> "tuple[RendererHTML, OptionsDict, Cleaner]":
    """What turns tokens into HTML, and what takes out of it all that is not expected; both keep nothing."""
    from markdown_it.presets import commonmark
    from markdown_it.renderer import RendererHTML
    from markdown_it.utils import OptionsDict
    from nh3 import Cleaner

    cleaner = Cleaner(
        tags=set(TAGS),
        attributes={name: set(allowed) for name, allowed in ATTRIBUTES.items()},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    return RendererHTML(), OptionsDict(commonmark.make()["options"]), cleaner


def _as_text_block(token: "Token") -> "Token":
    from markdown_it.token import Token

    if HARMLESS.match(token.content.strip()):
        return Token("html_block", "", 0, content="")
    return Token("code_block", "", 0, content=token.content)


def _in_frames(html: str) -> str:
    """Tables get a frame of their own, which scrolls by itself on a narrow screen."""
    framed = html.replace("<table>", '<div class="wide" tabindex="0" role="group" aria-label="Table"><table>')
    return framed.replace("</table>", "</table></div>")


def by_folder(documents: Sequence[Document]) -> Mapping[str, Sequence[Document]]:
    """The documents by their folder, in order of first appearance; "" is the root."""
    folders: dict[str, list[Document]] = {}
    for document in documents:
        folders.setdefault(posixpath.dirname(document.path), []).append(document)
    return folders
