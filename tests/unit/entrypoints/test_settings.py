"""What follows from settings."""

from pathlib import Path

import pytest

from specstep.entrypoints.settings import Settings


@pytest.mark.parametrize("named", ["data", ".", "data/../data"])
def test_the_erasure_log_lies_beside_the_data_folder_however_that_is_named(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.chdir(folder if named == "." else tmp_path)
    assert Settings(data_dir=Path(named)).erasure_log_path == tmp_path / "data-erasures.jsonl"


def test_the_erasure_log_lies_where_it_is_said_to(tmp_path: Path) -> None:
    assert Settings(erasure_log=str(tmp_path / "log")).erasure_log_path == tmp_path / "log"


@pytest.mark.parametrize("contact", ["security@example.org", "http://example.org", "mailto:a@b\nExpires: never"])
def test_SEC_10_a_contact_that_is_no_uri_is_no_setting(contact: str) -> None:
    with pytest.raises(ValueError, match="security_contact"):
        Settings(security_contact=contact)
