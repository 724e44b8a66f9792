"""Make one mistake after the other in the policies, and see whether the tests notice.

`python -m tests.mutation [module …]` prints every mistake that nobody noticed, and the score; it fails under 95 %.
"""

import argparse
import random
import subprocess
import sys
from collections.abc import Sequence

from tests.mutation.judging import NOT_PLANTED, quick, settle, thorough
from tests.mutation.mutants import Mutant, mutants_of
from tests.mutation.planting import ROOT, SOURCE
from tests.mutation.scoring import GOAL, PAGE, Memory, Verdict, explained, page, score, stale, survivors

TESTS = (
    "tests/unit/policies",
    *(f"tests/contract/{each.name}" for each in sorted(ROOT.glob("tests/contract/test_polic*.py"))),
)
EXCLUDED = {
    "inventory/": "SpecStep's own inventory is data. Coverage checks every line of it against the real tables.",
    "clauses/": "The register is data too; `clauses/standing.py`, which reads it, is not left out.",
}
SLOW = ("sql/", "testing/")
HASTE = "not tried anew in the run that wrote this page; what no earlier run had seen noticed is listed above."
NEVERTHELESS = ("clauses/standing.py",)


def modules(since: str) -> list[str]:
    """The modules of the policies that hold code; only those that changed since a commit, if there is one."""
    every = [path.relative_to(SOURCE).as_posix() for path in sorted(SOURCE.rglob("*.py"))]
    if since:
        command = ["git", "diff", "--name-only", since, "--", str(SOURCE)]
        said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
        changed = {(ROOT / name).relative_to(SOURCE).as_posix() for name in said}
        every = [path for path in every if path in changed]
    judged = [path for path in every if path in NEVERTHELESS or not path.startswith(tuple(EXCLUDED))]
    return sorted(judged, key=lambda path: (path.startswith(SLOW), path))


def sampled(path: str, mutants: list[Mutant], size: int) -> list[Mutant]:
    """Some of the mistakes in a module whose tests take long, always the same; all of them in any other."""
    if not size or len(mutants) <= size or not path.startswith(SLOW):
        return mutants
    return [mutants[number] for number in sorted(random.Random(7).sample(range(len(mutants)), size))]


def judge(
    mutants: Sequence[Mutant], tests: Sequence[str], memory: Memory, *, wholly: bool, hasty: bool
) -> list[Verdict]:
    """What becomes of each mutant."""
    by = {number: memory.recall(mutant) for number, mutant in enumerate(mutants)}
    open_ = [number for number, name in by.items() if name is None]
    if open_:
        reach, found = quick(tests, [mutants[number] for number in open_])
        print(f"{len(mutants)} mistakes, {len(open_)} to make, {len(reach.seconds)} tests", flush=True)

        anew = {number for number in open_ if wholly or not mutants[number].called}

        def note(number: int, name: str | None) -> None:
            by[number] = name
            if name:
                memory.keep(mutants[number], name)
                memory.write()
            elif number not in anew:
                print(f"  not noticed: {mutants[number].says}", flush=True)

        for place, name in found:
            anew |= {open_[place]} if name == NOT_PLANTED else set()
            note(open_[place], None if name == NOT_PLANTED else name)
        for number in sorted(number for number in anew if by[number] is None and not hasty):
            anew.remove(number)
            note(number, thorough(mutants[number], reach))
    return [Verdict(mutant, by[number] or "") for number, mutant in enumerate(mutants)]


def main() -> int:
    """Print the score; 1 under the goal, or when a reason in `equivalent.toml` is stale."""
    reading = argparse.ArgumentParser(prog="tests.mutation")
    reading.add_argument("modules", nargs="*", help="below the package, such as plans/sweep.py; all by default")
    reading.add_argument("--since", default="", help="only modules that changed since this commit")
    reading.add_argument("--tests", nargs="*", default=TESTS, help="only these tests")
    reading.add_argument(
        "--sample", type=int, default=0, help="of each module in sql and testing, only so many mistakes"
    )
    reading.add_argument("--fresh", action="store_true", help="forget what earlier runs found")
    reading.add_argument(
        "--hasty", action="store_true", help="import nothing anew: what that would show counts as unnoticed"
    )
    reading.add_argument("--wholly", action="store_true", help="import the package anew for what was not noticed")
    reading.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    chosen = reading.parse_args()
    settle()
    reasons, memory = explained(), Memory.read(fresh=chosen.fresh)
    paths = chosen.modules or modules(chosen.since)
    made = {path: list(mutants_of(path, (SOURCE / path).read_text("utf-8"))) for path in paths}
    mutants = [each for path in paths for each in sampled(path, made[path], chosen.sample)]
    verdicts = judge(mutants, chosen.tests, memory, wholly=chosen.wholly, hasty=chosen.hasty)
    for path in paths:
        print(f"{path}: {score([each for each in verdicts if each.mutant.path == path], reasons)}")
    total, wrong = score(verdicts, reasons), stale(verdicts, reasons)
    for says in survivors(verdicts, reasons):
        print(f"without a reason: {says}")
    for says in wrong:
        print(f"not in need of a reason: {says}")
    print(f"score: {total}")
    if chosen.write:
        others = {path: "not judged in the run that wrote this page." for path in modules("") if path not in paths}
        others |= {"what runs on import": HASTE} if chosen.hasty else {}
        numbers = {path: len(every) for path, every in made.items()}
        PAGE.write_text(page(verdicts, reasons, numbers, EXCLUDED | others), "utf-8")
    return int(total.share < GOAL or bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
