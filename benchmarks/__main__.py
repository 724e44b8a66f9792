"""Print the table of measurements, or write it into the docs with `--write`.

Names of parts (`processes`, `pipeline`, `policies`) measure these alone.
"""

import os
import platform
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import pipeline, policies, processes

PARTS = {"processes": processes.measure, "pipeline": pipeline.measure, "policies": policies.measure}
NOTES = """
The simulated model answers what the drafter wrote before, so that the pipeline's own work is measured without the
drafting that stands for a model when there is none. The demo is bound by one processor: its time goes to imports
(SQLAlchemy and the workflow engine first, then the compiling of several hundred patterns), to drafting, to parsing and
rendering some forty Markdown documents in Python, and to starting the engine that draws. The page's templates are
compiled once per installation; the first demo pays a third of a second for that. Under a long wait for a processor the
workflow engine's polling (ten times a second for work, twenty for progress) adds to the processor time.
"""
PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"


def table(parts: Sequence[str]) -> str:
    """The measurements as a Markdown page."""
    rows = [row for part in parts for row in PARTS[part]()]
    lines = [
        "# Benchmarks",
        "",
        f"Measured with `nox -s bench -- --write` on {os.cpu_count()} cores, Python {platform.python_version()}; medians of",
        "five runs for whole processes. Machines differ and are noisy: compare the figures of one run with each other.",
        "",
        "| what | measured | goal | against, in the same run |",
        "| --- | --- | --- | --- |",
        *("| " + " | ".join(row) + " |" for row in rows),
    ]
    return "\n".join(lines) + "\n" + NOTES


if __name__ == "__main__":
    chosen = [name for name in sys.argv[1:] if name in PARTS] or list(PARTS)
    page = table(chosen)
    if "--write" in sys.argv:
        PAGE.write_text(page, "utf-8")
    print(page)
