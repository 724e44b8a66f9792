"""Runs the tests that reach a mistake, and says which of them notices it.

Two ways. The quick one collects the tests once, and forks for each mutant a process in which only the code of one
function is exchanged. The thorough one, for what runs at import time and for whatever the quick one could not plant,
forks a process that has imported nothing of the package, and imports it with the mistake in it.
"""

import gc
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import attrs
import coverage
import pytest
from tests.mutation.forking import at_most, in_fork, silence
from tests.mutation.mutants import Mutant
from tests.mutation.planting import ROOT, SOURCE, Functions, Mutated
from tests.mutation.reaching import Noticing, Ran, Reach, distance

OPTIONS = (
    *("--tb=no", "-p", "no:cacheprovider", "--hypothesis-profile", "mutation"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),  # hypothesis is imported before the fork
)
NOT_PLANTED = "could not be put into a running process"
EACH_S, TIMES = 1.5, 4.0  # how long a single test may take: so much, and so many times what it took before


@attrs.frozen(kw_only=True)
class Trying:
    """What is tried.

    Args:
        tests: files of tests.
        server: those that need PostgreSQL, or those that don't.
        patience: how many times the usual number of seconds the tests of one mistake may take.
        passed: whether a test is known to pass with a mistake.
        noticing: the tests that noticed much.
    """

    tests: Sequence[str]
    server: bool
    patience: float
    passed: Callable[[Mutant, str], bool]
    noticing: Noticing

    @property
    def options(self) -> tuple[str, ...]:
        """How pytest is called."""
        return *OPTIONS, "-m", "postgresql" if self.server else "not postgresql"

    def on(self, mutant: Mutant, reach: Reach) -> list[str]:
        """The tests to try on a mistake, in this order."""
        tests = [test for test in reach.of(mutant, self.patience) if not self.passed(mutant, test)]
        return self.noticing.first(mutant, tests, reach)


@attrs.frozen
class Tried:
    """What became of a mistake: the test that noticed it, if one did, and those that were tried."""

    by: str | None
    tests: Sequence[str]


class _Watch:
    """Notes the tests that fail."""

    def __init__(self) -> None:
        self.failed: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)


class _Quick(_Watch):
    """Stands in for pytest's loop: new tests once, then for each mutant those that reach it, in a fork."""

    def __init__(self, trying: Trying, mutants: Sequence[Mutant], tell: Callable[[object], None]) -> None:
        super().__init__()
        self.trying, self.mutants, self.tell = trying, mutants, tell

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        before = Reach.read()
        if self.trying.server and session.items and session.items[0].nodeid in before.tests:
            self._run(session, session.items[0])  # for the server, which all forks use
        reach = before.also(self._measured(session, before))
        reach.write()
        self.tell(self.failed)
        if self.failed:
            return True
        items = {item.nodeid: item for item in session.items}
        reach = reach.only(items)
        self.tell(list(items))
        functions = Functions.found()
        gc.freeze()  # so that forks share what is there
        for number, mutant in enumerate(self.mutants):
            tests = self.trying.on(mutant, reach)
            if mutant.called:
                work = partial(self._try, session, functions, mutant, [items[test] for test in tests], reach)
                by = in_fork(work, 2 * reach.seconds(tests)) if tests else None
                if by and by != NOT_PLANTED:
                    self.trying.noticing.add(mutant, by)
                self.tell([number, by, [] if by else tests])
        return True

    def _run(self, session: pytest.Session, item: pytest.Item) -> None:
        # What lives as long as the session stays: a server of the process that forks serves all its forks.
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=session)

    def _measured(self, session: pytest.Session, before: Reach) -> dict[str, Ran]:
        watched = coverage.Coverage(data_file=None, source=[str(SOURCE)], config_file=False)
        watched.set_option("run:disable_warnings", ["no-data-collected"])  # some tests run nothing of the package
        watched.start()
        seconds: dict[str, float] = {}
        for item in session.items:
            if item.nodeid in before.tests:
                continue
            watched.switch_context(item.nodeid)
            began = time.process_time()  # of the processor, since a machine may be shared
            self._run(session, item)
            seconds[item.nodeid] = time.process_time() - began
        watched.stop()
        data = watched.get_data()
        lines: dict[str, dict[str, set[int]]] = {test: {} for test in seconds}
        for name in data.measured_files():
            path = Path(name).relative_to(SOURCE).as_posix()
            for line, tests in data.contexts_by_lineno(name).items():
                for test in tests:
                    if test in lines:
                        lines[test].setdefault(path, set()).add(line)
        return {
            test: Ran({path: frozenset(each) for path, each in lines[test].items()}, took).signed(test)
            for test, took in seconds.items()
            if test not in self.failed
        }

    def _try(
        self,
        session: pytest.Session,
        functions: Functions,
        mutant: Mutant,
        chosen: Sequence[pytest.Item],
        reach: Reach,
    ) -> str | None:
        if not functions.plant(mutant):
            return NOT_PLANTED
        for item in chosen:
            at_most(EACH_S + TIMES * reach.tests[item.nodeid].seconds)
            self._run(session, item)
            if self.failed:
                return self.failed[0]
        return None


def quick(trying: Trying, mutants: Sequence[Mutant]) -> tuple[Reach, Iterator[tuple[int, Tried]]]:
    """Which tests reach what; then, as they come, the number of a mutant and what became of it.

    Raises:
        RuntimeError: tests fail without any mistake.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        silence()
        with os.fdopen(writing, "w") as out:

            def tell(what: object) -> None:
                out.write(json.dumps(what) + "\n")
                out.flush()

            code = pytest.main([*trying.options, *trying.tests], plugins=[_Quick(trying, mutants, tell)])
        os._exit(code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED))
    os.close(writing)
    said = os.fdopen(reading)
    failed = json.loads(said.readline() or '["nothing could be collected"]')
    if failed:
        raise RuntimeError(f"without any mistake, these fail: {', '.join(failed)}")
    tests = json.loads(said.readline())  # after which the other process has written what it measured
    reach = Reach.read().only(tests)

    def found() -> Iterator[tuple[int, Tried]]:
        with said:
            for line in said:
                number, by, tests = json.loads(line)
                yield number, Tried(by, tests)
        if os.waitpid(child, 0)[1]:
            raise RuntimeError("the process that makes the mistakes broke down")

    return reach, found()


def thorough(trying: Trying, mutant: Mutant, reach: Reach) -> Tried:
    """What becomes of a mistake when the package is imported with it."""
    tests = trying.on(mutant, reach)
    near = [test for test in tests if distance(mutant, test) == 0]
    for some in (near, [test for test in tests if test not in near]):  # whose imports take longer
        work = partial(_imported, trying, mutant, some)
        if some and (by := in_fork(work, 2 * reach.seconds(some))):
            return Tried(by, [])
    return Tried(None, tests)


def _imported(trying: Trying, mutant: Mutant, tests: list[str]) -> str | None:
    Mutated(mutant).install()
    watch = _Watch()
    code = pytest.main(["-x", *trying.options, *tests], plugins=[watch])
    return None if code == pytest.ExitCode.OK else (watch.failed or ["the import"])[0]


def settle() -> None:
    """Import what the tests need from others, so that forks share it."""
    os.chdir(ROOT)
    os.environ["PYTHONPATH"] = str(ROOT / "src")  # for tests that start processes
    import hypothesis.strategies
    import sqlalchemy.ext.asyncio

    _ = hypothesis, sqlalchemy
