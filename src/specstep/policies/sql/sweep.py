"""The sweep, carried out: ranges of primary keys, one transaction each, beside live traffic and other sweeps."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

import attrs
import sqlalchemy as sa
from sqlalchemy.sql.elements import ColumnElement

from specstep.policies.errors import Blocked, PolicyError
from specstep.policies.plans.steps import Anonymize, Delete, Follow, Tombstone, Unlink
from specstep.policies.plans.sweep import SweepPlan, SweepRule
from specstep.policies.retention import epoch_ms
from specstep.policies.sql.due import binned, is_due
from specstep.policies.sql.keys import Key, as_text, between
from specstep.policies.sql.removing import Removing
from specstep.policies.sql.schema import Schema
from specstep.policies.sql.steps import carry_out, follow_all, marked_files

CHUNK = 10_000
TOGETHER = 500  # rows that others hang on, per transaction
Done = Counter[tuple[str, str]]  # by dataset and act
BLOCKED = ("", "blocked")
FILES = "sweep"  # the run under which the files of all sweeps are marked


class Files(Protocol):
    """Where files are deleted."""

    def delete_files(self, dataset: str, keys: Sequence[tuple[str, ...]]) -> None:
        """Delete files; one that is gone already is no error."""


class Outcome(StrEnum):
    """What became of a rule."""

    RAN = "ran"
    WAITS = "waits"  # for a rule or duty that has not run
    FAILED = "failed"
    ELSEWHERE = "elsewhere"  # in a store whose keeper carries it out


@attrs.frozen(kw_only=True)
class RuleReport:
    """What a rule did: how many of its rows went, what else went, was emptied or put into the bin with them.

    `blocked` rows are due and could not go, because a row that survives refers to them.
    """

    rule: str
    dataset: str
    outcome: Outcome
    rows: int = 0
    others: tuple[tuple[str, str, int], ...] = ()
    blocked: int = 0
    why: str = ""


@attrs.frozen(kw_only=True)
class SweepReport:
    """What a sweep did, one entry for every rule that the inventory has; `files` are those deleted."""

    at: datetime
    rules: tuple[RuleReport, ...]
    files: int = 0
    dry: bool = False

    @property
    def findings(self) -> tuple[RuleReport, ...]:
        """The rules that did not run, or not to their end."""
        return tuple(
            each for each in self.rules if each.blocked or each.outcome in (Outcome.WAITS, Outcome.FAILED)
        )


def sweep(
    connection: sa.Connection,
    schema: Schema,
    plan: SweepPlan,
    now: datetime,
    *,
    run: str,
    files: Files,
    ran: Mapping[str, datetime] | None = None,
    chunk: int = CHUNK,
) -> SweepReport:
    """Carry out every rule, and delete the files of what went.

    A rule that fails doesn't stop the others. Stopped anywhere, the sweep is simply run again.

    Args:
        connection: without an open transaction; each range of keys is one.
        schema: the tables and the books.
        plan: the rules.
        now: the time that rows are judged by.
        run: a name of its own for this sweep.
        files: where files are deleted.
        ran: the duties that have run elsewhere, each with the time before which it has seen everything.
        chunk: how many keys a statement touches at most.
    """
    horizons = dict(ran or {})
    reports: list[RuleReport] = []
    for rule in plan.rules:
        sweeping = _Sweeping(connection=connection, schema=schema, rule=rule, now=now, run=run, chunk=chunk)
        report = sweeping.go(horizons)
        if report.outcome is Outcome.RAN:
            horizons.setdefault(rule.name, now)
        reports.append(report)
    deleted = _delete_files(connection, schema, plan, files, chunk)
    return SweepReport(at=now, rules=(*reports, *_elsewhere(plan)), files=deleted)


def preview_sweep(
    connection: sa.Connection,
    schema: Schema,
    plan: SweepPlan,
    now: datetime,
    *,
    ran: Mapping[str, datetime] | None = None,
    chunk: int = CHUNK,
) -> SweepReport:
    """Count what a sweep would take first, rule by rule, and write nothing."""
    horizons = dict(ran or {})
    reports: list[RuleReport] = []
    for rule in plan.rules:
        sweeping = _Sweeping(connection=connection, schema=schema, rule=rule, now=now, run="", chunk=chunk)
        report = sweeping.go(horizons, dry=True)
        if report.outcome is Outcome.RAN:
            horizons.setdefault(rule.name, now)
        reports.append(report)
    return SweepReport(at=now, rules=(*reports, *_elsewhere(plan)), dry=True)


@attrs.frozen(kw_only=True)
class _Sweeping:
    """One rule on its way."""

    connection: sa.Connection
    schema: Schema
    rule: SweepRule
    now: datetime
    run: str
    chunk: int

    def go(self, horizons: Mapping[str, datetime], *, dry: bool = False) -> RuleReport:
        cause = self.rule.rule.after_rule
        if cause and cause not in horizons:
            return self._report(Outcome.WAITS, why=f"{cause} has not run")
        try:
            due = is_due(self.schema, self.rule, self.now, horizons.get(cause))
            if dry:
                return self._report(Outcome.RAN, rows=self._each(due, self._count))
            if not self.rule.then:
                rows = self._each(due, self._bin if self.rule.rule.BINS else self._delete)
                return self._ran(rows, Counter())
            done: Done = Counter()
            for after, until in self._ranges(min(self.chunk, TOGETHER)):
                done += self._take(due, after, until)
            return self._ran(0, done)
        except (PolicyError, sa.exc.SQLAlchemyError) as error:
            if self.connection.in_transaction():
                self.connection.rollback()
            return self._report(Outcome.FAILED, why=f"{type(error).__name__}: {_first_line(error)}")

    def _each(self, due: ColumnElement[bool], act: Any) -> int:
        total = 0
        for after, until in self._ranges(self.chunk):
            with self.connection.begin():
                total += act(sa.and_(between(self._key, after, until), due))
        return total

    def _count(self, test: ColumnElement[bool]) -> int:
        table = self.schema.table(self.rule.dataset)
        return int(self.connection.execute(sa.select(sa.func.count()).select_from(table).where(test)).scalar_one())

    def _delete(self, test: ColumnElement[bool]) -> int:
        return self.connection.execute(sa.delete(self.schema.table(self.rule.dataset)).where(test)).rowcount

    def _bin(self, test: ColumnElement[bool]) -> int:
        written = dict(binned(self.schema, self.rule, self.now))
        table = self.schema.table(self.rule.dataset)
        return self.connection.execute(sa.update(table).where(test).values(written)).rowcount

    @property
    def _key(self) -> tuple[sa.Column[Any], ...]:
        return self.schema.key(self.rule.dataset)

    def _ranges(self, size: int) -> Iterator[tuple[Key | None, Key | None]]:
        """Neighbouring ranges of at most so many keys each, over the whole table; None is no bound."""
        key = self._key
        after: Key | None = None
        while True:
            bound = sa.select(*key).where(between(key, after, None)).order_by(*key).offset(size - 1).limit(1)
            with self.connection.begin():
                found = self.connection.execute(bound).first()
            until = None if found is None else tuple(found)
            yield after, until
            if until is None:
                return
            after = until

    def _take(self, due: ColumnElement[bool], after: Key | None, until: Key | None) -> Done:
        """Let the due rows of a range go with all that hangs on them, or as many of them as can."""
        keys: list[Key] = []
        try:
            with self.connection.begin():
                keys = self._lock(sa.and_(between(self._key, after, until), due))
                return self._remove() if keys else Counter()
        except Blocked:
            if len(keys) <= 1:
                return Counter({BLOCKED: 1})
            middle = keys[len(keys) // 2 - 1]
            return self._take(due, after, middle) + self._take(due, middle, until)

    def _lock(self, test: ColumnElement[bool]) -> list[Key]:
        """Mark the due rows; those that another transaction holds are left to the next sweep."""
        key = self._key
        query = sa.select(*key, *as_text(key)).where(test).order_by(*key).with_for_update(skip_locked=True)
        rows = [tuple(each) for each in self.connection.execute(query)]
        if rows:
            self._removing.mark_keys(self.rule.dataset, [each[len(key) :] for each in rows])
        return [each[: len(key)] for each in rows]

    def _remove(self) -> Done:
        follow_all(self._removing, (each for each in self.rule.then if isinstance(each, Follow)), _until_none)
        for step in self.rule.then:
            if isinstance(step, Anonymize | Unlink | Tombstone | Delete):
                carry_out(self._removing, step, _until_none)
        return Counter({(name, act): number for name, act, number in self._removing.take_tallies()})

    @property
    def _removing(self) -> Removing:
        return Removing(
            connection=self.connection,
            schema=self.schema,
            run=f"{self.run}:{self.rule.name}",
            files_run=FILES,
            chunk=self.chunk,
        )

    def _ran(self, rows: int, done: Done) -> RuleReport:
        """Note that the rule ran through, and report what it did."""
        own = (self.rule.dataset, "deleted")
        rows += done[own]
        blocked = done[BLOCKED]
        others = tuple((*act, number) for act, number in sorted(done.items()) if act not in (own, BLOCKED))
        with self.connection.begin():
            self._removing.note_run(self.rule.name, epoch_ms(self.now), rows)
        return self._report(Outcome.RAN, rows=rows, others=others, blocked=blocked)

    def _report(self, outcome: Outcome, **more: Any) -> RuleReport:
        return RuleReport(rule=self.rule.name, dataset=self.rule.dataset, outcome=outcome, **more)


def _until_none(work: Any) -> int:
    total = 0
    while number := work():
        total += number
    return total


def _delete_files(connection: sa.Connection, schema: Schema, plan: SweepPlan, files: Files, chunk: int) -> int:
    """Delete the files that this sweep or an earlier one marked."""
    removing = Removing(connection=connection, schema=schema, run=FILES, files_run=FILES, chunk=chunk)
    deleted = 0
    for dataset in dict.fromkeys(name for rule in plan.rules for name in marked_files(rule.then)):
        while True:
            with connection.begin():
                keys = removing.files(dataset)
            if not keys:
                break
            files.delete_files(dataset, keys)
            with connection.begin():
                removing.unmark_files(dataset, keys)
            deleted += len(keys)
    return deleted


def _elsewhere(plan: SweepPlan) -> tuple[RuleReport, ...]:
    return tuple(
        RuleReport(
            rule=each.name, dataset=each.dataset, outcome=Outcome.ELSEWHERE, why=f"store {each.store.value}"
        )
        for each in plan.elsewhere
    )


def _first_line(error: Exception) -> str:
    """What a database says, without the statement and its values."""
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) and error.orig is not None else error
    return str(cause).splitlines()[0] if str(cause) else ""
