"""Compiled templates are kept between processes, where that is possible."""

import sys
from pathlib import Path

import pytest
from jinja2.bccache import Bucket

from specstep.domain.rendering.page.environment import CompiledTemplates, templates


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "cache"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "cache"


def bucket(checksum: str = "of the source") -> Bucket:
    return Bucket(templates(), "a-key", checksum)


def test_what_one_process_compiled_the_next_one_takes_up(folder: Path) -> None:
    first, second = bucket(), bucket()
    first.code = compile("answer = 42", "template", "exec")
    CompiledTemplates().dump_bytecode(first)
    CompiledTemplates().load_bytecode(second)
    assert second.code == first.code
    assert not [path for path in folder.rglob("tmp*") if path.is_file()]


def test_a_changed_template_is_compiled_again(folder: Path) -> None:
    first, second = bucket(), bucket("of another source")
    first.code = compile("answer = 42", "template", "exec")
    CompiledTemplates().dump_bytecode(first)
    CompiledTemplates().load_bytecode(second)
    assert second.code is None


def test_a_folder_that_cannot_be_made_costs_time_and_nothing_else(folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    first, second = bucket(), bucket()
    first.code = compile("answer = 42", "template", "exec")
    CompiledTemplates().dump_bytecode(first)
    CompiledTemplates().load_bytecode(second)
    assert second.code is None


def test_nothing_is_kept_where_python_is_told_to_keep_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    first = bucket()
    first.code = compile("answer = 42", "template", "exec")
    CompiledTemplates().dump_bytecode(first)
    assert not folder.exists()
