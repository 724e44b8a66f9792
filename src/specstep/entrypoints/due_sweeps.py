"""The sweep where nobody else starts it: a command that finds the last one more than a day old sweeps at its end."""

import asyncio
import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from specstep.adapters.logs.lines import CLEAN
from specstep.adapters.persistence.engines import Engines
from specstep.adapters.persistence.tables import accounts, policy_rule_runs
from specstep.domain.errors import SpecStepError
from specstep.ports.workflows import RunState, Workflows

if TYPE_CHECKING:
    from specstep.application.retention.use_cases import Retention

EVERY = timedelta(days=1)
PATIENCE_S = 10.0
"""For how long a command waits at its end; what is not done by then is carried on at the next start."""
EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")

log = logging.getLogger("specstep.retention")


async def is_sweep_due(engines: Engines, now: datetime) -> bool:
    """Whether the last sweep, or where there was none yet the first account, is more than a day old.

    Asked of the books directly: the policy engine takes longer to import than most commands take to run.
    """
    async with engines.reader.connect() as connection:
        ran_ms = await connection.scalar(sa.select(sa.func.max(policy_rule_runs.c.ran_ms)))
        if ran_ms is not None:
            # A time far ahead is none to wait for: a clock was wrong when it was written.
            return abs(now - (EPOCH + timedelta(milliseconds=ran_ms))) > EVERY
        opened = await connection.scalar(sa.select(sa.func.min(accounts.c.created_at)))
    return opened is not None and now - opened > EVERY


async def sweep_at_the_end(retention: "Retention", workflows: Workflows) -> None:
    """Sweep, and say nothing unless something should have been done that was not."""
    try:
        key = await retention.start()
        try:
            async with asyncio.timeout(PATIENCE_S):
                async for _ in workflows.progress(key):
                    pass
        except TimeoutError:
            return
        run = await workflows.info(key)
        if run is None or run.state != RunState.DONE:
            log.warning("The daily sweep failed: %s. See `specstep sweep`.", run.error if run else "it is gone")
            return
        from specstep.application.retention.use_cases import report_of

        for finding in report_of(run.result).findings:
            log.warning("The daily sweep: %s", finding, extra=CLEAN)
    except SpecStepError as error:
        log.warning("The daily sweep failed: %s", error.loggable, extra=CLEAN)
