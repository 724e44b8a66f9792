"""What the renderers make."""

from enum import StrEnum

import attrs


@attrs.frozen(kw_only=True)
class RenderedFile:
    """One file of a package; `path` is relative, with forward slashes."""

    path: str
    content: bytes

    @classmethod
    def text(cls, path: str, text: str) -> "RenderedFile":
        """A UTF-8 text file that ends in exactly one newline; what UTF-8 has no form for becomes a question mark."""
        return cls(path=path, content=(text.rstrip("\n") + "\n").encode("utf-8", "replace"))


class DiagramKind(StrEnum):
    """The Mermaid diagram types that a package uses."""

    CONTEXT = "context"
    CONTAINER = "container"
    SEQUENCE = "sequence"
    ENTITY_RELATIONSHIP = "entity-relationship"
    STATE = "state"
    DEPLOYMENT = "deployment"
    DATA_FLOW = "data-flow"
    GANTT = "gantt"


@attrs.frozen(kw_only=True)
class Diagram:
    """A diagram: its Mermaid source, and the names that it shows, by which the rubric compares it with the text.

    `path` is where its picture lies, for example "architecture/diagrams/context.svg"; `alt` says in a sentence
    what it shows, for those who can't see it.
    """

    path: str
    kind: DiagramKind
    title: str
    alt: str
    source: str
    names: tuple[str, ...]
