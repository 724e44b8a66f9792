"""The export of an account, carried out: page by page, so that its size is no matter of memory."""

import base64
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from specstep.policies.plans.export import SOMEBODY_ELSE, ExportPlan, ExportTable
from specstep.policies.sql.keys import Key, between, equal, from_text
from specstep.policies.sql.removing import Removing
from specstep.policies.sql.rows import read_row
from specstep.policies.sql.schema import KEY_COLUMNS, Schema
from specstep.policies.sql.steps import follow_all

PAGE = 500

Document = Mapping[str, Any]


def export_rows(
    connection: sa.Connection, schema: Schema, plan: ExportPlan, account: object, *, run: str, page: int = PAGE
) -> Iterator[tuple[str, Document]]:
    """Every row of an account, with its dataset; what is withheld never leaves the database.

    The rows are found as an erasure finds them: by marks, which are taken off again at the end. The connection
    must have no transaction open; the `run` is a name of this export's own.
    """
    exporting = Removing(connection=connection, schema=schema, run=run, files_run=run, chunk=10_000)

    def bounded(work: Any) -> int:
        total = 0
        while True:
            with connection.begin():
                number = work()
            if not number:
                return total
            total += number

    try:
        with connection.begin():
            exporting.mark(plan.mark, account)
        follow_all(exporting, plan.follows, bounded)
        for table in plan.tables:
            pages = (
                _mentioning(exporting, table, account, page) if table.mentions else _marked(exporting, table, page)
            )
            for row in pages:
                yield table.dataset, _document(table, read_row(row), account)
    finally:
        with connection.begin():
            connection.execute(sa.delete(schema.books.marks).where(schema.books.marks.c.run == run))


def write_export(
    connection: sa.Connection, schema: Schema, plan: ExportPlan, account: object, folder: Path, *, run: str
) -> dict[str, int]:
    """Write an export into a folder, a file of JSON lines for each dataset and a README; the numbers of rows."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers = {table.dataset: 0 for table in plan.tables}
    for name in numbers:
        (folder / f"{name}.jsonl").write_text("", encoding="utf-8")
    current, handle = "", None
    try:
        for name, document in export_rows(connection, schema, plan, account, run=run):
            if name != current or handle is None:
                if handle is not None:
                    handle.close()
                current, handle = name, (folder / f"{name}.jsonl").open("a", encoding="utf-8")
            handle.write(json.dumps(document, ensure_ascii=False, default=_plain) + "\n")
            numbers[name] += 1
    finally:
        if handle is not None:
            handle.close()
    (folder / "README.md").write_text(plan.readme(numbers), encoding="utf-8")
    return numbers


def _marked(exporting: Removing, table: ExportTable, page: int) -> Iterator[Mapping[str, Any]]:
    marks, schema = exporting.schema.books.marks, exporting.schema
    key = schema.key(table.dataset)
    names = [marks.c[name] for name in KEY_COLUMNS]
    after: Key | None = None
    while True:
        some = (
            sa.select(*names)
            .where(marks.c.run == exporting.run, marks.c.dataset == table.dataset, between(names, after, None))
            .order_by(*names)
            .limit(page)
            .subquery()
        )
        joined = equal(key, from_text(some, key, exporting.connection.dialect.name))
        query = (
            sa.select(*_columns(schema, table), *(some.c[name].label(f"mark_{name}") for name in KEY_COLUMNS))
            .select_from(some.join(schema.table(table.dataset), joined, isouter=True))
            .order_by(*(some.c[name] for name in KEY_COLUMNS))
        )
        with exporting.connection.begin():
            rows = [dict(each) for each in exporting.connection.execute(query).mappings()]
        yield from (row for row in rows if row[f"found_{key[0].name}"] is not None)
        if len(rows) < page:
            return
        after = tuple(rows[-1][f"mark_{name}"] for name in KEY_COLUMNS)


def _mentioning(
    exporting: Removing, table: ExportTable, account: object, page: int
) -> Iterator[Mapping[str, Any]]:
    schema = exporting.schema
    key = schema.key(table.dataset)
    mentioned = sa.or_(*(schema.column(table.dataset, edge.columns[0]) == account for edge in table.mentions))
    after: Key | None = None
    while True:
        query = (
            sa.select(*_columns(schema, table))
            .where(mentioned, between(key, after, None))
            .order_by(*key)
            .limit(page)
        )
        with exporting.connection.begin():
            rows = [dict(each) for each in exporting.connection.execute(query).mappings()]
        yield from rows
        if len(rows) < page:
            return
        after = tuple(rows[-1][f"found_{column.name}"] for column in key)


def _columns(schema: Schema, table: ExportTable) -> list[sa.ColumnElement[Any]]:
    shown = [schema.column(table.dataset, name) for name, withheld in table.columns if withheld is None]
    found = [column.label(f"found_{column.name}") for column in schema.key(table.dataset)]
    return [*(column.label(column.name) for column in shown), *found]


def _document(table: ExportTable, row: Mapping[str, Any], account: object) -> dict[str, Any]:
    """A row as it is printed: somebody else's key in it is none of the account's data."""
    others = {edge.columns[0] for edge in table.mentions if row.get(edge.columns[0]) not in (None, account)}
    return {
        name: SOMEBODY_ELSE if name in others else row[name] if withheld is None else withheld
        for name, withheld in table.columns
    }


def _plain(value: object) -> object:
    """A value that JSON has no form for."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal | UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form in an export")
