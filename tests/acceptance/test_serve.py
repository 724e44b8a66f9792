"""`specstep serve` as a person starts it, and the quickstart that the documentation shows."""

import re
import signal
import subprocess
import zipfile
from pathlib import Path

import pytest
from tests.acceptance.conftest import BRIEF, CHECKOUT, CommandLine

from specstep.adapters.persistence import migrations

QUICKSTART = CHECKOUT / "docs" / "quickstart.sh"


@pytest.mark.slow
def test_the_quickstart_leads_from_a_brief_to_a_package(command_line: CommandLine, tmp_path: Path) -> None:
    command_line.write("brief.txt", BRIEF + 'They call it "the shed".\n')
    with command_line.start("serve", "--port", "0") as server:
        try:
            found = re.match(r"SpecStep is at (http://127\.0\.0\.1:\d+)/", server.stdout.readline())
            assert found is not None
            done = subprocess.run(
                ["sh", str(QUICKSTART), found[1], "brief.txt", "package.zip"],
                cwd=tmp_path,
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
            assert done.returncode == 0, done.stderr
        finally:
            server.send_signal(signal.SIGTERM)
        server.communicate(timeout=60)
    assert server.returncode == 0
    assert "100 %" in done.stdout
    with zipfile.ZipFile(tmp_path / "package.zip") as archive:
        assert archive.testzip() is None
        (requirements,) = (name for name in archive.namelist() if name.endswith("docs/requirements.json"))
        assert b"reserve a tool" in archive.read(requirements)


def test_who_could_be_reached_from_elsewhere_without_anybody_signing_in_does_not_start(
    command_line: CommandLine,
) -> None:
    done = command_line.run("serve", "--host", "0.0.0.0")
    assert done.returncode == 2
    assert "nobody signs in here" in done.stderr


def test_an_older_database_is_copied_before_it_is_brought_up_to_date(command_line: CommandLine) -> None:
    folder = command_line.folder / "data"
    folder.mkdir()
    url = f"sqlite:///{folder / 'specstep.sqlite'}"
    migrations.upgrade(url)
    migrations.downgrade(url, "0007")
    with command_line.start("serve", "--port", "0") as server:
        said = server.stdout.readline()
        server.stdout.readline()
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=60)
    copy = folder / "specstep.sqlite.before-upgrade"
    assert str(copy) in said
    assert copy.is_file()
    assert not migrations.is_current(f"sqlite:///{copy}")
    assert migrations.is_current(url)
