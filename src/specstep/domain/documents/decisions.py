"""Architecture decision records (MADR)."""

import attrs

from specstep.domain.interviews.values import Source


@attrs.frozen(kw_only=True)
class Option:
    """A way that was considered, with what speaks for and against it here."""

    name: str
    pros: tuple[str, ...]
    cons: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Decision:
    """One record. `status` is "accepted" where the person decided it, otherwise "proposed"."""

    number: int
    title: str
    status: str
    context: str
    drivers: tuple[str, ...]  # requirement ids
    options: tuple[Option, ...]
    chosen: str  # an option's name
    because: str
    good: tuple[str, ...]
    bad: tuple[str, ...]
    sources: tuple[Source, ...] = ()
    revisit_when: str = ""

    @property
    def id(self) -> str:
        """ADR-0001."""
        return f"ADR-{self.number:04d}"


@attrs.frozen(kw_only=True)
class Decisions:
    """All records in order."""

    items: tuple[Decision, ...]
