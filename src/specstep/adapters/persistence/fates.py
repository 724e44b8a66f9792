"""What an entry in the journal of files announces."""

from enum import StrEnum


class Fate(StrEnum):
    """A file is about to appear, or about to go."""

    INTENT = "intent"
    TOMBSTONE = "tombstone"


def closing(account: str) -> str:
    """What an account that is being deleted answers to whoever brings something new."""
    return f"Account {account} is being deleted and takes nothing new."
