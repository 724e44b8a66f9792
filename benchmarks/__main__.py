"""Print the table of all measurements, or write it into the docs with `--write`."""

import os
import platform
import sys
from pathlib import Path

from benchmarks import pipeline, policies, processes

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"


def table() -> str:
    """The measurements as a Markdown page."""
    rows = [*processes.measure(), *pipeline.measure(), *policies.measure()]
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
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    page = table()
    if "--write" in sys.argv:
        PAGE.write_text(page, "utf-8")
    print(page)
