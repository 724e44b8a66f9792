"""Rows on their way out: marking them, opening what holds them, deleting them.

Every method is one or a few bounded statements inside the caller's transaction and says how many rows it touched;
fewer than `chunk` does not mean that nothing is left, but none does.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.elements import ColumnElement

from specstep.policies.errors import Blocked
from specstep.policies.model.edges import Edge
from specstep.policies.plans.steps import Anonymize, Follow, Mark, Tombstone, Unlink
from specstep.policies.sql.keys import as_text, between, equal, from_text, row
from specstep.policies.sql.schema import KEY_COLUMNS, Schema


@attrs.frozen(kw_only=True)
class Removing:
    """What goes in one run. Files are marked under a run of their own, for they outlive the transaction."""

    connection: sa.Connection
    schema: Schema
    run: str
    files_run: str
    chunk: int

    def mark(self, step: Mark, value: object) -> int:
        """Mark the row of that value."""
        column = self.schema.column(step.dataset, step.column)
        return self._mark(step.dataset, as_text(self.schema.key(step.dataset)), column == value)

    def mark_keys(self, dataset: str, keys: Sequence[tuple[str, ...]]) -> None:
        """Mark rows by the texts of their keys."""
        rows = [
            {"run": self.run, "dataset": dataset} | dict(zip(KEY_COLUMNS, texts, strict=True)) for texts in keys
        ]
        self.connection.execute(self._insert(self.schema.books.marks).on_conflict_do_nothing(), rows)

    def follow(self, step: Follow) -> int:
        """Mark rows that refer to marked ones."""
        child = self.schema.table(step.dataset)
        texts = as_text(self.schema.key(step.dataset))
        tests = [child.c[name].is_(None) for name in step.unowned_only]
        refers = self._refers_to_marked(step.dataset, step.edge)
        return self._mark(step.dataset, texts, sa.and_(refers, *([sa.or_(*tests)] if tests else [])))

    def anonymize(self, step: Anonymize) -> int:
        """Empty mentions of marked rows."""
        return self._empty(step.dataset, step.edge, dict(step.values), marked_too=step.cut)

    def unlink(self, step: Unlink) -> int:
        """Empty references to marked rows."""
        return self._empty(step.dataset, step.edge, dict.fromkeys(step.edge.nullable), marked_too=step.cut)

    def tombstone(self, step: Tombstone) -> int:
        """Mark the files that marked rows name."""
        parent = self.schema.table(step.edge.to)
        named = [self.schema.column(step.edge.to, name) for name in step.edge.to_columns]
        present = [column.is_not(None) for column in named]
        marked = self._is_marked(step.edge.to, list(parent.primary_key.columns))
        return self._mark(step.files, as_text(named), sa.and_(marked, *present), run=self.files_run)

    def delete(self, dataset: str) -> tuple[int, int]:
        """Delete some marked rows with their marks.

        Returns:
            How many marks went, and how many rows.

        Raises:
            Blocked: a row that survives refers to one of them.
        """
        marks = self.schema.books.marks
        table, key = self.schema.table(dataset), self.schema.key(dataset)
        names = [marks.c[name] for name in KEY_COLUMNS]
        some = [marks.c.run == self.run, marks.c.dataset == dataset]
        # A range, and no list, of marks: without fresh statistics PostgreSQL would compare each mark with each other.
        last = sa.select(*names).where(*some).order_by(*names).offset(self.chunk - 1).limit(1)
        if (until := self.connection.execute(last).first()) is not None:
            some.append(between(names, None, tuple(until)))
        keys = sa.select(*from_text(marks, key, self.connection.dialect.name)).where(*some)
        try:
            gone = self.connection.execute(sa.delete(table).where(row(key).in_(keys))).rowcount
        except sa.exc.IntegrityError as error:
            raise Blocked(dataset, "a row that survives refers to one that is to go") from error
        unmarked = self.connection.execute(sa.delete(marks).where(*some)).rowcount
        return unmarked, gone

    def files(self, dataset: str) -> list[tuple[str, ...]]:
        """The keys of some marked files."""
        marks = self.schema.books.marks
        columns = [marks.c[name] for name in KEY_COLUMNS]
        found = self.connection.execute(
            sa.select(*columns)
            .where(marks.c.run == self.files_run, marks.c.dataset == dataset)
            .order_by(*columns)
            .limit(self.chunk)
        )
        return [tuple(each) for each in found]

    def unmark_files(self, dataset: str, keys: Sequence[tuple[str, ...]]) -> None:
        """Take the marks off files that are gone."""
        marks = self.schema.books.marks
        test = [marks.c[name] == sa.bindparam(f"the_{name}") for name in KEY_COLUMNS]
        statement = sa.delete(marks).where(marks.c.run == self.files_run, marks.c.dataset == dataset, *test)
        rows = [dict(zip((f"the_{name}" for name in KEY_COLUMNS), key, strict=True)) for key in keys]
        self.connection.execute(statement, rows)

    def marked(self) -> dict[str, int]:
        """How many marks there are of each dataset, the files included."""
        marks = self.schema.books.marks
        found = self.connection.execute(
            sa.select(marks.c.dataset, sa.func.count())
            .where(marks.c.run.in_({self.run, self.files_run}))
            .group_by(marks.c.dataset)
        )
        return dict(tuple(each) for each in found)

    def tally(self, dataset: str, act: str, number: int) -> None:
        """Add to what the run has done."""
        if not number:
            return
        tallies = self.schema.books.tallies
        adding = self._insert(tallies).values(run=self.run, dataset=dataset, act=act, number=number)
        self.connection.execute(
            adding.on_conflict_do_update(
                index_elements=["run", "dataset", "act"],
                set_={"number": tallies.c.number + adding.excluded.number},
            )
        )

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
        adding = self._insert(self.schema.books.rule_runs).values(rule=rule, ran_ms=ran_ms, number=number)
        values = {"ran_ms": adding.excluded.ran_ms, "number": adding.excluded.number}
        self.connection.execute(adding.on_conflict_do_update(index_elements=["rule"], set_=values))

    def _mark(
        self, dataset: str, texts: Sequence[ColumnElement[str]], test: ColumnElement[bool], run: str | None = None
    ) -> int:
        marks = self.schema.books.marks
        run = run or self.run
        there = marks.alias("there")
        new = ~sa.exists().where(
            there.c.run == run,
            there.c.dataset == dataset,
            *(there.c[name] == text for name, text in zip(KEY_COLUMNS, texts, strict=True)),
        )
        rows = (
            sa.select(sa.literal(run, sa.Text), sa.literal(dataset, sa.Text), *texts)
            .where(test, new)
            .limit(self.chunk)
        )
        names = ["run", "dataset", *KEY_COLUMNS]
        adding = self._insert(marks).from_select(names, rows).on_conflict_do_nothing()
        # Without the option SQLAlchemy says -1 of an INSERT on PostgreSQL, and whoever repeats until 0 never ends.
        return self.connection.execute(adding, execution_options={"preserve_rowcount": True}).rowcount

    def _empty(self, dataset: str, edge: Edge, values: Mapping[str, Any], *, marked_too: bool) -> int:
        table, key = self.schema.table(dataset), self.schema.key(dataset)
        found = sa.select(*key).where(self._refers_to_marked(dataset, edge))
        if not marked_too:
            found = found.where(~self._is_marked(dataset, key))
        some = found.limit(self.chunk).subquery()
        chosen = row(key).in_(sa.select(*some.c))
        named = {self.schema.column(dataset, name): value for name, value in values.items()}
        return self.connection.execute(sa.update(table).where(chosen).values(named)).rowcount

    def _refers_to_marked(self, dataset: str, edge: Edge) -> ColumnElement[bool]:
        """Whether a row refers to a marked one: asked of the marks, so that the reference's index serves."""
        marks = self.schema.books.marks.alias("cause")
        parent = self.schema.table(edge.to).alias("parent")
        here = [self.schema.column(dataset, name) for name in edge.columns]
        key = self.schema.key(edge.to)
        keys = from_text(marks, key, self.connection.dialect.name)
        mine = (marks.c.run == self.run, marks.c.dataset == edge.to)
        if edge.to_columns == tuple(column.name for column in key):
            return row(here).in_(sa.select(*keys).where(*mine))
        there = [parent.c[self.schema.column(edge.to, name).name] for name in edge.to_columns]
        joined = equal([parent.c[column.name] for column in key], keys)
        return row(here).in_(sa.select(*there).select_from(marks.join(parent, joined)).where(*mine))

    def _is_marked(self, dataset: str, key: Sequence[ColumnElement[Any]]) -> ColumnElement[bool]:
        marks = self.schema.books.marks.alias("itself")
        keys = from_text(marks, key, self.connection.dialect.name)
        return row(key).in_(sa.select(*keys).where(marks.c.run == self.run, marks.c.dataset == dataset))

    def _insert(self, table: sa.Table) -> Any:
        return (postgresql.insert if self.connection.dialect.name == "postgresql" else sqlite.insert)(table)
