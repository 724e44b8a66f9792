"""Mermaid's notation: labels and identifiers that no text can break."""

import re

SAFE = frozenset(" .,:()'-/%€$£+?!_&=*@")
NOT_IDENTIFIER = re.compile(r"[^A-Za-z0-9]+")


def label(text: str) -> str:
    """Text for use inside a quoted label or after a message's colon; everything special becomes an entity.

    Source: Mermaid's documentation, "Entity codes to escape characters".
    """
    folded = " ".join(text.split())
    return "".join(
        character if character.isalnum() or character in SAFE else f"#{ord(character)};" for character in folded
    )


def quoted(text: str) -> str:
    """A quoted label; an empty one is a space, because Mermaid has no empty labels."""
    return f'"{label(text) or " "}"'


def identifier(text: str, prefix: str = "n") -> str:
    """A word that Mermaid takes for a name: ASCII letters, digits and underscores, never a keyword."""
    word = NOT_IDENTIFIER.sub("_", text).strip("_").lower()
    return f"{prefix}_{word}" if word else prefix


def wrapped(text: str, width: int = 28, lines_at_most: int = 4) -> str:
    """A label broken into short lines, the last one shortened where there is more."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + len(word) < width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > lines_at_most:
        lines = [*lines[: lines_at_most - 1], f"{lines[lines_at_most - 1]} …"]
    return "<br/>".join(label(line) for line in lines)
