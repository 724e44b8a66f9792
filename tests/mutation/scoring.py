"""What is known of each mutant: which test noticed it, or why none can; and the page that says so."""

import ast
import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import attrs
from tests.mutation.mutants import Mutant
from tests.mutation.planting import ROOT, SOURCE

EQUIVALENT = Path(__file__).with_name("equivalent.toml")
REMEMBERED = ROOT / ".mutation" / "noticed.json"
PAGE = ROOT / "docs" / "mutation.md"
GOAL = 0.95


def explained(file: Path = EQUIVALENT) -> dict[str, str]:
    """The mistakes that change nothing anybody could see, each with the reason."""
    groups = tomllib.loads(file.read_text("utf-8")).get("equivalent", [])
    return {says: group["because"] for group in groups for says in group["mutants"]}


@attrs.frozen
class Verdict:
    """A mutant, and the test that noticed it; empty where none did."""

    mutant: Mutant
    by: str


@attrs.define
class Memory:
    """Which test noticed which mutant, from one run to the next.

    It holds while neither the module nor that test changes. That no test notices is never remembered.
    """

    file: Path = REMEMBERED
    known: dict[str, str] = attrs.field(factory=dict)

    @classmethod
    def read(cls, *, fresh: bool) -> "Memory":
        """What earlier runs found; nothing, for a fresh start."""
        there = not fresh and REMEMBERED.exists()
        return cls(known=json.loads(REMEMBERED.read_text("utf-8")) if there else {})

    def recall(self, mutant: Mutant) -> str | None:
        """The test that noticed it, if that still says anything."""
        name, _, digest = self.known.get(_name(mutant), "").rpartition(" ")
        return name if name and digest == _digest(name) else None

    def keep(self, mutant: Mutant, by: str) -> None:
        """Remember."""
        self.known[_name(mutant)] = f"{by} {_digest(by)}"

    def write(self) -> None:
        """Put everything on disk, so that a run that is stopped goes on where it was."""
        self.file.parent.mkdir(exist_ok=True)
        self.file.write_text(json.dumps(self.known, indent=0, sort_keys=True), "utf-8")


def _name(mutant: Mutant) -> str:
    source = (SOURCE / mutant.path).read_bytes()
    return hashlib.sha256(source + f"{mutant.place} {mutant.says}".encode()).hexdigest()[:24]


@cache
def _digest(test: str) -> str:
    """Of the text of a test's function; of its whole file, where that is not to be found."""
    name, _, rest = test.partition("::")
    file = ROOT / name
    if not file.is_file():
        return "-"
    source, function = file.read_text("utf-8"), rest.partition("[")[0].rpartition("::")[2]
    tests = (
        each for each in ast.walk(ast.parse(source)) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    text = next((ast.dump(each) for each in tests if each.name == function), source)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@attrs.frozen
class Score:
    """How many mistakes were noticed, of those that somebody could notice."""

    noticed: int
    possible: int
    equivalent: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.noticed / self.possible if self.possible else 1.0

    def __str__(self) -> str:
        more = f", {self.equivalent} change nothing" if self.equivalent else ""
        return f"{self.noticed} of {self.possible} noticed, {100 * self.share:.1f} %{more}"


def score(verdicts: Iterable[Verdict], reasons: Mapping[str, str]) -> Score:
    """Count. A mistake that is said to change nothing, but was noticed, counts as noticed."""
    noticed = possible = equivalent = 0
    for verdict in verdicts:
        if not verdict.by and verdict.mutant.says in reasons:
            equivalent += 1
            continue
        possible += 1
        noticed += bool(verdict.by)
    return Score(noticed, possible, equivalent)


def survivors(verdicts: Iterable[Verdict], reasons: Mapping[str, str]) -> list[str]:
    """What should have been noticed and was not."""
    return [each.mutant.says for each in verdicts if not each.by and each.mutant.says not in reasons]


def stale(verdicts: Sequence[Verdict], reasons: Mapping[str, str]) -> list[str]:
    """Reasons for mistakes that are noticed after all, or that cannot be made any more, in the modules judged."""
    judged = {each.mutant.path for each in verdicts}
    left = {each.mutant.says for each in verdicts if not each.by}
    return [says for says in reasons if says.partition(" ")[0] in judged and says not in left]


def page(
    verdicts: Sequence[Verdict],
    reasons: Mapping[str, str],
    possible: Mapping[str, int],
    excluded: Mapping[str, str],
) -> str:
    """The page in the docs."""
    total = score(verdicts, reasons)
    modules = sorted({each.mutant.path for each in verdicts})
    rows = []
    for module in modules:
        one = score([each for each in verdicts if each.mutant.path == module], reasons)
        numbers = (possible[module], one.possible + one.equivalent, one.equivalent, one.noticed)
        rows.append(f"| `{module}` | {' | '.join(map(str, numbers))} | {100 * one.share:.0f} % |")
    left = "\n".join(f"- `{_tick(says)}`" for says in sorted(survivors(verdicts, reasons))) or "None."
    why: dict[str, list[str]] = {}
    for says, because in reasons.items():
        why.setdefault(because, []).append(says)
    equivalent = "\n\n".join(
        f"{because}\n\n" + "\n".join(f"- `{_tick(says)}`" for says in group) for because, group in why.items()
    )
    outside = "\n".join(f"- `{path}`: {because}" for path, because in excluded.items())
    return TEMPLATE.format(
        total=total,
        share=f"{100 * total.share:.1f}",
        goal=f"{100 * GOAL:.0f}",
        rows="\n".join(rows),
        left=left,
        equivalent=equivalent or "None.",
        outside=outside,
    )


def _tick(says: str) -> str:
    return says.replace("`", "'")


TEMPLATE = """<!-- Written by `nox -s mutation -- --write`. -->
# Do the tests notice?

A test that passes says little, unless it fails when the program is wrong. So the program is made wrong, in one place at a
time: a comparison turned around, a condition dropped, a number one too high, a statement left out, a value not returned.
Then the tests run. Each mistake that none of them notices is a rule that nobody checks.

**{share} %** of the mistakes in these modules of `specstep.policies` are noticed: {total}. `nox -s mutation` makes them
all again, and those of every other module, and fails below {goal} %. Where fewer were made than are possible, they are a
sample, always the same. Only tests that need no server count: the unit tests of the policies, and their contract tests on SQLite.

| Module | Possible | Made | Change nothing | Noticed | Share |
|---|--:|--:|--:|--:|--:|
{rows}

## Noticed by no test

{left}

## Change nothing

These change nothing that anybody could see. They are kept, with the reason, in `tests/mutation/equivalent.toml`; a reason
whose mistake is noticed after all, or can't be made any more, fails the run.

{equivalent}

## Left out

{outside}
"""
