"""Whole processes: cold starts, and the demo from command to package."""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import attrs

from benchmarks.rows import Part, Row

RUNS = 5
DEMO_GOAL_S = 2.0
DEMO_GOAL_MB = 150
HOW = f"""\
Medians of {RUNS} runs, each in an empty folder with a new database, after one that fills the caches of bytecode and of
templates. The demo is bound by one processor: imports, drafting, scoring and rendering all hold Python's one lock."""
DEMO_IMPORTS = (
    "specstep.entrypoints.cli.app",
    "specstep.entrypoints.cli.generate",
    "specstep.entrypoints.library",
    "specstep.adapters.secret_scanners.patterns",
    "specstep.adapters.workflows.dbos_engine",
    "specstep.domain.rendering.page.environment",
    "mermaid_render",
    "nh3",
)
"""What the demo imports, at once or when it needs it."""


@attrs.frozen(kw_only=True)
class Sample:
    """One run of a command: seconds on the wall and of a processor, and the peak resident memory in MB."""

    wall_s: float
    cpu_s: float
    peak_mb: float


def run(*command: str, cwd: Path, env: dict[str, str]) -> Sample:
    """Run a command and account for it by itself."""
    before = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, usage = os.wait4(process.pid, 0)
    wall_s = time.perf_counter() - before
    errors = process.stderr.read().decode() if process.stderr else ""
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{command} ended with {process.returncode}: {errors}")
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Sample(wall_s=wall_s, cpu_s=usage.ru_utime + usage.ru_stime, peak_mb=resource_peak(usage) / scale)


def resource_peak(usage: resource.struct_rusage) -> int:
    """The peak resident memory in the platform's own unit."""
    return usage.ru_maxrss


def median(samples: list[Sample]) -> Sample:
    """The median of each figure."""
    return Sample(
        wall_s=statistics.median(sample.wall_s for sample in samples),
        cpu_s=statistics.median(sample.cpu_s for sample in samples),
        peak_mb=statistics.median(sample.peak_mb for sample in samples),
    )


def measure() -> Part:
    """The figures of whole processes.

    The environment variable SPECSTEP_BENCH_PYTHON names the interpreter of an installation as users have it, without
    what only the tests bring along; without it, this interpreter's is measured.
    """
    python = os.environ.get("SPECSTEP_BENCH_PYTHON", sys.executable)
    program = str(Path(python).with_name("specstep"))
    commands = {
        "pass": (python, "-c", "pass"),
        "help": (program, "--help"),
        "import": (python, "-c", "import specstep"),
        "command help": (program, "demo", "--help"),
        "imports": (python, "-c", f"import {', '.join(DEMO_IMPORTS)}"),
        "demo": (program, "demo"),
    }
    samples: dict[str, list[Sample]] = {name: [] for name in commands}
    for turn in range(RUNS + 1):
        for name, command in commands.items():
            with tempfile.TemporaryDirectory() as folder:
                env = {**os.environ, "XDG_DATA_HOME": f"{folder}/data", "XDG_CONFIG_HOME": f"{folder}/config"}
                env.pop("PYTHONDONTWRITEBYTECODE", None)
                sample = run(*command, cwd=Path(folder), env=env)
            if turn:  # the first turn only warms caches
                samples[name].append(sample)
    result = {name: median(values) for name, values in samples.items()}
    base = result["pass"]
    return Part(
        title="Whole processes",
        how=HOW,
        rows=(
            _cold("`specstep --help`, cold", result["help"], base, goal_ms=150),
            _cold("`specstep demo --help`, cold, which needs the parser", result["command help"], base),
            _cold("`import specstep`, cold", result["import"], base, goal_ms=60),
            Row(
                what="`specstep demo`, command to package",
                measured=f"{result['demo'].wall_s:.2f} s, {result['demo'].cpu_s:.2f} s of a processor",
                goals={f"{DEMO_GOAL_S:.0f} s": result["demo"].wall_s <= DEMO_GOAL_S},
                against=f"its imports alone: {result['imports'].wall_s:.2f} s, "
                f"{result['imports'].cpu_s:.2f} s of a processor",
            ),
            Row(
                what="`specstep demo`, peak memory",
                measured=f"{result['demo'].peak_mb:.0f} MB",
                goals={f"{DEMO_GOAL_MB} MB": result["demo"].peak_mb <= DEMO_GOAL_MB},
                against=f"its imports alone: {result['imports'].peak_mb:.0f} MB",
            ),
        ),
    )


def _cold(what: str, sample: Sample, base: Sample, *, goal_ms: int | None = None) -> Row:
    """What a command takes beyond the interpreter's own start."""
    more_ms = 1000 * (sample.wall_s - base.wall_s)
    return Row(
        what=what,
        measured=f"+{more_ms:.0f} ms, +{1000 * (sample.cpu_s - base.cpu_s):.0f} ms of a processor",
        goals={} if goal_ms is None else {f"+{goal_ms} ms": more_ms <= goal_ms},
        against=f"`python -c pass`: {1000 * base.wall_s:.0f} ms",
    )
