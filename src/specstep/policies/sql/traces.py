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
    elif connection.dialect.name == "sqlite":
        cursor = connection.connection.cursor()  # beside SQLAlchemy, which would open a transaction
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.close()
