"""What every erasure log promises: what was added is there, whatever happened meanwhile."""

import asyncio
import os
import resource
import signal
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from tests.samples.records import ANNA, BELA, NOON

from specstep.adapters.erasure_logs.files import FileErasureLog
from specstep.adapters.erasure_logs.memory import MemoryErasureLog
from specstep.domain.deletions import Erased
from specstep.domain.errors import StorageFull, Unavailable
from specstep.domain.ids import AccountId
from specstep.ports.deletions import ErasureLog

ENTRIES = [Erased(account=ANNA.id, at=NOON), Erased(account=BELA.id, at=NOON + timedelta(days=1))]


@pytest.fixture(params=["memory", "files"])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> ErasureLog:
    return MemoryErasureLog() if request.param == "memory" else FileErasureLog(tmp_path / "apart" / "log.jsonl")


async def test_entries_come_back_in_their_order_and_twice_where_they_were_added_twice(log: ErasureLog) -> None:
    assert list(await log.entries()) == []
    for entry in (*ENTRIES, ENTRIES[0]):
        await log.add(entry.account, entry.at)
    assert list(await log.entries()) == [*ENTRIES, ENTRIES[0]]


async def test_a_file_is_only_for_its_owner_and_knows_nothing_but_id_and_time(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    await FileErasureLog(path).add(ANNA.id, NOON)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text() == f'{{"account": "{ANNA.id}", "at": "{NOON.isoformat()}"}}\n'


@pytest.mark.parametrize("left", [1, 5, 12, 20, 40])
async def test_an_entry_that_was_cut_off_does_not_count_and_harms_no_other(tmp_path: Path, left: int) -> None:
    path = tmp_path / "log.jsonl"
    log = FileErasureLog(path)
    await log.add(ANNA.id, NOON)
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:left])
    assert list(await log.entries()) == [ENTRIES[0]]
    await log.add(BELA.id, ENTRIES[1].at)
    assert list(await log.entries()) == ENTRIES


@pytest.mark.parametrize(
    "line", ["gibberish", "{}", '{"account": "a"}', '{"account": "a", "at": "2026-03-01"}', "\xff}"]
)
async def test_a_damaged_log_is_told_and_not_taken_for_an_empty_one(tmp_path: Path, line: str) -> None:
    path = tmp_path / "log.jsonl"
    log = FileErasureLog(path)
    await log.add(ANNA.id, NOON)
    with path.open("a", encoding="latin-1") as file:
        file.write(f"{line}\n")
    with pytest.raises(Unavailable, match=r"line \d of .*log.jsonl"):
        await log.entries()


async def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable, match="erasure log"):
        await FileErasureLog(tmp_path / "file" / "log.jsonl").add(ANNA.id, NOON)
    with pytest.raises(Unavailable):
        await FileErasureLog(tmp_path).entries()


async def test_a_full_disk_is_told_as_such(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        with pytest.raises(StorageFull):
            await FileErasureLog(tmp_path / "log.jsonl").add(ANNA.id, NOON)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_processes_that_append_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    program = (
        "import asyncio, sys\n"
        "from datetime import UTC, datetime\n"
        "from pathlib import Path\n"
        "from specstep.adapters.erasure_logs.files import FileErasureLog\n"
        "async def main():\n"
        "    for number in range(40):\n"
        "        await FileErasureLog(Path(sys.argv[1])).add(f'{sys.argv[2]}-{number}', datetime.now(UTC))\n"
        "asyncio.run(main())\n"
    )
    source = str(Path(__file__).parents[2] / "src")
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(path), name], env={**os.environ, "PYTHONPATH": source}
        )
        for name in "abc"
    ]
    assert [process.wait(timeout=60) for process in started] == [0, 0, 0]
    entries = FileErasureLog(path)._entries()
    assert {entry.account for entry in entries} == {f"{name}-{number}" for name in "abc" for number in range(40)}


async def test_what_no_backup_holds_any_more_is_forgotten_and_nothing_else(log: ErasureLog) -> None:
    for entry in ENTRIES:
        await log.add(entry.account, entry.at)
    assert await log.prune(NOON, ()) == 0
    assert await log.prune(NOON + timedelta(hours=1), (ANNA.id,)) == 0
    assert await log.prune(NOON + timedelta(hours=1), (BELA.id,)) == 1
    assert list(await log.entries()) == [ENTRIES[1]]
    await log.add(ANNA.id, NOON)
    assert list(await log.entries()) == [ENTRIES[1], ENTRIES[0]]


async def test_entries_added_by_others_while_the_log_is_pruned_are_all_there(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    await FileErasureLog(path).add(BELA.id, NOON - timedelta(days=1))

    async def add(number: int) -> None:  # each through a log of its own, as other processes would
        await FileErasureLog(path).add(AccountId(f"account-{number}"), NOON)

    async def prune(number: int) -> None:
        await FileErasureLog(path).prune(NOON, ())
        await FileErasureLog(path).add(BELA.id, NOON - timedelta(days=number))

    await asyncio.gather(*(act(number) for number in range(1, 40) for act in (add, prune)))
    await FileErasureLog(path).prune(NOON, ())
    kept = {entry.account for entry in await FileErasureLog(path).entries()}
    assert kept == {f"account-{number}" for number in range(1, 40)}
    assert os.listdir(tmp_path) == [path.name]  # noqa: PTH208  (an async function)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_a_damaged_log_is_not_made_shorter(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text("gibberish\n")
    with pytest.raises(Unavailable):
        await FileErasureLog(path).prune(NOON, ())
    assert path.read_text() == "gibberish\n"
