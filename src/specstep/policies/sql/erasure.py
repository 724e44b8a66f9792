"""The erasure of an account, carried out: bounded transactions, repeatable after a crash at any statement."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

import attrs
import sqlalchemy as sa
from sqlalchemy.sql.elements import ColumnElement

from specstep.policies.errors import Blocked, Unsettled
from specstep.policies.plans.erasure import ErasurePlan
from specstep.policies.plans.steps import (
    Anonymize,
    Delete,
    Fence,
    Follow,
    Mark,
    PurgeRuns,
    Revoke,
    Tombstone,
    Unlink,
)
from specstep.policies.sql.along import has_index, switched_off
from specstep.policies.sql.holders import holders
from specstep.policies.sql.keys import Texts
from specstep.policies.sql.removing import Removing
from specstep.policies.sql.schema import Schema
from specstep.policies.sql.steps import carry_out, follow_all, marked_files
from specstep.policies.sql.units import in_transaction

Kind = TypeVar("Kind")

CHUNK = 500
WAITING = "synchronous_commit"  # for the disk after each unit: what a power failure takes back is done again
TRIES = 3


class Outside(Protocol):
    """What an erasure needs done outside of the tables; all of it must be harmless to repeat."""

    def fence(self, account: object) -> None:
        """Let the account write nothing more, and cancel what runs for it."""

    def revoke(self, account: object, dataset: str, name: str) -> None:
        """Revoke at a provider what the account's rows of a dataset stand for; they are still there."""

    def delete_files(self, dataset: str, keys: Sequence[tuple[str, ...]]) -> Sequence[tuple[str, ...]] | None:
        """Delete files, and return the keys of those that could not be; one that is gone already is no error."""

    def purge_runs(self, account: object, datasets: Sequence[str]) -> int:
        """Have the workflow engine forget the account's runs, and say how many."""


@attrs.frozen(kw_only=True)
class ErasureReport:
    """What an erasure did, over all its tries.

    `counts` are (dataset, act, number), the act one of deleted, anonymized, unlinked, files and runs; `remaining`
    what is still marked. An erasure that found nothing is complete, and says so in `matched`.
    """

    run: str
    counts: tuple[tuple[str, str, int], ...]
    remaining: tuple[tuple[str, int], ...] = ()
    account_there: bool = False

    @property
    def matched(self) -> int:
        """How many rows went or were changed."""
        return sum(number for _, act, number in self.counts if act in ("deleted", "anonymized", "unlinked"))

    @property
    def complete(self) -> bool:
        """Whether no mark remains and the account is gone."""
        return not self.remaining and not self.account_there

    @property
    def says(self) -> str:
        """The report in a sentence."""
        if not self.complete:
            left = ", ".join(f"{number} of {name}" for name, number in self.remaining) or "the account"
            return f"not done: there is still {left}"
        if not self.matched:
            return "nothing matched: no row of this account was found"
        return "done: " + ", ".join(f"{number} {act} in {name}" for name, act, number in self.counts)


@attrs.frozen(kw_only=True)
class AccountFailed:
    """An account whose erasure failed; its marks stay, and the next try carries on."""

    run: str
    error: Exception


@attrs.frozen(kw_only=True)
class Erasing:
    """One account's erasure, step by step: for callers that put durable steps of their own around it.

    The connection must have no transaction open; each bounded piece of work is one. The `run` names the erasure in
    the books and says nothing of the person; a later try carries on under the same name.
    """

    connection: sa.Connection
    schema: Schema
    plan: ErasurePlan
    account: object
    run: str
    chunk: int = CHUNK

    @property
    def _removing(self) -> Removing:
        return Removing(
            connection=self.connection,
            schema=self.schema,
            run=self.run,
            files_run=self.run,
            chunk=self.chunk,
            unit=lambda work: in_transaction(self.connection, work),
        )

    def mark(self) -> dict[str, int]:
        """Mark what is to go; the numbers are of all marks whose rows are there, by dataset."""
        with switched_off(self.connection, WAITING):
            for step in self._steps(Mark):
                self._removing.mark(step, self.account)
            follow_all(self._removing, self._steps(Follow))
        with self.connection.begin():
            numbers = self._removing.marked()
            there = self._is_there()
        return {name: number for name, number in numbers.items() if there or name != self.plan.account}

    def remove(self) -> None:
        """Anonymize, unlink, mark the files and delete, children first and the account last.

        Raises:
            Blocked: a row that survives refers to one that is to go, or came in the meantime.
        """
        try:
            for step in self.plan.steps:
                if isinstance(step, Anonymize | Unlink | Tombstone | Delete):
                    carry_out(
                        self._removing, step, self._along(step.dataset) if isinstance(step, Delete) else None
                    )
        except Blocked as blocked:
            what = holders(self.connection, self.schema, blocked.dataset, blocked.keys, self.run)
            raise Blocked(blocked.dataset, what, blocked.keys) from blocked
        self._onto_the_disk()

    def rows(self) -> dict[str, int]:
        """Mark and remove; what slipped in between is marked and removed, too. The numbers are of the first marks.

        Raises:
            Blocked: a row that survives refers to one that is to go.
        """
        found = self.mark()
        for left in reversed(range(TRIES)):
            try:
                self.remove()
            except Blocked:
                if not left:
                    raise
            else:
                with self.connection.begin():
                    if not self._stragglers():
                        break
            if left:
                self.mark()
        self._forget_others()
        return found

    def _forget_others(self) -> None:
        """Take off the marks that an export or preview of the account, cut off in between, left of its rows."""
        marks = self.schema.books.marks
        key = self.schema.column(self.plan.account, self.plan.account_key)
        with self.connection.begin():
            same = (
                marks.c.key_1 == sa.select(sa.cast(sa.literal(self.account, key.type), sa.Text)).scalar_subquery()
            )
            theirs = sa.select(marks.c.run).where(
                marks.c.dataset == self.plan.account, same, marks.c.run != self.run
            )
            runs = self.connection.execute(theirs.distinct()).scalars().all()
        for run in runs:
            attrs.evolve(self, run=run).discard()

    def files(self) -> tuple[str, tuple[Texts, ...]] | None:
        """Some files that are to be deleted, with their dataset; None when there are none left."""
        return next(self.all_files(), None)

    def all_files(self) -> Iterator[tuple[str, tuple[Texts, ...]]]:
        """All files that are to be deleted, by the page; one that stays marked is not met again."""
        for name in marked_files(self.plan.steps):
            after: Texts | None = None
            while keys := self._files_after(name, after):
                yield name, keys
                after = keys[-1]

    def _files_after(self, name: str, after: Texts | None) -> tuple[Texts, ...]:
        with self.connection.begin():
            return tuple(self._removing.files(name, after))

    def settle_files(self, dataset: str, keys: Sequence[Texts]) -> None:
        """Note that files are gone."""
        if not keys:
            return
        with self.connection.begin():
            self._removing.unmark_files(dataset, keys)
            self._removing.tally(dataset, "files", len(keys))

    def settle_runs(self, number: int) -> None:
        """Note how many runs the workflow engine forgot."""
        with self.connection.begin():
            self._removing.tally("workflow-engine", "runs", number)

    def verify(self) -> ErasureReport:
        """See what remains."""
        tallies = self.schema.books.tallies
        with self.connection.begin():
            remaining = tuple(sorted((self._stragglers() | self._removing.marked()).items()))
            there = self._is_there()
            counts = self.connection.execute(
                sa.select(tallies.c.dataset, tallies.c.act, tallies.c.number)
                .where(tallies.c.run == self.run)
                .order_by(tallies.c.dataset, tallies.c.act)
            )
            return ErasureReport(
                run=self.run,
                counts=tuple((name, act, number) for name, act, number in counts),
                remaining=remaining,
                account_there=there,
            )

    def close(self) -> None:
        """Forget the tallies, once the report is kept elsewhere."""
        tallies = self.schema.books.tallies
        with self.connection.begin():
            self.connection.execute(sa.delete(tallies).where(tallies.c.run == self.run))

    def discard(self) -> None:
        """Take all marks off again."""
        with self.connection.begin():
            marked = self._removing.marked()
        for name in marked:
            self._removing.unmark(name)

    def _steps(self, kind: type[Kind]) -> tuple[Kind, ...]:
        return tuple(step for step in self.plan.steps if isinstance(step, kind))

    def _is_there(self) -> bool:
        column = self.schema.column(self.plan.account, self.plan.account_key)
        return bool(self.connection.execute(sa.select(sa.exists().where(column == self.account))).scalar_one())

    def _stragglers(self) -> dict[str, int]:
        """Rows that name an account which is gone: without foreign keys, they can come at any time."""
        if self._is_there():
            return {}
        found: dict[str, int] = {}
        for step in self._direct():
            some = sa.select(sa.literal_column("1", sa.Integer)).where(self._names_account(step))
            query = sa.select(sa.func.count()).select_from(some.limit(self.chunk).subquery())
            if number := self.connection.execute(query).scalar_one():
                found[step.dataset] = max(number, found.get(step.dataset, number))
        return found

    def _direct(self) -> Iterator[Follow]:
        """The steps that lead from the account itself."""
        for step in self._steps(Follow):
            if step.edge.to == self.plan.account and step.edge.to_columns == (self.plan.account_key,):
                yield step

    def _names_account(self, step: Follow) -> ColumnElement[bool]:
        """The rows to which such a step leads."""
        column = self.schema.column(step.dataset, step.edge.columns[0])
        tests = [self.schema.column(step.dataset, name).is_(None) for name in step.unowned_only]
        return sa.and_(column == self.account, *([sa.or_(*tests)] if tests else []))

    def _along(self, dataset: str) -> ColumnElement[bool] | None:
        """By what an index finds the account's rows of a dataset."""
        for step in self._direct():
            if step.dataset == dataset and has_index(self.schema.table(dataset), step.edge.columns[0]):
                return self._names_account(step)
        return None

    def _onto_the_disk(self) -> None:
        """Wait for the disk once: it takes what was written before together with this."""
        tallies = self.schema.books.tallies
        with self.connection.begin():
            same = sa.update(tallies).where(tallies.c.run == self.run).values(number=tallies.c.number)
            self.connection.execute(same)


def erase(erasing: Erasing, outside: Outside) -> ErasureReport:
    """Erase an account.

    Raises:
        Blocked: a row that survives refers to one that is to go; nothing is lost, a later try carries on.
        Unsettled: something is left after all steps.
    """
    plan = erasing.plan
    for step in plan.steps:
        if isinstance(step, Fence):
            outside.fence(erasing.account)
        elif isinstance(step, Revoke):
            outside.revoke(erasing.account, step.dataset, step.name)
    erasing.rows()
    for dataset, keys in erasing.all_files():
        stuck = {tuple(key) for key in outside.delete_files(dataset, keys) or ()}
        erasing.settle_files(dataset, [key for key in keys if key not in stuck])
    for step in plan.steps:
        if isinstance(step, PurgeRuns):
            erasing.settle_runs(outside.purge_runs(erasing.account, step.datasets))
    report = erasing.verify()
    if not report.complete:
        raise Unsettled(report.run, dict(report.remaining) or {plan.account: 1})
    return report


def erase_all(
    accounts: Iterable[Erasing], outside: Outside, failures: tuple[type[Exception], ...] = (Exception,)
) -> tuple[ErasureReport | AccountFailed, ...]:
    """Erase accounts one after the other; one that fails doesn't stop the others."""
    reports: list[ErasureReport | AccountFailed] = []
    for erasing in accounts:
        try:
            reports.append(erase(erasing, outside))
        except failures as error:
            if erasing.connection.in_transaction():
                erasing.connection.rollback()
            reports.append(AccountFailed(run=erasing.run, error=error))
    return tuple(reports)


def preview_erasure(erasing: Erasing) -> dict[str, int]:
    """How many rows an erasure would take, by dataset: counted by marks, which are taken off again."""
    try:
        return erasing.mark()
    finally:
        erasing.discard()
