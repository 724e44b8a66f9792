"""The output folder: the user's files are never touched, and it holds one whole package or another."""

import hashlib
import json
from pathlib import Path

import pytest

from specstep.domain.errors import BadInput, OutputOccupied
from specstep.entrypoints.cli.output import check_folder, write_package


def package(**files: bytes) -> dict[str, bytes]:
    entries = [{"path": path, "sha256": hashlib.sha256(content).hexdigest()} for path, content in files.items()]
    return {**files, "MANIFEST.json": json.dumps({"files": entries}).encode()}


def test_a_package_replaces_an_earlier_one_whole(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "package"
    write_package(package(a=b"1", b=b"2"), folder)
    write_package(package(a=b"3"), folder)
    assert sorted(path.name for path in folder.iterdir()) == ["MANIFEST.json", "a"]
    assert (folder / "a").read_bytes() == b"3"
    assert [path.name for path in folder.parent.iterdir()] == ["package"]


@pytest.mark.parametrize("what", ["foreign", "edited", "link", "no manifest"])
def test_what_is_not_ours_stays(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "package"
    write_package(package(a=b"1"), folder)
    if what == "foreign":
        (folder / "mine.txt").write_text("mine")
    elif what == "edited":
        (folder / "a").write_text("mine")
    elif what == "link":
        (folder / "a").unlink()
        (folder / "a").symlink_to(tmp_path / "elsewhere")
    else:
        (folder / "MANIFEST.json").unlink()
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(OutputOccupied):
        write_package(package(a=b"2"), folder)
    assert sorted(path.name for path in folder.iterdir()) == before


def test_an_empty_folder_is_free_and_a_file_is_not(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    check_folder(tmp_path / "empty")
    (tmp_path / "file").write_text("x")
    with pytest.raises(BadInput, match="a file"):
        check_folder(tmp_path / "file")
