"""The talk on a real terminal, with its keys, as a person has it."""

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
BRIEF = "Volunteers can sign up for shifts. Volunteers can cancel a shift."


class Terminal:
    """A program on a pseudo-terminal."""

    def __init__(self) -> None:
        self.master, slave = pty.openpty()
        environment = os.environ | {
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "TERM": "xterm",
            "COLUMNS": "100",
        }
        command = [sys.executable, "-m", "tests.samples.talk_in_terminal"]
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, cwd=ROOT, env=environment, start_new_session=True
        )
        os.close(slave)
        self.seen = ""

    def until(self, text: str) -> None:
        """Read until the text was shown."""
        while text not in self.seen:
            ready, _, _ = select.select([self.master], [], [], 60)
            assert ready, f"{text!r} was never shown; only: {self.seen[-2000:]}"
            try:
                piece = os.read(self.master, 65536)
            except OSError:  # the other end is closed
                piece = b""
            assert piece, f"it ended without {text!r}: {self.seen[-2000:]}"
            self.seen += piece.decode(errors="replace")
            if "\x1b[6n" in piece.decode(errors="replace"):
                os.write(self.master, b"\x1b[1;1R")  # where the cursor is, as a terminal answers

    def type(self, keys: str) -> None:
        self.seen = ""
        os.write(self.master, keys.encode())

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)


@pytest.mark.parametrize("leave", ["\x04", "\x03"])
def test_a_person_talks_sees_the_coverage_and_leaves_with_a_key(leave: str) -> None:
    terminal = Terminal()
    try:
        terminal.until("stakes medium")
        terminal.type(f"{BRIEF}\r")
        terminal.until("F-002")
        terminal.until("stakes medium")
        terminal.type("\r")
        terminal.until("F-003")
        terminal.until("stakes medium")
        terminal.type(leave)
        terminal.until("specstep interview --resume")
        assert terminal.process.wait(timeout=60) == 0
    finally:
        terminal.close()
