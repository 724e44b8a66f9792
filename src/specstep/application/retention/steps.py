"""The job that sweeps, step by named step. It is judged by the time at which it began, also after a crash."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import cast

import attrs

from specstep.application.blobs import LEFTOVER_AGE, settle_leftovers
from specstep.application.codec import decode, encode
from specstep.application.deletions.use_cases import Deletions
from specstep.application.doomed_files import bury
from specstep.domain.retention import RuleOutcome, SweepReport
from specstep.policies.inventory import INVENTORY
from specstep.ports.blobs import BlobStore
from specstep.ports.clocks import Clock
from specstep.ports.deletions import ErasureLog
from specstep.ports.persistence import Database
from specstep.ports.retention import DoomedFiles, RetentionRules
from specstep.ports.workflows import JobContext, Json, Retry, Workflows

KIND = "sweep"
RETRY = Retry(attempts=3, first_wait_s=0.5)
ABANDONED = timedelta(days=1)
"""An export that is older than this was cut off."""
OVERDUE = timedelta(days=1)
"""How long the deletion of an account may take (RET-1)."""
RUNS_RULE = INVENTORY.dataset("workflow_status").timed[0]
"""The rule about finished runs, which the workflow engine carries out."""
RUNS_RULE_NAME = INVENTORY.rule_name(INVENTORY.dataset("workflow_status"), RUNS_RULE)


@attrs.frozen(kw_only=True)
class Sweeper:
    """Carries out every rule about how long things are kept."""

    database: Database
    blobs: BlobStore
    workflows: Workflows
    rules: RetentionRules
    files: DoomedFiles
    deletions: Deletions
    log: ErasureLog
    remembered: timedelta
    clock: Clock

    async def handle(self, context: JobContext) -> Json:
        """Sweep; the result is the report. A rule that fails stops no other."""
        steps = _Steps(context, total=len(self.rules.names) + 7)
        now = datetime.fromisoformat(str(await steps.take("begin", self.begin)))
        leftovers = await steps.take("leftovers", self.leftovers)
        outcomes: list[RuleOutcome] = []
        for rule in self.rules.names:
            ran = tuple(each.rule for each in outcomes if each.outcome == "ran")
            told = await steps.take(f"rule {rule}", partial(self.rule, rule, now, context.job.key, ran))
            outcomes.append(decode(str(told), RuleOutcome))
        files = cast("list[int]", await steps.take("files", partial(self.bury, now)))
        # Before finished runs go: a deletion that failed long ago is finished, but not done.
        closing, failed, overdue = cast(
            "list[int]", await steps.take("deletions", partial(self.carry_on_deletions, now))
        )
        runs = cast("int", await steps.take("runs", partial(self.runs, now)))
        outcomes.append(RuleOutcome(rule=RUNS_RULE_NAME, dataset="workflow_status", outcome="ran", rows=runs))
        await steps.take("tidy", partial(self.tidy, now))
        gone = sorted({name for each in outcomes for name in touched(each)})
        await steps.take("traces", partial(self.forget_traces, gone))
        report = SweepReport(
            at=now,
            rules=tuple(outcomes),
            leftovers=cast("int", leftovers),
            files=files[0],
            stuck=files[1],
            closing=closing,
            failed=failed,
            overdue=overdue,
        )
        await steps.say("done")
        return encode(report)

    async def begin(self) -> Json:
        """The time by which everything is judged."""
        return self.clock.now().isoformat()

    async def leftovers(self) -> Json:
        """Files that were announced and never came to a record, or whose record went."""
        return await settle_leftovers(self.database, self.blobs, self.clock)

    async def rule(self, rule: str, now: datetime, run: str, ran: Sequence[str]) -> Json:
        """One rule to its end; those that it waits for have seen everything before this sweep's time."""
        return encode(await self.rules.apply(rule, now, run=run, ran=dict.fromkeys(ran, now)))

    async def bury(self, now: datetime) -> Json:
        """The files of what went, in this sweep and in earlier ones."""
        gone, stuck = await bury(self.files, self.blobs, self.rules.files_run)
        for run in await self.files.expected(now - LEFTOVER_AGE):
            more, left = await bury(self.files, self.blobs, run)
            gone, stuck = gone + more, stuck + left
        return [gone, stuck]

    async def runs(self, now: datetime) -> Json:
        """Finished runs, which the workflow engine keeps."""
        gone = await self.workflows.purge(finished_before=RUNS_RULE.threshold(now))
        await self.rules.note(RUNS_RULE_NAME, now, gone)
        return gone

    async def carry_on_deletions(self, now: datetime) -> Json:
        """Deletions of accounts that stand still are taken up again."""
        times = [account.closing_at for account in await self.deletions.closing()]
        closing, failed = await self.deletions.carry_on()
        return [closing, failed, sum(at is not None and at < now - OVERDUE for at in times)]

    async def tidy(self, now: datetime) -> Json:
        """What exports that were cut off left in the books, and what no backup can bring back any more."""
        await self.rules.tidy(now - ABANDONED)
        # A deletion that isn't done asks the log since when it goes.
        going = {account.id for account in await self.deletions.closing()}
        await self.log.prune(now - self.remembered, going)
        return None

    async def forget_traces(self, datasets: Sequence[str]) -> Json:
        """What the database keeps of them beside its tables."""
        if datasets:
            await self.rules.forget_traces(datasets)
        return None


@attrs.define
class _Steps:
    """The steps of one sweep, told as they begin."""

    context: JobContext
    total: int
    begun: int = 0

    async def take(self, name: str, body: Callable[[], Awaitable[Json]]) -> Json:
        await self.say(name)
        self.begun += 1
        return await self.context.step(name, body, retry=RETRY)

    async def say(self, step: str) -> None:
        percent = round(100 * self.begun / self.total)
        await self.context.publish({"phase": "sweeping", "step": step, "percent": percent})


def touched(outcome: RuleOutcome) -> set[str]:
    """The datasets from which something went."""
    return ({outcome.dataset} if outcome.rows else set()) | {name for name, _, number in outcome.others if number}
