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

    def start(self, *arguments: str, **options: Any) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "specstep", *arguments],
            cwd=self.folder,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )

    def run(self, *arguments: str, given: str | None = None) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "specstep", *arguments],
            cwd=self.folder,
            env=self.env,
            input=given,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

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
