"""The erasure of an account, carried out: bounded transactions, repeatable after a crash at any statement."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

import attrs
import sqlalchemy as sa

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
from specstep.policies.sql.removing import Removing
from specstep.policies.sql.schema import Schema
from specstep.policies.sql.steps import carry_out, follow_all, marked_files

Kind = TypeVar("Kind")

CHUNK = 2_000
TRIES = 3


class Outside(Protocol):
    """What an erasure needs done outside of the tables; all of it must be harmless to repeat."""

    def fence(self, account: object) -> None:
        """Let the account write nothing more, and cancel what runs for it."""

    def revoke(self, account: object, dataset: str, name: str) -> None:
        """Revoke at a provider what the account's rows of a dataset stand for; they are still there."""

    def delete_files(self, dataset: str, keys: Sequence[tuple[str, ...]]) -> None:
        """Delete files; one that is gone already is no error."""

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
            connection=self.connection, schema=self.schema, run=self.run, files_run=self.run, chunk=self.chunk
        )

    def mark(self) -> dict[str, int]:
        """Mark what is to go; the numbers are of all marks, by dataset."""
        with self.connection.begin():
            for step in self._steps(Mark):
                self._removing.mark(step, self.account)
        follow_all(self._removing, self._steps(Follow), self._bounded)
        with self.connection.begin():
            return self._removing.marked()

    def remove(self) -> None:
        """Anonymize, unlink, mark the files and delete, children first and the account last.

        Raises:
            Blocked: a row that survives refers to one that is to go, or came in the meantime.
        """
        for step in self.plan.steps:
            if isinstance(step, Anonymize | Unlink | Tombstone | Delete):
                carry_out(self._removing, step, self._bounded)

    def rows(self) -> dict[str, int]:
        """Mark and remove; what slipped in between is marked and removed, too. The numbers are of the first marks.

        Raises:
            Blocked: a row that survives refers to one that is to go.
        """
        found = self.mark()
        for _ in range(TRIES - 1):
            try:
                self.remove()
            except Blocked:
                self.mark()
            else:
                return found
        self.remove()
        return found

    def files(self) -> tuple[str, tuple[tuple[str, ...], ...]] | None:
        """Some files that are to be deleted, with their dataset; None when there are none left."""
        for name in marked_files(self.plan.steps):
            with self.connection.begin():
                if keys := self._removing.files(name):
                    return name, tuple(keys)
        return None

    def settle_files(self, dataset: str, keys: Sequence[tuple[str, ...]]) -> None:
        """Note that files are gone."""
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
        column = self.schema.column(self.plan.account, self.plan.account_key)
        with self.connection.begin():
            remaining = tuple(sorted(self._removing.marked().items()))
            there = self.connection.execute(sa.select(sa.exists().where(column == self.account))).scalar_one()
            counts = self.connection.execute(
                sa.select(tallies.c.dataset, tallies.c.act, tallies.c.number)
                .where(tallies.c.run == self.run)
                .order_by(tallies.c.dataset, tallies.c.act)
            )
            return ErasureReport(
                run=self.run,
                counts=tuple((name, act, number) for name, act, number in counts),
                remaining=remaining,
                account_there=bool(there),
            )

    def close(self) -> None:
        """Forget the tallies, once the report is kept elsewhere."""
        tallies = self.schema.books.tallies
        with self.connection.begin():
            self.connection.execute(sa.delete(tallies).where(tallies.c.run == self.run))

    def discard(self) -> None:
        """Take all marks off again."""
        marks = self.schema.books.marks
        with self.connection.begin():
            self.connection.execute(sa.delete(marks).where(marks.c.run == self.run))

    def _steps(self, kind: type[Kind]) -> tuple[Kind, ...]:
        return tuple(step for step in self.plan.steps if isinstance(step, kind))

    def _bounded(self, work: Callable[[], int]) -> int:
        total = 0
        while True:
            with self.connection.begin():
                number = work()
            if not number:
                return total
            total += number


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
    while found := erasing.files():
        outside.delete_files(*found)
        erasing.settle_files(*found)
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
