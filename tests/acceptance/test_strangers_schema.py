"""The tutorial on a stranger's schema is executed as it stands, block by block."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
TUTORIAL = CHECKOUT / "docs" / "strangers-schema.md"
EXAMPLE = CHECKOUT / "examples" / "strangers_schema"
PROOF = "import prove"
BLOCK = re.compile(r"^```(python|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def shown_as(expected: str) -> re.Pattern[str]:
    """What the tutorial shows; a line of three dots, or three dots in a line, stand for anything."""
    return re.compile(".*".join(map(re.escape, expected.strip("\n").split("..."))), re.DOTALL)


def run_console(block: str, folder: Path) -> None:
    """Run the `specstep` commands of a block and compare what they print."""
    command, _, expected = block.removeprefix("$ cd examples/strangers_schema\n").partition("\n")
    words = shlex.split(command.removeprefix("$ "))
    if words[0] != "specstep":
        return
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": f"{CHECKOUT / 'src'}{os.pathsep}{EXAMPLE}"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert shown_as(expected).match(done.stdout), done.stdout + done.stderr
    assert done.returncode == (1 if "finding" in expected else 0)


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which somebody follows the tutorial."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(EXAMPLE))
    return tmp_path


def test_every_block_of_the_tutorial_does_what_it_says(reader: Path) -> None:
    names: dict[str, object] = {}
    blocks = [(kind, block) for kind, block in BLOCK.findall(TUTORIAL.read_text("utf-8")) if PROOF not in block]
    assert len(blocks) > 10
    for kind, block in blocks:
        if kind == "python":
            exec(compile(block, TUTORIAL.name, "exec"), names)
        else:
            run_console(block, reader)


@pytest.mark.slow
@pytest.mark.timeout(1_200)
@pytest.mark.usefixtures("reader")
def test_the_harness_proves_the_strangers_inventory() -> None:
    blocks = [block for _, block in BLOCK.findall(TUTORIAL.read_text("utf-8"))]
    (proof,) = [block for block in blocks if PROOF in block]
    names: dict[str, object] = {}
    exec(
        "import jupyterhub.orm as hub\nfrom sqlalchemy import MetaData\nfrom hub_inventory import INVENTORY", names
    )
    exec(compile(proof, TUTORIAL.name, "exec"), names)
