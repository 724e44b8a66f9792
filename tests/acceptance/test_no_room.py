"""A disk that fills up, and folders that can only be read: a clear error, nothing lost, and the same command again."""

import ctypes
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.acceptance.conftest import BRIEF, CommandLine

EXIT_UNAVAILABLE = 3
PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE = 1


def no_file_beyond(size_bytes: int) -> Callable[[], None]:
    """Let no file of the process grow beyond a size: to a database that is what a full disk is."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, size_bytes))

    return limit


@pytest.mark.slow
@pytest.mark.parametrize("size_bytes", [100, 200_000, 400_000, 700_000])
def test_where_there_is_no_room_it_says_so_and_the_same_command_carries_on(
    command_line: CommandLine, size_bytes: int
) -> None:
    command_line.write("brief.md", BRIEF)

    with command_line.start_fresh(
        "generate", "brief.md", "--out", "package", preexec_fn=no_file_beyond(size_bytes)
    ) as full:
        _, errors = full.communicate(timeout=120)

    assert full.returncode == EXIT_UNAVAILABLE, errors
    assert "Traceback" not in errors
    assert "room" in errors
    assert not (command_line.folder / "package").exists()

    again = command_line.run("generate", "brief.md", "--out", "package")
    assert again.returncode == 0, again.stderr
    assert (command_line.folder / "package/MANIFEST.json").is_file()


def may_mount() -> bool:
    """Whether this machine lets anyone mount a file system in a name space of their own."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return False
    mount = [unshare, "-Urm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(mount, capture_output=True, check=False).returncode == 0


@pytest.mark.slow
@pytest.mark.skipif(not may_mount(), reason="needs unprivileged mounts; the file size limit above stands for it")
@pytest.mark.parametrize(("place", "size"), [("data", "300k"), ("data", "1m"), ("out", "60k")])
def test_a_full_file_system_is_named_as_full(command_line: CommandLine, place: str, size: str) -> None:
    command_line.write("brief.md", BRIEF)
    (command_line.folder / place).mkdir()
    command = f"{sys.executable} -m specstep generate brief.md --out out/package"
    script = (
        f"mount -t tmpfs -o size={size} tmpfs {place} && {command}; status=$?; ls -A {place} >listed; exit $status"
    )

    done = subprocess.run(
        ["unshare", "-Urm", "sh", "-c", script],
        cwd=command_line.folder,
        env=command_line.env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == EXIT_UNAVAILABLE, done.stderr
    assert "Traceback" not in done.stderr
    assert "room" in done.stderr or "full" in done.stderr
    if place == "out":  # nothing half-written is left beside the finished ones
        assert (command_line.folder / "listed").read_text() == ""


def without_the_right_to_override() -> None:
    """Make permissions count for root, too."""
    ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)


@pytest.fixture
def read_only(command_line: CommandLine) -> Path:
    folder = command_line.folder / "locked"
    folder.mkdir(mode=0o555)
    return folder


@pytest.mark.skipif(sys.platform != "linux", reason="tells Linux to take a right from root")
def test_an_output_folder_that_can_only_be_read_is_named(command_line: CommandLine, read_only: Path) -> None:
    command_line.write("brief.md", BRIEF)

    with command_line.start_fresh(
        "generate", "brief.md", "--out", "locked/package", preexec_fn=without_the_right_to_override
    ) as refused:
        _, errors = refused.communicate(timeout=120)

    assert refused.returncode == 2, errors
    assert "locked" in errors
    assert "Traceback" not in errors
    assert list(read_only.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="tells Linux to take a right from root")
def test_a_data_folder_that_can_only_be_read_is_named(command_line: CommandLine, read_only: Path) -> None:
    line = CommandLine(folder=command_line.folder, settings={"SPECSTEP_DATA_DIR": str(read_only / "data")})
    line.write("brief.md", BRIEF)

    with line.start_fresh(
        "generate", "brief.md", "--out", "package", preexec_fn=without_the_right_to_override
    ) as refused:
        _, errors = refused.communicate(timeout=120)

    assert refused.returncode in (2, EXIT_UNAVAILABLE), errors
    assert "locked" in errors
    assert "Traceback" not in errors
    assert not (line.folder / "package").exists()
