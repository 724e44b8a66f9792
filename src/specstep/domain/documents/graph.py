"""In which order documents are written, and which must be written again when one changes."""

from collections.abc import Iterable

from specstep.domain.documents.package import DEPENDS_ON, DocumentKey


def affected_by(changed: Iterable[DocumentKey]) -> tuple[DocumentKey, ...]:
    """The changed documents and all that are written from them, in the order of the graph's table."""
    affected = set(changed)
    grew = True
    while grew:
        more = {key for key, sources in DEPENDS_ON.items() if affected.intersection(sources)} - affected
        affected |= more
        grew = bool(more)
    return tuple(key for key in DocumentKey if key in affected)
