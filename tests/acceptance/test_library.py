"""SpecStep as a library: the ten lines that the README shows."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from specstep import SpecStep
from specstep.domain.errors import AlreadyOpen

CHECKOUT = Path(__file__).parents[2]
EXAMPLE = CHECKOUT / "examples/library.py"


def test_the_readme_shows_the_example() -> None:
    body = EXAMPLE.read_text().split('"""', 2)[2].strip()
    assert body in (CHECKOUT / "README.md").read_text()


def test_the_example_prints_requirements(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(EXAMPLE)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT / "src")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "shall" in done.stdout
    assert "at most 3" in done.stdout


async def test_a_second_open_in_one_process_is_refused(tmp_path: Path) -> None:
    async with SpecStep.open(f"sqlite:///{tmp_path}/a.sqlite", data_dir=tmp_path):
        with pytest.raises(AlreadyOpen):
            async with SpecStep.open(f"sqlite:///{tmp_path}/b.sqlite", data_dir=tmp_path):
                pass
    async with SpecStep.open(f"sqlite:///{tmp_path}/b.sqlite", data_dir=tmp_path) as again:
        assert again.account
