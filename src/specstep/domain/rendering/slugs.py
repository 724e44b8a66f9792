"""File names and anchors from text."""

import re
import unicodedata

_ASCII_DROPPED = re.compile(r"[^a-z0-9_ -]+")
KEPT = frozenset({"L", "M", "N"})  # letters, marks and numbers; connectors, hyphens and spaces stay too


def slug(text: str, at_most: int = 60, *, fallback: str = "untitled") -> str:
    """A file name of lower-case ASCII words; never empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return words[:at_most].strip("-") or fallback


def anchor(heading: str) -> str:
    """The anchor that a heading gets: lower case, punctuation dropped, spaces to hyphens (as GitHub does)."""
    plain = heading.strip().lower()
    if plain.isascii():
        return _ASCII_DROPPED.sub("", plain).replace(" ", "-")
    return "".join(char for char in plain if _stays(char)).replace(" ", "-")


def _stays(char: str) -> bool:
    category = unicodedata.category(char)
    return char in "- " or category[0] in KEPT or category == "Pc"
