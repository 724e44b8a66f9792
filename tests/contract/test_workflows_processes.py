"""Durable work across processes: killed, stopped, side by side."""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs
import pytest
import sqlalchemy as sa
from tests.acceptance.forks import Forked
from tests.contract.workflow_homes import PATIENCE_S, POSTGRESQL, Home, ended, eventually

from specstep.adapters.persistence.engines import create_sync_engine
from specstep.domain.ids import RunId
from specstep.ports.workflows import RunState

WORKER = Path(__file__).parent / "workflow_programs" / "worker.py"


@attrs.define
class Workers:
    """Starts processes on one database, and reads what their steps wrote."""

    home: Home
    folder: Path
    processes: list[Forked] = attrs.field(factory=list)

    @property
    def log(self) -> Path:
        return self.folder / "steps.log"

    def start(self, *words: str, ready: bool = True) -> Forked:
        given_on = (self.home.url, str(self.log), *words)
        process = Forked(*given_on, folder=self.folder, env=os.environ, given=None, program=WORKER)
        self.processes.append(process)
        if ready:
            assert process.stdout.readline() == "ready\n", process.stderr.read()
        return process

    def lines(self, event: str = "") -> list[tuple[int, str, str, str]]:
        text = self.log.read_text() if self.log.exists() else ""
        found = [(int(pid), kind, run, step) for pid, kind, run, step in map(str.split, text.splitlines())]
        return [line for line in found if not event or line[1] == event]

    def begun(self) -> Counter[tuple[str, str]]:
        return Counter((run, step) for _, _, run, step in self.lines("begin"))

    def recorded(self) -> set[tuple[str, str]]:
        """Steps that the engine has recorded as finished."""
        return set(self.query("SELECT workflow_uuid, function_name FROM {}operation_outputs"))

    def query(self, statement: str) -> Sequence[tuple[str, ...]]:
        engine = create_sync_engine(self.home.url)
        schema = "" if engine.dialect.name == "sqlite" else "dbos."
        try:
            with engine.connect() as connection:
                return [tuple(row) for row in connection.execute(sa.text(statement.format(schema)))]
        finally:
            engine.dispose()

    def close(self) -> None:
        for process in self.processes:
            with process:
                process.kill()


@pytest.fixture
def workers(durable_home: Home, tmp_path: Path) -> Iterator[Workers]:
    started = Workers(durable_home, tmp_path)
    try:
        yield started
    finally:
        started.close()


async def test_steps_that_finished_before_a_kill_never_run_again(workers: Workers) -> None:
    runs = ("one", "two", "three")
    submit = [word for run in runs for word in ("graph", run)]
    finished: list[tuple[set[tuple[str, str]], Counter[tuple[str, str]]]] = []
    for point in (4, 12, 22):
        process = workers.start(*submit)
        await eventually(lambda point=point: len(workers.lines("end")) >= point)  # type: ignore[misc]
        process.kill()
        recorded = workers.recorded()
        finished.append((recorded, workers.begun()))
    process = workers.start(*submit, "--until-idle")
    assert await asyncio.to_thread(process.wait, 60) == 0
    begun = workers.begun()
    assert len(finished[-1][0]) > len(runs), "the last kill came after something was finished"
    for recorded, before in finished:
        own = {step for step in recorded if step in before}  # the engine's own entries, sleeping, are not ours
        assert {step: begun[step] for step in own} == {step: before[step] for step in own}
    assert set(begun) == {(run, step) for run in runs for step in ("begin", *"abcdefgh", "end")}
    async with workers.home.open() as host:
        for run in runs:
            assert (await ended(host, run)).state == RunState.DONE
            events = [event async for event in host.progress(RunId(run))]
            assert [event.offset for event in events] == list(range(10))
            assert sorted(str(event.value) for event in events) == sorted(("begin", *"abcdefgh", "end"))


async def test_the_work_of_a_killed_process_is_taken_over_by_a_living_one(workers: Workers) -> None:
    dying = workers.start("held", "run")
    heir = workers.start()
    await eventually(lambda: workers.begun()[("run", "wait")] == 1)
    owners = workers.query("SELECT executor_id FROM {}workflow_status")
    await asyncio.sleep(1)  # several sweeps: the heir must leave alone what is alive
    assert workers.begun()[("run", "wait")] == 1
    dying.kill()
    await eventually(lambda: workers.begun()[("run", "wait")] == 2)
    assert workers.query("SELECT executor_id FROM {}workflow_status") != owners
    (workers.folder / "go").touch()
    await eventually(lambda: ("run", "after") in workers.recorded())
    assert workers.begun() == {("run", "before"): 1, ("run", "wait"): 2, ("run", "after"): 1}
    assert {pid for pid, _, _, step in workers.lines() if step == "after"} == {heir.pid}


async def test_a_job_that_kills_its_process_ends_as_failed(workers: Workers) -> None:
    for words in (("poison", "deadly"), (), ()):
        process = workers.start(*words, "--three-attempts", ready=False)
        assert await asyncio.to_thread(process.wait, 60) == -signal.SIGKILL
    survivor = workers.start("poison", "deadly", "graph", "harmless", "--three-attempts", "--until-idle")
    assert await asyncio.to_thread(survivor.wait, 60) == 0
    async with workers.home.open() as host:
        info = await ended(host, "deadly")
        assert (info.state, info.kind) == (RunState.FAILED, "poison")
        assert "cut off" in str(info.error)
        assert (await ended(host, "harmless")).state == RunState.DONE
    assert workers.begun()[("deadly", "kill")] == 3
    assert workers.begun()[("deadly", "before")] == 1


@pytest.mark.parametrize("durable_home", [POSTGRESQL], indirect=True)  # a file's lock is never lost by the living
async def test_a_process_that_was_stopped_and_lost_its_work_does_no_step_more(workers: Workers) -> None:
    zombie = workers.start("held", "run")
    await eventually(lambda: workers.begun()[("run", "wait")] == 1)
    zombie.send_signal(signal.SIGSTOP)
    workers.query("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
    heir = workers.start()
    await eventually(lambda: workers.begun()[("run", "wait")] == 2)
    (workers.folder / "go").touch()
    await eventually(lambda: ("run", "after") in workers.recorded())
    zombie.send_signal(signal.SIGCONT)
    await eventually(lambda: (zombie.pid, "end", "run", "wait") in workers.lines())
    zombie.stdin.close()
    await asyncio.to_thread(zombie.wait, 60)
    assert workers.begun() == {("run", "before"): 1, ("run", "wait"): 2, ("run", "after"): 1}
    assert (heir.pid, "begin", "run", "after") in workers.lines()


@pytest.mark.parametrize("durable_home", [POSTGRESQL], indirect=True)
async def test_runs_outlive_the_loss_of_every_connection(workers: Workers) -> None:
    runs = ("one", "two", "three")
    process = workers.start(*(word for run in runs for word in ("graph", run)), "--until-idle", ready=False)
    for point in (2, 8, 14):
        await eventually(lambda point=point: len(workers.lines("end")) >= point)  # type: ignore[misc]
        workers.query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert await asyncio.to_thread(process.wait, 60) == 0
    assert workers.begun() == {(run, step): 1 for run in runs for step in ("begin", *"abcdefgh", "end")}
    assert workers.query("SELECT DISTINCT status FROM {}workflow_status") == [("SUCCESS",)]


async def test_three_processes_enqueue_inside_their_units_of_work_on_one_database(workers: Workers) -> None:
    engine = create_sync_engine(workers.home.url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE counter (value INTEGER)"))
        connection.execute(sa.text("INSERT INTO counter VALUES (0)"))
    engine.dispose()
    names = ("x", "y", "z")
    processes = [workers.start("count", name, "--until-idle", ready=False) for name in names]
    for process in processes:
        assert await asyncio.to_thread(process.wait, 100) == 0
    assert workers.query("SELECT value FROM counter") == [(75,)]
    states = Counter(workers.query("SELECT status FROM {}workflow_status"))
    assert states == {("SUCCESS",): 9, ("ERROR",): 66}
    assert set(workers.begun().values()) == {1}
    told = [process.communicate(PATIENCE_S)[1] for process in processes]
    assert "".join(told) == "", "nothing on the console, nothing on the network"
