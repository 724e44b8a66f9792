"""Rows on their way out: marking them, opening what holds them, deleting them.

Marks are read by the page, and each page travels in the statement that is about its rows: so every statement is
bounded, finds its rows by an index, and needs no statistics of the marks.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

import attrs
import sqlalchemy as sa
from sqlalchemy.sql.elements import ColumnElement

from specstep.policies.errors import Blocked
from specstep.policies.model.edges import Edge
from specstep.policies.plans.steps import Anonymize, Follow, Mark, Tombstone, Unlink
from specstep.policies.sql.along import FEWEST, deleted_along
from specstep.policies.sql.keys import Texts, among, as_text, row
from specstep.policies.sql.marks import count_marks, delete_rows, page_of_marks, set_marks, strike_marks
from specstep.policies.sql.pace import Pace
from specstep.policies.sql.referring import referring, refers
from specstep.policies.sql.schema import KEY_COLUMNS, Schema

Unit = Callable[[Callable[[], Any]], Any]
"""How a bounded piece of work is done: in a transaction of its own, or within the one that is open."""


def at_once(work: Callable[[], Any]) -> Any:
    """Do a piece of work within the transaction that is open."""
    return work()


@attrs.frozen(kw_only=True)
class Removing:
    """What goes in one run. Files are marked under a run of their own, for they outlive the transaction.

    `chunk` is how many rows one statement is about at most.
    """

    connection: sa.Connection
    schema: Schema
    run: str
    files_run: str
    chunk: int
    unit: Unit = at_once

    def mark(self, step: Mark, value: object) -> int:
        """Mark the row of that value, whether it is there or not: what refers to it goes even after it."""
        column, key = self.schema.column(step.dataset, step.column), self.schema.key(step.dataset)
        wanted = sa.literal(value, column.type)
        if [each.name for each in key] == [column.name]:
            query = sa.select(*as_text([wanted]))
        else:
            query = sa.select(*as_text(key)).where(column == wanted)
        return int(self.unit(lambda: self._mark_all(step.dataset, self._texts(query), self.run)))

    def mark_keys(self, dataset: str, keys: Sequence[Texts]) -> int:
        """Mark rows by the texts of their keys, and say how many were not marked before."""
        return self._mark_all(dataset, keys, self.run)

    def follow(self, step: Follow) -> int:
        """Mark rows that refer to marked ones, and say how many were not marked before."""
        child = self.schema.table(step.dataset)
        tests = [child.c[name].is_(None) for name in step.unowned_only]
        some = [sa.or_(*tests)] if tests else []
        total = 0
        for parents in self.pages(step.edge.to):
            total += referring(
                self.connection,
                self.schema,
                step.dataset,
                step.edge,
                parents,
                some,
                self.chunk,
                lambda keys: self._mark_all(step.dataset, keys, self.run),
                self.unit,
            )
        return total

    def anonymize(self, step: Anonymize) -> int:
        """Empty mentions of marked rows."""
        return self._empty(step.dataset, step.edge, dict(step.values), "anonymized", marked_too=step.cut)

    def unlink(self, step: Unlink) -> int:
        """Empty references to marked rows."""
        values = dict.fromkeys(step.edge.nullable)
        return self._empty(step.dataset, step.edge, values, "unlinked", marked_too=step.cut)

    def tombstone(self, step: Tombstone) -> int:
        """Mark the files that marked rows name."""
        key = self.schema.key(step.edge.to)
        named = [self.schema.column(step.edge.to, name) for name in step.edge.to_columns]
        present = [column.is_not(None) for column in named]

        def some(keys: Sequence[Texts]) -> int:
            query = sa.select(*as_text(named)).where(self._among(key, keys), *present)
            return self._mark_all(step.files, self._texts(query), self.files_run)

        return sum(self.unit(partial(some, keys)) for keys in self.pages(step.edge.to))

    def delete(self, dataset: str, along: ColumnElement[bool] | None = None) -> int:
        """Delete the marked rows with their marks, and say how many rows went; what went is tallied with it.

        Args:
            dataset: whose rows go.
            along: what an index finds (nearly) all of them by; see `deleted_along`.

        Raises:
            Blocked: a row that survives refers to one of them.
        """
        total = 0
        if along is not None and self.connection.dialect.name == "postgresql":
            total += deleted_along(self, dataset, along)
        pace = Pace(most=self.chunk, least=FEWEST)
        after: Texts | None = None
        while keys := self.unit(partial(self._page, dataset, self.run, after, pace.size)):
            began = time.perf_counter()
            total += self.unit(partial(self._delete, dataset, keys))
            pace.took(len(keys), time.perf_counter() - began)
            after = keys[-1]
        return total

    def delete_keys(self, dataset: str, keys: Sequence[Texts]) -> int:
        """Delete those of these rows that are marked, with their marks, within the open transaction.

        Raises:
            Blocked: a row that survives refers to one of them.
        """
        marked = strike_marks(self.connection, self.schema.books.marks, self.run, dataset, keys, told=True)
        return self._delete_rows(dataset, marked) if marked else 0

    def _delete(self, dataset: str, keys: Sequence[Texts]) -> int:
        gone = self._delete_rows(dataset, keys)
        self._unmark(dataset, keys, self.run)
        return gone

    def _delete_rows(self, dataset: str, keys: Sequence[Texts]) -> int:
        try:
            gone = delete_rows(self.connection, self.schema.key(dataset), keys)
        except sa.exc.IntegrityError as error:
            raise Blocked(dataset, "a row that survives refers to one that is to go", keys) from error
        self.tally(dataset, "deleted", gone)
        return gone

    def pages(self, dataset: str) -> Iterator[list[Texts]]:
        """The keys of the marked rows, in order, by the page."""
        after: Texts | None = None
        while keys := self.unit(partial(self._page, dataset, self.run, after, self.chunk)):
            yield keys
            after = keys[-1]

    def files(self, dataset: str, after: Texts | None = None) -> list[Texts]:
        """The keys of some marked files, beyond a key if one is named."""
        return self._page(dataset, self.files_run, after, self.chunk)

    def unmark_files(self, dataset: str, keys: Sequence[Texts]) -> None:
        """Take the marks off files that are gone."""
        self._unmark(dataset, keys, self.files_run)

    def unmark(self, dataset: str) -> None:
        """Take the marks off all rows of a dataset."""
        for keys in self.pages(dataset):
            self.unit(partial(self._unmark, dataset, keys, self.run))

    def marked(self) -> dict[str, int]:
        """How many marks there are of each dataset, the files included."""
        return count_marks(self.connection, self.schema.books.marks, (self.run, self.files_run))

    def tally(self, dataset: str, act: str, number: int) -> None:
        """Add to what the run has done."""
        if not number:
            return
        values = {"run": self.run, "dataset": dataset, "act": act, "number": number}
        self.connection.execute(_tallying(self.schema.books.tallies, self.connection.dialect.name), values)

    def take_tallies(self) -> tuple[tuple[str, str, int], ...]:
        """What the run has done, as (dataset, act, number); it is forgotten."""
        tallies = self.schema.books.tallies
        mine = tallies.c.run == self.run
        query = sa.select(tallies.c.dataset, tallies.c.act, tallies.c.number).where(mine)
        found = sorted((name, act, number) for name, act, number in self.connection.execute(query))
        self.connection.execute(sa.delete(tallies).where(mine))
        return tuple(found)

    def note_run(self, rule: str, ran_ms: int, number: int) -> None:
        """Note that a rule ran through."""
        adding = _insert(self.schema.books.rule_runs, self.connection.dialect.name).values(
            rule=rule, ran_ms=ran_ms, number=number
        )
        values = {"ran_ms": adding.excluded.ran_ms, "number": adding.excluded.number}
        self.connection.execute(adding.on_conflict_do_update(index_elements=["rule"], set_=values))

    def _empty(self, dataset: str, edge: Edge, values: Mapping[str, Any], act: str, *, marked_too: bool) -> int:
        """Write values into rows that refer to marked ones; afterwards they refer to them no more."""
        table, key = self.schema.table(dataset), self.schema.key(dataset)
        named = {self.schema.column(dataset, name): value for name, value in values.items()}

        def some(parents: Sequence[Texts]) -> int:
            found = sa.select(*key).where(refers(self.connection, self.schema, dataset, edge, parents))
            if not marked_too:
                found = found.where(~self._is_marked(dataset, key))
            chosen = row(key).in_(sa.select(*found.limit(self.chunk).subquery().c))
            number = self.connection.execute(sa.update(table).where(chosen).values(named)).rowcount
            self.tally(dataset, act, number)
            return number

        total = 0
        for parents in self.pages(edge.to):
            # Fewer than were asked for doesn't mean that none is left, for somebody else may have changed some.
            while number := self.unit(partial(some, parents)):
                total += number
        return total

    def _page(self, dataset: str, run: str, after: Texts | None, size: int) -> list[Texts]:
        return page_of_marks(self.connection, self.schema.books.marks, run, dataset, after, size)

    def _texts(self, query: sa.Select[*tuple[Any, ...]]) -> list[Texts]:
        return [tuple(each) for each in self.connection.execute(query)]

    def _mark_all(self, dataset: str, keys: Iterable[Texts], run: str) -> int:
        return set_marks(self.connection, self.schema.books.marks, run, dataset, list(keys))

    def _unmark(self, dataset: str, keys: Sequence[Texts], run: str) -> None:
        strike_marks(self.connection, self.schema.books.marks, run, dataset, keys)

    def _is_marked(self, dataset: str, key: Sequence[ColumnElement[Any]]) -> ColumnElement[bool]:
        marks = self.schema.books.marks.alias("itself")
        same = (marks.c[name] == text for name, text in zip(KEY_COLUMNS, as_text(key), strict=True))
        return sa.exists().where(marks.c.run == self.run, marks.c.dataset == dataset, *same)

    def _among(self, columns: Sequence[ColumnElement[Any]], keys: Sequence[Texts]) -> ColumnElement[bool]:
        return among(columns, keys, self.connection.dialect.name)


@lru_cache(maxsize=16)
def _tallying(tallies: sa.Table, dialect: str) -> Any:
    adding = _insert(tallies, dialect)
    return adding.on_conflict_do_update(
        index_elements=["run", "dataset", "act"], set_={"number": tallies.c.number + adding.excluded.number}
    )


def _insert(table: sa.Table, dialect: str) -> Any:
    # One of them is imported already, by the connection; both together take longer than all the rest.
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert

        return insert(table)
    from sqlalchemy.dialects.sqlite import insert as insert_on_sqlite

    return insert_on_sqlite(table)
