"""One rule of the sweep on its way: ranges of primary keys, one short transaction each."""

import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

import attrs
import sqlalchemy as sa
from sqlalchemy.sql.elements import ColumnElement

from specstep.policies.errors import Blocked, PolicyError
from specstep.policies.plans.steps import Anonymize, Delete, Follow, Tombstone, Unlink
from specstep.policies.plans.sweep import SweepRule
from specstep.policies.retention import epoch_ms
from specstep.policies.sql.due import binned, is_due
from specstep.policies.sql.holders import holders
from specstep.policies.sql.keys import Key, as_text, between, row
from specstep.policies.sql.pace import Pace
from specstep.policies.sql.removing import Removing
from specstep.policies.sql.schema import Schema
from specstep.policies.sql.steps import carry_out, follow_all
from specstep.policies.sql.units import first_line, in_transaction, is_locked

TOGETHER = 500  # rows that others hang on, per transaction
AROUND = 2_000  # rows that hang on them, per statement
PATIENCE_MS = 10  # for a row that somebody else is just writing; after it, that row is left to the next sweep
PATIENCE_WITH_TABLES_MS = 1_000  # for maintenance that holds a whole table, once no row can keep us waiting
Done = Counter[tuple[str, str]]  # by dataset and act
BLOCKED = ("", "blocked")
FILES = "sweep"  # the run under which the files of all sweeps are marked


@attrs.frozen(kw_only=True)
class Swept:
    """What a rule did; `why` says what failed, or what holds back the rows that are blocked."""

    rows: int = 0
    others: tuple[tuple[str, str, int], ...] = ()
    blocked: int = 0
    failed: bool = False
    why: str = ""


@attrs.define(kw_only=True)
class Sweeping:
    """One rule on its way."""

    connection: sa.Connection
    schema: Schema
    rule: SweepRule
    now: datetime
    run: str
    chunk: int
    held: str = attrs.field(default="", init=False)

    def go(self, horizon: datetime | None, *, dry: bool = False) -> Swept:
        """Let go what is due and lies before the horizon, if there is one; or count it."""
        try:
            due = is_due(self.schema, self.rule, self.now, horizon)
            if dry:
                return Swept(rows=self._each(due, self._count))
            if not self.rule.then:
                return self._ran(self._each(due, self._bin if self.rule.rule.BINS else self._delete), Counter())
            return self._ran(0, self._together(due))
        except (PolicyError, sa.exc.SQLAlchemyError) as error:
            if self.connection.in_transaction():
                self.connection.rollback()
            return Swept(failed=True, why=f"{type(error).__name__}: {first_line(error)}")

    def _each(self, due: ColumnElement[bool], act: Callable[[ColumnElement[bool]], int]) -> int:
        """Do it to all due rows, range by range; a row that somebody else holds is left to the next sweep."""
        pace = Pace(most=self.chunk)
        total = 0
        after: Key | None = None
        while True:
            try:
                number, after = in_transaction(self.connection, lambda: self._range(due, act, after, pace))  # noqa: B023
            except sa.exc.OperationalError as error:
                if not is_locked(error):
                    raise
                number, after = in_transaction(
                    self.connection,
                    lambda: self._range(due, act, after, pace, unlocked=True),  # noqa: B023
                )
            total += number
            if after is None:
                return total

    def _range(
        self,
        due: ColumnElement[bool],
        act: Callable[[ColumnElement[bool]], int],
        after: Key | None,
        pace: Pace,
        *,
        unlocked: bool = False,
    ) -> tuple[int, Key | None]:
        """Do it to the due rows of the range that begins after a key; with their number, where the next one begins."""
        self._without_waiting(PATIENCE_WITH_TABLES_MS if unlocked else PATIENCE_MS)
        until = self._end_of_range(after, pace.size)
        test = sa.and_(between(self._key, after, until), due)
        if unlocked:
            test = row(self._key).in_(sa.select(*self._key).where(test).with_for_update(skip_locked=True))
        size, began = pace.size, time.perf_counter()
        number = act(test)
        if until is not None:
            pace.took(size, time.perf_counter() - began)
        return number, until

    def _without_waiting(self, patience_ms: int) -> None:
        """On PostgreSQL: wait neither for others, beyond so much patience, nor for the disk.

        What a power failure takes back, the next sweep takes again; and the note at the end that the rule ran
        through is on the disk only together with all that went before it.
        """
        if self.connection.dialect.name == "postgresql":
            wait, commit = sa.func.set_config, sa.func.set_config
            self.connection.execute(
                sa.select(
                    wait("lock_timeout", f"{patience_ms}ms", True), commit("synchronous_commit", "off", True)
                )
            )

    def _end_of_range(self, after: Key | None, size: int) -> Key | None:
        """The last of so many keys after one; None: there are no more of them."""
        key = self._key
        bound = sa.select(*key).where(between(key, after, None)).order_by(*key).offset(size - 1).limit(1)
        found = self.connection.execute(bound).first()
        return None if found is None else tuple(found)

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

    def _together(self, due: ColumnElement[bool]) -> Done:
        """Let the due rows go with all that hangs on them, some at a time."""
        pace = Pace(most=self.chunk)
        done: Done = Counter()
        after: Key | None = None
        while True:
            with self.connection.begin():
                until = self._end_of_range(after, pace.size)
            some = min(self.chunk, TOGETHER)
            while True:
                size, began = pace.size, time.perf_counter()
                keys, done_here = self._take(due, after, until)
                done += done_here
                if not keys:
                    pace.took(size, time.perf_counter() - began)
                if len(keys) < some:
                    break
                after = keys[-1]
            if until is None:
                return done
            after = until

    def _take(self, due: ColumnElement[bool], after: Key | None, until: Key | None) -> tuple[list[Key], Done]:
        """Let the first due rows of a range go, or as many of them as can; with what was done, their keys."""
        keys: list[Key] = []

        def work() -> Done:
            keys[:] = self._lock(sa.and_(between(self._key, after, until), due))
            return self._remove() if keys else Counter()

        try:
            return keys, in_transaction(self.connection, work)
        except Blocked as blocked:
            if len(keys) == 1:
                self.held = self._held_by(blocked)
                return keys, Counter({BLOCKED: 1})
            middle = keys[len(keys) // 2 - 1]
            one, other = self._take(due, after, middle), self._take(due, middle, keys[-1])
            return keys, one[1] + other[1]

    def _lock(self, test: ColumnElement[bool]) -> list[Key]:
        """Mark the first due rows; those that another transaction holds are left to the next sweep."""
        key = self._key
        query = sa.select(*key, *as_text(key)).where(test).order_by(*key).limit(min(self.chunk, TOGETHER))
        rows = [tuple(each) for each in self.connection.execute(query.with_for_update(skip_locked=True))]
        if rows:
            self._removing.mark_keys(self.rule.dataset, [each[len(key) :] for each in rows])
        return [each[: len(key)] for each in rows]

    def _remove(self) -> Done:
        follow_all(self._removing, (each for each in self.rule.then if isinstance(each, Follow)))
        for step in self.rule.then:
            if isinstance(step, Anonymize | Unlink | Tombstone | Delete):
                carry_out(self._removing, step)
        return Counter({(name, act): number for name, act, number in self._removing.take_tallies()})

    def _held_by(self, blocked: Blocked) -> str:
        going = {each.dataset for each in self.rule.then if isinstance(each, Delete)}
        return holders(self.connection, self.schema, blocked.dataset, blocked.keys, self._removing.run, going)

    @property
    def _removing(self) -> Removing:
        return Removing(
            connection=self.connection,
            schema=self.schema,
            run=f"{self.run}:{self.rule.name}",
            files_run=FILES,
            chunk=min(self.chunk, AROUND),
        )

    def _ran(self, rows: int, done: Done) -> Swept:
        """Note that the rule ran through, and say what it did."""
        own = (self.rule.dataset, "deleted")
        rows += done[own]
        others = tuple((*act, number) for act, number in sorted(done.items()) if act not in (own, BLOCKED))
        with self.connection.begin():
            self._removing.note_run(self.rule.name, epoch_ms(self.now), rows)
        return Swept(rows=rows, others=others, blocked=done[BLOCKED], why=self.held)
