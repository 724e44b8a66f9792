"""What a sweep did, rule by rule: nothing that a rule left undone goes unsaid."""

from datetime import datetime

import attrs


@attrs.frozen(kw_only=True)
class RuleOutcome:
    """What became of one rule about how long records are kept.

    `others` are (dataset, act, number) of records that went or changed along with the rule's own; `blocked` are
    records that are due and could not go. In a dry run the numbers are of what would go.
    """

    rule: str
    dataset: str
    outcome: str
    rows: int = 0
    others: tuple[tuple[str, str, int], ...] = ()
    blocked: int = 0
    why: str = ""

    @property
    def finding(self) -> str | None:
        """What is wrong, if the rule did not run to its end."""
        if self.outcome not in ("ran", "elsewhere"):
            return f"{self.rule} did not run: {self.why or self.outcome}."
        return f"{self.rule}: {self.blocked} records are due and could not go." if self.blocked else None


@attrs.frozen(kw_only=True)
class SweepReport:
    """A whole sweep.

    `leftovers` are files that belonged to nothing; `files` those whose records went, `stuck` the ones among them that
    could not be removed, so that the next sweep tries. `closing` accounts are being deleted; the
    deletions of `failed` ones had stopped and were taken up again, `overdue` ones were asked for more than a day ago.
    """

    at: datetime
    rules: tuple[RuleOutcome, ...]
    leftovers: int = 0
    files: int = 0
    stuck: int = 0
    closing: int = 0
    failed: int = 0
    overdue: int = 0
    dry: bool = False

    @property
    def findings(self) -> tuple[str, ...]:
        """Everything that a sweep should have done and did not."""
        found = [each.finding for each in self.rules if each.finding is not None]
        if self.stuck:
            found.append(f"{self.stuck} files could not be removed; their records are gone already.")
        if self.failed:
            found.append(f"{self.failed} deletions of accounts had failed and were taken up again.")
        if self.overdue:
            found.append(
                f"The deletion of {self.overdue} accounts was asked for more than a day ago and is not done."
            )
        return tuple(found)
