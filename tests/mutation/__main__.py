"""Make one mistake after the other in the policies, and see whether the tests notice.

`python -m tests.mutation [module …]` prints every mistake that nobody noticed, and the score; it fails under 95 %.
"""

import argparse
import random
import shutil
import subprocess
import sys
from collections.abc import Sequence

import attrs
from tests.mutation.judging import NOT_PLANTED, Tried, Trying, quick, settle, thorough
from tests.mutation.mutants import Mutant, mutants_of
from tests.mutation.page import PAGE, page
from tests.mutation.planting import REMEMBERED, ROOT, SOURCE
from tests.mutation.remembering import Memory
from tests.mutation.scoring import GOAL, Reasons, Verdict, score, stale, survivors

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
REST = "mistakes that are possible and not made: there was no time for them yet; the next run makes them."
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


def judge(mutants: Sequence[Mutant], trying: Trying, memory: Memory, *, wholly: bool, hasty: bool) -> None:
    """See which mistakes the tests notice, and remember it."""
    left = [mutant for mutant in mutants if memory.recall(mutant) is None]
    if not left:
        return
    reach, found = quick(trying, left)
    kind = "with a server" if trying.server else "without"
    print(f"{len(mutants)} mistakes, {len(left)} to make, {len(reach.tests)} tests {kind}", flush=True)

    def note(mutant: Mutant, tried: Tried) -> None:
        memory.keep(mutant, tried)
        if tried.by:
            trying.noticing.add(mutant, tried.by)
        else:
            print(f"  not noticed: {mutant.says}", flush=True)

    anew = [mutant for mutant in left if wholly or not mutant.called]
    for number, tried in found:
        if tried.by == NOT_PLANTED:
            anew.append(left[number])
        else:
            note(left[number], tried)
    for mutant in anew if not hasty else ():
        if memory.recall(mutant) is None:
            note(mutant, thorough(trying, mutant, reach))
    memory.write()


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
    reading.add_argument("--servers", action="store_true", help="try the tests on PostgreSQL with what is left")
    reading.add_argument(
        "--patience", type=float, default=1.0, help="so many times the usual time for one mistake"
    )
    reading.add_argument(
        "--known", action="store_true", help="make nothing: judge by the mistakes that earlier runs made"
    )
    reading.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    chosen = reading.parse_args()
    settle()
    if chosen.fresh:
        shutil.rmtree(REMEMBERED, ignore_errors=True)
    reasons, memory = Reasons.read(), Memory.read()
    paths = chosen.modules or modules(chosen.since)
    made = {path: list(mutants_of(path, (SOURCE / path).read_text("utf-8"))) for path in paths}
    mutants = [each for path in paths for each in sampled(path, made[path], chosen.sample)]
    trying = Trying(
        tests=chosen.tests,
        server=False,
        patience=chosen.patience,
        passed=memory.passes,
        noticing=memory.noticing(mutants),
    )
    if chosen.known:
        mutants = [each for each in mutants if memory.tried(each)]
    else:
        judge(mutants, trying, memory, wholly=chosen.wholly, hasty=chosen.hasty)
        if chosen.servers:
            left = [each for each in mutants if each.says not in reasons.equivalent]
            judge(left, attrs.evolve(trying, server=True), memory, wholly=False, hasty=True)
    verdicts = [Verdict(mutant, memory.recall(mutant) or "", memory.reached(mutant)) for mutant in mutants]
    for path in paths:
        print(f"{path}: {score([each for each in verdicts if each.mutant.path == path], reasons)}")
    total, wrong = score(verdicts, reasons), stale(verdicts, made, reasons)
    for says in survivors(verdicts, reasons):
        print(f"without a reason: {says}")
    for says in wrong:
        print(f"not in need of a reason: {says}")
    print(f"score: {total}")
    if chosen.write:
        others = {path: "not judged in the run that wrote this page." for path in modules("") if path not in paths}
        others |= {"what runs on import": HASTE} if chosen.hasty else {}
        others |= {"the rest": REST} if chosen.known else {}
        PAGE.write_text(page(verdicts, made, reasons, EXCLUDED | others, servers=chosen.servers), "utf-8")
    return int(total.share < GOAL or bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
