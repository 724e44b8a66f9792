"""What lies in the recycle bin."""

from datetime import datetime
from enum import StrEnum

import attrs


class BinKind(StrEnum):
    """What can be put there."""

    INTERVIEW = "interview"
    PACKAGE = "package"


@attrs.frozen(kw_only=True)
class BinEntry:
    """A deleted interview or package. From `goes_at` on the next sweep removes it for good.

    `packages` are those that were made from an interview: they stay where they are until it goes, and go with it.
    """

    kind: BinKind
    id: str
    title: str
    deleted_at: datetime
    goes_at: datetime
    packages: int = 0

    @property
    def says(self) -> str:
        """What becomes of it, in a sentence."""
        taken = f" {self.packages} packages made from it go with it." if self.packages else ""
        return f"It goes for good on {self.goes_at:%Y-%m-%d}.{taken}"
