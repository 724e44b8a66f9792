"""What becomes of log records, ours and those of libraries."""

import asyncio
import json
import logging
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from specstep.adapters.logs.files import DailyFiles, prune
from specstep.adapters.logs.lines import CLEAN, TextLines
from specstep.adapters.logs.standard import StandardLog
from specstep.domain.logs import Event
from specstep.entrypoints.logs import asked_for, logging_to, place_of

RUN = "generation-01a20a34-3ed5-76dc-b333-519e9368f8eb"


def lines(folder: Path) -> list[dict[str, object]]:
    (file,) = folder.iterdir()
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_an_event_is_one_line_with_its_fields_and_those_that_are_bound(tmp_path: Path) -> None:
    log = StandardLog()
    with logging_to(form="json", level="info", folder=tmp_path / "logs"):
        with log.bound(run=RUN, kind="generation"):
            log.record(Event.JOB_FAILED, step="draft", error="ProviderFailed")
        log.record(Event.JOB_ENDED, state="done")
        log.record(Event.JOB_STARTED)  # below the level
    first, second = lines(tmp_path / "logs")
    assert datetime.fromisoformat(str(first.pop("at"))).tzinfo is not None
    assert first == {
        "level": "warning",
        "event": "job.failed",
        "run": RUN,
        "kind": "generation",
        "step": "draft",
        "error": "ProviderFailed",
    }
    assert "run" not in second


def test_of_what_a_library_says_only_where_and_which_error_is_told(tmp_path: Path) -> None:
    with logging_to(form="json", level="debug", folder=tmp_path / "logs"):
        try:
            raise ValueError("canary-4711 of anna@example.com")
        except ValueError:
            logging.getLogger("sqlalchemy.engine").exception("canary %s", "canary-4711", extra=CLEAN)
        logging.getLogger("canary@4711").warning("canary-4711")
    text = (tmp_path / "logs" / f"specstep-{datetime.now(UTC).date()}.log").read_text()
    assert "canary" not in text
    first, second = lines(tmp_path / "logs")
    assert (first["event"], first["logger"], first["error"]) == ("library.said", "sqlalchemy.engine", "ValueError")
    assert str(first["place"]).startswith("test_lines:")
    assert second["logger"] == "[refused]"


def test_our_own_words_pass_less_what_looks_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    with logging_to():
        logging.getLogger("specstep.retention").warning("Swept\n%s", "anna@example.com", extra=CLEAN)
    said = capsys.readouterr().err
    assert said.endswith(" warning Swept [removed]\n")
    assert said.count("\n") == 1


async def test_what_is_bound_in_one_task_is_not_told_of_another(tmp_path: Path) -> None:
    log = StandardLog()

    async def job(kind: str) -> None:
        with log.bound(kind=kind):
            await asyncio.sleep(0)
            log.record(Event.JOB_ENDED)

    with logging_to(form="json", level="info", folder=tmp_path / "logs"):
        await asyncio.gather(job("sweep"), job("deletion"))
    assert [each["kind"] for each in lines(tmp_path / "logs")] == ["sweep", "deletion"]


def test_a_host_of_the_library_keeps_its_own_handlers(tmp_path: Path) -> None:
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    with logging_to(folder=tmp_path):
        assert root.handlers != before[0]
    assert (root.handlers, root.level) == before


def test_RET_14_log_files_go_when_their_last_line_is_30_days_old_and_no_other_file_does(tmp_path: Path) -> None:
    today = date(2026, 3, 31)
    for days in (0, 29, 30, 31, 400):
        (tmp_path / f"specstep-{today - timedelta(days=days)}.log").touch()
    for name in ("specstep-2020-99-99.log", "specstep-2020-01-01.log.gz", "other-2020-01-01.log"):
        (tmp_path / name).touch()
    assert prune(tmp_path, today) == 2
    assert {path.name for path in tmp_path.iterdir()} == {
        "specstep-2026-03-31.log",
        "specstep-2026-03-02.log",
        "specstep-2026-03-01.log",
        "specstep-2020-99-99.log",
        "specstep-2020-01-01.log.gz",
        "other-2020-01-01.log",
    }
    assert prune(tmp_path / "none", today) == 0


def test_RET_14_the_first_line_of_a_day_begins_a_file_and_lets_old_ones_go(tmp_path: Path) -> None:
    handler = DailyFiles(tmp_path)
    handler.setFormatter(TextLines())
    for days in (0, 1, 31):
        record = logging.LogRecord("specstep", logging.INFO, __file__, 1, "x", (), None)
        record.created = 1_800_000_000 + days * 86_400
        handler.emit(record)
    handler.close()
    assert len(list(tmp_path.iterdir())) == 2
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in tmp_path.iterdir())


def test_a_line_that_cannot_be_written_stops_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be")
    with logging_to(folder=tmp_path / "logs"):
        logging.getLogger("x").error("canary-4711")
    assert capsys.readouterr().err == ""


def test_where_nothing_is_set_settings_are_not_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert asked_for() == {}
    monkeypatch.setenv("SPECSTEP_LOG", "json")
    assert asked_for() == {"form": "json", "level": "warning", "folder": None}


def test_the_place_of_an_error_says_nothing_of_what_it_says() -> None:
    with pytest.raises(json.JSONDecodeError) as caught:
        json.loads("canary-4711")
    assert place_of(caught.value).startswith("json.decoder:")
    assert place_of(ValueError("canary-4711")) == "unknown:0"
