"""The command line as a person runs it: in a process of its own, with a data folder of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.acceptance.forks import Forked

CHECKOUT = Path(__file__).parents[2]
BRIEF = (
    "We run a small tool library. Members can reserve a tool for a day. A member can hold at most 3 tools at a time. "
    "When a tool is overdue by 2 days, the system sends the member a reminder by mail. Only the keeper can remove "
    "a tool from the list. We have no budget for licences. No payments, please.\n"
)


@attrs.frozen(kw_only=True)
class CommandLine:
    """Runs `specstep` in a folder, with state of its own."""

    folder: Path
    settings: Mapping[str, str] = attrs.field(factory=dict)

    @property
    def env(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SPECSTEP_")}
        return {
            **kept,
            "SPECSTEP_DATA_DIR": str(self.folder / "data"),
            "PYTHONPATH": str(CHECKOUT / "src"),
            "PYTHONWARNINGS": "default",
            **self.settings,
        }

    def start(self, *arguments: str, until: str | None = None) -> Forked:
        """In a process of its own, forked off one that has everything imported; held up at a step, if one is given."""
        return Forked(*arguments, folder=self.folder, env=self.env, until=until)

    def start_fresh(self, *arguments: str, **options: Any) -> "subprocess.Popen[str]":
        """In an interpreter of its own, as a shell starts it."""
        return subprocess.Popen(
            [sys.executable, "-m", "specstep", *arguments],
            cwd=self.folder,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )

    def run(self, *arguments: str, given: str = "") -> "subprocess.CompletedProcess[str]":
        with Forked(*arguments, folder=self.folder, env=self.env, given=given) as process:
            said, complained = process.communicate(timeout=120)
        return subprocess.CompletedProcess(arguments, process.returncode or 0, said, complained)

    def run_fresh(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        with self.start_fresh(*arguments) as process:
            said, complained = process.communicate(timeout=120)
        return subprocess.CompletedProcess(arguments, process.returncode, said, complained)

    def json(self, *arguments: str) -> dict[str, Any]:
        done = self.run(*arguments, "--json")
        assert done.stdout, done.stderr
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path


@pytest.fixture
def command_line(tmp_path: Path) -> CommandLine:
    return CommandLine(folder=tmp_path)
