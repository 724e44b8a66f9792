"""The tables that plans run on: a schema's own, and three in which the engine keeps its books."""

from typing import Any

import attrs
import sqlalchemy as sa

from specstep.policies.errors import NotCompilable

KEY_COLUMNS = ("key_1", "key_2", "key_3", "key_4")


@attrs.frozen(kw_only=True)
class Bookkeeping:
    """Where the engine keeps its books.

    `marks` holds the keys of rows and files that are to go, each under its run; `tallies` what a run has done so
    far; `rule_runs` when each rule of the sweep last ran through.
    """

    marks: sa.Table
    tallies: sa.Table
    rule_runs: sa.Table


def bookkeeping(metadata: sa.MetaData) -> Bookkeeping:
    """Declare the tables of the books in a `MetaData`, or find them there."""
    if "policy_marks" not in metadata.tables:
        sa.Table(
            "policy_marks",
            metadata,
            sa.Column("run", sa.Text, primary_key=True),
            sa.Column("dataset", sa.Text, primary_key=True),
            *(sa.Column(name, sa.Text, primary_key=True) for name in KEY_COLUMNS),
        )
        sa.Table(
            "policy_tallies",
            metadata,
            sa.Column("run", sa.Text, primary_key=True),
            sa.Column("dataset", sa.Text, primary_key=True),
            sa.Column("act", sa.Text, primary_key=True),
            sa.Column("number", sa.BigInteger, nullable=False),
        )
        sa.Table(
            "policy_rule_runs",
            metadata,
            sa.Column("rule", sa.Text, primary_key=True),
            sa.Column("ran_ms", sa.BigInteger, nullable=False),  # milliseconds since 1970, in UTC
            sa.Column("number", sa.BigInteger, nullable=False),
        )
    return Bookkeeping(
        marks=metadata.tables["policy_marks"],
        tallies=metadata.tables["policy_tallies"],
        rule_runs=metadata.tables["policy_rule_runs"],
    )


@attrs.frozen(kw_only=True)
class Schema:
    """The tables that an inventory speaks of, and the books."""

    metadata: sa.MetaData
    books: Bookkeeping

    @classmethod
    def of(cls, metadata: sa.MetaData) -> "Schema":
        """The schema of a `MetaData`; the tables of the books are declared in it."""
        return cls(metadata=metadata, books=bookkeeping(metadata))

    def table(self, dataset: str) -> sa.Table:
        """The table of a dataset.

        Raises:
            NotCompilable: there is none.
        """
        if dataset not in self.metadata.tables:
            raise NotCompilable(dataset, "the schema has no such table")
        return self.metadata.tables[dataset]

    def column(self, dataset: str, name: str) -> sa.Column[Any]:
        """The column of a field.

        Raises:
            NotCompilable: there is none.
        """
        table = self.table(dataset)
        if name not in table.c:
            raise NotCompilable(dataset, f"the table has no column {name}")
        return table.c[name]

    def key(self, dataset: str) -> tuple[sa.Column[Any], ...]:
        """The columns of a table's primary key.

        Raises:
            NotCompilable: it has none, or one that marks can't hold.
        """
        columns = tuple(self.table(dataset).primary_key.columns)
        if not columns:
            raise NotCompilable(dataset, "the table has no primary key, so its rows can't be told apart")
        if len(columns) > len(KEY_COLUMNS):
            raise NotCompilable(dataset, f"the primary key has more than {len(KEY_COLUMNS)} columns")
        for column in columns:
            if isinstance(column.type, sa.LargeBinary | sa.Float):
                raise NotCompilable(dataset, f"the primary key holds {column.name}, whose type has no exact text")
        return columns
