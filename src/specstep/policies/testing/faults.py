"""What the harness says when a promise is broken, and when it could not see whether one is kept.

AssertionError
├── Broken     a row or a trace that is there and must not be, or the other way round
└── Unproven   something could not be tried, so that nothing is known about it
"""

from collections.abc import Iterable


class Broken(AssertionError):
    """A promise that was not kept; `findings` say which rows and columns show it."""

    def __init__(self, after: str, findings: Iterable[str]) -> None:
        self.after = after
        self.findings = tuple(findings)
        super().__init__("\n".join((f"after {after}:", *(f"- {each}" for each in self.findings))))


class Unproven(AssertionError):
    """Something that could not be tried; the message says what to give the harness."""


class Crash(BaseException):
    """Stands for the end of the process: no handler of errors may catch it."""
