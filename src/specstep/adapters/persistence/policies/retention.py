"""The sweep's rules and the files of what went, over the policy engine."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import attrs
import sqlalchemy as sa

from specstep.adapters.persistence.policies.running import PolicyDatabase
from specstep.domain.ids import BlobKey
from specstep.domain.retention import RuleOutcome
from specstep.policies.model import Store
from specstep.policies.plans import DeleteFiles, SweepPlan, SweepRule, plan_sweep
from specstep.policies.retention import epoch_ms
from specstep.policies.sql import RuleReport, forget_traces, preview_sweep, sweep
from specstep.policies.sql.removing import Removing
from specstep.policies.sql.schema import KEY_COLUMNS
from specstep.policies.sql.sweeping import FILES
from specstep.ports.retention import DoomedFile

PASSING = ("export-", "preview-")  # runs that end by taking their marks off, unless they are cut off
EXPECTED = "expected-"
UNUSED = 1  # a chunk size, where none matters


class SqlDoomedFiles:
    """Files marked in the engine's books."""

    def __init__(self, policies: PolicyDatabase) -> None:
        self._policies = policies
        self._stored = tuple(each.name for each in policies.inventory.of(Store.BLOBS))

    async def page(self, run: str, *, after: DoomedFile | None, limit: int) -> Sequence[DoomedFile]:
        """By dataset and key."""
        marks = self._policies.schema.books.marks
        place = sa.tuple_(marks.c.dataset, marks.c.key_1)
        tests = [marks.c.run == run, marks.c.dataset.in_(self._stored)]
        if after is not None:
            tests.append(place > sa.tuple_(sa.literal(after.dataset), sa.literal(str(after.key))))
        statement = sa.select(marks.c.dataset, marks.c.key_1).where(*tests)
        statement = statement.order_by(marks.c.dataset, marks.c.key_1).limit(limit)

        def read(connection: sa.Connection) -> list[DoomedFile]:
            with connection.begin():
                found = connection.execute(statement).all()
            return [DoomedFile(dataset=dataset, key=BlobKey(key)) for dataset, key in found]

        return await self._policies.run(read)

    async def expect(self, keys: Sequence[BlobKey], at: datetime) -> None:
        """Mark them under a run whose name tells the time."""
        if not keys:
            return
        marks, run = self._policies.schema.books.marks, f"{EXPECTED}{epoch_ms(at):013d}"
        spare = dict.fromkeys(KEY_COLUMNS[1:], "")
        rows = [{"run": run, "dataset": self._stored[0], "key_1": key, **spare} for key in keys]

        def expect(connection: sa.Connection) -> None:
            with connection.begin():
                connection.execute(sa.delete(marks).where(marks.c.run == run))
                connection.execute(sa.insert(marks), rows)

        await self._policies.run(expect)

    async def expected(self, before: datetime) -> Sequence[str]:
        """Runs by their names."""
        marks = self._policies.schema.books.marks
        until = f"{EXPECTED}{epoch_ms(before):013d}"
        statement = sa.select(marks.c.run).where(marks.c.run >= EXPECTED, marks.c.run < until).distinct()

        def read(connection: sa.Connection) -> list[str]:
            with connection.begin():
                return [run for run in connection.execute(statement).scalars() if run.startswith(EXPECTED)]

        return await self._policies.run(read)

    async def strike(self, run: str, files: Sequence[DoomedFile]) -> None:
        """Take their marks off."""
        by_dataset: dict[str, list[tuple[str, ...]]] = {}
        for file in files:
            by_dataset.setdefault(file.dataset, []).append((file.key, "", "", ""))

        def strike(connection: sa.Connection) -> None:
            removing = Removing(
                connection=connection, schema=self._policies.schema, run=run, files_run=run, chunk=UNUSED
            )
            with connection.begin():
                for dataset, keys in by_dataset.items():
                    removing.unmark_files(dataset, keys)

        if files:
            await self._policies.run(strike)


class SqlRetentionRules:
    """The inventory's rules, one at a time; files are left to `SqlDoomedFiles`."""

    files_run = FILES

    def __init__(self, policies: PolicyDatabase) -> None:
        self._policies = policies
        self._plan = plan_sweep(policies.inventory)
        self._rules = {rule.name: _without_files(rule) for rule in self._plan.rules}
        self.names = tuple(self._rules)

    async def apply(self, rule: str, now: datetime, *, run: str, ran: Mapping[str, datetime]) -> RuleOutcome:
        """Carry out one rule."""
        plan = SweepPlan(rules=(self._rules[rule],))
        schema, files = self._policies.schema, _NoFiles()
        report = await self._policies.run(
            lambda connection: sweep(connection, schema, plan, now, run=run, files=files, ran=ran)
        )
        return _outcome(report.rules[0])

    async def preview(self, now: datetime) -> Sequence[RuleOutcome]:
        """Count."""
        schema = self._policies.schema
        report = await self._policies.run(lambda connection: preview_sweep(connection, schema, self._plan, now))
        return [_outcome(each) for each in report.rules]

    async def note(self, rule: str, now: datetime, number: int) -> None:
        """Write it into the books, where the audit looks."""

        def note(connection: sa.Connection) -> None:
            removing = Removing(
                connection=connection, schema=self._policies.schema, run="", files_run="", chunk=UNUSED
            )
            with connection.begin():
                removing.note_run(rule, epoch_ms(now), number)

        await self._policies.run(note)

    async def tidy(self, before: datetime) -> None:
        """Take off marks whose run's name tells an earlier time."""
        marks = self._policies.schema.books.marks
        born = f"{epoch_ms(before):012x}"
        until = f"{born[:8]}-{born[8:]}"

        def tidy(connection: sa.Connection) -> None:
            with connection.begin():
                for kind in PASSING:
                    old = sa.and_(marks.c.run >= kind, marks.c.run < f"{kind}{until}")
                    connection.execute(sa.delete(marks).where(old, marks.c.run.startswith(kind)))

        await self._policies.run(tidy)

    async def forget_traces(self, datasets: Sequence[str]) -> None:
        """Of these tables."""
        schema = self._policies.schema
        known = [name for name in datasets if name in schema.metadata.tables]
        await self._policies.run(lambda connection: forget_traces(connection, schema, known))


class _NoFiles:
    def delete_files(self, dataset: str, keys: Sequence[tuple[str, ...]]) -> None:
        raise AssertionError(f"{len(keys)} files of {dataset}: they are removed by a step of their own")


def _without_files(rule: SweepRule) -> SweepRule:
    """The rule, with its files marked but not deleted: one that can't be would keep those behind it."""
    return attrs.evolve(rule, then=tuple(step for step in rule.then if not isinstance(step, DeleteFiles)))


def _outcome(report: RuleReport) -> RuleOutcome:
    return RuleOutcome(
        rule=report.rule,
        dataset=report.dataset,
        outcome=report.outcome.value,
        rows=report.rows,
        others=report.others,
        blocked=report.blocked,
        why=report.why,
    )
