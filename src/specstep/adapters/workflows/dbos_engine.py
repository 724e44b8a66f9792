"""The only module that knows DBOS. It is slow to import (a third of a second): import it when work starts.

Private parts of DBOS used here, all of them on its system database, each held by a contract test:
- `get_pending_workflows` and `reenqueue_for_recovery` keep the count of attempts, which the public
  `resume_workflows` resets (`test_a_job_that_kills_its_process_ends_as_failed`);
- `write_stream_from_step` and `read_stream_values` publish events that take no place in a run's history
  (`test_an_event_is_published_once_even_if_its_step_runs_again`);
- `run_migrations` keeps to our connections, where the public `DBOS.migrate` opens its own
  (`test_the_engine_s_own_connections_keep_sqlite_s_discipline`).
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from dbos import (
    DBOS,
    DBOSClient,
    DBOSConfig,
    DBOSContextSetAuth,
    EnqueueOptions,
    Serializer,
    SetWorkflowID,
    WorkflowSerializationFormat,
)
from dbos import error as refusals

from specstep.adapters.persistence.failures import translate
from specstep.adapters.workflows.journal import Body, Interrupted, RunFailed, Slot, changed_steps
from specstep.adapters.workflows.payloads import JsonPayloads
from specstep.adapters.workflows.silence import silence
from specstep.adapters.workflows.threads import in_thread
from specstep.domain.errors import NotFound, SpecStepError
from specstep.domain.ids import AccountId, RunId
from specstep.ports.workflows import Job, Json, RunInfo, RunState

NAME = "specstep"
WORKFLOW = "specstep.run"
QUEUE = "specstep"
STREAM = "progress"
POLL_S = 0.1
LISTEN_S = 0.05
PAGE = 500
VERSION = "1"
"""Pinned: by default it is a hash of the source, and a new release would not take up the work of the old one."""
NO_STEP = 2**31 - 1
UNREADABLE = "what is recorded of it can't be read here"

STATES = {
    "ENQUEUED": RunState.QUEUED,
    "DELAYED": RunState.QUEUED,
    "PENDING": RunState.RUNNING,
    "SUCCESS": RunState.DONE,
    "ERROR": RunState.FAILED,
    "MAX_RECOVERY_ATTEMPTS_EXCEEDED": RunState.FAILED,
    "CANCELLED": RunState.CANCELLED,
}
ENDED = [name for name, state in STATES.items() if state not in (RunState.QUEUED, RunState.RUNNING)]

T = TypeVar("T")
Runner = Callable[[Job, "DbosJournal"], Awaitable[Json]]


class DbosJournal:
    """Records one execution with DBOS; made inside of the workflow that it records."""

    def __init__(self, engine: "DbosEngine", run: RunId) -> None:
        self._engine = engine
        self._run = run
        self._appending = asyncio.Lock()
        self._known: set[str] | None = None
        self.failure: SpecStepError | None = None
        """Why something could not be recorded, if so."""

    def reserve(self, name: str) -> Slot:
        """Take the next step id."""
        reservation = DBOS.reserve_step()

        async def slot(body: Body) -> Json:
            async def step() -> Json:
                return await body()

            try:
                return await self._recorded(reservation.run_async({"name": name, "preemptible": True}, step))
            except refusals.DBOSUnexpectedStepError as changed:
                raise changed_steps(name) from changed

        return slot

    async def sleep(self, seconds: float) -> None:
        """Wait durably."""
        await self._recorded(DBOS.sleep_async(seconds))

    async def wait_signal(self, topic: str, timeout_s: float) -> Json:
        """Wait for a message."""
        return cast("Json", await self._recorded(DBOS.recv_async(topic, timeout_seconds=timeout_s)))

    async def append(self, key: str | None, value: Json) -> None:
        """Append to the stream, unless an event with this key is in it."""
        async with self._appending:  # two at once would fight for the same offset
            await self._recorded(in_thread(self._append, key, value))

    async def _recorded(self, call: Awaitable[T]) -> T:
        try:
            return await _ours(call)
        except sa.exc.DBAPIError as error:
            self.failure = translate(error)
            raise self.failure from error

    def _append(self, key: str | None, value: Json) -> None:
        if self._known is None:
            self._known = self._engine.event_keys(self._run)
        if key in self._known:
            return
        self._engine.write_event(self._run, {"key": key, "value": value})
        if key is not None:
            self._known.add(key)


async def _ours(call: Awaitable[T]) -> T:
    """Await a call; when this execution has lost its run, say so in our words."""
    try:
        return await call
    except (refusals.DBOSWorkflowCancelledError, refusals.DBOSWorkflowConflictIDError) as lost:
        raise Interrupted from lost


class DbosEngine:
    """DBOS on one database: a client at once, and an executor once it is launched."""

    def __init__(self, engine: sa.Engine, payloads: JsonPayloads, attempts: int) -> None:
        silence()
        self._attempts = attempts
        self._engine = engine
        self._payloads = cast("Serializer", payloads)
        self._client = DBOSClient(system_database_engine=engine, serializer=self._payloads, application_name=NAME)
        self._dbos: DBOS | None = None

    def migrate(self) -> None:
        """Bring the engine's tables up to date, and register the one queue."""
        self._client._sys_db.run_migrations()  # noqa: SLF001
        self._client.register_queue(QUEUE, polling_interval_sec=POLL_S)

    def launch(self, executor: str, runner: Runner) -> None:
        """Take up work, on the running loop: call this on the loop's own thread."""
        config: DBOSConfig = {
            "name": NAME,
            "system_database_engine": self._engine,
            "system_database_url": _placeholder(self._engine),
            "serializer": self._payloads,
            "application_version": VERSION,
            "executor_id": executor,
            "enable_otlp": False,
            # Polling on PostgreSQL, too: a client's messages notify nobody, and poolers drop listeners.
            "use_listen_notify": False,
            "notification_listener_polling_interval_sec": LISTEN_S,
        }
        _register(self, runner, self._attempts)
        self._dbos = DBOS(config=config)
        DBOS.launch()

    def destroy(self) -> None:
        """Let go of everything but the database's engine; blocks."""
        if self._dbos is not None:
            DBOS.destroy(destroy_registry=True)
            self._dbos = None
        self._client.destroy()

    async def start(self, job: Job) -> None:
        """Run a job in this process, at once; nothing happens when its key is known."""
        with SetWorkflowID(job.key), DBOSContextSetAuth(job.account_id, None):
            await DBOS.start_workflow_async(_workflow, job.kind, job.account_id, dict(job.payload))

    async def enqueue(self, job: Job) -> None:
        """Leave a job to whoever takes it first."""
        await self._client.enqueue_async(_options(job), job.kind, job.account_id, dict(job.payload))

    def enqueue_in(self, session: Any, job: Job) -> None:
        """The same, within a transaction of the caller."""
        self._client.enqueue_in_transaction(session, _options(job), job.kind, job.account_id, dict(job.payload))

    async def cancel(self, key: RunId) -> None:
        """Mark a run as cancelled."""
        await self._find(key)
        await self._client.cancel_workflow_async(key)

    async def resume(self, key: RunId) -> None:
        """Put an ended run back into the queue, with all that it recorded and a fresh count of attempts."""
        found = await self._find(key)
        if found.status == "ERROR":
            # Rewinding to a step that no run ever reaches drops nothing that was recorded.
            await self._client.rewind_workflow_async(key, start_step=NO_STEP, queue_name=QUEUE)
        elif found.status in ENDED and found.status != "SUCCESS":
            await self._client.resume_workflow_async(key, queue_name=QUEUE)

    async def send(self, key: RunId, topic: str, value: Json) -> None:
        """Leave a message for a run."""
        try:
            await self._client.send_async(key, value, topic)
        except refusals.DBOSNonExistentWorkflowError as missing:
            raise NotFound(kind="run", id=key) from missing

    async def info(self, key: RunId) -> RunInfo | None:
        """A run in the port's words."""
        found = await self._client.list_workflows_async(workflow_ids=[key])
        return self._told(found[0]) if found else None

    async def find(self, account: AccountId | None, prefix: str | None) -> list[RunInfo]:
        """Runs in the port's words, oldest first."""
        found: list[RunInfo] = []
        while True:
            page = await self._client.list_workflows_async(
                user=account, workflow_id_prefix=prefix, limit=PAGE, offset=len(found)
            )
            found += [self._told(status) for status in page]
            if len(page) < PAGE:
                return found

    def _told(self, status: Any) -> RunInfo:
        # What can't be read comes as the text that it is.
        kind = status.input["args"][0] if isinstance(status.input, dict) else ""
        readable = not status.input or bool(kind)
        failed: object = status.error if readable else UNREADABLE
        if status.status == "MAX_RECOVERY_ATTEMPTS_EXCEEDED":
            failed = RunFailed(step=None, reason=f"cut off {self._attempts} times, and given up")
        return RunInfo(
            key=RunId(status.workflow_id),
            kind=kind,
            state=STATES[status.status],
            error=None if failed is None else str(failed),
            failed_step=failed.step if isinstance(failed, RunFailed) else None,
            result=cast("Json", status.output) if readable else None,
        )

    async def events(self, key: RunId, first: int) -> AsyncIterator[Json]:
        """Values of the progress stream from an offset on, until the run has ended."""
        try:
            async for event in self._client.read_stream_async(
                key, STREAM, offset=first, polling_interval_sec=LISTEN_S
            ):
                yield event["value"]
        except refusals.DBOSNonExistentWorkflowError as missing:
            raise NotFound(kind="run", id=key) from missing

    async def purge(self, finished_before: datetime | None, prefix: str | None, account: AccountId | None) -> int:
        """Delete ended runs, and what belongs to them."""
        purged = 0
        before = finished_before.isoformat() if finished_before else None
        while True:
            found = await self._client.list_workflows_async(
                status=ENDED,
                completed_before=before,
                workflow_id_prefix=prefix,
                user=account,
                load_input=False,
                load_output=False,
                limit=PAGE,
            )
            if not found:
                return purged
            await self._client.delete_workflows_async([run.workflow_id for run in found])
            purged += len(found)

    def marked_as_running(self) -> dict[str, set[RunId]]:
        """The runs that the engine takes to be running, by executor."""
        marked: dict[str, set[RunId]] = {}
        for run in self._client.list_workflows(status="PENDING", load_input=False, load_output=False):
            if run.executor_id:
                marked.setdefault(run.executor_id, set()).add(RunId(run.workflow_id))
        return marked

    def recover(self, executor: str) -> None:
        """Put the runs of a dead executor back into the queue, each with its count of attempts."""
        system = self._client._sys_db  # noqa: SLF001
        for run in system.get_pending_workflows(executor, VERSION):
            self.requeue(RunId(run.workflow_id), executor)

    def requeue(self, run: RunId, executor: str) -> None:
        """Put a run that an executor lost back into the queue, with its count of attempts."""
        self._client._sys_db.reenqueue_for_recovery(run, [executor], QUEUE)  # noqa: SLF001

    def event_keys(self, run: RunId) -> set[str]:
        """Keys of the events that a run has published so far."""
        return {event["key"] for event in self._written(run) if event["key"]}

    async def last_event(self, run: RunId) -> tuple[int, Json] | None:
        """The offset of the newest value of the progress stream, and the value."""
        await self._find(run)
        told = await in_thread(self._written, run)
        return (len(told) - 1, told[-1]["value"]) if told else None

    def _written(self, run: RunId) -> list[Any]:
        found: list[Any] = []
        while True:
            _, values = self._client._sys_db.read_stream_values(run, STREAM, len(found), PAGE)  # noqa: SLF001
            found += [self._payloads.deserialize(text) for text, _ in values if text]
            if len(values) < PAGE:
                return found

    def write_event(self, run: RunId, event: Json) -> None:
        """Append to a run's stream; refused when this execution has lost the run."""
        if self._dbos is None:
            raise Interrupted
        self._dbos._sys_db.write_stream_from_step(  # noqa: SLF001
            run, 0, STREAM, event, serialization_type=WorkflowSerializationFormat.DEFAULT
        )

    async def _find(self, key: RunId) -> Any:
        found = await self._client.list_workflows_async(workflow_ids=[key], load_input=False, load_output=False)
        if not found:
            raise NotFound(kind="run", id=key)
        return found[0]


def _placeholder(engine: sa.Engine) -> str:
    """An address without secrets; DBOS only looks at its beginning when it is given an engine."""
    return "sqlite:///specstep" if engine.dialect.name == "sqlite" else "postgresql:///specstep"


def _options(job: Job) -> EnqueueOptions:
    return {
        "workflow_name": WORKFLOW,
        "queue_name": QUEUE,
        "workflow_id": job.key,
        "app_version": VERSION,
        "authenticated_user": job.account_id,  # by which an account's runs are found
    }


_current: "tuple[DbosEngine, Runner] | None" = None
_workflow: Any = None


def _register(engine: DbosEngine, runner: Runner, attempts: int) -> None:
    """Make `runner` the one that runs jobs; DBOS keeps workflows per process, so there is one for all of them."""
    global _current, _workflow
    _current = engine, runner
    _workflow = DBOS.workflow(name=WORKFLOW, max_recovery_attempts=attempts - 1)(_run)


async def _run(kind: str, account: str, payload: dict[str, Json]) -> Json:
    """The one workflow: hands a job over to whoever runs jobs in this process."""
    if _current is None:
        raise Interrupted
    engine, runner = _current
    key = RunId(str(DBOS.workflow_id))
    job = Job(key=key, kind=kind, account_id=AccountId(account), payload=payload)
    return await runner(job, DbosJournal(engine, key))
