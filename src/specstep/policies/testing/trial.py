"""People in a database, what happens to their rows, and the judgement after each act."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import attrs
import sqlalchemy as sa

from specstep.policies.model import Inventory, Timed
from specstep.policies.sql import read_row
from specstep.policies.testing.acts import Acts, Files
from specstep.policies.testing.expecting import Tables, erased, swept
from specstep.policies.testing.faults import Broken, Crash, Unproven
from specstep.policies.testing.judging import differences, left_files, not_between
from specstep.policies.testing.links import dataset_of, parents_first
from specstep.policies.testing.places import Place
from specstep.policies.testing.reference import Row
from specstep.policies.testing.stores import Store, held, lost
from specstep.policies.testing.values import NOBODY, Choose, Supplied, tag_of
from specstep.policies.testing.writing import Writer, files_of, key_of

START = datetime(2026, 1, 15, 12, tzinfo=UTC)
Fixed = Mapping[tuple[str, str], Any]
"""Values that must be so, by table and column."""


@attrs.define(kw_only=True)
class Trial:
    """A database with people in it. Every act is carried out for real and judged against the reference."""

    inventory: Inventory
    metadata: sa.MetaData
    place: Place
    acts: Acts
    supplied: Supplied = attrs.Factory(dict)
    stores: Sequence[Store] = ()
    now: datetime = START
    tables: Tables = attrs.Factory(dict)
    whose: dict[tuple[str, tuple[Any, ...]], int] = attrs.Factory(dict)
    accounts: dict[int, Any] = attrs.Factory(dict)
    gone: dict[int, Any] = attrs.Factory(dict)
    files: Files = attrs.Factory(Files)
    last_person: int = 0
    runs: int = 0
    writer: Writer = attrs.field(init=False)
    order: list[sa.Table] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.writer = Writer(inventory=self.inventory, metadata=self.metadata, supplied=self.supplied)
        if self.inventory.account not in self.metadata.tables:
            raise Unproven(
                f"{self.inventory.account}: the schema has no such table, so nobody can have an account"
            )
        everything = [each for name, each in self.metadata.tables.items() if not name.startswith("policy_")]
        self.order = parents_first(self.inventory, everything)

    @property
    def others(self) -> list[sa.Table]:
        """The tables beside the accounts."""
        return [table for table in self.order if table.fullname != self.inventory.account]

    def reset(self) -> None:
        """Begin anew; nobody has the tag of anybody before."""
        self.place.reset()
        self.now, self.tables = START, {table.fullname: [] for table in self.order}
        self.whose, self.accounts, self.gone, self.files = {}, {}, {}, Files()
        for store in self.stores:
            store.reset()

    def join(self, choose: Choose) -> int:
        """Let a person open an account.

        Raises:
            Unproven: the database takes no such row.
        """
        self.last_person += 1
        person = self.last_person
        row = self.write(self.metadata.tables[self.inventory.account], person, choose, must=True)
        self.accounts[person] = (row or {})[self.inventory.account_key]
        for store in self.stores:
            store.plant(self.accounts[person], f"{tag_of(person)} of a person")
        return person

    def settle(self, choose: Choose, fixed: Fixed | None = None) -> int:
        """Let a person join and have a row in every table.

        Raises:
            Unproven: the database takes no row in one of them.
        """
        person = self.join(choose)
        for table in self.others:
            self.write(table, person, choose, fixed, must=True)
        return person

    def write(
        self, table: sa.Table, person: int, choose: Choose, fixed: Fixed | None = None, *, must: bool = False
    ) -> Row | None:
        """Write a row for a person; None where the schema won't have it.

        Raises:
            Unproven: it must be possible, and is not.
        """
        made = self.writer.row(table, person, self.tables, self.whose, self.now, choose)
        why = "no row is there that it could refer to"
        if made is not None:
            values, whose = made
            values |= {column: value for (name, column), value in (fixed or {}).items() if name == table.fullname}
            try:
                with self.place.engine.begin() as connection:
                    connection.execute(table.insert(), values)
                    row = read_row(dict(connection.execute(self._again(table, values)).mappings().one()))
            except (sa.exc.IntegrityError, sa.exc.DataError, sa.exc.StatementError) as error:
                why = str(error.orig).splitlines()[0]
                must = must and not (whose == NOBODY and self.tables[table.fullname])  # nobody's, and one is there
            else:
                self.tables = {**self.tables, table.fullname: [*self.tables[table.fullname], row]}
                self.whose[table.fullname, key_of(table, row)] = whose
                self.files.kept.update(files_of(self.inventory, table.fullname, row))
                return row
        if must:
            raise Unproven(f"{table.fullname}: no row could be written: {why}; supply values for its columns")
        return None

    @staticmethod
    def _again(table: sa.Table, values: Row) -> sa.Select[Any]:
        """A written row, as the database gives it back."""
        keys = table.primary_key.columns or table.c
        return sa.select(table).where(*(column == values[column.name] for column in keys))

    def touch(self, choose: Choose) -> None:
        """Change a time of some row by which a rule goes: use it, put it into the bin, take it out again."""
        able = [
            (table, row, rule)
            for table in self.order
            for rule in self._rules(table)
            for row in self.tables[table.fullname]
        ]
        if not able:
            return
        table, row, rule = choose(able)
        column = table.c[choose([rule.column, getattr(rule, "mark", rule.column)])]
        if column.primary_key:
            return
        test = sa.and_(*(each == row[each.name] for each in table.primary_key.columns))
        with self.place.engine.begin() as connection:
            time = self.writer.time(table, column, self.now, choose)
            connection.execute(sa.update(table).where(test).values({column.name: time}))
        self.tables = self.look()

    def _rules(self, table: sa.Table) -> tuple[Timed, ...]:
        dataset = dataset_of(self.inventory, table.fullname)
        return dataset.timed if dataset else ()

    def look(self) -> Tables:
        """All rows, as they are now."""
        with self.place.engine.connect() as connection:
            return {
                table.fullname: [read_row(dict(row)) for row in connection.execute(sa.select(table)).mappings()]
                for table in self.order
            }

    def sweep(self, ran: Mapping[str, datetime], crash_at: int = 0) -> None:
        """Sweep, with a crash before a statement if one is named, and see that exactly the right rows are left.

        Raises:
            Broken: they are not.
        """
        after = f"the sweep of {self.now.isoformat()}" + (f", crashed at statement {crash_at}" if crash_at else "")
        expected = swept(self.inventory, self.tables, self.now, ran)
        self._act(after, expected, lambda: self.acts.sweep(self.place.engine, self.now, ran, self.files), crash_at)

    def erase(self, person: int, crash_at: int = 0, meanwhile: Callable[[], None] | None = None) -> None:
        """Erase a person's account, with a crash and something else in between if wished; nothing of theirs is left.

        Raises:
            Broken: something is left, or somebody else's is gone.
        """
        key = self.accounts.pop(person, None) or self.gone[person]
        self.gone[person] = key
        self.runs += 1
        run = f"erasure-{self.runs}"
        after = (
            f"the erasure of an account, crashed at statement {crash_at}"
            if crash_at
            else "the erasure of an account"
        )
        self.place.settle()
        tags = [tag_of(other) for other in self.accounts]
        others = [(at, tag) for at, each in enumerate(self.stores) for tag in tags if list(each.search(tag))]
        self._act(
            after,
            erased(self.inventory, self.tables, key),
            lambda: self.acts.erase(self.place.engine, key, run, self.files),
            crash_at,
            meanwhile,
            lambda tables: erased(self.inventory, tables, key),
        )
        found = self.place.traces(tag_of(person)) + held(self.stores, tag_of(person)) + lost(self.stores, others)
        if found:
            raise Broken(after, found)

    def _act(
        self,
        after: str,
        expected: Tables,
        act: Callable[[], None],
        crash_at: int,
        meanwhile: Callable[[], None] | None = None,
        again: Callable[[Tables], Tables] | None = None,
    ) -> None:
        before = self.tables
        try:
            with crashing(self.place.engine, crash_at):
                act()
        except Crash:
            partly = self.look()
            if wrong := not_between(self.metadata, before, expected, partly):
                raise Broken(f"{after}, not yet repeated", wrong) from None
            if meanwhile is not None and again is not None:
                self.tables = partly
                meanwhile()
                new = {name: rows[len(partly[name]) :] for name, rows in self.tables.items()}
                before = {name: [*rows, *new[name]] for name, rows in before.items()}
                expected = again(before)
            self._carefully(after, act)
        except Exception as error:
            raise Broken(after, [f"it failed: {type(error).__name__}: {error}"]) from error
        self.tables = self.look()
        wrong = differences(self.metadata, before, expected, self.tables)
        wrong += left_files(self.inventory, before, expected, self.files)
        if wrong:
            raise Broken(after, wrong)

    def _carefully(self, after: str, act: Callable[[], None]) -> None:
        try:
            act()
        except Exception as error:
            raise Broken(after, [f"repeated, it failed: {type(error).__name__}: {error}"]) from error


@contextmanager
def crashing(engine: sa.Engine, at: int) -> Iterator[None]:
    """End everything before the statement with this number; 0: let it be."""
    seen = 0

    def count(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == at:
            raise Crash

    sa.event.listen(engine, "before_cursor_execute", count)
    try:
        yield
    finally:
        sa.event.remove(engine, "before_cursor_execute", count)
