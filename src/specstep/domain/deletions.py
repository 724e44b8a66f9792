"""What became of an account's deletion."""

from datetime import datetime

import attrs

from specstep.domain.ids import AccountId


@attrs.frozen(kw_only=True)
class Erased:
    """An entry of the erasure log: which account had to go, and since when. Nothing else may be known of it."""

    account: AccountId
    at: datetime


@attrs.frozen(kw_only=True)
class Erasure:
    """What a deletion did, over all its tries, as (dataset, act, number); `remaining` is what is still marked.

    One that found nothing is complete, and says so.
    """

    counts: tuple[tuple[str, str, int], ...]
    remaining: tuple[tuple[str, int], ...] = ()
    account_there: bool = False

    @property
    def complete(self) -> bool:
        """Whether no mark remains and the account is gone."""
        return not self.remaining and not self.account_there

    @property
    def says(self) -> str:
        """The outcome in a sentence."""
        if not self.complete:
            left = ", ".join(f"{number} of {name}" for name, number in self.remaining) or "the account itself"
            return f"not done: there is still {left}"
        if not self.counts:
            return "nothing of this account was found"
        return "done: " + ", ".join(f"{number} {act} in {name}" for name, act, number in self.counts)


@attrs.frozen(kw_only=True)
class ErasurePreview:
    """What a deletion would take: records by dataset, files and runs."""

    rows: tuple[tuple[str, int], ...]
    files: int
    runs: int
