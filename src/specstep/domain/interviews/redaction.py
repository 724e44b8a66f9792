"""Secrets are taken out of what people say before anything stores or sends it (USE-5)."""

import re
from collections.abc import Iterable

MARK = re.compile(r"\[redacted: [a-z0-9 -]+\]")


def redacted(text: str, spans: Iterable[tuple[int, int, str]]) -> tuple[str, int]:
    """The text with each span (start, end, kind) replaced by a mark that names its kind; and how many there were.

    Spans may come in any order; one that overlaps an earlier one is merged into it.
    """
    parts: list[str] = []
    at = count = 0
    for start, end, kind in sorted(spans):
        if end <= at:
            continue
        if start < at:
            at = end
            continue
        name = re.sub(r"[^a-z0-9]+", "-", kind.casefold()).strip("-") or "secret"
        parts += [text[at:start], f"[redacted: {name}]"]
        at = end
        count += 1
    return "".join([*parts, text[at:]]), count


def redactions_in(text: str) -> int:
    """How many secrets were taken out of a stored text."""
    return len(MARK.findall(text))
