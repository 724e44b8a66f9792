"""What an entry in the journal of files announces."""

from enum import StrEnum


class Fate(StrEnum):
    """A file is about to appear, or about to go."""

    INTENT = "intent"
    TOMBSTONE = "tombstone"
