"""The command line: `specstep --help` lists what it can do."""

import gc
import sys

from specstep.entrypoints.cli.commands import HELP_FLAGS, overview

YOUNG_VALUES = 50_000
"""So many new values before the collector looks for cycles. A command makes hundreds of thousands that stay: at the
default of 700 a tenth of its processor time went into looking at them again and again."""


def main() -> None:
    """Run the command line and exit with its status."""
    arguments = sys.argv[1:]
    if not arguments or arguments[0] in HELP_FLAGS:
        print(overview())  # noqa: T201
        return
    gc.set_threshold(YOUNG_VALUES, 20, 100)
    from specstep.entrypoints.cli.app import run

    sys.exit(run(arguments))
