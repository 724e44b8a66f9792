"""Finds secrets in text, so that they can be taken out before anything else sees them (USE-5)."""

from typing import Protocol

import attrs


@attrs.frozen(kw_only=True)
class SecretSpan:
    """Where a secret stands: character offsets, and what kind it is ("password", "card-number")."""

    start: int
    end: int
    kind: str


class SecretScanner(Protocol):
    """Finds secrets; pure as far as the caller can tell, and never logs what it found."""

    @property
    def recipient(self) -> str:
        """The recipient in the inventory that text goes to ("none" where it leaves nowhere)."""
        ...

    def scan(self, text: str) -> tuple[SecretSpan, ...]:
        """Every secret in the text, in order, without overlaps."""
        ...
