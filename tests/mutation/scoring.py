"""What is known of each mutant: which test noticed it, or why none can; and the page that says so."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import attrs
from tests.mutation.mutants import Mutant
from tests.mutation.planting import ROOT

EQUIVALENT = Path(__file__).with_name("equivalent.toml")
PAGE = ROOT / "docs" / "mutation.md"
GOAL = 0.95
SERVED = ("sql/", "testing/places.py")


@attrs.frozen
class Reasons:
    """Why mistakes are not noticed: they change nothing anybody could see, or they do and no test is worth it."""

    equivalent: Mapping[str, str]
    unnoticed: Mapping[str, str]

    @classmethod
    def read(cls, file: Path = EQUIVALENT) -> "Reasons":
        """From the file in which people wrote them down."""
        said = tomllib.loads(file.read_text("utf-8"))
        return cls(
            *(
                {says: group["because"] for group in said.get(kind, []) for says in group["mutants"]}
                for kind in ("equivalent", "unnoticed")
            )
        )


@attrs.frozen
class Verdict:
    """A mutant, and the test that noticed it, empty where none did; and whether any test reaches it at all."""

    mutant: Mutant
    by: str
    reached: bool = True

    @property
    def apart(self) -> bool:
        """Whether it lies where only PostgreSQL goes, and no server was asked."""
        return not self.by and not self.reached and self.mutant.path.startswith(SERVED)


@attrs.frozen
class Score:
    """How many mistakes were noticed, of those that somebody could notice."""

    noticed: int
    possible: int
    equivalent: int
    apart: int = 0

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.noticed / self.possible if self.possible else 1.0

    def __str__(self) -> str:
        more = f", {self.equivalent} change nothing" if self.equivalent else ""
        more += f", {self.apart} lie where only a server goes" if self.apart else ""
        return f"{self.noticed} of {self.possible} noticed, {100 * self.share:.1f} %{more}"


def score(verdicts: Iterable[Verdict], reasons: Reasons) -> Score:
    """Count. A mistake that is said to change nothing, but was noticed, counts as noticed."""
    noticed = possible = equivalent = apart = 0
    for verdict in verdicts:
        if verdict.apart:
            apart += 1
            continue
        if not verdict.by and verdict.mutant.says in reasons.equivalent:
            equivalent += 1
            continue
        possible += 1
        noticed += bool(verdict.by)
    return Score(noticed, possible, equivalent, apart)


def survivors(verdicts: Iterable[Verdict], reasons: Reasons) -> list[str]:
    """What should have been noticed, was not, and has no reason."""
    known = {**reasons.equivalent, **reasons.unnoticed}
    left = (each for each in verdicts if not each.by and not each.apart)
    return [each.mutant.says for each in left if each.mutant.says not in known]


def stale(verdicts: Sequence[Verdict], made: Mapping[str, Sequence[Mutant]], reasons: Reasons) -> list[str]:
    """Reasons for mistakes that are noticed after all, or that cannot be made any more, in the modules judged."""
    possible = {each.says for mutants in made.values() for each in mutants}
    judged = {each.mutant.says for each in verdicts}
    left = {each.mutant.says for each in verdicts if not each.by}
    return [
        says
        for says in (*reasons.equivalent, *reasons.unnoticed)
        if says.partition(" ")[0] in made and (says not in possible or (says in judged and says not in left))
    ]
