"""What the Mermaid writers share: safe ids, and titles that screen readers find."""

import re
from collections.abc import Iterable

from specstep.domain.phrases import Phrases, phrases_in
from specstep.domain.rendering.escaping import folded, mermaid

_SAFE = re.compile(r"[a-z][a-z0-9_]{0,40}")
_RESERVED = frozenset(
    [
        "end",
        "graph",
        "flowchart",
        "subgraph",
        "style",
        "class",
        "click",
        "default",
        "call",
        "href",
        "link",
        "linkstyle",
        "classdef",
        "direction",
        "o",
        "x",
        "state",
        "note",
        "as",
        "participant",
        "actor",
        "loop",
        "alt",
        "opt",
        "par",
        "rect",
        "activate",
        "deactivate",
        "title",
        "box",
        "create",
        "destroy",
        "and",
        "else",
    ]
)


def safe_ids(ids: Iterable[str], prefix: str = "n") -> dict[str, str]:
    """For each id one that Mermaid takes: itself where it can, otherwise a numbered one."""
    found: dict[str, str] = {}
    for number, id in enumerate(ids, start=1):
        fits = _SAFE.fullmatch(id) is not None and id not in _RESERVED and not re.fullmatch(rf"{prefix}\d+", id)
        found.setdefault(id, id if fits else f"{prefix}{number}")
    return found


def accessible(title: str, alt: str) -> list[str]:
    """The lines that name and describe a diagram for those who can't see it."""
    return [f"    accTitle: {mermaid(title)}", f"    accDescr: {mermaid(alt)}"]


def listing(names: Iterable[str], limit: int = 12, say: Phrases = phrases_in("en")) -> str:
    """The names as a phrase: "a, b and c"."""
    plain = [folded(name) for name in names]
    if len(plain) > limit:
        plain = [*plain[: limit - 1], say("{count} more", count=len(plain) - limit + 1)]
    return say.listing(plain) or say("nothing")


STYLES = (
    "    classDef person fill:#0b4884,stroke:#073763,color:#ffffff",
    "    classDef system fill:#1168bd,stroke:#0b4884,color:#ffffff",
    "    classDef external fill:#6b7280,stroke:#4b5563,color:#ffffff",
    "    classDef container fill:#dbeafe,stroke:#1168bd,color:#0f2942",
    "    classDef store fill:#e0f2e9,stroke:#2f7d57,color:#0f2f20",
)
