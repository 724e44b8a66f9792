"""Make one mistake after the other in the pure core of the policies, and see whether the tests notice.

`python -m tests.mutation [--sample N] [module …]` prints the score and every mistake that nobody noticed.

Each mutant runs in a fork of a process that has imported the libraries, but nothing of the package. A test run that
takes far too long counts as having noticed: a mistake can make a loop endless.
"""

import argparse
import contextlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import random
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from tests.mutation.mutants import Mutant, mutants_of

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "specstep" / "policies"
MODULES = (
    "retention.py",
    "verdicts.py",
    "graph.py",
    "plans/erasure.py",
    "plans/export.py",
    "plans/removal.py",
    "plans/sweep.py",
    "model/datasets.py",
    "model/edges.py",
    "model/fields.py",
    "model/inventories.py",
)
FIRST = ("tests/unit/policies",)
THEN: tuple[str, ...] = ("tests/contract/test_policies_agreement.py",)
TOO_LONG_S = 150


class _Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Serves the source of one module with a mistake in it."""

    def __init__(self, name: str, mutant: Mutant) -> None:
        self.name, self.mutant = name, mutant

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        return importlib.util.spec_from_loader(fullname, self, origin=str(SOURCE / self.mutant.path))

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.mutant.code, self.mutant.path, "exec"), module.__dict__)


def noticed(mutant: Mutant | None) -> bool:
    """Whether a test fails on a mutant; with none, whether one fails anyway."""
    child = os.fork()
    if child == 0:
        os._exit(_run(mutant))
    deadline = time.monotonic() + TOO_LONG_S
    while time.monotonic() < deadline:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status) != 0
        time.sleep(0.05)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _run(mutant: Mutant | None) -> int:
    os.setpgid(0, 0)
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    if mutant is not None:
        name = "specstep.policies." + mutant.path.removesuffix(".py").replace("/", ".")
        sys.meta_path.insert(0, _Mutated(name, mutant))
    import pytest

    options = ["-x", "-q", "-p", "no:cacheprovider", "--hypothesis-profile", "mutation", "-k", "not postgresql"]
    for tests in (FIRST, THEN):
        there = [each for each in tests if (ROOT / each).exists()]
        if there and (code := pytest.main([*options, *there])) not in (0, 5):
            return int(code)
    return 0


def main() -> int:
    """Print the score; 1 when the tests fail by themselves."""
    reading = argparse.ArgumentParser(prog="tests.mutation")
    reading.add_argument("modules", nargs="*", default=MODULES)
    reading.add_argument(
        "--sample", type=int, default=0, help="only so many of each module, chosen by a fixed seed"
    )
    chosen = reading.parse_args()
    os.chdir(ROOT)
    os.environ["PYTHONPATH"] = str(ROOT / "src")  # for tests that start processes
    with contextlib.suppress(ImportError):
        import attrs  # noqa: F401
    if noticed(None):
        print("The tests fail without any mistake, so there is nothing to learn.")
        return 1
    killed = total = 0
    for path in chosen.modules:
        every = list(mutants_of(path, (SOURCE / path).read_text("utf-8")))
        some = random.Random(7).sample(every, chosen.sample) if 0 < chosen.sample < len(every) else every
        survivors = [mutant for mutant in sorted(some, key=lambda each: each.line) if not noticed(mutant)]
        killed, total = killed + len(some) - len(survivors), total + len(some)
        print(
            f"{path}: {len(some) - len(survivors)} of {len(some)} noticed ({len(every)} are possible)", flush=True
        )
        for mutant in survivors:
            print(f"  not noticed: {mutant.says}", flush=True)
    print(f"score: {killed} of {total}, {100 * killed / max(total, 1):.1f} %")
    return 0


if __name__ == "__main__":
    sys.exit(main())
