"""kill -9 in the middle of each step, then the same command again: a finished package, nothing lost or done twice."""

import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from tests.acceptance.conftest import BRIEF, CommandLine
from tests.acceptance.forks import Forked
from tests.servers.postgresql import PostgreSQLServer

from specstep.domain.documents.package import DocumentKey

MOMENTS = ["begin", *(key.value for key in DocumentKey), "rubric", "archive"]
DIFFERENT_MOMENTS = ["begin", "requirements", "rubric", "archive"]
"""One of each kind: a database sees no more of a document than that it is recorded."""


def stopped_at(line: CommandLine, moment: str, number: signal.Signals, *arguments: str) -> tuple[Forked, str]:
    """A command that got the signal when the moment's line was printed, and what it wrote to standard error."""
    with line.start(*arguments, until=moment) as process:
        came = any(line.strip().endswith(f": {moment}") for line in process.stdout)
        process.send_signal(number)
        errors = process.communicate(timeout=60)[1]
    assert came, f"it ended before {moment}: {errors}"
    return process, errors


@pytest.fixture(scope="module")
def upgraded_postgresql(
    postgresql_server: PostgreSQLServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a database that `specstep db upgrade` prepared, to be copied."""
    with postgresql_server.fresh() as url:
        line = CommandLine(folder=tmp_path_factory.mktemp("upgraded"), settings={"SPECSTEP_DATABASE_URL": url})
        assert line.run("db", "upgrade").returncode == 0
        yield url


@pytest.fixture
def stored(request: pytest.FixtureRequest, command_line: CommandLine) -> Iterator[CommandLine]:
    command_line.write("brief.md", BRIEF)
    if request.param == "sqlite":
        yield command_line
        return
    server: PostgreSQLServer = request.getfixturevalue("postgresql_server")
    with server.fresh(template=request.getfixturevalue("upgraded_postgresql")) as url:
        yield CommandLine(folder=command_line.folder, settings={"SPECSTEP_DATABASE_URL": url})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("stored", "moment"),
    [
        *(("sqlite", moment) for moment in MOMENTS),
        *(pytest.param("postgresql", moment, marks=pytest.mark.postgresql) for moment in DIFFERENT_MOMENTS),
    ],
    indirect=["stored"],
)
def test_kill_9_then_the_same_command_finishes(stored: CommandLine, moment: str) -> None:
    killed, _ = stopped_at(stored, moment, signal.SIGKILL, "generate", "brief.md", "--out", "package")
    assert killed.returncode == -signal.SIGKILL
    assert not (stored.folder / "package").exists() or (stored.folder / "package/MANIFEST.json").is_file()

    again = stored.run("generate", "brief.md", "--out", "package")

    assert again.returncode == 0, again.stdout + again.stderr
    assert (stored.folder / "package/index.html").is_file()


def answers(command_line: CommandLine) -> dict[str, str]:
    with closing(sqlite3.connect(command_line.folder / "data/specstep.sqlite")) as database:
        return dict(database.execute("select step, created_at from model_answers").fetchall())


def test_no_answer_is_asked_for_twice(command_line: CommandLine) -> None:
    command_line.write("brief.md", BRIEF)
    stopped_at(command_line, "stories", signal.SIGKILL, "generate", "brief.md", "--out", "package")
    before = answers(command_line)

    assert command_line.run("generate", "brief.md", "--out", "package").returncode == 0

    assert before
    assert before.items() <= answers(command_line).items()


def test_ctrl_c_keeps_what_is_done_and_says_how_to_carry_on(command_line: CommandLine) -> None:
    command_line.write("brief.md", BRIEF)
    generate = ("generate", "brief.md", "--out", "package")
    stopped, errors = stopped_at(command_line, "requirements", signal.SIGINT, *generate)
    assert stopped.returncode == 130
    assert "carries on" in errors

    assert command_line.run("generate", "brief.md", "--out", "package").returncode == 0
