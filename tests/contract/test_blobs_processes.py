"""Files and records when the process is killed: kill -9 at every flush, rename, removal and commit."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.samples.databases import SQL_KINDS, opened, settle_people
from tests.samples.records import generation, interview

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).parent / "blob_programs" / "crashes.py"


async def prepare(url: str) -> None:
    """Put in place what a package belongs to."""
    async with opened(url) as database:
        await settle_people(database)
        async with database.unit() as unit:
            await unit.interviews.add(interview())
            await unit.generations.add(generation())


@pytest.mark.parametrize("action", ["keep", "discard"])
@pytest.mark.parametrize("kind", SQL_KINDS)
def test_GEN_7_kill_9_at_any_point_leaves_a_record_with_its_whole_file_or_neither(
    kind: str, action: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url: str = request.getfixturevalue(f"{kind}_database_url")
    asyncio.run(prepare(url))

    done = subprocess.run(
        [sys.executable, str(PROGRAM), url, str(tmp_path / "blobs"), action],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"src{os.pathsep}."},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    *killed, finished = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(killed) >= 8, done.stderr
    for left in killed:
        assert left["status"] == -signal.SIGKILL
        assert left["files"] == [True] * left["record"], left
        assert left["unsettled"] == 0
    assert finished == {
        "status": 0,
        "record": action == "keep",
        "files": [True] * (action == "keep"),
        "unsettled": 0,
    }
