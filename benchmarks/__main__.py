"""Measure, and print the page; `--write` puts it into the docs.

Names of parts (`processes`, `pipeline`, `policies`, `secrets`, `web`) measure these alone, and write nothing. `--full` lets the policy
engine erase 100,000 rows among ten million, which takes many minutes.
"""

import sys
from pathlib import Path

from benchmarks import pipeline, policies, processes, secrets, web
from benchmarks.rows import Begun, page

PARTS = {
    "processes": processes.measure,
    "pipeline": pipeline.measure,
    "policies": policies.measure,
    "secrets": secrets.measure,
    "web": web.measure,
}
PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"


def main(arguments: list[str]) -> None:
    """Measure what the arguments name."""
    chosen = [name for name in PARTS if name in arguments]
    begun = Begun.now()
    measured = []
    for name in chosen or PARTS:
        part = policies.measure(full="--full" in arguments) if name == "policies" else PARTS[name]()
        print(part, file=sys.stderr, flush=True)
        measured.append(part)
    text = page(begun, measured)
    if "--write" in arguments and not chosen:
        PAGE.write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main(sys.argv[1:])
