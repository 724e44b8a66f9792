"""What a criterion says of a package."""

import attrs


@attrs.frozen(kw_only=True)
class Finding:
    """A place where a criterion fails: a requirement id, or "path#heading", and what is wrong there."""

    where: str
    what: str


@attrs.frozen(kw_only=True)
class CriterionResult:
    """The outcome of one criterion. `score` runs from 0 to 1; None where the criterion does not apply, and then
    `not_checked` says why. A failed gate criterion fails the package."""

    number: int
    name: str
    source: str
    score: float | None
    gate: bool
    passed: bool
    findings: tuple[Finding, ...] = ()
    not_checked: str = ""


@attrs.frozen(kw_only=True)
class Scores:
    """All results, in order. The gate comes before any average."""

    criteria: tuple[CriterionResult, ...]

    @property
    def gate_passed(self) -> bool:
        """Whether no gate criterion failed."""
        return all(result.passed for result in self.criteria if result.gate)

    @property
    def average(self) -> float:
        """The mean of the scores that apply, from 0 to 1."""
        scores = [result.score for result in self.criteria if result.score is not None]
        return sum(scores) / len(scores) if scores else 0.0
