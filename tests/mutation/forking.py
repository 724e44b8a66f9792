"""A process of its own for each mistake: it may run for ever, or eat all memory, and nothing of it remains."""

import contextlib
import math
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

TOO_LONG = "took far too long"
LEAST_S = 3.0  # to import everything
STUCK_S = 180.0  # without using the processor at all: it waits for something that never comes
MOST_BYTES = 4 << 30


def in_fork(work: Callable[[], str | None], seconds: float) -> str | None:
    """What the work says in a process of its own that may use so much time of the processor."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        os.close(reading)
        # A mistake can make a loop endless, and what it collects as well.
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(LEAST_S + seconds),) * 2)
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES,) * 2)
        silence()
        said: str | None = "the import"
        try:
            said = work()
        finally:
            os.write(writing, (said or "").encode())
            os._exit(0)
    os.close(writing)
    # No clock on the wall: how long a process waits for its turn says nothing on a machine that others use.
    used, since = 0, time.monotonic()
    while not (done := os.waitpid(child, os.WNOHANG))[0] and time.monotonic() - since < STUCK_S:
        time.sleep(0.005)
        if (now := _ticks(child)) != used:
            used, since = now, time.monotonic()
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)  # whatever a mistake left behind
    if not done[0]:
        os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as out:
        if not done[0] or os.WIFSIGNALED(done[1]):
            return TOO_LONG
        return out.read().decode() or None


def _ticks(process: int) -> int:
    """How much of the processor a process has used, in ticks; 0 where the system doesn't tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(int(each) for each in fields[11:15])


def at_most(seconds: float) -> None:
    """From now on this process may use so much time of the processor, and ends when it has."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


def silence() -> None:
    """Say nothing from now on."""
    sys.stdout.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
