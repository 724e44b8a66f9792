"""Finding the rows that refer to some others: each row once, by pages, whatever index there is."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.elements import ColumnElement

from specstep.policies.model.edges import Edge
from specstep.policies.sql.keys import Texts, among, as_text, row
from specstep.policies.sql.schema import KEY_COLUMNS, Schema

Take = Callable[[Sequence[Texts]], int]
Unit = Callable[[Callable[[], Any]], Any]


def refers(
    connection: sa.Connection, schema: Schema, dataset: str, edge: Edge, parents: Sequence[Texts]
) -> ColumnElement[bool]:
    """Whether a row refers to one of those with these keys."""
    dialect = connection.dialect.name
    here = [schema.column(dataset, name) for name in edge.columns]
    key = schema.key(edge.to)
    if edge.to_columns == tuple(column.name for column in key):
        return among(here, parents, dialect)
    parent = schema.table(edge.to).alias("parent")
    there = [parent.c[schema.column(edge.to, name).name] for name in edge.to_columns]
    chosen = among([parent.c[column.name] for column in key], parents, dialect)
    return row(here).in_(sa.select(*there).where(chosen))


def referring(
    connection: sa.Connection,
    schema: Schema,
    dataset: str,
    edge: Edge,
    parents: Sequence[Texts],
    tests: Sequence[ColumnElement[bool]],
    page: int,
    take: Take,
    unit: Unit,
) -> int:
    """Hand over the keys of the rows that refer to one of these, a page at a time; the sum of what was taken.

    Many parents with a few rows each are one statement. A parent with many rows is read to its end once: on
    PostgreSQL by a cursor, whose transaction sees nothing but keys; on SQLite by ranges of row ids, which every
    index holds in order, so that others can write in between.
    """
    texts = as_text(schema.key(dataset))

    def some() -> int | None:
        test = sa.and_(refers(connection, schema, dataset, edge, parents), *tests)
        found = connection.execute(sa.select(*texts).where(test).limit(page + 1)).all()
        return None if len(found) > page else take([tuple(each) for each in found])

    taken = unit(some)
    if taken is not None:
        return int(taken)
    if len(parents) > 1:
        middle = len(parents) // 2
        return sum(
            referring(connection, schema, dataset, edge, half, tests, page, take, unit)
            for half in (parents[:middle], parents[middle:])
        )
    test = sa.and_(refers(connection, schema, dataset, edge, parents), *tests)
    if connection.dialect.name == "postgresql":
        return int(unit(lambda: _by_cursor(connection, sa.select(*texts).where(test), page, take)))
    return _by_range(connection, schema, dataset, test, page, take, unit)


def _by_cursor(connection: sa.Connection, query: sa.Select[*tuple[Any, ...]], page: int, take: Take) -> int:
    with connection.execute(query, execution_options={"yield_per": page}) as result:
        return sum(take([tuple(each) for each in some]) for some in result.partitions())


def _by_range(
    connection: sa.Connection,
    schema: Schema,
    dataset: str,
    test: ColumnElement[bool],
    page: int,
    take: Take,
    unit: Unit,
) -> int:
    key = schema.key(dataset)
    order = _order(schema, dataset)
    total = 0
    after: tuple[Any, ...] | None = None

    def some() -> tuple[int, tuple[Any, ...] | None]:
        query = sa.select(*as_text(key), *order).where(test).order_by(*order).limit(page)
        if after is not None:
            query = query.where(row(order) > row([sa.literal(each) for each in after]))
        found = [tuple(each) for each in connection.execute(query)]
        if not found:
            return 0, None
        width = len(KEY_COLUMNS)
        return take([each[:width] for each in found]), found[-1][width:]

    while True:
        number, after = unit(some)
        total += int(number)
        if after is None:
            return total


def _order(schema: Schema, dataset: str) -> list[ColumnElement[Any]]:
    """What SQLite keeps rows in the order of."""
    table = schema.table(dataset)
    if table.dialect_options["sqlite"]["with_rowid"]:
        return [sa.literal_column("_rowid_", sa.Integer)]
    return list(schema.key(dataset))
