"""The command line: `specstep --help` lists what it can do."""

import sys


def main() -> None:
    """Run the command line and exit with its status."""
    from specstep.entrypoints.cli.app import run

    sys.exit(run(sys.argv[1:]))
