"""A package's Markdown documents as they are shown, their diagrams as pictures."""

import posixpath
from collections.abc import Sequence
from urllib.parse import unquote

import attrs

from specstep.domain.packages.contents import Contents
from specstep.domain.packages.places import Places, heading_id
from specstep.domain.rendering.page.markdown import Document, DocumentRenderer, Source, parse_document
from specstep.domain.rendering.page.places import Anchors
from specstep.domain.rendering.values import RenderedFile


@attrs.frozen(kw_only=True)
class Drawing:
    """A diagram of a document, with the file that holds its picture."""

    path: str
    source: str
    alt: str


class Headings(Anchors):
    """Element ids that can be told from a heading's anchor alone, so that other documents can link to them."""

    def give(self, prefix: str, text: str) -> str:
        """Anchors are different within a document already."""
        del prefix
        return heading_id(text)


def show_document(contents: Contents, path: str, places: Places) -> Document:
    """The document as blocks of safe HTML and of pictures."""
    source = parse_document(RenderedFile(path=path, content=contents.files[path]), Headings())
    paths = frozenset(contents.files)
    renderer = DocumentRenderer(places, _drawings(source, paths), paths, overview=places.overview)
    return renderer.render(source)


def _drawings(source: Source, paths: frozenset[str]) -> Sequence[Drawing]:
    """The diagrams whose picture is linked before the next diagram or heading, and the pictures that are shown."""
    found: list[Drawing] = []
    waiting = ""
    for token in source.tokens:
        if token.type == "fence":
            waiting = token.content if token.info.strip().split(" ")[0] == "mermaid" else ""
        elif token.type == "heading_open":
            waiting = ""
        for place, child in enumerate(token.children or ()):
            target = child.attrGet("href") if child.type == "link_open" else child.attrGet("src")
            path = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), unquote(str(target or ""))))
            if not path.endswith(".svg") or path not in paths:
                continue
            if child.type == "image":
                found.append(Drawing(path=path, source=path, alt=child.content))
            elif waiting:
                text = (token.children or [])[place + 1].content
                found.append(Drawing(path=path, source=waiting, alt=text))
                waiting = ""
    return found
