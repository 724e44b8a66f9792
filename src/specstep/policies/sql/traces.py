"""What a database still knows of rows after they are deleted."""

from collections.abc import Iterable

import sqlalchemy as sa

from specstep.policies.sql.schema import Schema


def forget_traces(connection: sa.Connection, schema: Schema, datasets: Iterable[str]) -> None:
    """Have the database forget values of deleted rows that it keeps beside the tables.

    On PostgreSQL the statistics of the tables are made anew; on SQLite the write-ahead log is emptied into the
    file. What a write-ahead log or a backup elsewhere holds lives as long as it does.
    """
    tables = [schema.table(name) for name in datasets] + [schema.books.marks]
    if connection.dialect.name == "postgresql":
        prepare = connection.dialect.identifier_preparer
        with connection.begin():
            for table in tables:
                connection.execute(sa.text(f"ANALYZE {prepare.format_table(table)}"))
            for table in tables:
                if connection.execute(sa.select(sa.exists().select_from(table))).scalar_one() is False:
                    _forget_statistics(connection, table)
    elif connection.dialect.name == "sqlite":
        cursor = connection.connection.cursor()  # beside SQLAlchemy, which would open a transaction
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.close()


def _forget_statistics(connection: sa.Connection, table: sa.Table) -> None:
    """Drop the statistics of a table without rows: ANALYZE leaves those of the last rows as they are.

    Before PostgreSQL 18 nothing but a change of type drops them, be it to the same one.
    """
    where = {"table": table.name, "schema": table.schema}
    found = "FROM pg_stats WHERE tablename = :table AND schemaname = coalesce(:schema, current_schema())"
    if (connection.dialect.server_version_info or (0,)) >= (18,):
        clear = f"SELECT pg_clear_attribute_stats(schemaname, tablename, attname, inherited) {found}"
        connection.execute(sa.text(clear), where)
        return
    prepare = connection.dialect.identifier_preparer
    for name in connection.execute(sa.text(f"SELECT attname {found}"), where).scalars().all():
        kind = table.c[name].type.compile(connection.dialect)
        change = f"ALTER TABLE {prepare.format_table(table)} ALTER COLUMN {prepare.quote(name)} TYPE {kind}"
        connection.execute(sa.text(change))
