"""Who holds a row back that is to go, when the database refused to let it."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from specstep.policies.sql.keys import Texts, among, as_text
from specstep.policies.sql.schema import KEY_COLUMNS, Schema


def holders(
    connection: sa.Connection,
    schema: Schema,
    dataset: str,
    keys: Sequence[Texts],
    run: str,
    going: Collection[str] = (),
) -> str:
    """In words: which tables have rows that survive and refer to one of these, as far as the schema knows.

    Args:
        connection: without an open transaction.
        schema: the tables; a foreign key that it doesn't declare can't be named.
        dataset: where the rows lie that are to go.
        keys: which they are.
        run: rows that it has marked don't survive.
        going: the datasets whose rows go with them, marked or not.
    """
    parent = schema.table(dataset)
    names: dict[str, None] = {}
    with connection.begin():
        for table in schema.metadata.tables.values():
            for reference in table.foreign_key_constraints:
                if reference.referred_table is not parent or table.fullname in going:
                    continue
                there = parent.alias("there")
                joined = sa.and_(*(each.parent == there.c[each.column.name] for each in reference.elements))
                chosen = among([there.c[each.name] for each in schema.key(dataset)], keys, connection.dialect.name)
                test = sa.exists().where(joined, chosen).correlate(table)
                held = sa.exists().select_from(table).where(test, _survives(schema, table, run))
                if connection.execute(sa.select(held)).scalar_one():
                    names[table.fullname] = None
    if not names:
        return "a row that survives refers to one that is to go"
    return (
        f"rows of {', '.join(names)} survive and refer to ones that are to go: either they name another owner, or "
        "the inventory doesn't say that they go, too"
    )


def _survives(schema: Schema, table: sa.Table, run: str) -> sa.ColumnElement[bool]:
    marks = schema.books.marks.alias("itself")
    key = tuple(table.primary_key.columns)
    if len(key) > len(KEY_COLUMNS):
        return sa.true()
    same = (marks.c[name] == text for name, text in zip(KEY_COLUMNS, as_text(key), strict=True))
    return ~sa.exists().where(marks.c.run == run, marks.c.dataset == table.fullname, *same)
