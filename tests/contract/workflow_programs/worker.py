"""A process that runs jobs: `worker.py URL LOG [KIND KEY]… [--three-attempts] [--until-idle]`.

Each line of the log is `PID EVENT RUN STEP`. It says "ready" when it has started, and drains when its input closes
or, with `--until-idle`, when the runs it submitted have ended. Talking to any network address is told on stderr.
"""

import asyncio
import os
import random
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from specstep.adapters.persistence.engines import create_engines
from specstep.adapters.workflows.dbos import DbosWorkflows
from specstep.domain.ids import AccountId, RunId
from specstep.ports.workflows import GraphStep, Handler, Job, JobContext, Json, RunState

ENDED = (RunState.DONE, RunState.FAILED, RunState.CANCELLED)
SHAPE = {"a": (), "b": (), "c": ("a",), "d": ("a", "b"), "e": ("c",), "f": (), "g": ("d", "f"), "h": ("e", "g")}


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Tell of connections to anything but files."""
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo"):
        print(event, arguments, file=sys.stderr)


class Log:
    """Appends lines that several processes may write at once."""

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self.folder = Path(path).parent

    def write(self, event: str, run: str, step: str) -> None:
        os.write(self._file, f"{os.getpid()} {event} {run} {step}\n".encode())


def handlers(log: Log) -> dict[str, Handler]:
    """The kinds of jobs."""

    async def body(context: JobContext, name: str) -> Json:
        log.write("begin", context.job.key, name)
        await context.publish(name)
        await asyncio.sleep(random.uniform(0.005, 0.06))
        log.write("end", context.job.key, name)
        return name

    async def graph(context: JobContext) -> Json:
        def node(name: str) -> GraphStep:
            async def run(given: Mapping[str, Json]) -> Json:
                assert dict(given) == {before: before for before in SHAPE[name]}
                return await body(context, name)

            return GraphStep(name=name, run=run, after=SHAPE[name])

        await context.step("begin", lambda: body(context, "begin"))
        await context.graph([node(name) for name in SHAPE])
        await context.sleep(0.02)
        return await context.step("end", lambda: body(context, "end"))

    async def poison(context: JobContext) -> Json:
        async def kill() -> Json:
            log.write("begin", context.job.key, "kill")
            os.kill(os.getpid(), signal.SIGKILL)
            return None

        await context.step("before", lambda: body(context, "before"))
        return await context.step("kill", kill)

    async def held(context: JobContext) -> Json:
        async def wait() -> Json:
            log.write("begin", context.job.key, "wait")
            while not (log.folder / "go").exists():  # noqa: ASYNC110  (another process sets it)
                await asyncio.sleep(0.02)
            log.write("end", context.job.key, "wait")
            return None

        await context.step("before", lambda: body(context, "before"))
        await context.step("wait", wait)
        return await context.step("after", lambda: body(context, "after"))

    async def fails(context: JobContext) -> Json:
        async def fail() -> Json:
            raise ValueError("what a person wrote")

        return await context.step("fail", fail)

    return {"graph": graph, "poison": poison, "held": held, "fails": fails}


async def count(url: str, host: DbosWorkflows, key: str, units: int) -> list[str]:
    """Units of work that read, write and submit in one transaction, all at once."""
    engines = create_engines(url)
    # SQLite has one writer at a time; PostgreSQL locks the row.
    select = "SELECT value FROM counter" if engines.is_sqlite else "SELECT value FROM counter FOR UPDATE"

    async def unit(number: int) -> str:
        async with AsyncSession(engines.writer) as session, session.begin():
            value = (await session.execute(text(select))).scalar_one()
            await host.submit_in(session, _job("graph" if number % 10 == 0 else "fails", f"{key}-{number}"))
            await session.execute(text("UPDATE counter SET value = :value"), {"value": value + 1})
        return f"{key}-{number}"

    try:
        return await asyncio.gather(*(unit(number) for number in range(units)))
    finally:
        await engines.dispose()


async def main() -> None:
    url, path, *rest = sys.argv[1:]
    if url.startswith("sqlite"):
        sys.addaudithook(watch)
    host = DbosWorkflows(url, sweep_s=0.2, attempts=3 if "--three-attempts" in rest else 10)
    await host.start(handlers(Log(path)))
    keys: list[str] = []
    until_idle = "--until-idle" in rest
    words = iter(word for word in rest if not word.startswith("--"))
    for kind in words:
        key = next(words)
        if kind == "count":
            keys += await count(url, host, key, 25)
        else:
            await host.submit(_job(kind, key))
            keys.append(key)
    print("ready", flush=True)
    if until_idle:
        for key in keys:
            while (info := await host.info(RunId(key))) is None or info.state not in ENDED:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
    else:
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await host.drain(timeout_s=10)


def _job(kind: str, key: str) -> Job:
    return Job(key=RunId(key), kind=kind, account_id=AccountId("account"))


asyncio.run(main())
