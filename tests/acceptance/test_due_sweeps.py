"""Promises about time hold where nobody starts a sweep: whatever opens the database after a day sweeps at its end."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import attrs
import pytest
import pytest_asyncio

from specstep import SpecStep
from specstep.entrypoints.cli.account import delete
from specstep.entrypoints.cli.sweep import sweep
from specstep.entrypoints.settings import Settings

LONG_AGO = "2020-01-01 00:00:00.000000"


class Place:
    """A database that somebody used long ago, with an interview in the recycle bin."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(data_dir=folder)

    async def use(self, **changes: Any) -> None:
        async with SpecStep.open(settings=attrs.evolve(self.settings, **changes)):
            pass

    def ask(self, statement: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.settings.data_dir / "specstep.sqlite")) as database, database:
            return database.execute(statement).fetchall()

    def interviews(self) -> int:
        return len(self.ask("SELECT 1 FROM interviews"))


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> Place:
    made = Place(tmp_path)
    async with SpecStep.open(settings=made.settings) as spec:
        await spec.interview("We sell flowers.")
    made.ask(f"UPDATE interviews SET deleted_at = '{LONG_AGO}'")
    assert not made.ask("SELECT 1 FROM policy_rule_runs"), "a new database is not swept at once"
    made.ask(f"UPDATE accounts SET created_at = '{LONG_AGO}'")
    return made


async def test_RET_13_what_is_due_goes_with_any_command_where_nobody_sweeps(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    await place.use(sweep_when_due=False)
    assert place.interviews() == 1
    with caplog.at_level(logging.WARNING, "specstep"):
        await place.use()
    assert place.interviews() == 0
    assert not caplog.records, "silently"
    times = place.ask("SELECT max(ran_ms) FROM policy_rule_runs")
    await place.use()
    assert place.ask("SELECT max(ran_ms) FROM policy_rule_runs") == times, "once a day"


async def test_a_sweep_that_could_not_do_all_is_told(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    place.ask("CREATE TABLE notes (interview_id TEXT REFERENCES interviews (id))")
    place.ask("INSERT INTO notes SELECT id FROM interviews")
    with caplog.at_level(logging.WARNING, "specstep"):
        await place.use()
    assert place.interviews() == 1
    assert "interviews.deleted_at" in caplog.text


@pytest.mark.parametrize("command", ["sweep", "delete"])
async def test_a_dry_run_changes_nothing_even_where_a_sweep_is_due(
    place: Place, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("SPECSTEP_DATA_DIR", str(place.settings.data_dir))
    assert await {"sweep": sweep, "delete": delete}[command](dry_run=True, json=True) == 0
    assert place.interviews() == 1
    assert not place.ask("SELECT 1 FROM policy_rule_runs")
