"""The command line: `specstep --help` lists what it can do."""

import sys

from specstep.entrypoints.cli.commands import HELP_FLAGS, overview


def main() -> None:
    """Run the command line and exit with its status."""
    arguments = sys.argv[1:]
    if not arguments or arguments[0] in HELP_FLAGS:
        print(overview())  # noqa: T201
        return
    from specstep.entrypoints.cli.app import run

    sys.exit(run(arguments))
