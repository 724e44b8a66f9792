"""Every error that the policies raise.

PolicyError
├── Contradiction    an inventory that says two things at once, or speaks of what is not there
├── Unerasable       references run in a circle that nothing can open, so no order of deletion exists
├── Unreadable       a text that is no inventory, or that another version of this package wrote
├── NotCompilable    an inventory and a schema that don't fit together
├── Blocked          the database refuses to let rows go: something that survives still needs them
└── Unsettled        an erasure that went through its steps and has still something left
"""

from collections.abc import Iterable, Sequence


class PolicyError(Exception):
    """Something that stops a policy from being carried out."""


class Contradiction(PolicyError, ValueError):
    """An inventory that contradicts itself; `findings` are all of them, each naming dataset and field."""

    def __init__(self, findings: Iterable[str]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(self.findings))


class Unerasable(PolicyError, ValueError):
    """No order of deletion exists; `path` is the circle, its first name repeated at the end."""

    def __init__(self, path: tuple[str, ...]) -> None:
        self.path = path
        super().__init__(
            f"{' → '.join(path)}: a circle of references none of which may be empty, so no row of it can be "
            "deleted first. Make one of them nullable, and say so on its edge."
        )


class Unreadable(PolicyError, ValueError):
    """A text that is no inventory, or one that another version of this package wrote."""


class NotCompilable(PolicyError, ValueError):
    """A dataset for which no statement can be made; `dataset` and `what` say which and why."""

    def __init__(self, dataset: str, what: str) -> None:
        self.dataset = dataset
        self.what = what
        super().__init__(f"dataset {dataset}: {what}")


class Blocked(PolicyError):
    """Rows that could not go because a row that survives refers to them; `keys` are among theirs."""

    def __init__(self, dataset: str, what: str, keys: Sequence[tuple[str, ...]] = ()) -> None:
        self.dataset = dataset
        self.what = what
        self.keys = tuple(keys)
        super().__init__(f"dataset {dataset}: {what}")


class Unsettled(PolicyError):
    """An erasure that is not done; `remaining` says how many marks are left of each dataset."""

    def __init__(self, run: str, remaining: dict[str, int]) -> None:
        self.run = run
        self.remaining = remaining
        left = ", ".join(f"{count} of {name}" for name, count in sorted(remaining.items()))
        super().__init__(f"run {run}: still marked: {left}")
