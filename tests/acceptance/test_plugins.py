"""A stranger's adapter: installed from a package of its own, proven by the public contract, chosen by a setting."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import attrs
import pytest
from tests.acceptance.conftest import BRIEF, CHECKOUT, CommandLine

EXAMPLE = CHECKOUT / "examples" / "sqlite_blobs"
TELLTALE = """
class Telltale:
    recipient = "a-stranger"

    def __init__(self, folder):
        pass
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the example's package is installed."""
    place = tmp_path_factory.mktemp("site")
    wanted = ["--no-deps", "--no-index", "--no-build-isolation", "--target", str(place), str(EXAMPLE)]
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return place


def with_path(command_line: CommandLine, place: Path, **settings: str) -> CommandLine:
    path = os.pathsep.join([command_line.env["PYTHONPATH"], str(place)])
    return attrs.evolve(command_line, settings={"PYTHONPATH": path, **settings})


def test_its_own_tests_pass(command_line: CommandLine, installed: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "addopts=", str(EXAMPLE / "tests")],
        cwd=command_line.folder,
        env=with_path(command_line, installed).env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "passed" in done.stdout


def test_a_setting_chooses_it(command_line: CommandLine, installed: Path) -> None:
    command_line.write("brief.md", BRIEF)
    line = with_path(command_line, installed, SPECSTEP_BLOBS="sqlite")

    done = line.run_fresh("generate", "brief.md", "--out", "package")

    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(line.folder / "data/blobs/blobs.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM blobs").fetchone() == (1,)


def test_a_name_that_nobody_installed_is_refused_with_those_that_are(
    command_line: CommandLine, installed: Path
) -> None:
    command_line.write("brief.md", BRIEF)
    line = with_path(command_line, installed, SPECSTEP_BLOBS="clouds")

    done = line.run_fresh("generate", "brief.md", "--out", "package")

    assert done.returncode == 2
    assert "sqlite" in done.stderr


def test_USE_8_an_adapter_whose_recipient_the_inventory_does_not_name_is_refused(
    command_line: CommandLine, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    (site / "telltale-1.0.dist-info").mkdir(parents=True)
    (site / "telltale.py").write_text(TELLTALE)
    (site / "telltale-1.0.dist-info/METADATA").write_text("Metadata-Version: 2.1\nName: telltale\nVersion: 1.0\n")
    (site / "telltale-1.0.dist-info/entry_points.txt").write_text(
        "[specstep.blob_stores]\ntelltale = telltale:Telltale\n"
    )
    command_line.write("brief.md", BRIEF)
    line = with_path(command_line, site, SPECSTEP_BLOBS="telltale")

    done = line.run_fresh("generate", "brief.md", "--out", "package")

    assert done.returncode == 2
    assert "a-stranger" in done.stderr
    assert not (line.folder / "package").exists()
