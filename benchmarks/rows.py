"""What is measured, and the page that tells it. All of the page comes from the figures of one run."""

import os
import platform
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Self

import attrs


@attrs.frozen(kw_only=True)
class Row:
    """One figure, and what was measured beside it in the same run; `goals` are those set, each with whether it is met."""

    what: str
    measured: str
    goals: Mapping[str, bool] = attrs.field(factory=dict)
    against: str = ""

    def __str__(self) -> str:
        return f"| {self.what} | {self.measured} | {', '.join(self.goals)} | {self.against} |"


@attrs.frozen(kw_only=True)
class Part:
    """The figures of one part of the program, how they came about, and what has to be known to read them."""

    title: str
    how: str
    rows: Sequence[Row]
    notes: str = ""

    def __str__(self) -> str:
        lines = [
            f"## {self.title}",
            "",
            self.how,
            "",
            "| what | measured | goal | against, in the same run |",
            "| --- | --- | --- | --- |",
            *map(str, self.rows),
            "",
            *verdict(self.rows),
        ]
        return "\n".join([*lines, *(["", self.notes] if self.notes else [])])


def verdict(rows: Iterable[Row]) -> list[str]:
    """How many goals are met, and which are not."""
    goals = [(f"{goal} ({row.what})", met) for row in rows for goal, met in row.goals.items()]
    missed = [f"- {goal}" for goal, met in goals if not met]
    count = f"Of {len(goals)} goals {len(goals) - len(missed)} are met"
    return [f"{count}; these are missed:", "", *missed] if missed else [f"{count}."]


@attrs.frozen(kw_only=True)
class Begun:
    """When measuring began, and how many programs wanted a processor in the minute before, on average."""

    at_s: float
    load: float

    @classmethod
    def now(cls) -> Self:
        """Now."""
        return cls(at_s=time.monotonic(), load=os.getloadavg()[0])

    def __str__(self) -> str:
        cores = os.cpu_count() or 1
        minutes = (time.monotonic() - self.at_s) / 60
        quiet = (
            "nothing else ran."
            if self.load < cores / 4
            else "other programs ran, too, so that times by the clock count the wait for a processor."
        )
        return (
            f"Taken in {minutes:.0f} minutes on {cores} cores with Python {platform.python_version()}. In the minute before, "
            f"the load was {self.load:.1f}: {quiet} Machines differ: compare the figures of one row."
        )


def page(begun: Begun, parts: Iterable[Part]) -> str:
    """The page, whole."""
    head = f"# Benchmarks\n\n`nox -s bench -- --write` measures everything and writes this page. {begun}\n"
    return head + "".join(f"\n{part}\n" for part in parts)
