"""The sweep, carried out: rule by rule, beside live traffic and other sweeps."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import attrs
import sqlalchemy as sa

from specstep.policies.plans.sweep import SweepPlan
from specstep.policies.sql.keys import Texts
from specstep.policies.sql.removing import Removing
from specstep.policies.sql.schema import Schema
from specstep.policies.sql.steps import marked_files
from specstep.policies.sql.sweeping import FILES, Sweeping, Swept

CHUNK = 50_000
FILES_PAGE = 1_000


class Files(Protocol):
    """Where files are deleted."""

    def delete_files(self, dataset: str, keys: Sequence[tuple[str, ...]]) -> Sequence[tuple[str, ...]] | None:
        """Delete files, and return the keys of those that could not be; one that is gone already is no error."""


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
    """What a sweep did, one entry for every rule that the inventory has.

    `files` are those deleted, `stuck` those that could not be: the next sweep tries again.
    """

    at: datetime
    rules: tuple[RuleReport, ...]
    files: int = 0
    stuck: int = 0
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
    reports = _carry_out(connection, schema, plan, now, run=run, ran=ran, chunk=chunk, dry=False)
    deleted, stuck = _delete_files(connection, schema, plan, files, chunk)
    return SweepReport(at=now, rules=(*reports, *_elsewhere(plan)), files=deleted, stuck=stuck)


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
    reports = _carry_out(connection, schema, plan, now, run="", ran=ran, chunk=chunk, dry=True)
    return SweepReport(at=now, rules=(*reports, *_elsewhere(plan)), dry=True)


def _carry_out(
    connection: sa.Connection,
    schema: Schema,
    plan: SweepPlan,
    now: datetime,
    *,
    run: str,
    ran: Mapping[str, datetime] | None,
    chunk: int,
    dry: bool,
) -> list[RuleReport]:
    horizons = dict(ran or {})
    reports: list[RuleReport] = []
    for rule in plan.rules:
        sweeping = Sweeping(connection=connection, schema=schema, rule=rule, now=now, run=run, chunk=chunk)
        cause = rule.rule.after_rule
        if cause and cause not in horizons:
            report = RuleReport(
                rule=rule.name, dataset=rule.dataset, outcome=Outcome.WAITS, why=f"{cause} has not run"
            )
        else:
            report = _reported(sweeping, sweeping.go(horizons.get(cause), dry=dry))
        if report.outcome is Outcome.RAN:
            horizons.setdefault(rule.name, now)
        reports.append(report)
    return reports


def _reported(sweeping: Sweeping, swept: Swept) -> RuleReport:
    return RuleReport(
        rule=sweeping.rule.name,
        dataset=sweeping.rule.dataset,
        outcome=Outcome.FAILED if swept.failed else Outcome.RAN,
        rows=swept.rows,
        others=swept.others,
        blocked=swept.blocked,
        why=swept.why,
    )


def _delete_files(
    connection: sa.Connection, schema: Schema, plan: SweepPlan, files: Files, chunk: int
) -> tuple[int, int]:
    """Delete the files that this sweep or an earlier one marked; one that can't be deleted stops no other."""
    removing = Removing(
        connection=connection, schema=schema, run=FILES, files_run=FILES, chunk=min(chunk, FILES_PAGE)
    )
    deleted = left = 0
    for dataset in dict.fromkeys(name for rule in plan.rules for name in marked_files(rule.then)):
        after: Texts | None = None
        while True:
            with connection.begin():
                keys = removing.files(dataset, after)
            if not keys:
                break
            after = keys[-1]
            stuck = {tuple(key) for key in files.delete_files(dataset, keys) or ()}
            if gone := [key for key in keys if key not in stuck]:
                with connection.begin():
                    removing.unmark_files(dataset, gone)
            deleted += len(gone)
            left += len(stuck)
    return deleted, left


def _elsewhere(plan: SweepPlan) -> tuple[RuleReport, ...]:
    return tuple(
        RuleReport(
            rule=each.name, dataset=each.dataset, outcome=Outcome.ELSEWHERE, why=f"store {each.store.value}"
        )
        for each in plan.elsewhere
    )
