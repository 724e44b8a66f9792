"""Where the contract of durable work is tested: every adapter, with a place that outlives its hosts."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import attrs
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from specstep.adapters.persistence.engines import create_engines
from specstep.adapters.persistence.memory import MemoryTransaction
from specstep.adapters.workflows.dbos import DbosWorkflows
from specstep.adapters.workflows.memory import MemoryStore, MemoryWorkflows
from specstep.domain.ids import AccountId, RunId
from specstep.ports.workflows import Handler, Job, Json, RunInfo, RunState, WorkflowHost

ENDED = (RunState.DONE, RunState.FAILED, RunState.CANCELLED)
PATIENCE_S = 60
POSTGRESQL = pytest.param("dbos-postgresql", marks=pytest.mark.postgresql)


@attrs.frozen(kw_only=True)
class Home:
    """An adapter on a place of its own; each `make` is another host on that place, as after a restart."""

    name: str
    durable: bool
    make: Callable[[], WorkflowHost]
    url: str = ""

    @asynccontextmanager
    async def open(self, handlers: Mapping[str, Handler] | None = None) -> AsyncIterator[WorkflowHost]:
        """A host that runs, drained at the end."""
        host = self.make()
        await host.start(handlers or {})
        try:
            yield host
        finally:
            await host.drain(timeout_s=10)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Any]:
        """A transaction for `submit_in`; what leaves it as an error rolls it back."""
        if not self.url:
            memory = MemoryTransaction()
            yield memory
            for callback in memory.after_commit:
                callback()
            return
        engines = create_engines(self.url)
        try:
            async with AsyncSession(engines.writer) as session, session.begin():
                yield session
        finally:
            await engines.dispose()


def memory_home() -> Home:
    """In memory; the store outlives the hosts."""
    store = MemoryStore()
    return Home(name="memory", durable=False, make=lambda: MemoryWorkflows(store))


def dbos_home(name: str, url: str) -> Home:
    """With DBOS on a database."""
    return Home(name=name, durable=True, make=lambda: DbosWorkflows(url, sweep_s=0.2), url=url)


def job(key: str, kind: str = "job", **payload: Json) -> Job:
    """A job of some account."""
    return Job(key=RunId(key), kind=kind, account_id=AccountId("account"), payload=payload)


async def ended(host: WorkflowHost, key: str) -> RunInfo:
    """The run once it has ended."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            info = await host.info(RunId(key))
            if info is not None and info.state in ENDED:
                return info
            await asyncio.sleep(0.02)


async def eventually(condition: Callable[[], bool]) -> None:
    """Return once the condition holds."""
    async with asyncio.timeout(PATIENCE_S):
        while not condition():  # noqa: ASYNC110  (conditions of tests have no events)
            await asyncio.sleep(0.01)


@contextlib.contextmanager
def rolled_back() -> Any:
    """Swallow the error by which a test rolls a transaction back."""
    with contextlib.suppress(_RollBack):
        yield


class _RollBack(Exception):
    pass


def roll_back() -> None:
    """Leave the transaction without committing it."""
    raise _RollBack
