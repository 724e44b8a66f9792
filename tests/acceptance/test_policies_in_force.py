"""What serves and what works starts under policies that are in force, and under no other."""

import asyncio
from pathlib import Path

import attrs
import pytest
from tests.samples.databases import opened
from tests.samples.records import ANNA, NOON

from specstep.adapters.persistence import migrations
from specstep.domain.announcements import PolicyVersion
from specstep.domain.errors import Conflict
from specstep.entrypoints.cli.worker_command import worker
from specstep.entrypoints.settings import Settings
from specstep.entrypoints.web.serving import serve


async def test_GOV_3_nothing_serves_or_works_under_policies_that_people_were_not_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPECSTEP_DATA_DIR", str(tmp_path))
    settings = Settings(data_dir=tmp_path)
    migrations.upgrade(settings.database)
    async with opened(settings.database) as database, database.unit() as unit:
        await unit.accounts.add(attrs.evolve(ANNA, email="anna@example.org"))
        await unit.policy_versions.add(PolicyVersion(version="before", inventory="{}", recorded_at=NOON))
        await unit.policy_versions.take_effect("before", NOON)
    said: list[str] = []
    with pytest.raises(Conflict, match="told first"):
        await worker()
    with pytest.raises(Conflict, match="told first"):
        await serve(settings, asyncio.Event(), said.append)
    assert not any("is at" in line for line in said)
