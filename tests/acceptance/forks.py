"""Commands in processes of their own that need not import everything anew: they are forked off one that did.

Importing takes two seconds of a command's time, and there are hundreds of commands. What is forked starts with the
modules imported and with nothing else: no value of another command, no connection, no thread. Only the seed of
hashes is common to all; who looks for an order that depends on it starts a fresh interpreter.
"""

import io
import multiprocessing
import os
import runpy
import signal
import sys
import time
import warnings
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from subprocess import TimeoutExpired
from types import FrameType, TracebackType
from typing import Self

IMPORTED = (
    "specstep.adapters.language_models.offline",
    "specstep.adapters.secret_scanners.patterns",
    "specstep.adapters.workflows.dbos_engine",
    "specstep.domain.rendering.page.environment",
    "specstep.entrypoints.cli.account",
    "specstep.entrypoints.cli.app",
    "specstep.entrypoints.cli.database",
    "specstep.entrypoints.cli.generate",
    "specstep.entrypoints.cli.policy",
    "specstep.entrypoints.cli.sweep",
    "specstep.entrypoints.library",
    "specstep.entrypoints.web.serving",
    "specstep.entrypoints.wiring.promises",
    "mermaid_render",
    "nh3",
)

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(list(IMPORTED))


class Forked:
    """A command that runs; the part of `subprocess.Popen` that the tests use."""

    def __init__(
        self,
        *arguments: str,
        folder: Path,
        env: Mapping[str, str],
        given: str | None = "",
        until: str | None = None,
        program: Path | None = None,
    ) -> None:
        """Start it.

        Args:
            given: its whole standard input; with None that stays open until `stdin` is closed.
            until: the step at whose line of progress it is held up until a signal comes.
            program: the script to run instead of the command line.
        """
        reads, asks = _forks.Pipe(duplex=False)
        out, says = _forks.Pipe(duplex=False)
        errors, complains = _forks.Pipe(duplex=False)
        self.stdin = asks
        if given is not None:
            os.write(asks.fileno(), given.encode())  # less than a pipe holds, so nobody need be reading yet
            asks.close()
        given_on = (arguments, str(folder), dict(env), reads, says, complains, until, program)
        self._process = _forks.Process(target=_become, args=given_on)
        self._process.start()
        for taken in (reads, says, complains):
            taken.close()
        self.stdout, self.stderr = (os.fdopen(os.dup(end.fileno()), encoding="utf-8") for end in (out, errors))
        for end in (out, errors):
            end.close()

    @property
    def pid(self) -> int | None:
        """Its number."""
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """The exit status; of one that a signal ended the signal's number, negative."""
        return self._process.exitcode

    def send_signal(self, number: signal.Signals) -> None:
        """Send a signal, unless it has ended."""
        if self._process.is_alive() and self._process.pid is not None:
            os.kill(self._process.pid, number)

    def kill(self) -> None:
        """End it at once, and wait until it has."""
        self._process.kill()
        self._process.join()

    def wait(self, timeout: float) -> int:
        """The exit status, once it has ended."""
        self._process.join(timeout)
        if self.returncode is None:
            raise TimeoutExpired("specstep", timeout)
        return self.returncode

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """Wait for its end; the rest of what it wrote to standard output and to standard error."""
        with ThreadPoolExecutor(2) as readers:
            written = [readers.submit(stream.read) for stream in (self.stdout, self.stderr)]
            self._process.join(timeout)
            if self._process.exitcode is None:
                self._process.kill()
                raise TimeoutExpired("specstep", timeout or 0)
            said, complained = (stream.result() for stream in written)
        self._close()
        return said, complained

    def _close(self) -> None:
        self.stdin.close()
        self.stdout.close()
        self.stderr.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.join()
        self._close()


class _HeldUp(io.TextIOWrapper):
    """Standard output that takes no more, after the first line of a step, until a signal interrupts or kills."""

    def __init__(self, until: str) -> None:
        super().__init__(os.fdopen(1, "wb", closefd=False), encoding="utf-8")
        self._until: str | None = f": {until}"

    def write(self, text: str) -> int:
        written = super().write(text)
        if self._until is not None and text.rstrip().endswith(self._until):
            self._until = None  # whoever stops in an orderly way may say once more where it was
            self._wait()
        return written

    def _wait(self) -> None:
        before, came = signal.getsignal(signal.SIGINT), False

        def interrupted(number: int, frame: FrameType | None) -> None:
            nonlocal came
            came = True
            if callable(before):
                before(number, frame)

        signal.signal(signal.SIGINT, interrupted)  # before anybody can know that it is time to send it
        self.flush()
        while not came:
            time.sleep(0.01)
        signal.signal(signal.SIGINT, before)


def _become(
    arguments: tuple[str, ...],
    folder: str,
    env: Mapping[str, str],
    reads: Connection,
    says: Connection,
    complains: Connection,
    until: str | None,
    program: Path | None,
) -> None:
    """Turn the forked process into the command line, as `python -m specstep` in that folder would be it.

    Args:
        until: the step at whose line of progress it is held up until a signal comes, as a terminal that takes no
            more would hold it up; without it a quick step may be over before the signal is sent.
    """
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    for number, end in enumerate((reads, says, complains)):
        os.dup2(end.fileno(), number)
        end.close()
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = _HeldUp(until) if until else os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)
    sys.argv = [str(program or "specstep"), *arguments]
    sys.path.insert(0, folder)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # who runs the tests in the background ignores it
    warnings.simplefilter("default")
    if program is not None:
        runpy.run_path(str(program), run_name="__main__")
        return
    from specstep.entrypoints.cli import main

    main()
