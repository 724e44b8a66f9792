"""Runs the tests that reach a mistake, and says which of them notices it.

Two ways. The quick one collects the tests once, and forks for each mutant a process in which only the code of one
function is exchanged. The thorough one, for what runs at import time and for whatever the quick one did not notice,
forks a process that has imported nothing of the package, and imports it with the mistake in it.
"""

import contextlib
import gc
import json
import math
import os
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import attrs
import coverage
import pytest
from tests.mutation.mutants import Mutant
from tests.mutation.planting import ROOT, SOURCE, Functions, Mutated

OPTIONS = (
    *("--tb=no", "-p", "no:cacheprovider", "--hypothesis-profile", "mutation", "-m", "not postgresql"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),  # hypothesis is imported before the fork
)
TOO_LONG = "took far too long"
NOT_PLANTED = "could not be put into a running process"
LEAST_S = 3.0  # to import everything, and for machines that others use
MOST_BYTES = 4 << 30
ENOUGH_S = (1.5, 1.0, 4.0)  # of the tests named like the module, of other unit tests, and of the rest


@attrs.frozen
class Reach:
    """Which tests run which lines, and how long they take.

    Args:
        tests: for each module and line, the tests that run it.
        seconds: for each test, what it took.
    """

    tests: Mapping[str, Mapping[int, frozenset[str]]]
    seconds: Mapping[str, float]

    def of(self, mutant: Mutant) -> list[str]:
        """The tests that reach a mistake, the nearest and quickest first, as many as take a few seconds."""
        lines = self.tests.get(mutant.path, {})
        if mutant.called:
            wanted = (lines.get(each, frozenset()) for each in range(mutant.lines[0], mutant.lines[1] + 1))
            found = {test for tests in wanted for test in tests}
        else:
            found = {test for tests in lines.values() for test in tests}
            # What attrs makes of a class runs no line of the module, but the tests named like it may be about that.
            found |= {test for test in self.seconds if self._distance(mutant, test) == 0} or set(self.seconds)
        left, chosen = list(ENOUGH_S), []
        for test in sorted(found, key=lambda each: (self.seconds.get(each, 0.0), each)):
            near = self._distance(mutant, test)
            if left[near] > 0:
                left[near] -= self.seconds.get(test, 0.0)
                chosen.append((near, test))
        return [test for _, test in sorted(chosen, key=lambda each: each[0])]

    def _distance(self, mutant: Mutant, test: str) -> int:
        """0 for the tests named like the module or its folder, 1 for other unit tests, 2 for the rest."""
        names = {"test_" + part.removesuffix(".py") for part in mutant.path.split("/")}
        unit = test.startswith("tests/unit/")
        return 0 if unit and any(name in test for name in names) else 1 if unit else 2

    def time_for(self, tests: Sequence[str]) -> float:
        """Seconds of the processor after which they would have been done by far."""
        return 2 * sum(self.seconds.get(test, 0.0) for test in tests)

    def _distance(self, mutant: Mutant, test: str) -> int:
        """0 for the tests named like the module or its folder, 1 for other unit tests, 2 for the rest."""
        names = {"test_" + part.removesuffix(".py") for part in mutant.path.split("/")}
        unit = test.startswith("tests/unit/")
        return 0 if unit and any(name in test for name in names) else 1 if unit else 2


class _Watch:
    """Notes the tests that fail, and what each took."""

    def __init__(self) -> None:
        self.failed: list[str] = []
        self.seconds: dict[str, float] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)


class _Quick(_Watch):
    """Stands in for pytest's loop: all tests once, then for each mutant those that reach it, in a fork."""

    def __init__(self, mutants: Sequence[Mutant], tell: Callable[[object], None]) -> None:
        super().__init__()
        self.mutants, self.tell = mutants, tell

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        reach = self._measured(session)
        self.tell(attrs.asdict(reach) | {"failed": self.failed})
        if self.failed:
            return True
        items = {item.nodeid: item for item in session.items}
        functions = Functions.found()
        gc.freeze()  # so that forks share what is there
        noticed: dict[str, Counter[str]] = {}
        for number, mutant in enumerate(self.mutants):
            before = noticed.setdefault(mutant.path, Counter())
            tests = sorted(reach.of(mutant), key=lambda test: -before[test])  # what noticed much comes first
            if mutant.called and tests:
                by = _in_fork(partial(self._try, functions, mutant, tests, items), reach.time_for(tests))
                before.update([by] if by else [])
                self.tell([number, by])
        return True

    def _measured(self, session: pytest.Session) -> Reach:
        watched = coverage.Coverage(data_file=None, source=[str(SOURCE)], config_file=False)
        watched.start()
        for place, item in enumerate(session.items):
            watched.switch_context(item.nodeid)
            after = session.items[place + 1] if place + 1 < len(session.items) else None
            before = time.process_time()  # of the processor, since a machine may be shared
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            self.seconds[item.nodeid] = time.process_time() - before
        watched.stop()
        data = watched.get_data()
        return Reach(
            tests={
                Path(name).relative_to(SOURCE).as_posix(): {
                    line: frozenset(filter(None, contexts))
                    for line, contexts in data.contexts_by_lineno(name).items()
                }
                for name in data.measured_files()
            },
            seconds=self.seconds,
        )

    def _try(
        self, functions: Functions, mutant: Mutant, tests: list[str], items: Mapping[str, pytest.Item]
    ) -> str | None:
        if not functions.plant(mutant):
            return NOT_PLANTED
        chosen = [items[test] for test in tests]
        for place, item in enumerate(chosen):
            after = chosen[place + 1] if place + 1 < len(chosen) else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if self.failed:
                return self.failed[0]
        return None


def quick(tests: Sequence[str], mutants: Sequence[Mutant]) -> tuple[Reach, Iterator[tuple[int, str | None]]]:
    """Which tests reach what; then, as they come, the number of a mutant and the test that noticed it, if one did.

    Raises:
        RuntimeError: tests fail without any mistake.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _silence()
        with os.fdopen(writing, "w") as out:

            def tell(what: object) -> None:
                out.write(json.dumps(what, default=sorted) + "\n")
                out.flush()

            code = pytest.main([*OPTIONS, *tests], plugins=[_Quick(mutants, tell)])
        os._exit(code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED))
    os.close(writing)
    said = os.fdopen(reading)
    first = json.loads(said.readline() or '{"failed": ["nothing could be collected"]}')
    if first["failed"]:
        raise RuntimeError(f"without any mistake, these fail: {', '.join(first['failed'])}")
    reach = Reach(
        tests={
            path: {int(line): frozenset(names) for line, names in lines.items()}
            for path, lines in first["tests"].items()
        },
        seconds=first["seconds"],
    )

    def found() -> Iterator[tuple[int, str | None]]:
        with said:
            for line in said:
                number, by = json.loads(line)
                yield number, by
        if os.waitpid(child, 0)[1]:
            raise RuntimeError("the process that makes the mistakes broke down")

    return reach, found()


def thorough(mutant: Mutant, reach: Reach) -> str | None:
    """The test that notices a mistake, when the package is imported with it; None when none does."""
    tests = reach.of(mutant)
    return _in_fork(partial(_imported, mutant, tests), reach.time_for(tests)) if tests else None


def _imported(mutant: Mutant, tests: list[str]) -> str | None:
    Mutated(mutant).install()
    watch = _Watch()
    code = pytest.main(["-x", *OPTIONS, *tests], plugins=[watch])
    return None if code == pytest.ExitCode.OK else (watch.failed or ["the import"])[0]


def _in_fork(work: Callable[[], str | None], seconds: float) -> str | None:
    """What the work says in a process of its own, of which nothing remains."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        os.close(reading)
        # A mistake can make a loop endless, and what it collects as well.
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(LEAST_S + seconds),) * 2)
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES,) * 2)
        _silence()
        said: str | None = "the import"
        try:
            said = work()
        finally:
            os.write(writing, (said or "").encode())
            os._exit(0)
    os.close(writing)
    deadline = time.monotonic() + 10 * (LEAST_S + seconds)
    while not (done := os.waitpid(child, os.WNOHANG))[0] and time.monotonic() < deadline:
        time.sleep(0.005)
    if not done[0]:
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
    if not done[0] or os.WIFSIGNALED(done[1]):
        os.close(reading)
        return TOO_LONG
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)  # whatever a mistake left behind
    with os.fdopen(reading, "rb") as out:
        return out.read().decode() or None


def _silence() -> None:
    sys.stdout.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def settle() -> None:
    """Import what the tests need from others, so that forks share it."""
    os.chdir(ROOT)
    os.environ["PYTHONPATH"] = str(ROOT / "src")  # for tests that start processes
    import hypothesis.strategies
    import sqlalchemy.ext.asyncio

    _ = hypothesis, sqlalchemy
