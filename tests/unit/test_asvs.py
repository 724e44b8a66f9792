"""The table of ASVS requirements names only what is there."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def asvs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("specstep_docs_asvs", ROOT / "docs" / "asvs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # attrs looks its classes up there
    spec.loader.exec_module(module)
    return module


def test_the_table_is_whole_and_all_that_it_names_is_there(asvs: ModuleType) -> None:
    page = asvs.security_page(ROOT)
    assert "| 16.5.4 | kept |" in page
    assert page.count("::test_") > 50


@pytest.mark.parametrize(
    "named",
    ["sessions:test_that_was_renamed", "tests/unit/test_none.py::test_x", "specstep.domain.none", "docs/none.md"],
)
def test_what_is_not_there_any_more_fails_the_build(asvs: ModuleType, named: str) -> None:
    with pytest.raises(asvs.Wrong, match="not there"):
        asvs.evidence(named, ROOT)


def test_a_requirement_that_is_left_out_fails_the_build(asvs: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asvs, "ROWS", asvs.ROWS[1:])
    with pytest.raises(asvs.Wrong, match=r"6\.1\.1"):
        asvs.security_page(ROOT)
