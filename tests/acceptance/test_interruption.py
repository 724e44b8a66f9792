"""kill -9 in the middle of each step, then the same command again: a finished package, nothing lost or done twice."""

import signal
import sqlite3
import subprocess
from collections.abc import Iterator

import pytest
from tests.acceptance.conftest import BRIEF, CommandLine

from specstep.domain.documents.package import DocumentKey

MOMENTS = ["begin", *(key.value for key in DocumentKey), "rubric", "archive"]


def run_until(process: "subprocess.Popen[str]", moment: str, number: signal.Signals) -> bool:
    """Send the signal when the moment's line is printed; whether it came."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip().endswith(f": {moment}"):
            process.send_signal(number)
            process.wait(timeout=60)
            return True
    process.wait(timeout=60)
    return False


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def stored(request: pytest.FixtureRequest, command_line: CommandLine) -> Iterator[CommandLine]:
    command_line.write("brief.md", BRIEF)
    if request.param == "sqlite":
        yield command_line
        return
    url = request.getfixturevalue("postgresql_url")
    line = CommandLine(folder=command_line.folder, settings={"SPECSTEP_DATABASE_URL": url})
    assert line.run("db", "upgrade").returncode == 0
    yield line


@pytest.mark.slow
@pytest.mark.parametrize("moment", MOMENTS)
def test_kill_9_then_the_same_command_finishes(stored: CommandLine, moment: str) -> None:
    killed = stored.start("generate", "brief.md", "--out", "package")
    assert run_until(killed, moment, signal.SIGKILL)
    assert killed.returncode == -signal.SIGKILL
    assert not (stored.folder / "package").exists() or (stored.folder / "package/MANIFEST.json").is_file()

    again = stored.run("generate", "brief.md", "--out", "package")

    assert again.returncode == 0, again.stdout + again.stderr
    assert (stored.folder / "package/index.html").is_file()


def test_no_answer_is_asked_for_twice(command_line: CommandLine) -> None:
    command_line.write("brief.md", BRIEF)
    killed = command_line.start("generate", "brief.md", "--out", "package")
    assert run_until(killed, "stories", signal.SIGKILL)
    with sqlite3.connect(command_line.folder / "data/specstep.sqlite") as database:
        before = dict(database.execute("select step, created_at from model_answers").fetchall())

    assert command_line.run("generate", "brief.md", "--out", "package").returncode == 0

    with sqlite3.connect(command_line.folder / "data/specstep.sqlite") as database:
        after = dict(database.execute("select step, created_at from model_answers").fetchall())
    assert before.items() <= after.items()


def test_ctrl_c_keeps_what_is_done_and_says_how_to_carry_on(command_line: CommandLine) -> None:
    command_line.write("brief.md", BRIEF)
    stopped = command_line.start("generate", "brief.md", "--out", "package")
    assert run_until(stopped, "requirements", signal.SIGINT)
    assert stopped.returncode == 130
    assert stopped.stderr is not None
    assert "carries on" in stopped.stderr.read()

    assert command_line.run("generate", "brief.md", "--out", "package").returncode == 0
