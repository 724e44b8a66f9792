"""The bindings of what keeps the promises: sweep, deletions, exports.

Apart from the container, because the policy engine takes longer to import than most commands take to run.
"""

from datetime import timedelta

import attrs
from dishka import AsyncContainer

from specstep.adapters.erasure_logs.files import FileErasureLog
from specstep.adapters.persistence.policies.deletions import SqlErasures
from specstep.adapters.persistence.policies.exports import SqlAccountData
from specstep.adapters.persistence.policies.recycle_bin import SqlRemovals
from specstep.adapters.persistence.policies.retention import SqlDoomedFiles, SqlRetentionRules
from specstep.adapters.persistence.policies.running import PolicyDatabase
from specstep.application.deletions.steps import Eraser
from specstep.application.deletions.use_cases import Deletions
from specstep.application.exports.steps import Exporter
from specstep.application.exports.use_cases import Exports
from specstep.application.messages.farewell import Farewell
from specstep.application.messages.queueing import Messages
from specstep.application.recycle_bin import RecycleBin
from specstep.application.retention.steps import Sweeper
from specstep.application.retention.use_cases import Retention
from specstep.entrypoints.settings import Settings
from specstep.entrypoints.wiring.messages import email_of, service_of
from specstep.policies.inventory import INVENTORY
from specstep.ports.blobs import BlobStore
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.deletions import ErasureLog
from specstep.ports.persistence import Database
from specstep.ports.workflows import Workflows


@attrs.frozen(kw_only=True)
class Promises:
    """The use cases that keep the promises, and the handlers of their jobs."""

    retention: Retention
    deletions: Deletions
    exports: Exports
    recycle_bin: RecycleBin
    sweeper: Sweeper
    eraser: Eraser
    exporter: Exporter
    policies: PolicyDatabase


async def make_promises(container: AsyncContainer) -> Promises:
    """Bind them to the adapters of a container."""
    get = container.get
    settings = await get(Settings)
    return bind(
        url=settings.policy_database,
        database=await get(Database),
        workflows=await get(Workflows),
        blobs=await get(BlobStore),
        log=FileErasureLog(settings.erasure_log_path),
        remembered=timedelta(days=settings.erasure_log_days),
        clock=await get(Clock),
        entropy=await get(Entropy),
        messages=await get(Messages),
        farewell=Farewell(email=await email_of(container), service=service_of(settings)),
    )


def bind(
    *,
    url: str,
    database: Database,
    workflows: Workflows,
    blobs: BlobStore,
    log: ErasureLog,
    remembered: timedelta,
    clock: Clock,
    entropy: Entropy,
    messages: Messages | None = None,
    farewell: Farewell | None = None,
) -> Promises:
    """Bind them to adapters, over the policy engine on the database at an address."""
    policies = PolicyDatabase(url, INVENTORY)
    files, rules = SqlDoomedFiles(policies), SqlRetentionRules(policies)
    erasures, data = SqlErasures(policies), SqlAccountData(policies)
    eraser = Eraser(
        database=database,
        blobs=blobs,
        workflows=workflows,
        erasures=erasures,
        files=files,
        log=log,
        clock=clock,
        farewell=farewell,
    )
    deletions = Deletions(
        database=database,
        workflows=workflows,
        erasures=erasures,
        data=data,
        log=log,
        eraser=eraser,
        clock=clock,
        entropy=entropy,
    )
    sweeper = Sweeper(
        database=database,
        blobs=blobs,
        workflows=workflows,
        rules=rules,
        files=files,
        deletions=deletions,
        log=log,
        remembered=remembered,
        clock=clock,
    )
    return Promises(
        retention=Retention(database=database, workflows=workflows, rules=rules, clock=clock, entropy=entropy),
        deletions=deletions,
        exports=Exports(database=database, workflows=workflows, blobs=blobs, clock=clock, entropy=entropy),
        recycle_bin=RecycleBin(
            database=database,
            blobs=blobs,
            removals=SqlRemovals(policies),
            files=files,
            files_run=rules.files_run,
            clock=clock,
            entropy=entropy,
        ),
        sweeper=sweeper,
        eraser=eraser,
        exporter=Exporter(
            database=database, blobs=blobs, data=data, clock=clock, entropy=entropy, messages=messages
        ),
        policies=policies,
    )
