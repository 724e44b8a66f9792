"""What one can do about the sweep: start it, have it every night, look ahead."""

from datetime import datetime, timedelta

import attrs

from specstep.application.codec import decode
from specstep.application.retention.steps import KIND, OVERDUE
from specstep.domain.ids import ENTROPY_BYTES, AccountId, RunId, uuid7
from specstep.domain.retention import SweepReport
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.persistence import Database
from specstep.ports.retention import RetentionRules
from specstep.ports.workflows import Job, Json, RunState, Workflows

SERVICE = AccountId("service")
"""Whom the service's own jobs belong to: nobody."""
PAGE = 100


@attrs.frozen(kw_only=True)
class Retention:
    """The sweep. Two at once do no harm."""

    database: Database
    workflows: Workflows
    rules: RetentionRules
    clock: Clock
    entropy: Entropy

    async def start(self) -> RunId:
        """Start a sweep, or carry on the one that was cut off."""
        for run in await self.workflows.find(account=SERVICE, run_prefix=f"{KIND}-"):
            if run.state in (RunState.QUEUED, RunState.RUNNING):
                return run.key
        key = RunId(f"{KIND}-{uuid7(self.clock.now(), self.entropy.take(ENTROPY_BYTES))}")
        await self.workflows.submit(Job(key=key, kind=KIND, account_id=SERVICE))
        return key

    async def nightly(self, at: timedelta) -> RunId | None:
        """Start the sweep of this day once its time has come; None before. Once a day, however many ask.

        Args:
            at: the time of day in UTC, as time since midnight.
        """
        now = self.clock.now()
        if now - _midnight(now) < at:
            return None
        key = RunId(f"{KIND}-{now:%Y-%m-%d}")
        await self.workflows.submit(Job(key=key, kind=KIND, account_id=SERVICE))
        return key

    async def preview(self) -> SweepReport:
        """Count what a sweep would take first, and change nothing."""
        now = self.clock.now()
        closing = overdue = 0
        async with self.database.reading() as unit:
            after = None
            while page := await unit.accounts.closing(limit=PAGE, after=after):
                closing += len(page)
                overdue += sum(each.closing_at is not None and each.closing_at < now - OVERDUE for each in page)
                after = page[-1].id
        rules = tuple(await self.rules.preview(now))
        return SweepReport(at=now, rules=rules, closing=closing, overdue=overdue, dry=True)


def report_of(result: Json) -> SweepReport:
    """The report that a sweep's run ended with."""
    return decode(str(result), SweepReport)


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
