"""Packages of briefs that no rule was written for: each passes the gate, and no criterion finds anything."""

import json
from pathlib import Path

import pytest

from specstep.entrypoints.library import SpecStep

BRIEFS = Path(__file__).parents[1] / "samples" / "briefs"
NAMES = (
    "dog-walkers.txt",
    "expenses-chat.txt",
    "gym-pass.md",
    "lost-property-tender.txt",
    "pottery-and-backup.txt",
    "bottling-line.txt",
    "observatory.md",
    "couriers.txt",
)


@pytest.mark.parametrize("name", NAMES)
async def test_a_brief_of_any_kind_makes_a_package_without_findings(name: str, tmp_path: Path) -> None:
    async with SpecStep.open(f"sqlite:///{tmp_path / 'briefs.sqlite'}", data_dir=tmp_path) as specstep:
        interview = await specstep.import_brief((BRIEFS / name).read_text(encoding="utf-8"))
        archive = await specstep.generate(interview)
    scores = json.loads(archive.files["evidence/scores.json"])
    assert {each["id"]: each["findings"] for each in scores["criteria"] if each["findings"]} == {}
