"""The overview of the commands, which is printed without the parser."""

import os
import subprocess
import sys
from pathlib import Path

from specstep.entrypoints.cli.app import build_app
from specstep.entrypoints.cli.commands import COMMANDS, GROUPS, OPTIONS, WIDTH, overview

CHECKOUT = Path(__file__).parents[3]


def test_the_overview_names_every_command_and_option_that_the_parser_knows() -> None:
    told = {line.split("  ")[1].split(",")[0] for line in overview().splitlines() if line.startswith("  ")} - {""}
    assert told == set(build_app()) - {"-h"}


def test_every_command_is_told_with_what_it_does() -> None:
    text = " ".join(overview().split())
    assert all(summary in text for _, summary in COMMANDS.values())
    assert all(summary in text for summary, _ in GROUPS.values())
    assert all(summary in text for summary in OPTIONS.values())
    assert max(map(len, overview().splitlines())) <= WIDTH


def test_asking_for_the_overview_imports_no_parser() -> None:
    code = (
        "import sys; sys.argv = ['specstep', '--help']\n"
        "from specstep.entrypoints.cli import main; main()\n"
        "print([name for name in ('cyclopts', 'rich', 'attrs', 'sqlalchemy') if name in sys.modules])"
    )
    env = {**os.environ, "PYTHONPATH": str(CHECKOUT / "src")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    assert done.stdout.startswith("Usage: specstep COMMAND")
    assert done.stdout.rstrip().endswith("[]")
