"""The sweep, deletions and exports on a real database, with a clock that is set and a blob store that can break."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, cast

import attrs
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from tests.samples.databases import opened, settle_people
from tests.samples.records import ANNA, BELA, NOON, answer, event, full_interview, generation, package

from specstep.adapters.blobs.memory import MemoryBlobStore
from specstep.adapters.clocks.system import SystemEntropy
from specstep.adapters.erasure_logs.memory import MemoryErasureLog
from specstep.adapters.persistence.engines import create_sync_engine
from specstep.adapters.persistence.tables import metadata
from specstep.adapters.workflows.memory import MemoryStore, MemoryWorkflows
from specstep.application.deletions.steps import KIND as DELETION
from specstep.application.exports.steps import KIND as EXPORT
from specstep.application.exports.steps import export_of
from specstep.application.retention.steps import KIND as SWEEP
from specstep.application.retention.use_cases import report_of
from specstep.domain.accounts import Account
from specstep.domain.errors import Unavailable
from specstep.domain.exports import StoredExport
from specstep.domain.ids import AuditEventId, BlobKey, RunId
from specstep.domain.retention import SweepReport
from specstep.entrypoints.wiring.promises import Promises, bind
from specstep.ports.persistence import Database
from specstep.ports.workflows import ONCE, Handler, Job, JobContext, Json, Retry, RunInfo, RunState, WorkflowHost

ENDED = (RunState.DONE, RunState.FAILED, RunState.CANCELLED)
MONTH = timedelta(days=30)
REMEMBERED = timedelta(days=90)


@attrs.define
class SetClock:
    """Tells the time that it was set to."""

    time: datetime = NOON

    def now(self) -> datetime:
        return self.time


class _Hasty:
    """A run's context that tries a step as often as it says, without the seconds in between."""

    def __init__(self, context: JobContext) -> None:
        self._context = context

    def __getattr__(self, name: str) -> object:
        return getattr(self._context, name)

    async def step(
        self, name: str, run: Callable[[], Awaitable[Json]], *, retry: Retry = ONCE, **more: Any
    ) -> Json:
        return await self._context.step(name, run, retry=attrs.evolve(retry, first_wait_s=0), **more)


class SessionWorkflows(MemoryWorkflows):
    """Work in memory that is submitted inside the transactions of a real database, and waits for no better times."""

    async def start(self, handlers: Mapping[str, Handler]) -> None:
        def hasty(handler: Handler) -> Handler:
            return lambda context: handler(cast("JobContext", _Hasty(context)))

        await super().start({kind: hasty(handler) for kind, handler in handlers.items()})

    async def submit_in(self, transaction: object, job: Job) -> None:
        session = cast("AsyncSession", transaction).sync_session
        sa.event.listen(session, "after_commit", lambda _: self._submit(job), once=True)


class BreakingBlobStore(MemoryBlobStore):
    """Refuses to remove some blobs."""

    def __init__(self) -> None:
        super().__init__()
        self.stuck: set[str] = set()

    async def delete(self, key: BlobKey) -> None:
        if key in self.stuck:
            raise Unavailable(service="The store", reason="this one is stuck.")
        await super().delete(key)

    @property
    def keys(self) -> set[str]:
        return set(self._blobs)


def _engine(home: "House") -> sa.Engine:
    return create_sync_engine(home.url)


@attrs.define(kw_only=True)
class House:
    """Everything around the promises."""

    url: str
    database: Database
    workflows: WorkflowHost
    promises: Promises
    blobs: BreakingBlobStore
    log: MemoryErasureLog
    clock: SetClock
    others: dict[str, Handler] = attrs.Factory(dict)
    engine: sa.Engine = attrs.field(init=False, default=attrs.Factory(_engine, takes_self=True))

    @property
    def handlers(self) -> dict[str, Handler]:
        return {
            SWEEP: self.promises.sweeper.handle,
            DELETION: self.promises.eraser.handle,
            EXPORT: self.promises.exporter.handle,
            **self.others,
        }

    async def settle(self, owner: Account, number: int) -> None:
        """An interview with its generation, answer, package and file, and an event about both people."""
        async with self.database.unit() as unit:
            await unit.interviews.add(full_interview(number, owner))
            await unit.generations.add(generation(number, owner))
            await unit.generations.put_snapshot(owner.id, generation(number).id, f'{{"of": "{owner.id}"}}')
            made = attrs.evolve(answer(), account_id=owner.id, run=RunId(f"generation-{number:03}"))
            await unit.answers.add(made)
            await unit.packages.add(package(number, owner))
            told = attrs.evolve(
                event(number), id=AuditEventId(f"event-{number:03}"), actor=ANNA.id, subject_account=BELA.id
            )
            await unit.audit.add(told)
        await self.blobs.put(package(number).blob, f"archive of {owner.id}".encode())

    def rows(self) -> dict[str, int]:
        """How many rows there are, by table; empty tables are left out."""
        return {name: number for name in metadata.tables if (number := len(self.table(name)))}

    def table(self, name: str) -> list[sa.RowMapping]:
        """All rows of a table."""
        table = metadata.tables[name]
        return self.ask(sa.select(table).order_by(*table.primary_key.columns))

    def ask(self, statement: sa.Executable) -> list[sa.RowMapping]:
        """What a statement finds or changes."""
        with self.engine.begin() as connection:
            result = connection.execute(statement)
            return list(result.mappings()) if result.returns_rows else []

    async def ended(self, key: RunId) -> RunInfo:
        """The run once it has ended."""
        async for _ in self.workflows.progress(key):
            pass
        info = await self.workflows.info(key)
        assert info is not None
        assert info.state in ENDED
        return info

    async def sweep(self, at: datetime) -> SweepReport:
        """The report of a whole sweep at a time."""
        self.clock.time = at
        run = await self.ended(await self.promises.retention.start())
        assert run.state == RunState.DONE, run
        return report_of(run.result)

    async def export(self, account: Account) -> StoredExport:
        """The stored export of an account, made anew."""
        key = await self.promises.exports.request(account.id)
        run = await self.ended(key)
        assert run.state == RunState.DONE, run
        return await self.promises.exports.get(account.id, export_of(key))

    async def delete(self, account: Account) -> RunInfo:
        """The run of a whole deletion."""
        return await self.ended(await self.promises.deletions.request(account.id))


@asynccontextmanager
async def house(
    url: str, *, workflows: WorkflowHost | None = None, started: bool = True, policies_url: str | None = None
) -> AsyncIterator[House]:
    """Two people without anything, on a database with today's schema; the policies may come as another role."""
    async with opened(url) as database:
        await settle_people(database)
        host = workflows or SessionWorkflows(MemoryStore())
        blobs, log, clock = BreakingBlobStore(), MemoryErasureLog(), SetClock()
        promises = bind(
            url=policies_url or url,
            database=database,
            workflows=host,
            blobs=blobs,
            log=log,
            remembered=REMEMBERED,
            clock=clock,
            entropy=SystemEntropy(),
        )
        made = House(
            url=url,
            database=database,
            workflows=host,
            promises=promises,
            blobs=blobs,
            log=log,
            clock=clock,
        )
        if started:
            await host.start(made.handlers)
        try:
            yield made
        finally:
            await host.drain(timeout_s=10)
            promises.policies.close()
            made.engine.dispose()
