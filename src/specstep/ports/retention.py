"""Carrying out, on the database, the rules about how long records are kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

import attrs

from specstep.domain.ids import BlobKey
from specstep.domain.retention import RuleOutcome


@attrs.frozen(kw_only=True)
class DoomedFile:
    """A file whose record is gone, or about to go."""

    dataset: str
    key: BlobKey


class DoomedFiles(Protocol):
    """The files that a run has still to remove. They are named before their records go, and struck off after them."""

    async def page(self, run: str, *, after: DoomedFile | None, limit: int) -> Sequence[DoomedFile]:
        """Some of them, in an order that stays."""
        ...

    async def expect(self, keys: Sequence[BlobKey], at: datetime) -> None:
        """Remember files that may still appear when nothing names them any more: somebody was just writing them."""
        ...

    async def expected(self, before: datetime) -> Sequence[str]:
        """The runs of files that were expected before a time."""
        ...

    async def strike(self, run: str, files: Sequence[DoomedFile]) -> None:
        """Note that files are gone; those that nobody named are no error."""
        ...


class RetentionRules(Protocol):
    """Every rule that goes by the clock. Applying one again, or two at once, does no harm.

    Files of what went are named among the `DoomedFiles` of `files_run`.
    """

    @property
    def names(self) -> Sequence[str]:
        """The rules in the order in which they must be applied."""
        ...

    @property
    def files_run(self) -> str:
        """The run under which the files of all sweeps are named."""
        ...

    async def apply(self, rule: str, now: datetime, *, run: str, ran: Mapping[str, datetime]) -> RuleOutcome:
        """Let go what a rule wants gone, in bounded transactions.

        A rule that fails answers so and raises nothing, so that the others go on.

        Args:
            rule: one of `names`.
            now: the time that records are judged by.
            run: a name of this sweep's own.
            ran: the rules that have run, each with the time before which it has seen everything.
        """
        ...

    async def preview(self, now: datetime) -> Sequence[RuleOutcome]:
        """Count what each rule would take first, and change nothing."""
        ...

    async def note(self, rule: str, now: datetime, number: int) -> None:
        """Note that a rule which is carried out elsewhere has run to its end."""
        ...

    async def tidy(self, before: datetime) -> None:
        """Forget what exports and previews that were cut off before a time left in the books."""
        ...

    async def forget_traces(self, datasets: Sequence[str]) -> None:
        """Have the database forget what it keeps beside its tables of records that went."""
        ...
