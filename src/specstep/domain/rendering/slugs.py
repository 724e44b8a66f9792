"""File names and anchors from text."""

import re
import unicodedata

NOT_IN_SLUGS = re.compile(r"[^\w\- ]")


def slug(text: str, at_most: int = 60) -> str:
    """A file name of lower-case ASCII words; never empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return words[:at_most].strip("-") or "untitled"


def anchor(heading: str) -> str:
    """The anchor that a heading gets: lower case, punctuation dropped, spaces to hyphens (as GitHub does)."""
    return NOT_IN_SLUGS.sub("", heading.strip().lower()).replace(" ", "-")
